"""What may stand in a cell: a number, 0, nothing, or “/” (不涉及). The four are kept apart, none becomes another."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from app.law.annual_report.form import (
    APPLICANTS,
    BLOCKS,
    CELLS,
    ENDS,
    HANDLED,
    RESULTS,
    TABLE_THREE,
    TOTAL,
    cell_name,
    is_sum,
    words_of,
)
from app.law.errors import InvalidInput

Value = Decimal | str | None
"""A number (0 included), “/” or a text that somebody else wrote, None for an empty cell."""
Cells = Mapping[str, Value]
NOT_CONCERNED = "/"
LONGEST = 12
_NUMBER = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]{1,6})?")


class NoSuchCell(InvalidInput):
    """The form has no such cell, or adds it up itself."""

    code = "no_such_cell"
    message = "年度报告没有这一格，或者这一格由系统合计，不能填写"


class NotANumber(InvalidInput):
    """A text where a number belongs, a fraction of a thing that is counted, or a number below zero."""

    code = "not_a_number"
    message = "应填 0 或者正整数；没有这一项业务的填“/”，空着不填的留空"


def entered(name: str, typed: str) -> Value:
    """What somebody typed for a cell. Raises NoSuchCell, NotANumber beside the field `value`."""
    text = typed.strip().replace("／", NOT_CONCERNED)
    if name not in CELLS or is_sum(name):
        raise NoSuchCell
    if text in ("", NOT_CONCERNED):
        return text or None
    is_money = name.endswith(".amount")
    if text.startswith(("-", "－", "−")):
        raise NotANumber(fields={"value": f"{words_of(name)}不能小于零"})
    found = _NUMBER.fullmatch(text)
    if found is None or len(text) > LONGEST or (found[2] and not is_money):
        hint = "应填不小于零的万元数" if is_money else NotANumber.message
        raise NotANumber(fields={"value": f"{words_of(name)}：{hint}"})
    return Decimal(text)


def number(value: Value) -> Decimal | None:
    """The number in a cell; None for an empty one, “/” and a text: none of them is 0."""
    return value if isinstance(value, Decimal) else None


def kept(value: Value) -> str | None:
    """As it is stored and handed out: a number as its digits, “/”, None."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def read(value: object) -> Value:
    """The reverse, also for a number of JSON; what is neither number nor empty stays the text it is."""
    if isinstance(value, bool) or value is None:
        return None
    text = str(value).strip()
    return Decimal(text) if _NUMBER.fullmatch(text) else text or None


def added(values: Iterable[Value]) -> Decimal | None:
    """The sum of the numbers among them; None when there is none."""
    numbers = [found for one in values if (found := number(one)) is not None]
    return sum(numbers, Decimal(0)) if numbers else None


def completed(cells: Cells) -> dict[str, Value]:
    """The cells with every sum of the form: rows of table 三, 总计, blocks of table 四."""
    done = {name: value for name, value in cells.items() if name in CELLS}
    for column in APPLICANTS:
        done[cell_name("table3", HANDLED, column)] = added(
            done.get(cell_name("table3", row, column)) for row in RESULTS
        )
    for line in TABLE_THREE:
        if line.code:
            parts = [done.get(cell_name("table3", line.code, column)) for column in APPLICANTS]
            done[cell_name("table3", line.code, TOTAL)] = added(parts)
    for block in BLOCKS:
        done[cell_name("table4", block, TOTAL)] = added(
            done.get(cell_name("table4", block, end)) for end in ENDS
        )
    return done


def summed(reports: Iterable[Cells]) -> dict[str, Value]:
    """The same cells of several reports added up; “/” where nobody has a number and somebody says “/”."""
    several = list(reports)
    done: dict[str, Value] = {}
    for name in CELLS:
        values = [one.get(name) for one in several]
        done[name] = added(values) if added(values) is not None else _without_number(values)
    return done


def _without_number(values: Iterable[Value]) -> Value:
    return NOT_CONCERNED if any(one == NOT_CONCERNED for one in values) else None
