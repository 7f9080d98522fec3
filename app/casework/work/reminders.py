"""The reminders (预警) that a person has not read, beside the inbox and on the case."""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    String,
    and_,
    bindparam,
    cast,
    exists,
    func,
    or_,
    select,
    true,
    update,
)

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import NotFound
from app.casework.acts.once import once, tell
from app.casework.models import Alert, AlertNotice, Case, CaseClock, SupervisionOrder
from app.casework.models.cases import CaseState
from app.casework.models.orders import ORDER
from app.casework.terms.alert_stages import LIVE_STATES
from app.database import columns_of, db
from app.office.standing import Standing

Shown = Row[Any]
Told = Row[tuple[int, int, str, str, bool]]
SHOWN = 8
MANY = 100  # so many cases are many: whoever has more is told no exact number
LOOKED_AT = 300  # notices among which so many cases are looked for; looking at more is seldom needed


def cases_to_remember(standing: Standing) -> int:
    """Of how many cases the person was told something that is not read; from MANY on, of so many at least.

    What is over by itself, because the clock has ended or moved or the order is answered, is read by nobody any more.
    """
    return once(_told_of(standing), lambda: _count({"of_person": standing.person_id}))


def _count(asked: dict[str, int]) -> int:
    cases, notices = columns_of(_counted(LOOKED_AT), asked).one()
    if notices == LOOKED_AT and cases < MANY:
        cases, _ = columns_of(_counted(None), asked).one()
    number: int = cases
    return number


def _told_of(standing: Standing) -> str:
    return f"cases to remember of {standing.person_id}"


@cache
def _counted(most: int | None) -> Select[tuple[int, int]]:
    """Of how many cases so many notices are at most, and how many these are."""
    unread = _unread(Alert.case_id).where(stands(Alert)).limit(most).subquery()
    return select(func.count(unread.c.case_id.distinct()), func.count())


def _unread(*columns: Any) -> Select[Any]:
    """Of what the person was told and has not read; some of it may be over by now."""
    return (
        select(*columns)
        .select_from(AlertNotice)
        .join(AlertNotice.alert)
        .where(AlertNotice.person_id == bindparam("of_person"))
        .where(AlertNotice.read_at.is_(None), AlertNotice.over_at.is_(None))
    )


def stands(alert: Any) -> ColumnElement[bool]:
    """An alert (the table, or columns of it) is not over by itself.

    Clock and case are asked for apart: for one EXISTS about both PostgreSQL may keep a plan, made before there were
    statistics, that puts every clock together with every case.
    """
    has_open_case = exists().where(Case.id == alert.case_id, Case.state == CaseState.OPEN)
    return or_(and_(exists().where(still_due(alert)), has_open_case), _order_waits(alert))


def _order_waits(alert: Any) -> ColumnElement[bool]:
    """An alert is of a 督办单 that still waits for its answer on that day; the case may be closed by then."""
    waits = exists().where(
        SupervisionOrder.case_id == alert.case_id, cast(SupervisionOrder.id, String) == alert.key,
        SupervisionOrder.answer_by == alert.due_on, SupervisionOrder.answered_at.is_(None),
    )  # fmt: skip
    return and_(alert.kind == ORDER, waits)


def still_due(alert: Any = Alert) -> ColumnElement[bool]:
    """The clock of an alert, as long as it is due at that moment."""
    return and_(
        CaseClock.case_id == alert.case_id, CaseClock.kind == alert.kind, CaseClock.key == alert.key,
        CaseClock.due_at == alert.due_at, CaseClock.state.in_(LIVE_STATES),
    )  # fmt: skip


class Unread(NamedTuple):
    """`shown`: the first of what is not read, as `shown_rows` reads it; `number`: how many there are, MANY for more."""

    shown: Sequence[Shown]
    number: int


def alerts_of(standing: Standing, case: Case | None = None) -> Unread:
    """What the person has not read, of all cases or of this one, the nearest due day first, of several for one clock
    the last."""
    if case is not None and not cases_to_remember(standing):  # which the bell of the same page asks anyway
        return Unread((), 0)
    asked = {"of_person": standing.person_id}
    if case is not None:
        told = columns_of(_first_told(None, of_one_case=True), asked | {"of_case": case.id}).all()
    else:
        told = _told_first(standing, asked)
    every = _last_of_each_clock(told)
    shown = columns_of(shown_rows(), {"chosen": every[:SHOWN]}).all() if every else ()
    return Unread(shown, min(len(every), MANY))


def _told_first(standing: Standing, asked: dict[str, int]) -> Sequence[Told]:
    """What is due first; all, where of so few cases some stands that the bell of the page would have to look on. It is
    told here of how many cases that is."""
    told = columns_of(_first_told(LOOKED_AT), asked).all()
    if len(told) == LOOKED_AT and _cases(told) < MANY:
        told = columns_of(_first_told(None), asked).all()
    tell(_told_of(standing), _cases(told))
    return told


def _cases(told: Sequence[Told]) -> int:
    return len({case_id for _, case_id, _, _, stands in told if stands})


def _last_of_each_clock(told: Sequence[Told]) -> list[int]:
    """Of several notices of one clock, which stand one behind the other, the last."""
    return list({(case_id, kind, key): id_ for id_, case_id, kind, key, stands in told if stands}.values())


@cache
def _first_told(most: int | None, of_one_case: bool = False) -> Select[tuple[int, int, str, str, bool]]:
    """So many notices, the nearest due day first and those of one clock together: notice, case, kind, key, and whether
    it still stands. Only of these is that looked up: whoever was told of thousands is shown a few."""
    query = _unread(AlertNotice.id, Alert.case_id, Alert.kind, Alert.key, AlertNotice.due_on, Alert.due_at)
    if of_one_case:
        query = query.where(Alert.case_id == bindparam("of_case"))
    in_order = AlertNotice.due_on, Alert.case_id, Alert.kind, Alert.key, AlertNotice.id
    told = query.order_by(*in_order).limit(most).subquery("told").c
    return select(told.id, told.case_id, told.kind, told.key, stands(told)).order_by(
        told.due_on, told.case_id, told.kind, told.key, told.id
    )


@cache
def shown_rows() -> Select[Any]:
    """What was told of which case, and the moments of the clock, which an order has not."""
    clock = (
        CaseClock.state, CaseClock.due_unit, CaseClock.last_day_on, CaseClock.soon_at, CaseClock.paused_from,
        CaseClock.paused_until,
    )  # fmt: skip
    query = (
        select(
            Alert.kind,
            Alert.stage,
            AlertNotice.level,
            Alert.due_on,
            Alert.due_at,
            Case.number,
            Case.title,
            *clock,
        )
        .join(AlertNotice.alert)
        .join(Case, Case.id == Alert.case_id)
        .outerjoin(CaseClock, still_due())
    )
    chosen = AlertNotice.id.in_(bindparam("chosen", expanding=True))
    return query.where(chosen).order_by(AlertNotice.due_on, AlertNotice.id)


@use_case("read_alerts")
def read_alerts(act: Act) -> Result:
    """已阅: the person takes note of every reminder of this case. Raises NotFound when there is none."""
    of_case = select(Alert.id).where(Alert.case_id == act.the_case.id)
    number = _take_note(act, AlertNotice.alert_id.in_(of_case))
    act.audit("case.alerts_read", f"已阅期限提醒 {number} 条")
    return {"case": act.the_case.number}


def all_unread(standing: Standing) -> tuple[int, int]:
    """Of how many cases the person was told what is not read, and how often: counted to the last one."""
    cases, notices = columns_of(_counted(None), {"of_person": standing.person_id}).one()
    return cases, notices


@use_case("read_all_alerts")
def read_all_alerts(act: Act) -> Result:
    """全部已阅. Raises NotFound when there is none."""
    number = _take_note(act, true())
    act.audit("case.alerts_read", f"已阅全部期限提醒 {number} 条")
    return {"read": number}


def _take_note(act: Act, which: ColumnElement[bool]) -> int:
    mine = and_(AlertNotice.person_id == act.actor.person_id, AlertNotice.read_at.is_(None), which)
    read = update(AlertNotice).where(mine).values(read_at=act.now).returning(AlertNotice.id)
    number = len(db.session.execute(read, execution_options={"synchronize_session": False}).all())
    if not number:
        raise NotFound()
    return number
