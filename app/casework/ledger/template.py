"""An empty table for filling in: the heads of the columns, and what each of them takes."""

from collections.abc import Iterator
from typing import Any

from marshmallow import Schema

from app.casework.contract.fields import Choice, Day
from app.casework.ledger.spreadsheet import written

WIDE = ("description", "note")


def template_of(schema: Schema, name: str = "台账") -> bytes:
    """An xlsx with the sheet of this name and 填写说明."""
    heads = [(_head(field), 40 if name in WIDE else 16) for name, field in schema.fields.items()]
    told = [("列", 16), ("是否必填", 10), ("填写说明", 90)]
    return written([(name, heads, ()), ("填写说明", told, _explained(schema))])


def _head(field: Any) -> str:
    return f"{field.metadata['title']}{'（必填）' if field.required else ''}"


def _explained(schema: Schema) -> Iterator[tuple[str, str, str]]:
    for field in schema.fields.values():
        title, hint = field.metadata["title"], field.metadata.get("hint", "")
        parts = [hint] if hint else []
        if isinstance(field, Choice):
            parts.append(f"填写其中之一：{'、'.join(field.options.values())}")
        if isinstance(field, Day):
            parts.append("日期，如 2019-03-05、2019年3月5日")
        yield title, "必填" if field.required else "", "；".join(parts)
