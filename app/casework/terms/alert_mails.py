"""Telling people of alerts that were raised: the last new stage of a clock is told, those it overtook are recorded.

Each of the told has a notice on the desk (`AlertNotice`), a mail, and the messages of the house. A batch of cases is
read by a few questions and written by a statement a table.

What is not told yet is a fact of the rows (`Alert.is_untold`), so a kill between raising and telling loses nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update

from app.casework.acts.commands import transaction
from app.casework.acts.insertion import insert_each_once
from app.casework.messages.telling import Told, Word, tell_each
from app.casework.models import Alert, AlertNotice, Case, CaseClock, SupervisionOrder
from app.casework.models.cases import CaseState
from app.casework.models.orders import ORDER
from app.casework.terms.alert_hearers import Hearers
from app.casework.terms.alert_stages import LIVE_STATES
from app.casework.terms.alert_words import alert_words, order_words
from app.casework.terms.ladder import Level, rank
from app.casework.terms.ladders import ladder_for
from app.casework.work.recipients import supervisors_of
from app.database import db, one_of
from app.law.clock import Unit
from app.law.office_time import office_day
from app.office.models import Person

BATCH = 200  # cases per transaction: on SQLite every clerk waits meanwhile
Place = tuple[int, str, str, datetime]  # case, kind, key, due moment: what an alert was raised of
Heard = tuple[Mapping[Person, Level], Word]


def tell_of_alerts(now: datetime) -> None:
    """Write the mails of everything that was raised and not told; cases at which somebody works come next time."""
    case_ids = sorted(set(db.session.scalars(select(Alert.case_id).where(Alert.is_untold))))
    db.session.rollback()
    for start in range(0, len(case_ids), BATCH):
        with transaction():
            _tell(case_ids[start : start + BATCH], now)


def _tell(case_ids: Sequence[int], now: datetime) -> None:
    locked = select(Case).where(one_of(Case.id, case_ids)).order_by(Case.id).with_for_update(skip_locked=True)
    cases = {case.id: case for case in db.session.scalars(locked)}
    alerts, clocks, hearers = (
        _untold(list(cases)),
        _clocks_of(list(cases)),
        Hearers(cases.values(), office_day(now)),
    )
    told: list[Told] = []
    notices: list[dict[str, Any]] = []
    for alert in _last_of_each(alerts):
        heard = _heard(alert, cases[alert.case_id], clocks.get(_place_of(alert)), hearers, now)
        if heard is not None:
            people, word = heard
            told.append((list(people), word))
            notices += [
                {
                    "alert_id": alert.id,
                    "person_id": person.id,
                    "level": level,
                    "due_on": alert.due_on,
                    "told_at": now,
                }
                for person, level in people.items()
            ]
    insert_each_once(AlertNotice, notices)
    tell_each(told, now)
    are_told = update(Alert).where(one_of(Alert.id, [alert.id for alert in alerts])).values(is_untold=False)
    db.session.execute(are_told, execution_options={"synchronize_session": False})


def _untold(case_ids: Sequence[int]) -> Sequence[Row[Any]]:
    columns = (Alert.id, Alert.case_id, Alert.kind, Alert.key, Alert.due_on, Alert.due_at, Alert.stage)
    query = select(*columns).where(one_of(Alert.case_id, case_ids), Alert.is_untold)
    return db.session.execute(query.order_by(Alert.id)).all()


def _clocks_of(case_ids: Sequence[int]) -> dict[Place, CaseClock]:
    """The clocks of open cases by what they are due at: one that is due at another moment by now is not told of."""
    query = select(CaseClock).join(CaseClock.case).where(
        one_of(CaseClock.case_id, case_ids), CaseClock.state.in_(LIVE_STATES), Case.state == CaseState.OPEN
    )  # fmt: skip
    return {_place_of(clock): clock for clock in db.session.scalars(query)}


def _place_of(one: Any) -> Place:
    return one.case_id, one.kind, one.key, one.due_at


def _last_of_each(alerts: Iterable[Row[Any]]) -> list[Row[Any]]:
    last: dict[Place, Row[Any]] = {}
    for alert in alerts:
        place = _place_of(alert)
        last[place] = max(last.get(place, alert), alert, key=lambda one: rank(one.stage))
    return list(last.values())


def _heard(
    alert: Row[Any], case: Case, clock: CaseClock | None, hearers: Hearers, now: datetime
) -> Heard | None:
    """Who hears what; None: it is over already."""
    if alert.kind == ORDER:
        return _of_order(alert, case, hearers, now)
    return _of_clock(alert, clock, hearers, now) if clock is not None else None


def _of_clock(alert: Row[Any], clock: CaseClock, hearers: Hearers, now: datetime) -> Heard:
    case, ladder = clock.case, ladder_for(clock.case.organ_id, clock.kind)
    levels = ladder.levels(alert.stage)
    subject, text = alert_words(clock, alert.stage, now)
    return hearers.told_of(case, levels), Word(
        f"alert:{case.id}:{clock.kind}:{clock.key}:{_due_key(clock)}:{alert.stage}", subject, text,
        f"/desk/cases/{case.number}", case.id, is_pressing=rank(alert.stage) >= 0,
        is_public=rank(alert.stage) > 0 and Level.SUPERVISOR in levels,
        not_before=None if clock.due_unit == Unit.HOUR else ladder.quiet_until(now),
    )  # fmt: skip


def _of_order(alert: Row[Any], case: Case, hearers: Hearers, now: datetime) -> Heard | None:
    """An order presses from the first, and is heard of by whoever was addressed and, when it is late, who ordered."""
    order = db.session.get_one(SupervisionOrder, int(alert.key))
    if order.answered_at is not None or order.answer_by != alert.due_on:
        return None
    ladder, on = ladder_for(case.organ_id, ORDER), office_day(now)
    levels = {Level.CLERK, Level.HEAD, *ladder.levels(alert.stage)} - {Level.SUPERVISOR}
    people = hearers.told_of(case, sorted(levels, key=list(Level).index))
    is_late = rank(alert.stage) > 0
    for person in _who_ordered(order, case, now) if is_late else ():
        people.setdefault(person, Level.SUPERVISOR)
    late = (on - order.answer_by).days if is_late else 0
    subject, text = order_words(alert.stage, case.number, order.number, order.answer_by, late)
    return people, Word(
        f"alert:{case.id}:{ORDER}:{order.id}:{order.answer_by}:{alert.stage}", subject, text,
        f"/desk/cases/{case.number}", case.id, is_pressing=True, is_public=is_late, not_before=ladder.quiet_until(now),
    )  # fmt: skip


def _who_ordered(order: SupervisionOrder, case: Case, now: datetime) -> list[Person]:
    if order.issued_by is not None and order.issued_by.is_active:
        return [order.issued_by]
    return supervisors_of(case, office_day(now))


def _due_key(clock: CaseClock) -> str:
    """The day of a limit in days, as mails of before have it; the instant of one in hours, which moves within a day."""
    is_in_hours = clock.due_unit == Unit.HOUR and clock.due_at is not None
    return clock.due_at.isoformat() if is_in_hours and clock.due_at else clock.due_on.isoformat()
