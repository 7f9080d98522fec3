"""Kind and facts → HTML. Templates are sandboxed, escape everything and refuse a name that does not exist.

The one place where a template becomes markup. What was not delivered with the release is a wording: before it runs,
its text is held to the rules; while it runs, its length is bounded; what it printed is searched for foreign markup.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from app.letters.catalogue import LetterKind
from app.letters.errors import LetterRefused, Problem
from app.letters.facts import as_date, is_blank
from app.letters.fields import FactField
from app.letters.printable import print_note, printed
from app.letters.rendered import bounded, refuse_foreign_markup
from app.letters.variant_rules import rule_problems
from app.letters.wording import FILTERS, nested_titles

YOU = {"natural_person": "您", "organisation": "贵单位"}
NOTHING_DRAWN = {"pitch": "pitch-22", "seal": None, "qr": ""}
ENCLOSED = "enclosures"
BETWEEN_TAGS = re.compile(r">[^<]+(?=<)")
SITE = re.compile(r"(?:https?://|www\.)[\w.:-]{1,40}/?", re.ASCII)  # a longer one would not fit into a line
EMPTY: dict[str, list[Any]] = {"list": [], "rows": []}


class Choice(str):
    """A chosen code that knows its Chinese title: compared by code, printed by `.label`."""

    label: str

    def __new__(cls, code: str, label: str) -> Choice:
        choice = super().__new__(cls, code)
        choice.label = label
        return choice


@lru_cache(maxsize=64)
def _environment(layouts: Path, root: Path) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([layouts, root]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    return environment


def letter_html(kind: LetterKind, facts: Mapping[str, Any], **drawn: Any) -> str:
    """The whole page, for the press. `facts` are frozen and checked; `drawn` (pitch, seal, qr) is ours."""
    values = context_of(kind, facts) | NOTHING_DRAWN | drawn
    return unbroken_addresses(_printed(kind, f"{kind.format}.html", values, whole_page=True))


def unbroken_addresses(html: str) -> str:
    """A line never ends in https:// nor within the name of a site; behind a slash an address may go on below."""
    head, body, rest = html.partition("<body")
    return head + body + BETWEEN_TAGS.sub(lambda text: SITE.sub(_kept_together, text.group()), rest)


def _kept_together(site: re.Match[str]) -> str:
    return f'<span class="site">{site.group()}</span>'


def fragment_html(kind: LetterKind, values: Mapping[str, Any]) -> Markup:
    """The letter as a fragment for a page of ours: classes only, no style attributes, no pictures."""
    layout = "preview.html" if kind.format in ("letter", "redhead") else "form_preview.html"
    return Markup(_printed(kind, layout, values, whole_page=False))


def _printed(kind: LetterKind, layout: str, values: Mapping[str, Any], *, whole_page: bool) -> str:
    """Raises LetterRefused for a wording that breaks the rules."""
    if not kind.is_delivered and (problems := wording_problems(kind)):
        raise LetterRefused(problems)
    template = _environment(kind.layouts, kind.folder.parent).get_template(f"{kind.kind}/letter.html")
    if kind.is_delivered:
        return template.render(layout=layout, **values)
    html = bounded(template.generate(layout=layout, **values))
    refuse_foreign_markup(html, whole_page=whole_page)
    return html


def wording_problems(kind: LetterKind) -> list[Problem]:
    """Why the text of this kind may not be printed by the rules for wordings; an empty list when it may."""
    return list(rule_problems((kind.folder / "letter.html").read_text("utf-8"), kind))


def context_of(kind: LetterKind, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Template values: typed facts, empty values for optional facts left out, and what follows from them."""
    values: dict[str, Any] = {"attachments": [], "remedy": []}
    values |= {name: typed_value(field, facts.get(name)) for name, field in kind.facts.items()}
    return values | derived_values(kind, values, facts)


def derived_values(kind: LetterKind, values: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """What follows from the facts; the 附件说明 names what is enclosed, in its order."""
    named = {"attachments": [row["name"] for row in values[ENCLOSED]]} if ENCLOSED in kind.facts else {}
    return named | {
        "title": kind.title,
        "not_printed": print_note(facts),
        "options": {name: field.options for name, field in kind.facts.items() if field.options},
        "you": YOU.get(values.get("third_party_kind") or values.get("applicant_kind") or "", "您"),
        "dated_on": values[kind.dated_by],
    }


def typed_value(field: FactField, value: Any) -> Any:
    """A fact as templates see it: dates as dates, choices with their Chinese label, rows as typed records."""
    if is_blank(value):
        return EMPTY.get(field.type, "" if field.type in ("string", "text") else None)
    if field.type == "date":
        return as_date(value)
    if field.type == "choice":
        return Choice(value, field.options[value])
    if field.type == "rows":
        return [_typed_row(field, row) for row in value]
    if field.type == "list":
        return [nested_titles(printed(item)) for item in value]
    return nested_titles(printed(value)) if isinstance(value, str) else value


def _typed_row(field: FactField, row: Mapping[str, Any]) -> dict[str, Any]:
    return {column.name: typed_value(column, row.get(column.name)) for column in field.columns}
