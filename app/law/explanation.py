"""The sheet that shows how a due day was counted (期限计算单): each day, counted or not, and why."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.law.calendar import WorkCalendar, weekday_words
from app.law.clock import UNIT_WORDS, Clock, Unit
from app.law.counting import add_months


@dataclass(frozen=True)
class Row:
    """One day. `number` is its place in the count; None when it does not count."""

    on: date
    weekday: str
    number: int | None
    reason: str


@dataclass(frozen=True)
class Explanation:
    """The whole sheet of one clock; `notes` are sentences for below the table.

    `started_at` and `due_at` are set for limits in hours, which have no days to list.
    """

    title: str
    article: str
    started_on: date
    due_on: date
    started_at: datetime | None
    due_at: datetime | None
    time_limit: str
    provisional: bool
    rows: tuple[Row, ...]
    notes: tuple[str, ...]

    @property
    def counted(self) -> int:
        """How many days the sheet counts."""
        return sum(row.number is not None for row in self.rows)

    def to_mapping(self) -> dict:
        """The plain form for JSON, with ISO days."""
        return {
            "title": self.title,
            "article": self.article,
            "started_on": self.started_on.isoformat(),
            "due_on": self.due_on.isoformat(),
            "started_at": self.started_at.isoformat() if self.started_at else None,
            "due_at": self.due_at.isoformat() if self.due_at else None,
            "time_limit": self.time_limit,
            "provisional": self.provisional,
            "notes": list(self.notes),
            "rows": [
                {
                    "on": row.on.isoformat(),
                    "weekday": row.weekday,
                    "counted": row.number is not None,
                    "number": row.number,
                    "reason": row.reason,
                }
                for row in self.rows
            ],
        }


def explain(clock: Clock, calendar: WorkCalendar) -> Explanation:
    """The sheet of one clock. Raises CalendarMissing when a year is not known any more."""
    return Explanation(
        title=clock.title,
        article=clock.article,
        started_on=clock.started_on,
        due_on=clock.due_on,
        started_at=clock.started_at,
        due_at=clock.due_at if clock.unit is Unit.HOUR else None,
        time_limit=limit_words(clock),
        provisional=clock.provisional,
        rows=_rows(clock, calendar),
        notes=tuple(_notes(clock, calendar)),
    )


def limit_words(clock: Clock) -> str:
    """“20个工作日” and, when extended, “，延长10个工作日”."""
    unit = UNIT_WORDS[clock.unit]
    words = f"{clock.time_limit}{unit}"
    return f"{words}，延长{clock.extension_days}{unit}" if clock.extension_days else words


def _rows(clock: Clock, calendar: WorkCalendar) -> tuple[Row, ...]:
    if clock.unit is Unit.HOUR:
        return ()
    if clock.due_on < clock.started_on:  # counted backwards: there is no day after the start
        return ()
    numbers = {day: number for number, day in enumerate(clock.counted, start=1)}
    first = Row(clock.started_on, weekday_words(clock.started_on), None, "起算之日，不计入")
    days = (clock.started_on + timedelta(days=number) for number in range(1, _length(clock) + 1))
    if clock.unit is Unit.WORKING_DAY:
        return (first, *(_working_row(clock, day, numbers.get(day), calendar) for day in days))
    return (first, *(_natural_row(clock, day, calendar) for day in days))


def _length(clock: Clock) -> int:
    return (clock.due_on - clock.started_on).days


def _working_row(clock: Clock, day: date, number: int | None, calendar: WorkCalendar) -> Row:
    reason = calendar.reason(day)
    pauses = [span.reason for span in clock.excluded if span.covers(day)]
    if number is None and calendar.is_working_day(day) and pauses:
        reason = f"{reason}，{'、'.join(pauses)}，不计入"
    elif number is not None and clock.extension_days and number > clock.time_limit:
        reason = f"{reason}（延长期第{number - clock.time_limit}日）"
    return Row(day, weekday_words(day), number, reason)


def _natural_row(clock: Clock, day: date, calendar: WorkCalendar) -> Row:
    """Natural days all count, up to the nominal last one; after it come the days of the move (顺延)."""
    number, last = (day - clock.started_on).days, _nominal_end(clock)
    if day > last:
        moved = "顺延至本日" if day == clock.due_on else "休息日，顺延"
        return Row(day, weekday_words(day), None, moved)
    reason = _day_words(day, calendar) if day in (last, clock.due_on) else "自然日"
    return Row(day, weekday_words(day), number, reason)


def _nominal_end(clock: Clock) -> date:
    """The last day of a limit in natural days or months before it is moved off an off day."""
    if clock.unit is Unit.MONTH:
        return add_months(clock.started_on, clock.time_limit)
    return clock.started_on + timedelta(days=clock.time_limit)


def _day_words(day: date, calendar: WorkCalendar) -> str:
    """The last day needs its reason only when the calendar decides about it."""
    return calendar.reason(day) if calendar.has_year(day.year) else "自然日"


def _notes(clock: Clock, calendar: WorkCalendar) -> list[str]:
    if clock.unit is Unit.HOUR:
        notes = ["自起算时刻起连续计算，夜间、休息日和节假日都计入"]
        return [*notes, *_end(clock)]
    notes = [clock.remark] if clock.remark else []
    notes += [
        f"停钟：{_day(span.after)}（不含）至{_day(span.until)}（含），{span.reason}"
        for span in clock.excluded
    ]
    if clock.extension_days and clock.original_due_on:
        notes.append(f"延期前的届满日为{_day(clock.original_due_on)}")
    notes += _end(clock)
    if clock.lapses_on:
        notes.append(f"届满次日为{_day(clock.lapses_on)}")
    if clock.assumed:
        notes.append("对方尚未签收征求意见函，停钟终点暂按发函日起算")
    if clock.provisional:
        notes.append("跨入尚未公布放假安排的年度，届满日为暂定，通知公布后重新计算")
    if clock.cautious_due_on and clock.cautious_due_on < clock.due_on:
        notes.append(f"如有调休上班，最早可能为{_day(clock.cautious_due_on)}，请按此日安排")
    first = clock.started_on if clock.due_on >= clock.started_on else clock.due_on
    years = range(first.year, max(clock.due_on, clock.started_on).year + 1)
    sources = [f"{year}年工作日历：{calendar.year(year).source}" for year in years if calendar.has_year(year)]
    return notes + sources


def _end(clock: Clock) -> list[str]:
    """Why a limit was ended before its time, if it was."""
    if not clock.ended_by or clock.ended_on is None:
        return []
    return [f"{_day(clock.ended_on)}因{clock.ended_by}，本期限终止"]


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
