"""Cases, clocks and work items written straight into the tables, for what reads only these."""

from datetime import date, datetime
from uuid import uuid4

from app.casework.models import Case, CaseClock, CaseTimer, WorkItem
from app.database import db
from app.office.vocabulary import Role
from app.timekeeping import OFFICE_TIME

OPENED_AT = datetime(2026, 1, 5, 9, 0, tzinfo=OFFICE_TIME)


def at(year: int, month: int, day: int, hour: int = 9) -> datetime:
    """An office instant."""
    return datetime(year, month, day, hour, tzinfo=OFFICE_TIME)


def add_case(county, number: str = "LF-2026-0001", **details) -> Case:
    organ = county.units[details.pop("organ", "LF")]
    case = Case(
        number=number, process=details.pop("process", "disclosure"), organ_id=organ.id,
        title="申请公开征地批复", party="申请人某", opened_at=OPENED_AT, **details,
    )  # fmt: skip
    db.session.add(case)
    db.session.flush()
    return case


def add_clock(case: Case, due_on: date, *, kind="reply", key="1", state="running", **details) -> CaseClock:
    clock = CaseClock(
        case_id=case.id, kind=kind, key=key, state=state, due_on=due_on,
        started_on=details.pop("started_on", date(2026, 1, 5)), **details,
    )  # fmt: skip
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
