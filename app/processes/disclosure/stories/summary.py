"""What became of the requests of a simulation, as a table."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.casework.models import Alert, Case, IssuedLetter
from app.casework.models.cases import CaseState
from app.casework.terms import clocks
from app.casework.terms.moments import Phase, of_clock
from app.database import db
from app.law.office_time import end_of_day
from app.law.outcomes import OUTCOMES

STATE_TITLES = {
    CaseState.OPEN: "办理中", CaseState.CLOSED: "已办结待归档", CaseState.WITHDRAWN: "已撤回",
    CaseState.ARCHIVED: "已归档",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One outcome: how many requests, how many of them overdue, extended."""

    title: str
    cases: int
    overdue: int
    extended: int


@dataclass(frozen=True)
class Summary:
    """Everything about these cases on a day."""

    rows: list[Row]
    states: dict[str, int]
    letters: int
    alerts: int

    @property
    def total(self) -> Row:
        return Row(
            "合计",
            *(sum(getattr(row, name) for row in self.rows) for name in ("cases", "overdue", "extended")),
        )


def summarise(case_ids: Iterable[int], today: date) -> Summary:
    """Count the cases with these ids."""
    ids = list(case_ids)
    cases = list(db.session.scalars(select(Case).where(Case.id.in_(ids)).order_by(Case.id)))
    counted: dict[str, Counter[str]] = {}
    for case in cases:
        row = counted.setdefault(_title(case), Counter())
        row.update(cases=1, overdue=is_overdue(case, today), extended=_is_extended(case))
    rows = [Row(title, row["cases"], row["overdue"], row["extended"]) for title, row in counted.items()]
    states = Counter(STATE_TITLES[CaseState(case.state)] for case in cases)
    return Summary(
        sorted(rows, key=lambda row: (-row.cases, row.title)), dict(states),
        _count(IssuedLetter, ids), _count(Alert, ids),
    )  # fmt: skip


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


def _count(table: type[IssuedLetter] | type[Alert], case_ids: list[int]) -> int:
    return db.session.scalar(select(func.count()).where(table.case_id.in_(case_ids))) or 0


def lines_of(summary: Summary) -> list[str]:
    """The table in columns; Chinese characters are two columns wide."""
    head = f"{padded('处理结果', 40)}{'件数':>4}{'超期':>6}{'延期':>6}"
    rows = [
        f"{padded(row.title, 40)}{row.cases:>6}{row.overdue:>8}{row.extended:>8}"
        for row in (*summary.rows, summary.total)
    ]
    states = "，".join(f"{title} {count}" for title, count in sorted(summary.states.items()))
    return [
        head,
        *rows,
        f"状态：{states or '无'}",
        f"文书 {summary.letters} 份，期限预警 {summary.alerts} 条",
    ]


def padded(text: str, width: int) -> str:
    """Blanks up to a width on the screen."""
    shown = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
    return text + " " * max(1, width - shown)
