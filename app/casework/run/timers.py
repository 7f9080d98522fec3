"""Due timers of diagrams: the clock says when, the sweep fires, a clerk confirms.

Truth is rows: a timer fires once, as a command of its own, looked at again under its case's lock.
"""

import logging
from datetime import datetime

from sqlalchemy import select

from app.casework.acts.act import Act
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import Result, perform, use_case
from app.casework.acts.errors import CannotHappenNow
from app.casework.messages.quiet_logging import trace_of
from app.casework.models import Case, CaseClock, CaseTimer
from app.casework.models.cases import CaseState
from app.casework.run.workflow import workflow_of
from app.casework.terms import moments
from app.casework.terms.alert_stages import LIVE_STATES
from app.database import db
from app.law.clock import Unit

logger = logging.getLogger(__name__)


class TimerNotDue(CannotHappenNow):
    """Looked at again under the lock, the timer is fired already, or its clock was moved."""

    code = "timer_not_due"


def fire_due_timers(now: datetime) -> int:
    """Fire every timer whose clock has run out, each as a command of its own. How many fired.

    On a provisional due day too: firing closes nothing, it gives a clerk the task to confirm.
    """
    waiting = db.session.execute(
        select(CaseTimer.task_id, CaseTimer.case_id)
        .join(Case, Case.id == CaseTimer.case_id)
        .join(CaseClock, (CaseClock.case_id == CaseTimer.case_id) & (CaseClock.kind == CaseTimer.deadline))
        .where(Case.state == CaseState.OPEN, CaseTimer.fired_at.is_(None), moments.past(CaseClock, now))
        .order_by(CaseTimer.case_id, CaseTimer.task_id)
        .distinct()
    ).all()
    due = [row for row in waiting if _due_clock(row.task_id, now) is not None]
    return sum(_fire(row.task_id, row.case_id, now) for row in due)


def _fire(task_id: str, case_id: int, now: datetime) -> bool:
    try:
        perform(fire_timer, actor=SYSTEM, now=now, case_id=case_id, task_id=task_id)
    except TimerNotDue:
        return False
    except Exception as error:  # one broken case must not stop the others
        logger.error("the timer of case %s could not be fired: %s", case_id, trace_of(error))
        return False
    return True


@use_case("fire_timer")
def fire_timer(act: Act, task_id: str) -> Result:
    """Fire one timer of the diagram, looked at again under the case's lock."""
    timer = db.session.get(CaseTimer, task_id, populate_existing=True)
    clock = _due_clock(task_id, act.now)
    if timer is None or timer.fired_at is not None or clock is None or not act.the_case.is_open:
        raise TimerNotDue()
    workflow_of(act).fire(timer.task_id)
    timer.fired_at = act.now
    db.session.flush()
    note = "（期限为暂定，请核对）" if clock.is_provisional else ""
    act.audit(
        "timer.fired", f"{timer.title}，期限 {_moment_words(clock)} 已过{note}", node=timer.node,
        deadline=timer.deadline, provisional=clock.is_provisional,
    )  # fmt: skip
    return {"task": timer.task_id, "due_on": clock.due_on.isoformat(), "provisional": clock.is_provisional}


def _moment_words(clock: CaseClock) -> str:
    if clock.due_unit == Unit.HOUR and clock.due_at is not None:
        return f"{clock.due_at:%Y-%m-%d %H:%M}"
    return f"{clock.due_on:%Y-%m-%d}"


def _due_clock(task_id: str, now: datetime) -> CaseClock | None:
    """The newest clock that this timer is named after, if its last instant is over."""
    newest = db.session.scalars(
        select(CaseClock)
        .join(CaseTimer, (CaseTimer.case_id == CaseClock.case_id) & (CaseTimer.deadline == CaseClock.kind))
        .where(CaseTimer.task_id == task_id)
        .order_by(CaseClock.started_on.desc(), CaseClock.id.desc())
        .limit(1)
    ).first()
    is_due = newest is not None and newest.state in LIVE_STATES and moments.is_past(newest, now)
    return newest if is_due else None
