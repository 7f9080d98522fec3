"""The catalogue: every letter and form that the office can make, read from folders.

One folder per kind with letter.html and letter.toml. Several root folders may be given: the house's own
and those that guest processes bring along. A kind may exist only once.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from app.law.parameters import ByDay, Parameters
from app.letters.errors import BrokenLetterKind, UnknownLetterKind
from app.letters.fields import FactField, read_field
from app.letters.samples import sample_remedy

LAYOUTS = Path(__file__).parent / "layouts"
STANDARD_LETTERS = Path(__file__).parents[2] / "letter_templates"

REMEDY_CLASSES = ("P", "E", "Q", "QE", "N", "by_outcome")
RECIPIENTS = ("applicant", "third_party", "organ", "internal")
FORMATS = ("letter", "redhead", "form", "sheet", "register")
ISSUERS = ("clerk", "step")
NAMED_BY = {"third_party": "third_party_name", "organ": "addressed_organ"}
NEVER_BY_HAND = '载明救济途径的文书记载一项决定，只能由流程的环节经审签制发，不能写 issued = "clerk"'
SELF_NAMES = ("告知书", "通知书", "答复书", "确认书", "意见书", "回执", "函")
TEXTS = ("name", "title", "when", "remedy_class", "time_limit", "recipient", "format", "usage_note")
ISSUING_KEYS = frozenset({"issued", "processes", "after", "addressed_by"})
"""Who may issue a kind and when: they say nothing of its text, so an organ's own wording stays in force with them."""
OF_EARLIER_RELEASES = frozenset({"max_pages"})
"""Stand in texts that letters of before were kept with; a sheet takes as many pages as the record needs."""
KNOWN_KEYS = {
    *TEXTS, *ISSUING_KEYS, *OF_EARLIER_RELEASES, "articles", "report_row", "uses", "facts", "date_order", "dated_by",
    "number", "sample_unverified",
}  # fmt: skip


@dataclass(frozen=True)
class LetterKind:
    """One kind of letter (文书种类) of law.md's list: what it is for, what it needs, what it obliges to say.

    `name` is how the catalogue calls it, `title` what is printed. `remedy_class`: P procedural, E either
    way, Q reconsideration first, QE both (partial), N internal, by_outcome: that of the decision it repeats.
    `date_order`: pairs of facts of which the first may not be later than the second.
    `layouts`: the folder of what letters share; that of the program, but for letters of an earlier one.
    `is_delivered`: came with the release or a guest process, as code does. Any other text was written by a person
    in the office and is held to the rules for wordings wherever it is printed.

    `issued`: by a clerk on the case page, or only by a step of a diagram. `processes`: whose cases it fits, none
    named: those of the process that brings the folder, or all. `after`: kinds of which one must have been issued in
    the case before. `addressed_by`: the fact that names whom a letter to a third party or an organ is for.
    `sample_unverified`: what in the invented facts was not compared with its published text (未核对).
    """

    kind: str
    name: str
    title: str
    when: str
    articles: tuple[str, ...]
    facts: Mapping[str, FactField]
    remedy_class: str
    time_limit: str
    recipient: str
    report_row: str
    usage_note: str
    format: str
    folder: Path
    version_hash: str
    date_order: tuple[tuple[str, str], ...] = ()
    dated_by: str = "issued_on"
    number: int = 0
    is_delivered: bool = False
    issued: str = "step"
    processes: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    addressed_by: str = ""
    sample_unverified: str = ""
    layouts: Path = LAYOUTS

    def __hash__(self) -> int:
        """By what it was made from; equal kinds have equal versions."""
        return hash((self.kind, self.version_hash))

    @property
    def carries_remedy(self) -> bool:
        return self.remedy_class in ("E", "Q", "QE", "by_outcome")

    @property
    def self_name(self) -> str:
        """How the letter calls itself in the remedy clause: 本告知书, 本通知书, 本答复书, 本函."""
        ending = next((word for word in SELF_NAMES if self.title.endswith(word)), "告知书")
        return "本" + ending

    def sample_facts(self, parameters: ByDay | None = None) -> dict[str, Any]:
        """Invented facts that make a complete letter, as written in the folder; the remedy as the rules write it.

        `parameters`: the office's; without them, as in the pictures of the docs, those of the product.
        """
        samples = {name: field.sample for name, field in self.facts.items() if field.sample is not None}
        if "remedy" in self.facts and self.dated_by in samples:
            day = date.fromisoformat(samples[self.dated_by])
            samples["remedy"] = sample_remedy(
                self.kind, self.remedy_class, day, self.self_name, parameters or Parameters.load()
            )
        return samples


class Catalogue:
    """All letter kinds below the given root folders. Reading it checks it: a broken one stops the start."""

    def __init__(self, folders: Sequence[Path] = (STANDARD_LETTERS,)):
        self.folders = tuple(Path(folder) for folder in folders)
        self._kinds: dict[str, LetterKind] = {}
        for root in self.folders:
            for file in sorted(root.glob("*/letter.toml")):
                self._add(read_kind(file.parent, is_delivered=True))
        for kind in self._kinds.values():
            if unknown := [name for name in kind.after if name not in self._kinds]:
                raise BrokenLetterKind(str(kind.folder), f"after 中没有这种文书：{'、'.join(unknown)}")

    def _add(self, kind: LetterKind) -> None:
        if kind.kind in self._kinds:
            raise BrokenLetterKind(str(kind.folder), f"{kind.kind} 已在 {self._kinds[kind.kind].folder} 中")
        self._kinds[kind.kind] = kind

    def kind(self, name: str) -> LetterKind:
        if name not in self._kinds:
            raise UnknownLetterKind(name)
        return self._kinds[name]

    def __contains__(self, name: object) -> bool:
        return name in self._kinds

    def __iter__(self) -> Iterator[LetterKind]:
        """In the order of the official list; guests' kinds after it, by name."""
        return iter(sorted(self._kinds.values(), key=lambda kind: (kind.number or 999, kind.kind)))

    def __len__(self) -> int:
        return len(self._kinds)


@cache
def fact_groups(layouts: Path = LAYOUTS) -> dict[str, dict[str, Any]]:
    """Facts that many kinds share (sender, request, remedy), by group: layouts/fact_groups.toml."""
    return tomllib.loads((layouts / "fact_groups.toml").read_text("utf-8"))


def read_kind(folder: Path, *, is_delivered: bool = False, layouts: Path = LAYOUTS) -> LetterKind:
    """The kind in a folder; raises BrokenLetterKind with the file and the reason."""
    place = str(folder)
    try:
        data = tomllib.loads((folder / "letter.toml").read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BrokenLetterKind(place, f"letter.toml 无法读取（{error}）") from error
    if not (folder / "letter.html").is_file():
        raise BrokenLetterKind(place, "缺少 letter.html")
    _check_settings(place, data)
    facts, order = _collect(place, data, fact_groups(layouts))
    return LetterKind(
        kind=folder.name,
        facts=facts,
        date_order=tuple(order),
        articles=tuple(data["articles"]),
        report_row=data.get("report_row", ""),
        dated_by=data.get("dated_by", "issued_on"),
        number=data.get("number", 0),
        sample_unverified=data.get("sample_unverified", ""),
        folder=folder,
        is_delivered=is_delivered,
        version_hash=_version_of(folder, layouts),
        layouts=layouts,
        **_issuing(place, data, facts),
        **{key: data[key] for key in TEXTS},
    )


def _check_settings(place: str, data: Mapping[str, Any]) -> None:
    if unknown := set(data) - KNOWN_KEYS:
        raise BrokenLetterKind(place, f"有未知的设置 {sorted(unknown)}")
    for key in TEXTS:
        if not isinstance(data.get(key), str) or not data[key].strip():
            raise BrokenLetterKind(place, f"缺少 {key}")
    if not isinstance(data.get("articles"), list):
        raise BrokenLetterKind(place, "articles 须为列表")
    allowed = {"remedy_class": REMEDY_CLASSES, "recipient": RECIPIENTS, "format": FORMATS}
    for key, values in allowed.items():
        if data[key] not in values:
            raise BrokenLetterKind(place, f"{key} 须为 {'、'.join(values)} 之一")


def _issuing(place: str, data: Mapping[str, Any], facts: Mapping[str, FactField]) -> dict[str, Any]:
    """Who may issue it, for which cases, after what, to whom. A decision is never issued by hand."""
    decides = data["remedy_class"] not in ("P", "N")
    addressed_by = data.get("addressed_by", NAMED_BY.get(data["recipient"], ""))
    names_nobody = bool(addressed_by) and addressed_by not in facts
    issued = data.get("issued", "step" if decides or names_nobody else "clerk")
    if issued not in ISSUERS:
        raise BrokenLetterKind(place, f"issued 须为 {'、'.join(ISSUERS)} 之一")
    if issued == "clerk" and decides:
        raise BrokenLetterKind(place, NEVER_BY_HAND)
    if issued == "clerk" and names_nobody:
        raise BrokenLetterKind(place, f"缺少写明收件人的要素 {addressed_by}")
    many = {key: data.get(key, []) for key in ("processes", "after")}
    if wrong := [key for key, value in many.items() if not isinstance(value, list)]:
        raise BrokenLetterKind(place, f"{'、'.join(wrong)} 须为列表")
    of_many = {key: tuple(value) for key, value in many.items()}
    return {"issued": issued, "addressed_by": addressed_by, **of_many}


def _collect(
    place: str, data: Mapping[str, Any], groups: Mapping[str, Any]
) -> tuple[dict[str, FactField], list[tuple[str, str]]]:
    """The facts of the groups a kind uses, then its own; and the order of the dates among them."""
    facts: dict[str, FactField] = {}
    order: list[tuple[str, str]] = []
    for group in data.get("uses", ()):
        if group not in groups:
            raise BrokenLetterKind(place, f"没有名为 {group} 的公共要素组")
        order += [(first, second) for first, second in groups[group].get("date_order", ())]
        facts |= {name: read_field(name, table, place) for name, table in groups[group]["facts"].items()}
    facts |= {name: read_field(name, table, place) for name, table in data.get("facts", {}).items()}
    order += [(first, second) for first, second in data.get("date_order", ())]
    for name in {name for pair in order for name in pair} | {data.get("dated_by", "issued_on")}:
        if name not in facts or facts[name].type != "date":
            raise BrokenLetterKind(place, f"{name} 不是日期要素")
    if (data["remedy_class"] in ("P", "N")) == ("remedy" in facts):
        raise BrokenLetterKind(place, "救济类别与救济要素不符：P、N 类不写救济，其余必须写")
    return facts, order


def layout_files(layouts: Path = LAYOUTS) -> list[Path]:
    """Everything that letters share, by name: layouts, styles, groups of facts."""
    return sorted(file for file in layouts.iterdir() if file.is_file())


def _version_of(folder: Path, layouts: Path) -> str:
    """Hash of everything of ours that shapes the letter: its folder and what letters share."""
    digest = hashlib.sha256()
    for file in [*sorted(folder.iterdir()), *layout_files(layouts)]:
        if file.is_file():
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
