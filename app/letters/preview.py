"""The letter on a page of ours while it is being drafted: facts not there yet are shown as 〔title〕."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from app.letters.catalogue import LetterKind
from app.letters.facts import check_facts
from app.letters.fields import FactField
from app.letters.templating import derived_values, fragment_html, typed_value
from app.letters.wording import Blank


class BlankMark(Blank):
    """〔文号〕, marked so that the page can colour it; escapes itself because the title is ours."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(Markup('<mark class="letter-blank">{}</mark>').format(str(self)))

    @property
    def label(self) -> BlankMark:
        return self


def preview_html(kind: LetterKind, facts: Mapping[str, Any]) -> Markup:
    """A CSP-safe fragment (classes only). Never refuses: a missing or wrong fact becomes a visible blank."""
    wrong = {problem.fact for problem in check_facts(kind, facts)}
    values: dict[str, Any] = {"attachments": [], "remedy": []}
    for name, field in kind.facts.items():
        usable = name in facts and name not in wrong
        if usable or not field.is_required(facts):
            values[name] = typed_value(field, facts.get(name) if usable else None)
        else:
            values[name] = _blank(field)
    return fragment_html(kind, values | derived_values(kind, values, facts))


def _blank(field: FactField) -> Any:
    mark = BlankMark(f"〔{field.title}〕")
    if field.type == "list":
        return [mark]
    if field.type == "rows":
        return [{column.name: BlankMark(f"〔{column.title}〕") for column in field.columns}]
    return mark
