"""勾稽关系: the equations of the form itself (E1 to E3, E5) and those from year to year (E4, 现行有效).

Empty cells are no zeros: an equation is judged where both of its sides say a number.
"""

from collections.abc import Iterable
from decimal import Decimal

from app.law.annual_report.cells import Cells, Value, added, number
from app.law.annual_report.form import (
    APPLICANTS,
    BLOCKS,
    CARRIED_IN,
    CARRIED_OUT,
    CELLS,
    COLUMNS,
    ENDS,
    HANDLED,
    NEW,
    OLD_OTHER,
    RESULTS,
    TABLE_THREE,
    TABLE_TWO,
    TOTAL,
    cell_name,
    words_of,
)
from app.law.annual_report.said import Finding, Said

Compared = tuple[str, str, Decimal | None, str, Decimal | None]
"""Place, words and number of the left side, words and number of the right one."""


def in_equals_out(said: Said) -> list[Finding] | None:
    """E1: 本年新收 and 上年结转 together are what was handled and what is carried on, column by column."""
    return _judged(
        "E1",
        (
            (
                cell_name("table3", NEW, column), f"“{title}”列新收与上年结转之和",
                added([said.at("table3", NEW, column), said.at("table3", CARRIED_IN, column)]),
                "办理结果总计与结转下年度之和",
                added([said.at("table3", HANDLED, column), said.at("table3", CARRIED_OUT, column)]),
            )
            for column, title in COLUMNS.items()
        ),
    )  # fmt: skip


def handled_is_sum(said: Said) -> list[Finding] | None:
    """E2: 总计 of the results is the sum of their rows, column by column."""
    return _judged(
        "E2",
        (
            (
                cell_name("table3", HANDLED, column), f"“{title}”列办理结果总计",
                number(said.at("table3", HANDLED, column)),
                "各结果行之和", added(said.at("table3", row, column) for row in (*RESULTS, OLD_OTHER)),
            )
            for column, title in COLUMNS.items()
        ),
    )  # fmt: skip


def total_is_sum(said: Said) -> list[Finding] | None:
    """E3: 总计 of a row is the sum of the six kinds of applicants."""
    return _judged(
        "E3",
        (
            (
                cell_name("table3", row, TOTAL), words_of(cell_name("table3", row, TOTAL)),
                number(said.at("table3", row, TOTAL)),
                "六类申请人之和", added(said.at("table3", row, column) for column in APPLICANTS),
            )
            for row in [*(line.code for line in TABLE_THREE if line.code), OLD_OTHER]
        ),
    )  # fmt: skip


def carried_over_from_last(said: Said) -> list[Finding] | None:
    """E4: 上年结转 is what the last report carried on, column by column."""
    last: Cells = said.last or {}
    return _judged(
        "E4",
        (
            (
                cell_name("table3", CARRIED_IN, column), f"“{title}”列上年结转",
                number(said.at("table3", CARRIED_IN, column)),
                "上年报告的结转下年度", number(last.get(cell_name("table3", CARRIED_OUT, column))),
            )
            for column, title in COLUMNS.items()
        ),
    )  # fmt: skip


def blocks_are_sums(said: Said) -> list[Finding] | None:
    """E5: 总计 of each block of table 四 is the sum of its four cells."""
    return _judged(
        "E5",
        (
            (
                cell_name("table4", block, TOTAL), f"“{title}”总计", number(said.at("table4", block, TOTAL)),
                "四项之和", added(said.at("table4", block, end) for end in ENDS),
            )
            for block, title in BLOCKS.items()
        ),
    )  # fmt: skip


def in_force_follows(said: Said) -> list[Finding] | None:
    """现行有效 is last year's number, with what was issued and without what was repealed."""
    last: Cells = said.last or {}
    return _judged(
        "C06",
        (
            (
                cell_name("table2", line.code, "in_force"), f"“{line.title}”现行有效件数",
                number(said.at("table2", line.code, "in_force")),
                "上年现行有效加本年制发、减本年废止", in_force(said.cells, last, line.code),
            )
            for line in TABLE_TWO[0].rows
        ),
    )  # fmt: skip


def in_force(cells: Cells, last: Cells, row: str) -> Decimal | None:
    """现行有效件数 of a row as it follows from the year before; None when that did not say it."""
    before = number(last.get(cell_name("table2", row, "in_force")))
    issued, repealed = (number(cells.get(cell_name("table2", row, name))) for name in ("issued", "repealed"))
    if before is None or issued is None or repealed is None:
        return None
    return before + issued - repealed


def values_are_numbers(said: Said) -> list[Finding] | None:
    """C08: a cell holds a number not below zero, “/”, or nothing."""
    wrong = [(name, value) for name, value in said.cells.items() if not _may_stand(value)]
    return [Finding("C08", name, f"{words_of(name)}填的是“{value}”，应为不小于零的数、“/”或者留空")
            for name, value in wrong]  # fmt: skip


def _may_stand(value: Value) -> bool:
    return value in (None, "/") or (isinstance(value, Decimal) and value >= 0)


def tables_are_filled(said: Said) -> list[Finding] | None:
    """C09: no table is left empty."""
    titles = {"table2": "表二", "table3": "表三", "table4": "表四"}
    return [
        Finding("C09", table, f"{title}没有填写")
        for table, title in titles.items()
        if all(said.cells.get(name) is None for name in CELLS if name.startswith(table))
    ]


def _judged(code: str, compared: Iterable[Compared]) -> list[Finding] | None:
    known = [one for one in compared if one[2] is not None and one[4] is not None]
    if not known:
        return None
    return [
        Finding(code, place, f"{left_words}为 {left}，{right_words}为 {right}，相差 {abs(left - right)}")
        for place, left_words, left, right_words, right in known
        if left is not None and right is not None and left != right
    ]
