"""The sweep: reminders of due days, and due timers of diagrams. It may run twice, late, and on several hosts.

An alert exists once per clock, due moment and stage; timers are fired by app.casework.run.timers.
"""

from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import contains_eager

from app.casework.acts.commands import transaction
from app.casework.acts.insertion import insert_once
from app.casework.contract.terms import Stage
from app.casework.messages import mail, outbox
from app.casework.models import Alert, Case, CaseClock
from app.casework.models.cases import CaseState
from app.casework.models.outbox import OutboxPolicy
from app.casework.run.timers import fire_due_timers
from app.casework.terms import clocks, moments
from app.casework.terms.alert_stages import (
    CHASE,
    LIVE_STATES,
    chased_kinds,
    has_open,
    is_for_supervisors,
    may_be_in_want,
    reached,
    stage_words,
    stages_passed,
)
from app.casework.work.recipients import people_at_work, supervisors_of
from app.database import db
from app.law.clock import KIND_TITLES, ClockKind, Unit
from app.law.office_time import ONE_HOUR, office_day

__all__ = ["alert_words", "fire_due_timers", "raise_alerts"]
BATCH = 20  # clocks per transaction: on SQLite every clerk waits meanwhile


def raise_alerts(now: datetime) -> int:
    """Raise what is missing, late ones too. How many alerts are new."""
    raised, clock_ids = 0, _clocks_in_want(now)
    for start in range(0, len(clock_ids), BATCH):
        with transaction():
            raised += sum(_raise(clock_id, now) for clock_id in clock_ids[start : start + BATCH])
    return raised


def _clocks_in_want(now: datetime) -> list[int]:
    """Clocks that lack an alert; read only, and in the order of ids, so that two sweeps lock in one order."""
    lacking = or_(*(and_(reached(stage, now), ~_is_raised(stage)) for stage in Stage))
    query = (
        select(CaseClock.id)
        .join(Case, Case.id == CaseClock.case_id)
        .where(Case.state == CaseState.OPEN, may_be_in_want(now), lacking)
    )
    found = set(db.session.scalars(query)) | _to_be_chased(now)
    db.session.rollback()
    return sorted(found)


def _is_raised(stage: Stage) -> ColumnElement[bool]:
    """By the table's unique key, so that each look is one step in its index."""
    return exists().where(
        Alert.case_id == CaseClock.case_id, Alert.kind == CaseClock.kind, Alert.key == CaseClock.key,
        Alert.due_at == CaseClock.due_at, Alert.stage == stage,
    ).correlate(CaseClock)  # fmt: skip


def _to_be_chased(now: datetime) -> set[int]:
    """Clocks that run for somebody who is to be chased, and lack one of these reminders: few, so read one by one."""
    kinds = chased_kinds()
    if not kinds:
        return set()
    of_kinds = or_(*(and_(Case.process == key, CaseClock.kind.in_(names)) for key, names in kinds.items()))
    rows = db.session.scalars(
        select(CaseClock)
        .join(CaseClock.case)
        .options(contains_eager(CaseClock.case))
        .where(Case.state == CaseState.OPEN, CaseClock.state.in_(LIVE_STATES), of_kinds)
    ).all()
    known = _chases_of({row.case_id for row in rows}) if rows else set()
    return {row.id for row in rows if _lacks_chase(row, known, now)}


def _chases_of(case_ids: set[int]) -> set[tuple[int, str, str, datetime, str]]:
    query = select(Alert.case_id, Alert.kind, Alert.key, Alert.due_at, Alert.stage)
    chases = Alert.stage.startswith(CHASE, autoescape=True)
    return set(db.session.execute(query.where(Alert.case_id.in_(case_ids), chases)).tuples())


def _lacks_chase(clock: CaseClock, known: set[tuple[int, str, str, datetime, str]], now: datetime) -> bool:
    stages = [stage for stage in _stages_of(clock, now) if stage.startswith(CHASE)]
    return any((clock.case_id, clock.kind, clock.key, clock.due_at, stage) not in known for stage in stages)


def _stages_of(clock: CaseClock, now: datetime) -> list[str]:
    rule = clocks.terms_of(clock.case).rule(clock.kind)
    if rule.only_in and not db.session.scalar(select(has_open(rule.only_in)).where(CaseClock.id == clock.id)):
        return []
    return stages_passed(clock, now, rule, clocks.calendar())


def _raise(clock_id: int, now: datetime) -> int:
    """Write the alerts of one clock; the last new stage is mailed, those that it overtook are recorded."""
    clock = _lock(clock_id)
    if clock is None:
        return 0
    new = [stage for stage in _stages_of(clock, now) if _write_alert(clock, stage, office_day(now))]
    if new:
        _mail_alert(clock, new[-1], now)
    return len(new)


def _lock(clock_id: int) -> CaseClock | None:
    """The clock as it is now, under its case's lock; None when gone, or while somebody works on the case."""
    clock = db.session.get(CaseClock, clock_id, populate_existing=True)
    if clock is None:
        return None
    case = db.session.scalar(
        select(Case).where(Case.id == clock.case_id, Case.state == CaseState.OPEN)
        .with_for_update(skip_locked=True)
    )  # fmt: skip
    if case is None:
        return None
    return db.session.get(CaseClock, clock_id, populate_existing=True)


def _write_alert(clock: CaseClock, stage: str, today: date) -> bool:
    return insert_once(
        Alert, case_id=clock.case_id, kind=clock.kind, key=clock.key, due_on=clock.due_on, due_at=clock.due_at,
        stage=stage, raised_on=today,
    )  # fmt: skip


def _mail_alert(clock: CaseClock, stage: str, now: datetime) -> None:
    today, case = office_day(now), clock.case
    people = people_at_work(case, today)
    if is_for_supervisors(stage):
        people += [person for person in supervisors_of(case, today) if person not in people]
    (subject, text), page = alert_words(clock, stage, now), f"/desk/cases/{case.number}"
    for person in people:
        key = f"alert:{clock.case_id}:{clock.kind}:{clock.key}:{_due_key(clock)}:{stage}:{person.id}"
        outbox.add(
            mail.MAIL, key, mail.payload(person.id, subject, text, page), now, OutboxPolicy.RETRY, case.id
        )


def _due_key(clock: CaseClock) -> str:
    """The day of a limit in days, as mails of before have it; the instant of one in hours, which moves within a day."""
    is_in_hours = clock.due_unit == Unit.HOUR and clock.due_at is not None
    return clock.due_at.isoformat() if is_in_hours and clock.due_at else clock.due_on.isoformat()


def alert_words(clock: CaseClock, stage: str, now: datetime) -> tuple[str, str]:
    """Subject and text: number and moment, no names and no content of the case."""
    title, words = KIND_TITLES[ClockKind(clock.kind)], stage_words(stage)
    lines = [
        f"办件编号：{clock.case.number}",
        f"{title}：{_due_words(clock)}{_late_words(clock, now)}",
        "",
        mail.CLOSING,
    ]
    return f"【{words}】{clock.case.number} {title}", "\n".join(lines)


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
        return f"，已过 {(now - clock.due_at) // ONE_HOUR} 小时"
    return f"，已过 {(office_day(now) - clock.due_on).days} 天"
