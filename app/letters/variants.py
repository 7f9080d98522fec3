"""An organ's own wording of a standard kind (county variant): a new version, checked against the standard text.

A variant changes the template only. Facts, articles, remedy class and format stay those of the standard kind, and
whatever the standard letter says of a fact or an article the variant must say too.
"""

from __future__ import annotations

import difflib
import hashlib
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from markupsafe import Markup

from app.letters.catalogue import LetterKind, read_kind
from app.letters.errors import LetterRefused, Problem
from app.letters.facts import is_blank
from app.letters.fields import FactField
from app.letters.preview import preview_html
from app.letters.templating import wording_problems
from app.letters.variant_vocabulary import REMEDY_WORDS
from app.letters.variant_words import bare

MUTE = "某"  # stands for every word that is not the wording's own
SETTINGS, TEXT = "letter.toml", "letter.html"
ARTICLE = re.compile(r"第[一二三四五六七八九十]+条(?:第[一二三四五六七八九十]+款|第（[一二三四五六七]）项)?")


@dataclass(frozen=True)
class ChangedLine:
    """One line of the comparison: "same", "added" or "removed", and its text."""

    change: str
    text: str


def write_variant(root: Path, standard: LetterKind, html: str) -> LetterKind:
    """Keep a wording of the standard kind as a version of its own."""
    return keep_version(root, standard.kind, files_of(standard) | {TEXT: html})


def files_of(kind: LetterKind) -> dict[str, str]:
    """The files that make up a kind, by name."""
    return {name: (kind.folder / name).read_text("utf-8") for name in (SETTINGS, TEXT)}


def hash_of(files: Mapping[str, str]) -> str:
    """SHA-256 of the settings and the text of a version: its name for good."""
    return hashlib.sha256(b"\0".join(files[name].encode() for name in (SETTINGS, TEXT))).hexdigest()


def keep_version(root: Path, kind: str, files: Mapping[str, str]) -> LetterKind:
    """The kind in a folder named by its content, written once and whole, so that a version never changes."""
    own = {f"{kind}/{name}": files[name] for name in (SETTINGS, TEXT)}
    return read_kind(write_once(root / hash_of(files)[:16], own) / kind)


def write_once(place: Path, files: Mapping[str, str]) -> Path:
    """A folder with these files, by their paths in it, written whole unless it is there; the folder."""
    if not place.is_dir():
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place.parent, prefix=".new-") as scratch:
            written = Path(scratch) / "version"
            for name, text in files.items():
                (written / name).parent.mkdir(parents=True, exist_ok=True)
                (written / name).write_text(text, "utf-8")
            _move_into_place(written, place)
    return place


def _move_into_place(written: Path, place: Path) -> None:
    """Another process may have been faster: then the same files are there already."""
    try:
        written.rename(place)
    except OSError:
        if not place.is_dir():
            raise


def check_variant(variant: LetterKind, standard: LetterKind) -> list[Problem]:
    """Why the variant may not be used; an empty list means that it may be put up for approval."""
    if faults := wording_problems(variant):
        return faults
    try:
        found = [
            problem
            for facts in sample_cases(standard)
            for problem in (*_what_is_missing(variant, standard, facts), *_remedy_in(variant, facts))
        ]
    except LetterRefused as refused:
        return refused.problems
    except (TemplateError, ArithmeticError, ValueError, TypeError, KeyError, AttributeError) as error:
        return [Problem("", "template", f"模板有误：{error}")]
    return list(dict.fromkeys(found))


def sample_cases(kind: LetterKind) -> list[dict[str, Any]]:
    """Sample facts for every passage: as they stand, and once with each other choice, each optional fact left out,
    and each list with one item and with several."""
    samples = kind.sample_facts()
    changes = ((name, value) for name, field in kind.facts.items() for value in _other_values(field))
    cases = [samples | {name: value} for name, value in changes if value != samples.get(name)]
    return [samples, *cases]


def _other_values(field: FactField) -> Iterator[Any]:
    yield from field.options
    if field.type in ("list", "rows") and field.sample and field.name != "remedy":
        yield field.sample[:1]
        yield field.sample[:1] * min(3, field.max_items)
    if not field.required and not field.required_when:
        yield [] if field.type in ("list", "rows") else ""


def difference(standard: str, variant: str) -> list[ChangedLine]:
    """Line by line, for the page on which the second person approves."""
    old, new = standard.splitlines(), variant.splitlines()
    lines: list[ChangedLine] = []
    for change, first, last, begin, end in difflib.SequenceMatcher(None, old, new, False).get_opcodes():
        if change == "equal":
            lines += [ChangedLine("same", text) for text in old[first:last]]
        else:
            lines += [ChangedLine("removed", text) for text in old[first:last]]
            lines += [ChangedLine("added", text) for text in new[begin:end]]
    return lines


def _what_is_missing(
    variant: LetterKind, standard: LetterKind, facts: Mapping[str, Any]
) -> Iterator[Problem]:
    """Facts and articles that the standard letter says in this case and the variant does not."""
    wanted, text = _text_of(standard, facts), _text_of(variant, facts)
    for name, field in standard.facts.items():
        words = (
            _words_of(facts[name]) if name in facts else [f"〔{field.title}〕"]
        )  # as the preview shows a blank
        if any(word in wanted and word not in text for word in words):
            yield Problem(name, "missing_fact", f"正文中没有{field.title}")
    for article in ARTICLE.findall(wanted):
        if article not in text:
            yield Problem("", "missing_article", f"正文中没有依据{article}")


def _words_of(sample: object) -> list[str]:
    """How a sample value shows in the text: dates in Chinese, lists by their items."""
    if isinstance(sample, str):
        day = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", sample)
        return [f"{day[1]}年{int(day[2])}月{int(day[3])}日"] if day else [_plain(sample)]
    if isinstance(sample, list):
        return [word for item in sample for word in _words_of(item)]
    if isinstance(sample, dict):
        return [word for item in sample.values() for word in _words_of(item)]
    return [str(sample)]


def _remedy_in(variant: LetterKind, facts: Mapping[str, Any]) -> Iterator[Problem]:
    """The remedy in what the wording itself prints: facts and the titles of choices are left out."""
    mute = replace(variant, facts={name: _without_words(field) for name, field in variant.facts.items()})
    printed = bare(
        str(
            preview_html(mute, {name: _mute(variant.facts.get(name), value) for name, value in facts.items()})
        )
    )
    if found := REMEDY_WORDS.search(printed):
        yield Problem("", "forbidden", f"印出的正文中有“{found[0]}”：救济告知由规则生成，不得写在模板中")


def _without_words(field: FactField) -> FactField:
    columns = tuple(_without_words(column) for column in field.columns)
    return replace(field, options=dict.fromkeys(field.options, MUTE), columns=columns)


def _mute(field: FactField | None, value: Any) -> Any:
    """The same without words of its own: what is left of the letter was said by the wording."""
    if field is None or is_blank(value) or field.type in ("date", "integer", "amount", "choice"):
        return value
    if field.type == "list":
        return [MUTE] * len(value)
    if field.type == "rows":
        columns = {column.name: column for column in field.columns}
        return [{name: _mute(columns.get(name), cell) for name, cell in row.items()} for row in value]
    return MUTE


def _text_of(kind: LetterKind, facts: Mapping[str, Any]) -> str:
    return _plain(re.sub(r"<[^>]+>", "", str(preview_html(kind, facts))))


def _plain(text: str) -> str:
    return re.sub(r"[\s。；“”‘’]", "", text)


def preview_of_text(standard: LetterKind, html: str) -> Markup:
    """How a text reads with the sample facts. Only for a text without forbidden code: see check_variant."""
    with tempfile.TemporaryDirectory() as scratch:
        return preview_html(write_variant(Path(scratch), standard, html), standard.sample_facts())
