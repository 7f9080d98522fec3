"""A clock (期限): one statutory time limit of a case, computed from events and never stored as truth.

Days are office days. Working-day clocks list the days that count; day clocks and hour clocks do not need to.
Whether a clock is overdue, near or paused at an instant is said by `casework.terms.moments` alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.law.office_time import ONE_HOUR, end_of_day, office_day


class ClockKind(StrEnum):
    """What a time limit is for. Values are stored, so never renamed."""

    REPLY = "reply"
    CLARIFICATION_NOTICE = "clarification_notice"
    CLARIFICATION = "clarification"
    CONSULTATION = "consultation"
    PAYMENT = "payment"
    REASON = "reason"
    REDO = "redo"
    CORRECTION = "correction"
    PUBLISH = "publish"
    RECONSIDERATION = "reconsideration"
    LITIGATION = "litigation"
    PUBLIC_COMMENT = "public_comment"
    HEARING_MATERIAL = "hearing_material"
    FIRST_STATEMENT = "first_statement"
    PRESS_CONFERENCE = "press_conference"
    OPINION_RESPONSE = "opinion_response"
    APPROVAL_PAPER = "approval_paper"
    FURTHER_FORMS = "further_forms"
    CO_SIGNING = "co_signing"


KIND_TITLES: Mapping[ClockKind, str] = {
    ClockKind.REPLY: "答复期限",
    ClockKind.CLARIFICATION_NOTICE: "补正通知期限",
    ClockKind.CLARIFICATION: "补正期限",
    ClockKind.CONSULTATION: "征求意见期限",
    ClockKind.PAYMENT: "缴费期限",
    ClockKind.REASON: "说明理由期限",
    ClockKind.REDO: "责令答复期限",
    ClockKind.CORRECTION: "更正申请办理期限",
    ClockKind.PUBLISH: "主动公开期限",
    ClockKind.RECONSIDERATION: "申请行政复议期限",
    ClockKind.LITIGATION: "起诉期限",
    ClockKind.PUBLIC_COMMENT: "公开征求意见最早截止日",
    ClockKind.HEARING_MATERIAL: "听证材料最迟送达日",
    ClockKind.FIRST_STATEMENT: "首次发布权威信息时限",
    ClockKind.PRESS_CONFERENCE: "举行新闻发布会时限",
    ClockKind.OPINION_RESPONSE: "舆情回应时限",
    ClockKind.APPROVAL_PAPER: "补办书面审批时限",
    ClockKind.FURTHER_FORMS: "多元解读期限",
    ClockKind.CO_SIGNING: "会签期限",
}


class ClockState(StrEnum):
    """Where a clock stands."""

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    MISSED = "missed"
    VOID = "void"


STATE_WORDS: Mapping[ClockState, str] = {
    ClockState.RUNNING: "计时中",
    ClockState.PAUSED: "暂停计时",
    ClockState.MET: "按期完成",
    ClockState.MISSED: "逾期",
    ClockState.VOID: "已终止",
}


class Unit(StrEnum):
    """How a time limit is counted."""

    WORKING_DAY = "working_day"
    NATURAL_DAY = "natural_day"
    MONTH = "month"
    HOUR = "hour"


UNIT_WORDS: Mapping[Unit, str] = {
    Unit.WORKING_DAY: "个工作日",
    Unit.NATURAL_DAY: "日",
    Unit.MONTH: "个月",
    Unit.HOUR: "小时",
}


@dataclass(frozen=True)
class ExcludedSpan:
    """Days that do not count (停钟): later than `after`, up to and including `until`."""

    after: date
    until: date
    reason: str
    is_open: bool = False  # the opinion has not arrived yet; `until` is the latest day it can last
    is_assumed: bool = False  # not known yet when the party got its letter; `until` is an assumption

    def covers(self, day: date) -> bool:
        return self.after < day <= self.until


@dataclass(frozen=True)
class Clock:
    """One time limit. `optional` limits (rights and chances) are never overdue; `holder` is who must act.

    `due_at` is the last instant in time: of a limit in hours the instant itself, of any other the end of `due_on`.
    `started_at` is set for limits in hours only.
    """

    kind: ClockKind
    key: str
    started_on: date
    due_on: date
    state: ClockState
    article: str
    time_limit: int
    unit: Unit = Unit.WORKING_DAY
    provisional: bool = False
    original_due_on: date | None = None
    extension_days: int = 0
    excluded: tuple[ExcludedSpan, ...] = ()
    counted: tuple[date, ...] = ()
    ended_on: date | None = None
    ended_by: str = ""  # why it was voided, in words
    due_at: datetime = None  # type: ignore[assignment]  # made from due_on where it is not given
    started_at: datetime | None = None
    lapses_on: date | None = None  # first day on which silence has its effect
    holder: str = "organ"
    optional: bool = False
    cautious_due_on: date | None = None  # earliest possible due day while a year is provisional
    label: str = ""
    assumed: bool = False  # rests on an assumption, e.g. the day on which a third party got its letter
    remark: str = ""  # how the first day was found, where it could have been another

    def __post_init__(self) -> None:
        if self.due_at is None:
            object.__setattr__(self, "due_at", end_of_day(self.due_on))

    @property
    def title(self) -> str:
        return KIND_TITLES[self.kind] + (f"（{self.label}）" if self.label else "")

    @property
    def is_live(self) -> bool:
        """Neither ended nor void."""
        return self.state in (ClockState.RUNNING, ClockState.PAUSED)

    @property
    def stretches(self) -> tuple[tuple[date, date], ...]:
        """The days on which it stands still, overlapping spans put together: (after, until), the earliest first."""
        found: list[tuple[date, date]] = []
        for span in sorted(self.excluded, key=lambda one: one.after):
            if found and span.after <= found[-1][1]:
                found[-1] = (found[-1][0], max(found[-1][1], span.until))
            else:
                found.append((span.after, span.until))
        return tuple(found)

    @property
    def may_move(self) -> str:
        """Why the due day is only reckoned: `paused` (it stands still and nobody knows how long), `provisional` (a year
        without its holiday notice), `both`; empty when it is certain. Letters that name the day say so."""
        if self.state is ClockState.PAUSED:
            return "both" if self.provisional else "paused"
        return "provisional" if self.provisional else ""

    def stands_still_on(self, day: date) -> bool:
        return self.is_live and any(after < day <= until for after, until in self.stretches)

    def used(self, now: datetime) -> int:
        """What is gone of the limit, in the clock's own unit (hours for hour clocks, else days)."""
        if self.unit is Unit.HOUR and self.started_at is not None:
            return min(self.time_limit, max(0, (now - self.started_at) // ONE_HOUR))
        return self.days_used(office_day(now))

    def left(self, now: datetime) -> int:
        """What is left of the limit, in the clock's own unit; whole hours for hour clocks, else days."""
        if self.unit is Unit.HOUR:
            return max(0, (self.due_at - now) // ONE_HOUR)
        return self.days_left(office_day(now))

    def days_used(self, today: date) -> int:
        """Days counted so far (working days for working-day clocks), today included."""
        if self.unit is Unit.WORKING_DAY:
            return sum(day <= today for day in self.counted)
        return max(0, (min(today, self.due_on) - self.started_on).days)

    def days_left(self, today: date) -> int:
        """Days still to count, today excluded; 0 on the due day and after it."""
        if self.unit is Unit.WORKING_DAY:
            return sum(day > today for day in self.counted)
        return max(0, (self.due_on - today).days)
