"""The lists of the board by name, and what an address narrows one to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.board.closed import BANDS
from app.casework.acts.errors import NotFound
from app.casework.contract.figures import CaseList
from app.casework.contract.platform import platform
from app.casework.contract.process import Process
from app.casework.work import supervision
from app.law.clock import ClockState
from app.law.periods import first_day

UPCOMING, CALM, LATE_DONE, ANSWERED, PUNCTUAL = "upcoming", "calm", "late_done", "answered", "punctual"
AHEAD, PREDICTED, PAUSED, OVERDUE = "ahead", "predicted", "paused", "overdue"
MONTHS, WEEKS = 12, 4
"""So far back, and so far ahead, do the figures of the board look."""
STATES = {
    LATE_DONE: (ClockState.MISSED,), ANSWERED: (ClockState.MET, ClockState.MISSED), PUNCTUAL: (ClockState.MET,),
}  # fmt: skip
"""The lists of what was answered: how the reply ended."""
NOBODY = "none"
UNKNOWN_LIST = "没有这个列表，请从督办看板选择"


def processes(key: str = "") -> list[Process]:
    """The process of this key, or all."""
    return [process for process in platform().processes.values() if key in ("", process.key)]


def own_lists(key: str = "") -> dict[str, tuple[Process, CaseList]]:
    """The lists that processes bring, by their name in the address."""
    return {
        f"{process.key}.{one.name}": (process, one)
        for process in processes(key)
        for one in process.figures.lists
    }


def titles(key: str = "") -> dict[str, str]:
    """Every list of the board (of one process, or of all) and its title."""
    done = {process.figures.done for process in processes(key)}
    return {
        **supervision.LISTS, UPCOMING: "临期（含今日到期）", CALM: "正常", LATE_DONE: "逾期已办",
        ANSWERED: done.pop() if len(done) == 1 else "已办结", PUNCTUAL: "按期办结",
        AHEAD: "未来四周到期", PREDICTED: "预计逾期",
        **{name: one.title for name, (_, one) in own_lists(key).items()},
    }  # fmt: skip


def is_closed(name: str) -> bool:
    """Whether the cases of this list are done."""
    own = own_lists().get(name)
    return name in STATES or (own is not None and own[1].is_closed)


@dataclass(frozen=True)
class Wanted:
    """Which list, and what it is narrowed to; kept in the page's address."""

    name: str = "open"
    organ: str = ""
    person: str = ""  # id, or "none" for what nobody has taken
    month: str = ""  # 2026-03, for closed cases
    process: str = ""  # key; none: all processes
    unit: str = ""  # code of a unit that has an open step in hand
    week: str = ""  # its Monday, for cases that fall due
    days: str = ""  # band of days that answered cases of the last twelve months took

    @classmethod
    def from_address(cls, values: Mapping[str, str]) -> "Wanted":
        """What the address asks for; a narrowing that it cannot mean is left out. Raises NotFound for no such list."""
        name, person = values.get("list", "open"), values.get("person", "")
        process, days = process_asked_for(values), values.get("days", "")
        if name not in titles():
            raise NotFound(UNKNOWN_LIST)
        asked = cls(
            name if name in titles(process) else "open",
            values.get("organ", "")[:40],
            person if person == NOBODY or (person.isdecimal() and len(person) < 10) else "",
            values.get("month", "") if first_day(values.get("month", "")) else "",
            process,
            values.get("unit", "")[:40],
            values.get("week", "") if monday(values.get("week", "")) else "",
            days if days in map(str, BANDS) else "",
        )
        return asked.as_its_list_knows()

    def as_its_list_knows(self) -> "Wanted":
        """Without the time that its list says nothing of: months are of what is closed, weeks of what falls due."""
        if not (self.month or self.week or self.days):
            return self
        closed = is_closed(self.name)
        return replace(
            self, month=self.month if closed else "", days=self.days if self.name == ANSWERED else "",
            week="" if closed or self.name == PAUSED else self.week,
        )  # fmt: skip

    @property
    def hands(self) -> bool:
        """Whether it is narrowed to who has the cases in hand."""
        return bool(self.person or self.unit)

    def address(self, **changes: str) -> dict[str, Any]:
        """The parameters of the address of this list, or of one that differs."""
        one = replace(self, **changes).as_its_list_knows()
        found = {"list": one.name, "organ": one.organ, "person": one.person, "month": one.month,
                 "process": one.process, "unit": one.unit, "week": one.week, "days": one.days}  # fmt: skip
        return {name: value for name, value in found.items() if value}


def process_asked_for(values: Mapping[str, str]) -> str:
    """The process in the address, if there is one of that key."""
    key = values.get("process", "")
    return key if key in platform().processes else ""


def monday(text: str) -> date | None:
    """The Monday that the address names; None for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.weekday() == 0 else None
