"""Telling people of alerts that were raised: the last new stage of a clock is told, those it overtook are recorded.

Each of the told has a notice on the desk (`AlertNotice`), a mail, and the messages of the house.

What is not told yet is a fact of the rows (`Alert.is_untold`), so a kill between raising and telling loses nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import select

from app.casework.acts.commands import transaction
from app.casework.acts.insertion import insert_once
from app.casework.messages.telling import Word, tell
from app.casework.models import Alert, AlertNotice, Case, CaseClock, SupervisionOrder
from app.casework.models.cases import CaseState
from app.casework.models.orders import ORDER
from app.casework.terms import moments
from app.casework.terms.alert_stages import LIVE_STATES, stage_words
from app.casework.terms.ladder import Level, rank
from app.casework.terms.ladders import ladder_for
from app.casework.wordings.known import words_of
from app.casework.work.recipients import heads_of, leaders_of, people_at_work, supervisors_of
from app.database import db
from app.law.clock import KIND_TITLES, ClockKind, Unit
from app.law.office_time import ONE_HOUR, office_day
from app.office.models import Person

HEARD: dict[Level, Callable[[Case, date], list[Person]]] = {
    Level.CLERK: people_at_work, Level.HEAD: heads_of, Level.LEADER: leaders_of, Level.SUPERVISOR: supervisors_of,
}  # fmt: skip
BATCH = 20  # cases per transaction: on SQLite every clerk waits meanwhile


def tell_of_alerts(now: datetime) -> None:
    """Write the mails of everything that was raised and not told; cases at which somebody works come next time."""
    case_ids = sorted(set(db.session.scalars(select(Alert.case_id).where(Alert.is_untold))))
    db.session.rollback()
    for start in range(0, len(case_ids), BATCH):
        with transaction():
            for case_id in case_ids[start : start + BATCH]:
                _tell(case_id, now)


def _tell(case_id: int, now: datetime) -> None:
    case = db.session.scalar(select(Case).where(Case.id == case_id).with_for_update(skip_locked=True))
    if case is None:
        return
    query = select(Alert).where(Alert.case_id == case_id, Alert.is_untold).order_by(Alert.id)
    last: dict[tuple[str, str, datetime], Alert] = {}
    for alert in db.session.scalars(query.execution_options(populate_existing=True)):
        alert.is_untold = False
        place = alert.kind, alert.key, alert.due_at
        last[place] = max(last.get(place, alert), alert, key=lambda one: rank(one.stage))
    for alert in last.values():
        if alert.kind == ORDER:
            _tell_of_order(alert, now)
        elif (clock := _clock_of(alert)) is not None and case.state == CaseState.OPEN:
            _tell_of(alert, clock, now)


def _clock_of(alert: Alert) -> CaseClock | None:
    """The clock of which it was raised, as long as it is due at that moment still."""
    return db.session.scalar(
        select(CaseClock).where(
            CaseClock.case_id == alert.case_id, CaseClock.kind == alert.kind, CaseClock.key == alert.key,
            CaseClock.due_at == alert.due_at, CaseClock.state.in_(LIVE_STATES),
        )
    )  # fmt: skip


def _tell_of(alert: Alert, clock: CaseClock, now: datetime) -> None:
    case, ladder = clock.case, ladder_for(clock.case.organ_id, clock.kind)
    levels = ladder.levels(alert.stage)
    people = told_of(case, levels, office_day(now))
    _put_on_desks(alert, people, now)
    subject, text = alert_words(clock, alert.stage, now)
    is_late = rank(alert.stage) > 0
    tell(people, Word(
        f"alert:{case.id}:{clock.kind}:{clock.key}:{_due_key(clock)}:{alert.stage}", subject, text,
        f"/desk/cases/{case.number}", case.id, is_pressing=rank(alert.stage) >= 0,
        is_public=is_late and Level.SUPERVISOR in levels,
        not_before=None if clock.due_unit == Unit.HOUR else ladder.quiet_until(now),
    ), now)  # fmt: skip


def _tell_of_order(alert: Alert, now: datetime) -> None:
    """An order presses from the first, and is heard of by whoever was addressed and, when it is late, who ordered."""
    order = db.session.get_one(SupervisionOrder, int(alert.key))
    if order.answered_at is not None or order.answer_by != alert.due_on:
        return
    case, ladder, on = alert.case, ladder_for(alert.case.organ_id, ORDER), office_day(now)
    levels = {Level.CLERK, Level.HEAD, *ladder.levels(alert.stage)} - {Level.SUPERVISOR}
    people = told_of(case, sorted(levels, key=list(Level).index), on)
    is_late = rank(alert.stage) > 0
    if is_late:
        knows = order.issued_by is not None and order.issued_by.is_active
        for person in [order.issued_by] if knows and order.issued_by else supervisors_of(case, on):
            people.setdefault(person, Level.SUPERVISOR)
    _put_on_desks(alert, people, now)
    late = f"，已过 {(on - order.answer_by).days} 天" if is_late else ""
    subject, text = words_of("alert", {
        "提醒": stage_words(alert.stage), "编号": case.number, "期限": f"督办单{order.number}回复期限",
        "到期": f"{order.answer_by:%Y年%m月%d日}{late}",
    })  # fmt: skip
    tell(people, Word(
        f"alert:{case.id}:{ORDER}:{order.id}:{order.answer_by}:{alert.stage}", subject, text,
        f"/desk/cases/{case.number}", case.id, is_pressing=True, is_public=is_late, not_before=ladder.quiet_until(now),
    ), now)  # fmt: skip


def _put_on_desks(alert: Alert, people: Mapping[Person, Level], now: datetime) -> None:
    for person, level in people.items():
        insert_once(AlertNotice, alert_id=alert.id, person_id=person.id, level=level, told_at=now)


def told_of(case: Case, levels: Iterable[Level], on: date) -> dict[Person, Level]:
    """Who hears, each as the lowest that they are."""
    found: dict[Person, Level] = {}
    for level in levels:
        for person in HEARD[level](case, on):
            found.setdefault(person, level)
    return found


def _due_key(clock: CaseClock) -> str:
    """The day of a limit in days, as mails of before have it; the instant of one in hours, which moves within a day."""
    is_in_hours = clock.due_unit == Unit.HOUR and clock.due_at is not None
    return clock.due_at.isoformat() if is_in_hours and clock.due_at else clock.due_on.isoformat()


def alert_words(clock: CaseClock, stage: str, now: datetime) -> tuple[str, str]:
    """Subject and text: number and moment, no names and no content of the case."""
    title, words = KIND_TITLES[ClockKind(clock.kind)], stage_words(stage, clock.due_unit)
    due = f"{_due_words(clock)}{_late_words(clock, now)}"
    return words_of("alert", {"提醒": words, "编号": clock.case.number, "期限": title, "到期": due})


def _due_words(clock: CaseClock) -> str:
    if clock.due_unit == Unit.HOUR and clock.due_at is not None:
        return f"{clock.due_at:%Y年%m月%d日 %H:%M}"
    words = f"{clock.due_on:%Y年%m月%d日}"
    if not clock.is_provisional:
        return words
    earliest = moments.first_day_of(clock)
    hint = f"，最早可能为{earliest:%Y年%m月%d日}" if earliest else ""
    return f"{words}（暂定，放假安排尚未公布{hint}）"


def _late_words(clock: CaseClock, now: datetime) -> str:
    if not moments.is_past(clock, now) or clock.due_at is None:
        return ""
    if clock.due_unit == Unit.HOUR:
        return _late_in_hours(now - clock.due_at)
    return f"，已过 {(office_day(now) - clock.due_on).days} 天"


def _late_in_hours(late: timedelta) -> str:
    """Within the first hour in minutes: nobody reads of 0 hours."""
    if late >= ONE_HOUR:
        return f"，已过 {late // ONE_HOUR} 小时"
    minutes = late // timedelta(minutes=1)
    return f"，已过 {minutes} 分钟" if minutes else "，刚刚期满"
