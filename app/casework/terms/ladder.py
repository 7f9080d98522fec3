"""The ladder of reminders: how long ahead, how long after, who hears from when on, and when nobody is to be woken.

One ladder holds for an organ and a kind of clock (`terms.ladders`); what nobody has set is the default here.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from app.casework.contract.terms import SOON_IN_DAYS, Stage
from app.law.clock import Unit

BEFORE, AFTER, PAUSE, CHASE = "before_", "after_", "pause_", "chase_"
BESIDE = -1000  # what is no step towards the due day comes first: chasing, a pause that lasts


class Level(StrEnum):
    """Who hears, from below. Values are stored, so never renamed."""

    CLERK = "clerk"  # 经办人
    HEAD = "head"  # 承办单位负责人
    LEADER = "leader"  # 分管领导
    SUPERVISOR = "supervisor"  # 督办人员


LEVEL_WORDS = {
    Level.CLERK: "经办人", Level.HEAD: "单位负责人", Level.LEADER: "分管领导", Level.SUPERVISOR: "督办人员",
}  # fmt: skip


@dataclass(frozen=True)
class Ladder:
    """`ahead_days`: working days before the last day; `ahead_hours`: hours before, for limits in hours.

    `head_from`, `leader_from`, `supervisor_from`: from how many days (hours) left on each level hears as well: 0 is the
    due day, -1 the first day after. `after`: on how many days after the due day it is told, every working day, for
    limits in hours every 24 hours. `pause`: after how many working days a clock that stands still is told, and again
    after as many. `quiet`: between these times of day mails and messages wait; None: never.
    """

    ahead_days: tuple[int, ...] = (10, 5, 3, 1)
    ahead_hours: tuple[int, ...] = (12, 1)
    head_from: int = 1
    leader_from: int = 0
    supervisor_from: int = -1
    after: int = 20
    pause: int = 15
    quiet: tuple[time, time] | None = (time(22, 0), time(7, 30))

    def levels(self, stage: str) -> tuple[Level, ...]:
        """Who hears of this stage: whoever has heard before, and the next above from its day on."""
        left = days_left(stage)
        above = (
            (Level.HEAD, self.head_from),
            (Level.LEADER, self.leader_from),
            (Level.SUPERVISOR, self.supervisor_from),
        )
        return (Level.CLERK, *(level for level, since in above if left <= since))

    def quiet_until(self, now: datetime) -> datetime | None:
        """When the quiet hours end into which this instant falls; None outside of them."""
        if self.quiet is None:
            return None
        begins, ends = self.quiet
        at, today = now.timetz().replace(tzinfo=None), now.replace(hour=0, minute=0, second=0, microsecond=0)
        end = today + timedelta(hours=ends.hour, minutes=ends.minute)
        if begins <= ends:
            return end if begins <= at < ends else None
        if at >= begins:
            return end + timedelta(days=1)
        return end if at < ends else None


DEFAULT = Ladder()


def rank(stage: str) -> int:
    """How far on a stage is; of several that came together the last alone is told."""
    fixed = {Stage.DUE_SOON: -SOON_IN_DAYS, Stage.DUE_TODAY: 0, Stage.OVERDUE: 1, Stage.LAPSED: 1}
    if stage in set(Stage):
        return fixed[Stage(stage)]
    kind, _, number = stage.rpartition("_")
    if f"{kind}_" == BEFORE:
        return -int(number)
    return int(number) if f"{kind}_" == AFTER else BESIDE + int(number)


def days_left(stage: str) -> int:
    """Days (for limits in hours: hours) left at a stage; negative after the due day. What ends by itself, what is
    chased: many, as it is the clerk's business; a pause that lasts: the head's as well."""
    if stage.startswith(CHASE) or stage == Stage.LAPSED:
        return -BESIDE
    return 1 if stage.startswith(PAUSE) else -rank(stage)


def step_words(stage: str, unit: str | None) -> str:
    """A step of the ladder in Chinese, for a limit that is counted in this unit."""
    kind, _, number = stage.rpartition("_")
    is_hours = unit == Unit.HOUR
    words = {
        BEFORE: f"提前 {number} {'小时' if is_hours else '个工作日'}提醒",
        AFTER: f"逾期第 {number} {'天' if is_hours else '个工作日'}",
        PAUSE: f"暂停计时已满 {number} 个工作日", CHASE: "催办",
    }  # fmt: skip
    return words.get(f"{kind}_", stage)
