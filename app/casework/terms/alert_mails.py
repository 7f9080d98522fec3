"""Telling people of alerts that were raised: the last new stage of a clock is mailed, those it overtook are recorded.

What is not told yet is a fact of the rows (`Alert.is_untold`), so a kill between raising and telling loses nothing.
"""

from datetime import datetime

from sqlalchemy import select

from app.casework.acts.commands import transaction
from app.casework.messages import mail, outbox
from app.casework.models import Alert, Case, CaseClock
from app.casework.models.cases import CaseState
from app.casework.models.outbox import OutboxPolicy
from app.casework.terms import moments
from app.casework.terms.alert_stages import LIVE_STATES, is_for_supervisors, stage_words
from app.casework.work.recipients import people_at_work, supervisors_of
from app.database import db
from app.law.clock import KIND_TITLES, ClockKind, Unit
from app.law.office_time import ONE_HOUR, office_day

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
        last[alert.kind, alert.key, alert.due_at] = alert
    for alert in last.values():
        if (clock := _clock_of(alert)) is not None and case.state == CaseState.OPEN:
            _mail_alert(clock, alert.stage, now)


def _clock_of(alert: Alert) -> CaseClock | None:
    """The clock of which it was raised, as long as it is due at that moment still."""
    return db.session.scalar(
        select(CaseClock).where(
            CaseClock.case_id == alert.case_id, CaseClock.kind == alert.kind, CaseClock.key == alert.key,
            CaseClock.due_at == alert.due_at, CaseClock.state.in_(LIVE_STATES),
        )
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
