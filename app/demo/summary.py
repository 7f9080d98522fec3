"""What became of the cases of a simulation: each process's own lines, and what all cases have."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select

from app.casework.contract.platform import platform
from app.casework.models import Alert, Case, CaseTimer, IssuedLetter, WorkItem
from app.casework.models.cases import CaseState
from app.casework.models.work import WorkItemStatus
from app.database import db

STATE_TITLES = {
    CaseState.OPEN: "办理中", CaseState.CLOSED: "已办结待归档", CaseState.WITHDRAWN: "已撤回",
    CaseState.ARCHIVED: "已归档",
}  # fmt: skip


def lines_of(case_ids: Iterable[int], today: date) -> list[str]:
    """The cases with these ids on a day, process by process."""
    ids = list(case_ids)
    cases = list(db.session.scalars(select(Case).where(Case.id.in_(ids)).order_by(Case.id)))
    processes = platform().processes.values()
    lines: list[str] = []
    for process in processes:
        if mine := [case for case in cases if case.process == process.key]:
            lines += [process.title] if len(processes) > 1 else []
            lines += process.stories.summary(mine, today)
    counted = Counter(STATE_TITLES[CaseState(case.state)] for case in cases)
    states = "，".join(f"{title} {count}" for title, count in sorted(counted.items()))
    letters, alerts = _count(IssuedLetter, ids), _count(Alert, ids)
    return [*lines, f"状态：{states or '无'}", f"文书 {letters} 份，期限预警 {alerts} 条"]


def stuck_cases(case_ids: Iterable[int]) -> list[str]:
    """Numbers of open cases that wait for nobody (no open task) and for no day (no timer that is armed)."""
    tasks = select(WorkItem.case_id).where(WorkItem.status == WorkItemStatus.OPEN)
    timers = select(CaseTimer.case_id).where(CaseTimer.fired_at.is_(None))
    query = select(Case.number).where(
        Case.id.in_(list(case_ids)),
        Case.state == CaseState.OPEN,
        Case.id.not_in(tasks),
        Case.id.not_in(timers),
    )
    return list(db.session.scalars(query.order_by(Case.number)))


def _count(table: type[IssuedLetter] | type[Alert], case_ids: list[int]) -> int:
    return db.session.scalar(select(func.count()).where(table.case_id.in_(case_ids))) or 0


def padded(text: str, width: int) -> str:
    """Blanks up to a width on the screen; Chinese characters are two columns wide."""
    shown = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
    return text + " " * max(1, width - shown)
