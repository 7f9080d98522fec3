"""A whole form from its marshmallow schema: fields in order, fields that show only with an answer, deciding buttons.

Metadata of a field: title, hint, widget, options, maximum, and for this module `shown_when` ("field=value|value", some
joined by "&"), `narrowed_by` (another field) with `belongs` (option → with which answers there it is offered),
`phrases` (常用语), and the widgets `hidden` and `buttons` (each option is a button that sends the form).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from marshmallow import Schema

from app.web.fields import Choice, FieldView
from app.web.schema_fields import field_view

MOST_TILES = 6
ARTICLE_BEHIND = re.compile(r"(.+?)（(第.+)）\Z")


@dataclass(frozen=True)
class FormPart:
    """One field, and when it is asked (empty: always)."""

    view: FieldView
    shown_when: str = ""


@dataclass(frozen=True)
class FormView:
    """Fields, and the buttons when the form is a decision: (name, [(value, words), …])."""

    parts: list[FormPart]
    decision: FieldView | None = None

    @property
    def labels(self) -> dict[str, str]:
        """Name → label of everything that is asked, also in the rows of tables."""
        asked = [part.view for part in self.parts]
        asked += [view for table in list(asked) for line in table.lines for view in line]
        return {view.name: view.label for view in asked}

    @property
    def has_files(self) -> bool:
        return any(part.view.type == "file" for part in self.parts)

    @property
    def has_rows(self) -> bool:
        return any(part.view.type == "rows" for part in self.parts)


def form_view(
    schema: Schema,
    values: Mapping[str, Any],
    errors: Mapping[str, str],
    shown_when: Mapping[str, str] | None = None,
    lines_action: str = "",
) -> FormView:
    """The form with what was typed and what is wrong.

    `shown_when` adds conditions that belong to one page only; `lines_action` is where rows are added and removed.
    """
    parts, decision = [], None
    for name, declared in schema.fields.items():
        view = _view(schema, name, values, errors)
        view.lines_action = lines_action
        if declared.metadata.get("widget") == "buttons":
            decision = view
        else:
            condition = (shown_when or {}).get(name) or declared.metadata.get("shown_when", "")
            parts.append(FormPart(view, condition))
    return FormView(parts, decision)


def _view(schema: Schema, name: str, values: Mapping[str, Any], errors: Mapping[str, str]) -> FieldView:
    view, told = field_view(schema, name, values, errors), schema.fields[name].metadata
    if told.get("widget") == "hidden":
        view.type = "hidden"
    choices = [_choice(value, label) for value, label in told.get("options", {}).items()]
    view.choices = choices
    if other := told.get("narrowed_by", ""):
        view.narrowed_by = other
        view.choices = [replace(one, of=told["belongs"].get(one.value, ())) for one in choices]
    if view.type == "radio" and len(choices) > MOST_TILES:
        view.type, view.choices = "select", list(told["options"].items())
    view.phrases = tuple(told.get("phrases", ()))
    view.rows = min(10, max(view.rows, str(view.value or "").count("\n") + 2))
    return view


def _choice(value: str, label: str) -> Choice:
    """The article stands small behind the words."""
    found = ARTICLE_BEHIND.match(label)
    return Choice(value, found.group(1), found.group(2)) if found else Choice(value, label)
