"""逾期未复: what no clerk has noted yet, noted by the clock. Safe to run twice and late; a provisional day waits."""

from datetime import datetime

from sqlalchemy import ColumnElement, select

from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import perform
from app.casework.models import Case, CaseClock, Consultation
from app.casework.models.cases import CaseState
from app.casework.terms import moments
from app.casework.terms.alert_stages import LIVE_STATES
from app.database import db
from app.law.clock import ClockKind
from app.law.errors import RuleViolation
from app.steps.consultation_answers import record_silence


def record_silences(now: datetime) -> int:
    """How many were noted, each as a command of its own, looked at again under its case's lock."""
    waiting = db.session.execute(
        select(Consultation.case_id, Consultation.number)
        .join(Case, Case.id == Consultation.case_id)
        .where(
            Case.state == CaseState.OPEN, Consultation.delivered_on.is_not(None), Consultation.answer == "",
            Consultation.silent_on.is_(None), Consultation.dropped_on.is_(None), _has_a_clock_run_out(now),
        )
        .order_by(Consultation.case_id, Consultation.number)
    ).all()  # fmt: skip
    db.session.rollback()
    return sum(_record(case_id, number, now) for case_id, number in waiting)


def _has_a_clock_run_out(now: datetime) -> ColumnElement[bool]:
    return (
        select(CaseClock.id)
        .where(
            CaseClock.case_id == Consultation.case_id, CaseClock.kind == ClockKind.CONSULTATION,
            CaseClock.state.in_(LIVE_STATES), CaseClock.is_provisional.is_(False), moments.past(CaseClock, now),
        )
        .exists()
    )  # fmt: skip


def _record(case_id: int, number: int, now: datetime) -> bool:
    try:
        perform(record_silence, actor=SYSTEM, now=now, case_id=case_id, number=number)
    except RuleViolation:  # another party's limit ran out, or somebody was faster
        return False
    return True
