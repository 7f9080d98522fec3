"""A form from the facts that a letter.toml declares, and the facts from what was typed.

A list is typed one entry a line; rows are typed one record a line, columns parted by ｜ or |.
"""

import re
from collections.abc import Mapping
from typing import Any

from app.casework.contract.fields import Choice, Day, Text, Whole
from app.law.errors import InvalidInput
from app.letters.fields import FactField

COLUMN_BREAK = re.compile(r"\s*[｜|\t]\s*")


def form_field(field: FactField, prefix: str) -> Any:
    """The field of the form for one fact."""
    told = {
        "required": field.required and field.required_when is None,
        "hint": field.help,
        **_shown_when(field, prefix),
    }
    if field.type == "choice":
        return Choice(field.title, field.options, **told)
    if field.type == "date":
        return Day(field.title, **told)
    if field.type == "integer":
        return Whole(field.title, minimum=field.minimum, maximum=field.maximum, **told)
    if field.type == "rows":
        return Text(field.title, maximum=5000, widget="textarea", **{**told, "hint": _columns_of(field)})
    if field.type == "list":
        return Text(
            field.title, maximum=5000, widget="textarea", **{**told, "hint": field.help or "每行一项"}
        )
    widget = "textarea" if field.type == "text" else "text"
    return Text(field.title, maximum=field.max_length, widget=widget, **told)


def _columns_of(field: FactField) -> str:
    """What stands in a row, in its order; of a choice its words, one of which is typed."""
    choices = [f"{one.title}填写：{'；'.join(one.options.values())}" for one in field.columns if one.options]
    return "。".join([f"每行一项，依次为：{'｜'.join(one.title for one in field.columns)}", *choices])


def _shown_when(field: FactField, prefix: str) -> dict[str, Any]:
    """A fact that only one answer makes obligatory is asked with that answer."""
    if field.required_when is None:
        return {}
    other, *values = field.required_when
    return {"shown_when": f"{prefix}{other}={'|'.join(values)}"}


def facts_from(fields: Mapping[str, FactField], values: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """The typed facts of the letter from the form's values. Raises InvalidInput for a malformed row."""
    found: dict[str, Any] = {}
    for name, field in fields.items():
        value = values.get(prefix + name)
        if value not in (None, ""):
            found[name] = _typed(field, value, prefix)
    return found


def _typed(field: FactField, value: Any, prefix: str) -> Any:
    if field.type == "list":
        return [line.strip() for line in str(value).splitlines() if line.strip()]
    if field.type == "rows":
        return [_row(field, line, prefix) for line in str(value).splitlines() if line.strip()]
    return value.isoformat() if field.type == "date" else value


def _row(field: FactField, line: str, prefix: str) -> dict[str, Any]:
    cells = COLUMN_BREAK.split(line.strip())
    if len(cells) > len(field.columns):
        words = f"“{line.strip()[:30]}”分得的栏目过多，每行最多 {len(field.columns)} 栏"
        raise InvalidInput(fields={prefix + field.name: words})
    row: dict[str, Any] = {}
    for column, cell in zip(field.columns, cells, strict=False):
        if cell:
            row[column.name] = _cell(field, column, cell, prefix)
    return row


def _cell(field: FactField, column: FactField, cell: str, prefix: str) -> Any:
    if column.options:
        return _chosen(column, cell)
    if column.type != "integer":
        return cell
    digits = cell.removesuffix("页").strip()
    if not digits.isdecimal():
        raise InvalidInput(fields={prefix + field.name: f"{column.title}应为整数，现为“{cell[:20]}”"})
    return int(digits)


def _chosen(column: FactField, cell: str) -> str:
    """The code of what was typed: itself, its words, or words that stand in one of the titles alone; else as typed."""
    named = [code for code, title in column.options.items() if cell in (code, title)]
    found = named or [code for code, title in column.options.items() if cell in title]
    return found[0] if len(found) == 1 else cell
