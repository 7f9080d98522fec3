"""What a reminder says: number and moment, no names and no content of the case."""

from datetime import date, datetime, timedelta

from app.casework.models import CaseClock
from app.casework.terms import moments
from app.casework.terms.alert_stages import stage_words
from app.casework.wordings.known import words_of
from app.law.clock import KIND_TITLES, ClockKind, Unit
from app.law.office_time import ONE_HOUR, office_day


def alert_words(clock: CaseClock, stage: str, now: datetime) -> tuple[str, str]:
    """Subject and text of a reminder of a clock."""
    title, words = KIND_TITLES[ClockKind(clock.kind)], stage_words(stage, clock.due_unit)
    due = f"{_due_words(clock)}{_late_words(clock, now)}"
    return words_of("alert", {"提醒": words, "编号": clock.case.number, "期限": title, "到期": due})


def order_words(stage: str, number: str, order: str, answer_by: date, late: int) -> tuple[str, str]:
    """Subject and text of a reminder of an order; `late`: days past its day, 0 before it is late."""
    due = f"{answer_by:%Y年%m月%d日}" + (f"，已过 {late} 天" if late else "")
    values = {"提醒": stage_words(stage), "编号": number, "期限": f"督办单{order}回复期限", "到期": due}
    return words_of("alert", values)


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
