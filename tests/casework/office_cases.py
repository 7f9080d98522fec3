"""Cases, clocks and work items written straight into the tables, for what reads only these."""

from datetime import date, datetime, timedelta
from uuid import uuid4

from app.casework.contract.terms import Rule
from app.casework.models import Case, CaseClock, CaseTimer, WorkItem
from app.casework.models.cases import ClockState
from app.casework.terms.margins import keep_moments
from app.database import db
from app.law.calendar import load_builtin_calendar
from app.law.clock import Clock, ClockKind, Unit
from app.law.clock import ClockState as LawState
from app.office.vocabulary import Role
from app.timekeeping import OFFICE_TIME

PLAIN = Rule()
CALENDAR = load_builtin_calendar()
OPENED_AT = datetime(2026, 1, 5, 9, 0, tzinfo=OFFICE_TIME)


def at(year: int, month: int, day: int, hour: int = 9) -> datetime:
    """An office instant."""
    return datetime(year, month, day, hour, tzinfo=OFFICE_TIME)


def add_case(county, number: str = "LF-2026-0001", **details) -> Case:
    organ, due_on = county.units[details.pop("organ", "LF")], details.pop("due_on", None)
    case = Case(
        number=number, process=details.pop("process", "disclosure"), organ_id=organ.id,
        title="申请公开征地批复", party="申请人某", opened_at=OPENED_AT, **details,
    )  # fmt: skip
    if due_on is not None:
        case.clock_state = details.get("clock_state", ClockState.RUNNING)
        fall_due(case, due_on)
    db.session.add(case)
    db.session.flush()
    return case


def fall_due(row: Case | CaseClock, due_on: date, kind: str = "reply", **facts) -> None:
    """Let a case, or a clock of it, fall due on this day: the moments that the projection would keep."""
    clock = Clock(kind=ClockKind(kind), key="1", started_on=facts.pop("started_on", date(2026, 1, 5)), due_on=due_on,
                  state=LawState.RUNNING, article="", time_limit=20, **facts)  # fmt: skip
    row.due_on = due_on
    keep_moments(row, clock, Rule(), CALENDAR)
    look_anew(row)


def fall_due_at(row: Case | CaseClock, started_at: datetime, hours: int, rule: Rule = PLAIN) -> None:
    """The same for a limit in hours."""
    due_at = started_at + timedelta(hours=hours)
    clock = Clock(kind=ClockKind.FIRST_STATEMENT, key="1", started_on=started_at.date(), started_at=started_at,
                  due_on=due_at.date(), due_at=due_at, state=LawState.RUNNING, article="", time_limit=hours,
                  unit=Unit.HOUR)  # fmt: skip
    row.due_on = clock.due_on
    keep_moments(row, clock, rule, CALENDAR)
    look_anew(row)


def look_anew(row: Case | CaseClock) -> None:
    """Let the sweep look at a clock from its start on: whatever its kind, nothing can be due before."""
    if isinstance(row, CaseClock):
        row.look_at = OPENED_AT


def add_clock(case: Case, due_on: date, *, kind="reply", key="1", state="running", **details) -> CaseClock:
    clock = CaseClock(
        case_id=case.id, kind=kind, key=key, state=state, started_on=details.pop("started_on", date(2026, 1, 5)),
        **details,
    )  # fmt: skip
    fall_due(clock, due_on, kind)
    db.session.add(clock)
    db.session.flush()
    return clock


def add_item(case: Case, person=None, *, role=Role.OFFICE_REVIEWER, due_on=None, title="审核") -> WorkItem:
    item = WorkItem(
        id=str(uuid4()), case_id=case.id, node="T_screening", title=title, lane="公开工作机构", role=role,
        unit_id=case.organ_id, created_at=OPENED_AT, due_on=due_on, assignee_id=person.id if person else None,
    )  # fmt: skip
    db.session.add(item)
    db.session.flush()
    return item


def add_timer(case: Case, deadline: str = "clarification", task_id: str | None = None) -> CaseTimer:
    timer = CaseTimer(
        task_id=task_id or str(uuid4()), case_id=case.id, node="BT_clarification", title="补正期满",
        deadline=deadline, armed_at=OPENED_AT,
    )  # fmt: skip
    db.session.add(timer)
    db.session.flush()
    return timer
