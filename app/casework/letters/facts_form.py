"""A form from the facts that a letter.toml declares, and the facts from what was typed.

A list is typed one entry a line, without the typist's own numbers; rows are typed one record a line, columns parted
by ｜ or |. Rows in which one of named options is chosen are a table.
"""

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import Schema

from app.casework.contract.fields import Choice, Day, Text, Whole
from app.casework.contract.schemas import OfficeSchema
from app.casework.contract.tables import Rows, is_blank
from app.law.errors import InvalidInput
from app.letters.fields import FactField
from app.letters.own_numbers import without_own_numbers

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
    if is_table(field):
        return FactRows(field, **told)
    if field.type == "rows":
        return Text(field.title, maximum=5000, widget="textarea", **{**told, "hint": _columns_of(field)})
    if field.type == "list":
        return Text(
            field.title, maximum=5000, widget="textarea", **{**told, "hint": field.help or "每行一项"}
        )
    widget = "textarea" if field.type == "text" else "text"
    return Text(field.title, maximum=field.max_length, widget=widget, **told)


def is_table(field: FactField) -> bool:
    """Whether the rows are typed cell by cell: one of the columns is chosen from named options."""
    return field.type == "rows" and any(column.options for column in field.columns)


class FactRows(Rows):
    """The rows of a fact as a table. A text with a row a line, of a program or an older draft, is read too."""

    def __init__(self, fact: FactField, *, required: bool, hint: str, **more: Any) -> None:
        self.fact = fact
        super().__init__(
            fact.title, _row_schema(fact), minimum=int(required), maximum=fact.max_items, hint=hint, **more
        )

    def lines(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        names, most = [column.name for column in self.fact.columns], len(self.fact.columns) - 1
        cells = [COLUMN_BREAK.split(line, most) for line in lines_of(value)]
        rows = [dict(zip(names, row, strict=False)) for row in cells]
        return [{name: _as_code(self.fact, name, cell) for name, cell in row.items()} for row in rows]


def _row_schema(fact: FactField) -> Schema:
    columns = {one.name: _cell_field(one) for one in fact.columns}
    return OfficeSchema(columns)


def _cell_field(column: FactField) -> Any:
    """As of any fact, but that options are a list to choose from: a row has no room for tiles."""
    if not column.options:
        return form_field(column, "")
    told: dict[str, Any] = {"required": column.required, "hint": column.help}
    return Choice(column.title, column.options, widget="select", **told)


def _as_code(fact: FactField, name: str, cell: str) -> str:
    column = next(one for one in fact.columns if one.name == name)
    return _chosen(column, cell) if column.options else cell


def _columns_of(field: FactField) -> str:
    """What stands in a row, in its order."""
    return f"每行一项，依次为：{'｜'.join(one.title for one in field.columns)}"


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


def lines_of(typed: str) -> list[str]:
    """The entries of a list that is typed one a line; the letter numbers them itself."""
    return without_own_numbers([line.strip() for line in typed.splitlines() if line.strip()])


def _typed(field: FactField, value: Any, prefix: str) -> Any:
    if field.type == "list":
        return lines_of(str(value))
    if isinstance(value, list):
        return [{k: v for k, v in row.items() if v not in ("", None)} for row in value if not is_blank(row)]
    if field.type == "rows":
        return [_row(field, line, prefix) for line in lines_of(str(value))]
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
