"""The sweep: reminders of due days, and due timers of diagrams. It may run twice, late, and on several hosts.

An alert exists once per clock, due moment and stage. Each clock says from when it has to be looked at (`look_at`), so
that a tick with nothing due asks one index; what is due is raised by one INSERT … SELECT a portion, the longest due
first, then told (`terms.alert_mails`). Timers are fired by app.casework.run.timers.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache

from sqlalchemy import (
    Integer,
    Select,
    bindparam,
    func,
    literal,
    or_,
    select,
    text,
    tuple_,
    update,
)

from app.casework.acts.commands import transaction
from app.casework.acts.insertion import insert_once
from app.casework.models import Alert, Case, CaseClock, SupervisionOrder
from app.casework.models.cases import CaseState
from app.casework.run.timers import fire_due_timers
from app.casework.terms import clocks
from app.casework.terms.alert_inserts import COPIED, portion_of, raised_in_one
from app.casework.terms.alert_looks import look_again
from app.casework.terms.alert_mails import tell_of_alerts
from app.casework.terms.alert_stages import (
    has_open,
    looked_at_apart,
    next_look,
    stages_passed,
    waits_for_a_form,
)
from app.casework.terms.ladders import ladder_for
from app.casework.terms.order_reminders import raise_of_orders
from app.database import UtcDateTime, db, is_sqlite, one_of
from app.law.office_time import office_day

__all__ = ["fire_due_timers", "raise_alerts"]
Place = tuple[int, datetime]
NOTHING: Place = (0, datetime(1, 1, 2, tzinfo=UTC))  # before every clock
PORTIONS = {"sqlite": 4_000, "postgresql": 20_000}
"""Clocks per transaction: on SQLite every clerk waits meanwhile, on PostgreSQL acts at the cases of the portion."""
LOOK_UP_EACH = ("random_page_cost = 1.1", "enable_hashjoin = off", "enable_mergejoin = off")
AGAIN = timedelta(hours=1)  # a clock counts in days


def raise_alerts(now: datetime) -> int:
    """Raise what is missing, late ones too, and tell of it. How many alerts are new."""
    raised = raise_due(now)
    tell_of_alerts(now)
    return raised


def raise_due(now: datetime) -> int:
    """The first half: the rows of alerts alone, of which nobody is told yet. How many are new."""
    are_clocks, are_orders = _anything(now)
    raised = raise_of_orders(now) if are_orders else 0
    if not are_clocks:
        return raised
    raised += _raise_all(now) if _has(_due(now, NOTHING)) else 0
    if _has(_waiting(now)):
        _put_off(now)
    return raised


def _has(query: Select[tuple[int]]) -> bool:
    _look_up_each()
    found = db.session.scalar(query.limit(1)) is not None
    db.session.rollback()
    return found


def _anything(now: datetime) -> tuple[bool, bool]:
    """Whether clocks, and whether orders are to be looked at."""
    found = db.session.execute(_first(), {"now": now}).one()
    db.session.rollback()
    return found.clocks, found.orders


@cache
def _first() -> Select[tuple[bool, bool]]:
    """With this question most ticks end: it is built once, and the beginning of an index of each answers it. Asked
    whether any exists, PostgreSQL expects to meet one at once wherever it looks, and reads all when there is none."""
    moment = bindparam("now", type_=UtcDateTime())
    clock, order = (
        func.coalesce(_earliest(table).scalar_subquery() <= moment, False)
        for table in (CaseClock, SupervisionOrder)
    )
    return select(clock.label("clocks"), order.label("orders"))


def _earliest(table: type[CaseClock] | type[SupervisionOrder]) -> Select[tuple[datetime | None]]:
    """The condition is that of the index: without it SQLite does not use it, and reads every clock."""
    return select(func.min(table.look_at)).where(table.look_at.is_not(None))


def _waiting(now: datetime) -> Select[tuple[int]]:
    """In the order of their moments, as `_due`: so the index of what is due is read, and not every open case."""
    query = select(CaseClock.id).join(Case, Case.id == CaseClock.case_id)
    query = query.where(CaseClock.look_at <= now, Case.state == CaseState.OPEN, waits_for_a_form())
    return query.order_by(CaseClock.look_at, CaseClock.id)


def _put_off(now: datetime) -> None:
    """What warns only while a form is open, and none is, may be every case that was accepted: asked hourly."""
    with transaction():
        _look_up_each()
        ids = _locked(_waiting(now))
        later = update(CaseClock).where(one_of(CaseClock.id, ids)).values(look_at=now + AGAIN)
        db.session.execute(later, execution_options={"synchronize_session": False})


def _raise_all(now: datetime) -> int:
    raised, seen, is_more = 0, NOTHING, True
    while is_more:
        with transaction():
            _look_up_each()
            if ids := _locked(_due(now, seen)):
                seen = ids[-1], _moment_of(ids[-1])
                raised += _raise(ids, now)
        is_more = len(ids) >= _portion()
    return raised


def _look_up_each() -> None:
    """What a portion reads is looked up by its keys, and lies in memory. PostgreSQL reckons with a disk that turns, and
    would read all open cases for each portion of many: the whole would grow with the square of the clocks."""
    if not is_sqlite():
        for setting in LOOK_UP_EACH:
            db.session.execute(text(f"SET LOCAL {setting}"))


def _due(now: datetime, seen: Place) -> Select[tuple[int]]:
    """What has to be looked at, after this place in the order of moments."""
    id_, at = seen
    is_further = tuple_(CaseClock.look_at, CaseClock.id) > tuple_(
        literal(at, UtcDateTime()), literal(id_, Integer())
    )
    return (
        select(CaseClock.id)
        .join(Case, Case.id == CaseClock.case_id)
        .where(CaseClock.look_at <= now, is_further, or_(Case.state != CaseState.OPEN, ~waits_for_a_form()))
        .order_by(CaseClock.look_at, CaseClock.id)
    )


def _locked(query: Select[tuple[int]]) -> list[int]:
    """The next portion, its cases locked as acts lock them; a case at which somebody works comes with the next tick."""
    locked = query.limit(_portion()).with_for_update(of=Case, key_share=True, skip_locked=True)
    return list(db.session.connection().scalars(locked))


def _portion() -> int:
    return PORTIONS["sqlite" if is_sqlite() else "postgresql"]


def _moment_of(id_: int) -> datetime:
    return db.session.scalars(select(CaseClock.look_at).where(CaseClock.id == id_)).one() or NOTHING[1]


def _raise(ids: Sequence[int], now: datetime) -> int:
    """The first of them waits longest."""
    portion = portion_of(ids, min(office_day(_moment_of(ids[0])), office_day(now)), now)
    raised = raised_in_one(portion)
    raised += sum(_raise_one_by_one(row, now) for row in _apart(ids)) if portion.has_apart else 0
    look_again(portion)
    return raised


def _apart(ids: Sequence[int]) -> list[CaseClock]:
    query = select(CaseClock).join(CaseClock.case).where(
        one_of(CaseClock.id, ids), Case.state == CaseState.OPEN, looked_at_apart()
    )  # fmt: skip
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def _raise_one_by_one(clock: CaseClock, now: datetime) -> int:
    rule, ladder = clocks.terms_of(clock.case).rule(clock.kind), ladder_for(clock.case.organ_id, clock.kind)
    if rule.only_in and not db.session.scalar(select(has_open(rule.only_in)).where(CaseClock.id == clock.id)):
        return 0
    stages = stages_passed(clock, now, rule, clocks.calendar(), ladder)
    new = sum(_write_alert(clock, stage, now) for stage in stages)
    clock.look_at = next_look(clock, now, rule, clocks.calendar(), ladder)
    db.session.flush()
    return new


def _write_alert(clock: CaseClock, stage: str, now: datetime) -> bool:
    copied = {name: getattr(clock, name) for name in COPIED}
    return insert_once(Alert, **copied, stage=stage, raised_on=office_day(now), is_untold=True)
