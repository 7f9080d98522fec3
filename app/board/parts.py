"""The further pages of the board, each a table or two: what is read for them, and their sheets as a spreadsheet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.board.ahead import Ahead, Outlook, outlook
from app.board.analysis import Analysis, HeatRow, analysis
from app.board.figures import foremost
from app.board.pressing import Pressing, pressing
from app.board.steps import StepTime, drawings, steps
from app.board.wanted import processes

Sheet = tuple[str, Sequence[tuple[str, int]], Sequence[Sequence[Any]]]
"""Name, columns (head, width in signs), rows."""
Context = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """`read`: the page's context for these organs at an instant, of one process or of all; `sheets`: its tables.

    `of_one`: of one process always, the first where none is asked for.
    """

    title: str
    read: Callable[[set[int], datetime, str], Context]
    sheets: Callable[[Context], list[Sheet]]
    of_one: bool = False

    def process(self, asked: str) -> str:
        """The process that the page is about."""
        return asked or (processes()[0].key if self.of_one else "")


def _ahead(organ_ids: set[int], now: datetime, process: str) -> Context:
    found = outlook(organ_ids, now, process)
    return {"outlook": found, "foremost": foremost(found.people)}


def _ahead_sheets(context: Context) -> list[Sheet]:
    found: Outlook = context["outlook"]
    weeks = [(f"{first:%m-%d} 至 {last:%m-%d}", 16) for first, last in found.weeks]
    tables: tuple[tuple[str, list[Ahead]], ...] = (("承办单位", found.units), ("经办人", found.people))
    return [
        (
            title,
            ((title, 28), ("逾期未办", 10), *weeks, ("预计逾期", 10)),
            [[one.name, *one.numbers] for one in (found.total, *rows)],
        )
        for title, rows in tables
    ]


def _pressing(organ_ids: set[int], now: datetime, process: str) -> Context:
    return {"found": pressing(organ_ids, now, process)}


def _pressing_sheets(context: Context) -> list[Sheet]:
    found: Pressing = context["found"]
    columns = (
        ("承办单位", 28),
        *((f"{kind.title} {what}", 16) for kind in found.kinds for what in ("逾期未办", "临期")),
    )
    rows = [
        [row.name, *(number for cell in row.cells for number in (cell.overdue, cell.upcoming))]
        for row in (*found.units, found.total)
    ]
    return [("逾期和临期", columns, rows)]


def _analysis(organ_ids: set[int], now: datetime, process: str) -> Context:
    return {"found": analysis(organ_ids, now, process)}


def _analysis_sheets(context: Context) -> list[Sheet]:
    found: Analysis = context["found"]
    columns = (
        ("机关", 28),
        *((f"{one.month} {what}", 12) for one in found.months for what in ("办结", "逾期")),
    )
    every = (HeatRow("", "合计", found.months), *found.organs)
    heat = [[row.name, *(n for one in row.months for n in (one.answered, one.late))] for row in every]
    bands = [[band.words, band.number] for band in found.bands]
    return [("各机关各月", columns, heat), ("办理天数", (("收到至办结", 16), ("件数", 10)), bands)]


def _steps(organ_ids: set[int], now: datetime, process: str) -> Context:
    times = steps(organ_ids, now, process)
    return {"times": times, "drawings": drawings(process, times) if times else []}


def _steps_sheets(context: Context) -> list[Sheet]:
    times: list[StepTime] = context["times"]
    columns = (("环节", 28), ("办理次数", 10), ("平均用时（天）", 14), ("逾期办理", 10), ("逾期占比", 10))
    return [
        (
            "环节用时",
            columns,
            [[one.title, one.number, float(one.days), one.late, one.share] for one in times],
        )
    ]


PARTS = {
    "ahead": Part("未来四周", _ahead, _ahead_sheets),
    "pressing": Part("逾期和临期", _pressing, _pressing_sheets),
    "analysis": Part("办理分析", _analysis, _analysis_sheets),
    "steps": Part("环节用时", _steps, _steps_sheets, of_one=True),
}
