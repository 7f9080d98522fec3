"""Fields of a page from the marshmallow schema that also checks them: titles, hints, options said once."""

from collections.abc import Iterable, Mapping
from typing import Any

from marshmallow import Schema

from app.web.fields import Choice, FieldView

LIKE_TEXT = ("text", "textarea", "date", "number", "radio", "checkbox", "select")


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
    return FieldView(
        name=name,
        label=told.get("title", name),
        value=typed.get(name, ""),
        error=errors.get(name, ""),
        hint=told.get("hint", ""),
        required=declared.required,
        type=widget if widget in LIKE_TEXT else "text",
        choices=[Choice(value, label) for value, label in told.get("options", {}).items()],
        maxlength=told.get("maximum") if widget == "textarea" else None,
        wide=widget == "textarea",
    )
