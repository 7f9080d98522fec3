"""The facts of a kind as JSON Schema, for programs that have never seen the letter."""

from __future__ import annotations

from typing import Any

from app.letters.catalogue import LetterKind
from app.letters.fields import FactField


def json_schema(kind: LetterKind) -> dict[str, Any]:
    return {
        "type": "object",
        "title": kind.name,
        "properties": {name: _property(field) for name, field in kind.facts.items()},
        "required": [
            name for name, field in kind.facts.items() if field.required and not field.required_when
        ],
        "additionalProperties": False,
    }


def _property(field: FactField) -> dict[str, Any]:
    described = {"title": field.title} | ({"description": field.help} if field.help else {})
    return described | _SHAPES[field.type](field)


def _rows(field: FactField) -> dict[str, Any]:
    record = {
        "type": "object",
        "properties": {column.name: _property(column) for column in field.columns},
        "required": [column.name for column in field.columns if column.required],
        "additionalProperties": False,
    }
    return {"type": "array", "maxItems": field.max_items, "items": record}


_SHAPES = {
    "string": lambda field: {
        "type": "string",
        "minLength": 1,
        "maxLength": field.max_length,
        "pattern": r"^[^\r\n]+$",
    },
    "text": lambda field: {"type": "string", "minLength": 1, "maxLength": field.max_length},
    "date": lambda field: {"type": "string", "format": "date"},
    "integer": lambda field: {"type": "integer", "minimum": field.minimum, "maximum": field.maximum},
    "amount": lambda field: {"type": "string", "pattern": r"^\d{1,9}(\.\d{1,2})?$"},
    "choice": lambda field: {
        "type": "string",
        "enum": list(field.options),
        "oneOf": [{"const": code, "title": label} for code, label in field.options.items()],
    },
    "list": lambda field: {
        "type": "array",
        "maxItems": field.max_items,
        "items": {"type": "string", "minLength": 1, "maxLength": field.max_length},
    },
    "rows": _rows,
}
