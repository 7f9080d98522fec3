"""The sweep: reminders of due days, and due timers of diagrams. It may run twice, late, and on several hosts.

An alert exists once per clock, due moment and stage. Each clock says from when it has to be looked at (`look_at`), so
that a tick with nothing due asks one index; what is due is raised by one INSERT … SELECT a portion, then told
(`terms.alert_mails`). Timers are fired by app.casework.run.timers.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Insert,
    Select,
    and_,
    case,
    exists,
    literal,
    null,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from app.casework.acts.commands import transaction
from app.casework.acts.insertion import insert_once
from app.casework.contract.terms import Stage
from app.casework.models import Alert, Case, CaseClock
from app.casework.models.cases import CaseState
from app.casework.run.timers import fire_due_timers
from app.casework.terms import clocks
from app.casework.terms.alert_mails import tell_of_alerts
from app.casework.terms.alert_stages import (
    LIVE_STATES,
    has_open,
    kinds_apart,
    next_look,
    reached,
    stages_passed,
    waits_for_a_form,
)
from app.database import UtcDateTime, db, is_sqlite
from app.law.clock import Unit
from app.law.office_time import office_day, start_of_day

__all__ = ["fire_due_timers", "raise_alerts"]
PORTION = 4000  # clocks per transaction: on SQLite every clerk waits meanwhile, about an eighth of a second
COPIED = ("case_id", "kind", "key", "due_on", "due_at")


def raise_alerts(now: datetime) -> int:
    """Raise what is missing, late ones too, and tell of it. How many alerts are new."""
    raised, last = 0, 0
    while _is_anything_due(now, last):
        with transaction():
            ids = _to_look_at(now, last)
            raised += _raise(ids, now) if ids else 0
        last = ids[-1] if ids else last
        if len(ids) < PORTION:
            break
    tell_of_alerts(now)
    return raised


def _is_anything_due(now: datetime, after: int) -> bool:
    found = db.session.scalar(_due(now, after).limit(1)) is not None
    db.session.rollback()
    return found


def _due(now: datetime, after: int) -> Select[tuple[int]]:
    is_open = Case.state == CaseState.OPEN
    return (
        select(CaseClock.id)
        .join(Case, Case.id == CaseClock.case_id)
        .where(CaseClock.look_at <= now, CaseClock.id > after, or_(~is_open, ~waits_for_a_form()))
    )


def _to_look_at(now: datetime, after: int) -> list[int]:
    """The next portion, its cases locked as acts lock them; a case at which somebody works comes with the next tick."""
    query = _due(now, after).order_by(CaseClock.id).limit(PORTION)
    return list(db.session.scalars(query.with_for_update(of=Case, key_share=True, skip_locked=True)))


def _raise(ids: Sequence[int], now: datetime) -> int:
    raised = len(db.session.execute(_new_alerts(ids, now)).all())
    raised += sum(_raise_one_by_one(row, now) for row in _apart(ids))
    _look_again(ids, now)
    return raised


def _new_alerts(ids: Sequence[int], now: datetime) -> Insert:
    """All stages that were reached, in one statement; what is there already stays."""
    copied: list[Any] = [getattr(CaseClock, name) for name in COPIED]
    looked_at = (
        select(*copied, *(reached(stage, now).label(stage) for stage in Stage))
        .join(Case, Case.id == CaseClock.case_id)
        .where(CaseClock.id.in_(ids), Case.state == CaseState.OPEN, ~kinds_apart())
        .cte("looked_at")
    )
    same: list[Any] = [looked_at.c[name] for name in COPIED]
    parts = [
        select(*same, literal(str(stage)), literal(office_day(now)), literal(True)).where(looked_at.c[stage])
        for stage in Stage
    ]
    insert = sqlite.insert if is_sqlite() else postgresql.insert
    statement = insert(Alert.__table__).from_select(
        [*COPIED, "stage", "raised_on", "is_untold"], union_all(*parts)
    )
    return statement.on_conflict_do_nothing().returning(Alert.__table__.c.id)


def _apart(ids: Sequence[int]) -> list[CaseClock]:
    query = select(CaseClock).join(CaseClock.case).where(
        CaseClock.id.in_(ids), Case.state == CaseState.OPEN, kinds_apart()
    )  # fmt: skip
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def _raise_one_by_one(clock: CaseClock, now: datetime) -> int:
    rule = clocks.terms_of(clock.case).rule(clock.kind)
    if rule.only_in and not db.session.scalar(select(has_open(rule.only_in)).where(CaseClock.id == clock.id)):
        return 0
    stages = stages_passed(clock, now, rule, clocks.calendar())
    new = sum(_write_alert(clock, stage, now) for stage in stages)
    clock.look_at = next_look(clock, now, rule, clocks.calendar())
    db.session.flush()
    return new


def _write_alert(clock: CaseClock, stage: str, now: datetime) -> bool:
    copied = {name: getattr(clock, name) for name in COPIED}
    return insert_once(Alert, **copied, stage=stage, raised_on=office_day(now), is_untold=True)


def _look_again(ids: Sequence[int], now: datetime) -> None:
    """From when each has to be looked at again: its last day, then its due moment, then never."""
    today = office_day(now)
    mine = and_(CaseClock.id.in_(ids), CaseClock.look_at <= now)
    ahead = select(CaseClock.last_day_on).where(mine, CaseClock.last_day_on > today).distinct()
    days: list[tuple[ColumnElement[bool], ColumnElement[datetime]]] = [
        (CaseClock.last_day_on == day, literal(start_of_day(day), UtcDateTime()))
        for day in db.session.scalars(ahead)
        if day is not None
    ]
    is_over = or_(CaseClock.due_at < now, CaseClock.state.not_in(LIVE_STATES), ~_is_of_an_open_case())
    next_at = case(
        (is_over, null()),
        (CaseClock.soon_at > now, CaseClock.soon_at),
        (CaseClock.due_unit == Unit.HOUR, CaseClock.due_at),
        *days,
        else_=CaseClock.due_at,
    )
    db.session.execute(
        update(CaseClock).where(mine).values(look_at=next_at),
        execution_options={"synchronize_session": False},
    )


def _is_of_an_open_case() -> ColumnElement[bool]:
    return exists().where(Case.id == CaseClock.case_id, Case.state == CaseState.OPEN).correlate(CaseClock)
