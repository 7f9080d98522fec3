"""The sweep: reminders of due days, and due timers of diagrams. It may run twice, late, and on several hosts.

An alert exists once per clock, due day and stage; timers are fired by app.casework.run.timers.
"""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import or_, select

from app.casework.acts.commands import transaction
from app.casework.acts.insertion import insert_once
from app.casework.messages import mail, outbox
from app.casework.models import Alert, Case, CaseClock
from app.casework.models.cases import CaseState
from app.casework.models.outbox import OutboxPolicy
from app.casework.run.timers import fire_due_timers
from app.casework.terms import clocks
from app.casework.terms.alert_stages import (
    LIVE_STATES,
    horizon,
    is_for_supervisors,
    stage_words,
    stages_passed,
)
from app.casework.work.recipients import people_at_work, supervisors_of
from app.database import db
from app.law.clock import KIND_TITLES, ClockKind

__all__ = ["alert_words", "fire_due_timers", "raise_alerts"]
BATCH = 20  # clocks per transaction: on SQLite every clerk waits meanwhile


def raise_alerts(now: datetime) -> int:
    """Raise what is missing, late ones too. How many alerts are new."""
    raised, clock_ids = 0, _clocks_in_want(now.date())
    for start in range(0, len(clock_ids), BATCH):
        with transaction():
            raised += sum(_raise(clock_id, now) for clock_id in clock_ids[start : start + BATCH])
    return raised


def _clocks_in_want(today: date) -> list[int]:
    """Clocks that lack an alert; read only, and in the order of ids, so that two sweeps lock in one order."""
    calendar, known = clocks.calendar(), _known_alerts()
    found = [
        clock.id
        for clock in _live_clocks(horizon(today, calendar))
        if any((*_about(clock), stage) not in known for stage in stages_passed(clock, today, calendar))
    ]
    db.session.rollback()
    return found


def _known_alerts() -> set[tuple[int, str, str, date, str]]:
    query = (
        select(Alert.case_id, Alert.kind, Alert.key, Alert.due_on, Alert.stage)
        .join(Case, Case.id == Alert.case_id)
        .where(Case.state == CaseState.OPEN)
    )
    return set(db.session.execute(query).tuples())


def _about(clock: CaseClock) -> tuple[int, str, str, date]:
    return clock.case_id, clock.kind, clock.key, clock.due_on


def _live_clocks(last_due_on: date) -> Iterator[CaseClock]:
    query = (
        select(CaseClock)
        .join(Case, Case.id == CaseClock.case_id)
        .where(Case.state == CaseState.OPEN, CaseClock.state.in_(LIVE_STATES))
        .where(or_(CaseClock.due_on <= last_due_on, CaseClock.kind == ClockKind.CONSULTATION))
        .order_by(CaseClock.id)
    )
    yield from db.session.scalars(query)


def _raise(clock_id: int, now: datetime) -> int:
    """Write the alerts of one clock; the last new stage is mailed, those that it overtook are recorded."""
    clock = _lock(clock_id)
    if clock is None:
        return 0
    stages = stages_passed(clock, now.date(), clocks.calendar())
    new = [stage for stage in stages if _write_alert(clock, stage, now.date())]
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
        Alert, case_id=clock.case_id, kind=clock.kind, key=clock.key, due_on=clock.due_on, stage=stage,
        raised_on=today,
    )  # fmt: skip


def _mail_alert(clock: CaseClock, stage: str, now: datetime) -> None:
    today, case = now.date(), clock.case
    people = people_at_work(case, today)
    if is_for_supervisors(stage):
        people += [person for person in supervisors_of(case, today) if person not in people]
    subject, text = alert_words(clock, stage, today)
    for person in people:
        key = f"alert:{clock.case_id}:{clock.kind}:{clock.key}:{clock.due_on}:{stage}:{person.id}"
        outbox.add(mail.MAIL, key, mail.payload(person.id, subject, text), now, OutboxPolicy.RETRY, case.id)


def alert_words(clock: CaseClock, stage: str, today: date) -> tuple[str, str]:
    """Subject and text: number and day, no names and no content of the case."""
    title, words = KIND_TITLES[ClockKind(clock.kind)], stage_words(stage)
    due = f"{clock.due_on:%Y年%m月%d日}" + ("（暂定，放假安排尚未公布）" if clock.is_provisional else "")
    late = (today - clock.due_on).days
    since = f"，已过 {late} 天" if late > 0 else ""
    lines = [
        f"办件编号：{clock.case.number}",
        f"{title}：{due}{since}",
        "",
        mail.CLOSING,
    ]
    return f"【{words}】{clock.case.number} {title}", "\n".join(lines)
