"""Which sheet of a workbook is the ledger, which column says what, and what its cells say to the fields of a row."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema

from app.casework.contract.fields import Choice, Day, Whole
from app.law.errors import RuleViolation
from app.law.old_ledgers import UnreadableDay, day_of
from app.quarantine.limits import TABLE_ROWS
from app.quarantine.readings import Unreadable, read_table
from app.quarantine.turns import Turn
from app.quarantine.workbook import Sheet, SheetRow, Value, Workbook

HEAD_WITHIN = 10  # rows above the first entry: a title, who keeps it, the heads
MOST_NAMED = 5
REFUSALS = {
    "too_many_rows": f"表格超过 {TABLE_ROWS:,} 行，没有导入；请分成几个文件",
    "too_long": "表格中的文字过多，没有导入；请分成几个文件",
}


class LedgerRefused(RuleViolation):
    """The file as a whole cannot be taken over."""

    code = "ledger_refused"
    status = 422


@dataclass(frozen=True)
class Table:
    """The ledger's sheet: rows below the heads, and the column of each field. `ignored`: heads that say nothing."""

    sheet: str
    rows: tuple[SheetRow, ...]
    columns: Mapping[str, int]
    merged: Mapping[int, str]
    ignored: tuple[str, ...]
    from_1904: bool


def read_sheets(data: bytes, turn: Turn) -> Workbook:
    """The workbook. Raises LedgerRefused."""
    try:
        return read_table(turn, data)
    except Unreadable as error:
        raise LedgerRefused(
            REFUSALS.get(error.problem, "表格无法读取，请用 Excel 或 WPS 打开后另存为 xlsx")
        ) from error


@dataclass(frozen=True)
class Called:
    """How a table is called in what is said of it: itself, and one of its rows."""

    table: str = "台账"
    row: str = "办件"


def find_table(workbook: Workbook, schema: Schema, called: Called = Called()) -> Table:
    """The one visible sheet with the heads of such a table. Raises LedgerRefused."""
    titles = {squeezed(field.metadata["title"]): name for name, field in schema.fields.items()}
    needed = {name for name, field in schema.fields.items() if field.required}
    found = [
        table for sheet in workbook.sheets if (table := _table(sheet, titles, needed, workbook.from_1904))
    ]
    if not found:
        heads = "、".join(schema.fields[name].metadata["title"] for name in schema.fields if name in needed)
        raise LedgerRefused(
            f"没有找到{called.table}：需要有一张工作表的前 {HEAD_WITHIN} 行内有表头，至少包括：{heads}"
        )
    if len(found) > 1:
        names = "、".join(f"“{table.sheet}”" for table in found)
        raise LedgerRefused(f"有几张工作表都像{called.table}：{names}；请每次只留一张")
    _refuse_formulas(next(sheet for sheet in workbook.sheets if sheet.name == found[0].sheet))
    if not found[0].rows:
        raise LedgerRefused(f"工作表“{found[0].sheet}”只有表头，没有{called.row}")
    return found[0]


def _refuse_formulas(sheet: Sheet) -> None:
    if sheet.formulas:
        where = "、".join(sheet.formulas[:MOST_NAMED])
        raise LedgerRefused(f"工作表“{sheet.name}”中有公式（{where} 等）；请复制后“选择性粘贴”为数值再导入")


def _table(sheet: Sheet, titles: Mapping[str, str], needed: set[str], from_1904: bool) -> Table | None:
    for place, row in enumerate(sheet.rows[:HEAD_WITHIN]):
        heads = {column: squeezed(str(value)) for column, value in row.cells.items()}
        columns = {
            titles[head]: column for column, head in sorted(heads.items(), reverse=True) if head in titles
        }
        if needed <= columns.keys():
            ignored = tuple(str(row.cells[column]) for column, head in heads.items() if head not in titles)
            below = sheet.rows[place + 1 :]
            merged = {number: area for area in sheet.merged for number in _rows_of(area)}
            return Table(sheet.name, below, columns, merged, ignored, from_1904)
    return None


def _rows_of(area: str) -> range:
    """The rows that a merged range (A5:B8) touches."""
    digits = ["".join(sign for sign in part if sign.isdigit()) for part in area.split(":")]
    return range(int(digits[0] or 0), min(int(digits[-1] or 0), 10 * TABLE_ROWS) + 1)


def squeezed(text: str) -> str:
    """A head as it is compared: without blanks, marks of obligation and what stands in brackets."""
    return _plain(unicodedata.normalize("NFKC", text).partition("(")[0])


def _plain(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum())


class _UnknownChoice(Exception):
    """None of the field's options; the words name those that it may have meant."""


def _nearest(text: str, titles: Iterable[str]) -> str:
    """The options that begin alike, otherwise all."""
    every = list(titles)
    return "、".join([one for one in every if one.startswith(text[:2])] or every)


def typed(
    table: Table, row: SheetRow, schema: Schema, means: Mapping[str, Mapping[str, str]]
) -> tuple[dict[str, Any], dict[str, str]]:
    """What a row says, as the schema wants it typed, and what could not be read, by field.

    `means`: by field, what other words for one of its choices mean.
    """
    data: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for name, field in schema.fields.items():
        value = row.cells.get(table.columns.get(name, 0), "")
        if value == "":
            continue
        try:
            data[name] = _typed(value, field, table, means.get(name, {}))
        except UnreadableDay:
            title = field.metadata["title"]
            faults[name] = f"看不出{title}“{as_text(value)}”是哪一天，请写成 2019-03-05 或 2019年3月5日"
        except _UnknownChoice as unknown:
            faults[name] = f"没有“{as_text(value)}”这一项，应为：{unknown}"
    return data, faults


def _typed(value: Value, field: Any, table: Table, means: Mapping[str, str]) -> Any:
    if isinstance(field, Day):
        return day_of(value, counts_from_1904=table.from_1904).isoformat()
    text = as_text(value)
    if isinstance(field, Choice):
        known = {_plain(title): code for code, title in field.options.items()} | dict(means)
        if (plain := _plain(text)) not in known:
            raise _UnknownChoice(_nearest(text, field.options.values()))
        return known[plain]
    if isinstance(field, Whole):
        return unicodedata.normalize("NFKC", text).removesuffix("年").strip()
    return text


def as_text(value: Value) -> str:
    """A cell as a reader sees it: whole numbers without a point."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def letters_of(column: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
