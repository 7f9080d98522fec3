"""Fields of a page from the marshmallow schema that also checks them: titles, hints, options said once."""

from collections.abc import Iterable, Mapping
from typing import Any

from marshmallow import Schema

from app.casework.contract.moments import shown_moment
from app.casework.contract.tables import Rows
from app.web.chosen_files import ACCEPT
from app.web.fields import Choice, FieldView

LIKE_TEXT = (
    "text", "textarea", "date", "datetime-local", "number", "radio", "checkbox", "checks", "select", "rows", "file",
)  # fmt: skip


def field_views(
    schema: Schema, typed: Mapping[str, Any], errors: Mapping[str, str], names: Iterable[str] | None = None
) -> list[FieldView]:
    """The fields of these names (default: all) with what was typed and what is wrong."""
    return [field_view(schema, name, typed, errors) for name in (names or schema.fields)]


def field_view(schema: Schema, name: str, typed: Mapping[str, Any], errors: Mapping[str, str]) -> FieldView:
    """One field of the schema as the page needs it."""
    declared = schema.fields[name]
    told = declared.metadata
    widget = told.get("widget", "text")
    view = FieldView(
        name=name,
        label=told.get("title", name),
        value=typed.get(name, ""),
        error=errors.get(name, ""),
        hint=told.get("hint", ""),
        required=declared.required,
        type=widget if widget in LIKE_TEXT else "text",
        choices=[Choice(value, label) for value, label in told.get("options", {}).items()],
        maxlength=told.get("maximum") if widget == "textarea" else None,
        wide=widget in ("textarea", "rows"),
        multiple=told.get("multiple", False),
    )
    if view.type == "datetime-local":
        view.value = shown_moment(view.value)
    if view.type == "file":
        view.value, view.kept, view.accept = "", typed.get(name) or (), ACCEPT
    if isinstance(declared, Rows):
        view.most_lines = declared.maximum
        rows = declared.lines(view.value) or [{}]
        view.lines = [_line(declared, name, number, row, errors) for number, row in enumerate(rows)]
    return view


def _line(table: Rows, name: str, number: int, row: Any, errors: Mapping[str, str]) -> list[FieldView]:
    """One row: its fields are named `<table>.<number>.<column>`, as their errors are."""
    start = f"{name}.{number}."
    faults = {key.removeprefix(start): words for key, words in errors.items() if key.startswith(start)}
    views = field_views(table.row, row if isinstance(row, Mapping) else {}, faults)
    for view in views:
        view.name = start + view.name
    return views
