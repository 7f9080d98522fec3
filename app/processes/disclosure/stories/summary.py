"""What became of the requests of a simulation, as a table by outcome."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.casework.models import Case
from app.casework.terms import clocks
from app.casework.terms.moments import Phase, of_clock
from app.demo.summary import padded
from app.law.office_time import end_of_day
from app.law.outcomes import OUTCOMES


@dataclass(frozen=True)
class Row:
    """One outcome: how many requests, how many of them overdue, extended."""

    title: str
    cases: int
    overdue: int
    extended: int


def lines_of(cases: Sequence[Case], today: date) -> list[str]:
    """The table in columns, the most frequent outcome first, the sum last."""
    rows = rows_of(cases, today)
    sums = [sum(getattr(row, name) for row in rows) for name in ("cases", "overdue", "extended")]
    head = f"{padded('处理结果', 40)}{'件数':>4}{'逾期':>6}{'延期':>6}"
    return [
        head,
        *(
            f"{padded(row.title, 40)}{row.cases:>6}{row.overdue:>8}{row.extended:>8}"
            for row in (*rows, Row("合计", *sums))
        ),
        *_missing(rows),
    ]


def _missing(rows: Sequence[Row]) -> list[str]:
    """Which decisions no story came to: a simulation of a year is to reach all of them."""
    met = {row.title for row in rows}
    never = [one.title for one in OUTCOMES.values() if one.title not in met and one.report_row]
    return [f"没有出现的处理结果：{'、'.join(never)}"] if never else []


def rows_of(cases: Sequence[Case], today: date) -> list[Row]:
    """Count them by outcome."""
    counted: dict[str, Counter[str]] = {}
    for case in cases:
        row = counted.setdefault(_title(case), Counter())
        row.update(cases=1, overdue=is_overdue(case, today), extended=_is_extended(case))
    rows = [Row(title, row["cases"], row["overdue"], row["extended"]) for title, row in counted.items()]
    return sorted(rows, key=lambda row: (-row.cases, row.title))


def _title(case: Case) -> str:
    decided = OUTCOMES.get(case.outcome or "")
    return decided.title if decided else case.outcome or "尚未决定"


def is_overdue(case: Case, today: date) -> bool:
    """Whether the reply was late, or is late by today."""
    return any(
        of_clock(clock, end_of_day(today)) in (Phase.MISSED, Phase.OVERDUE)
        for clock in clocks.clocks_of(case).of_kind("reply")
    )


def _is_extended(case: Case) -> bool:
    return any(clock.extension_days for clock in clocks.clocks_of(case).of_kind("reply"))
