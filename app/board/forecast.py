"""预计逾期: open work whose days left are fewer than what the same hand usually needs for the same step.

The rule: the time until a case falls due is shorter than the mean time that whoever has its open step in hand took
for this step in the last twelve months; where that are fewer than three, the mean of the organ; where that has fewer
as well, nothing is predicted. What is overdue or stands still is not predicted: it shows as what it is.

The means are read first and compared here. A database that is asked for both at once takes thousands of open cases for
one, and looks all means of a county through for each of them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, BindParameter, Select, String, bindparam, cast, func, select

from app.board.wanted import MONTHS
from app.casework.models import Case, StepInMonth, WorkItem
from app.casework.terms.moments import NOW, at, under_way
from app.casework.work.boxes import is_open
from app.database import UtcDateTime, columns_of
from app.law.office_time import office_day
from app.law.periods import months_until

FEWEST = 3
"""So many of a step make a mean."""
ORGANS: BindParameter[Any] = bindparam("organs", expanding=True)
_KIND = WorkItem.assignee_id, Case.due_at, Case.organ_id, Case.process, WorkItem.node


class Step(NamedTuple):
    """A step of a process, as one organ does it."""

    organ_id: int
    process: str
    node: str


@dataclass(frozen=True)
class Means:
    """How long the steps of some organs take in the mean: by whoever does them, and by everybody of the organ."""

    of_hands: Mapping[tuple[Step, int], timedelta]
    of_organs: Mapping[Step, timedelta]

    def needed(self, step: Step, person_id: int | None) -> timedelta | None:
        """What the step usually takes in this hand (None: nobody has taken it); None where too few were done."""
        own = self.of_hands.get((step, person_id)) if person_id is not None else None
        return own if own is not None else self.of_organs.get(step)

    def is_short(self, step: Step, person_id: int | None, due_at: datetime, now: datetime) -> bool:
        """The rule, of a step whose case is due at `due_at` and does not stand still."""
        needed = self.needed(step, person_id)
        return needed is not None and now <= due_at < now + needed

    @property
    def longest(self) -> timedelta:
        """No step takes longer; nothing where no mean is known."""
        return max((*self.of_hands.values(), *self.of_organs.values()), default=timedelta())


def means(organ_ids: Collection[int], now: datetime) -> Means:
    """The means of these organs over twelve months, of those who did a step at least three times."""
    asked = {"organs": list(organ_ids), "since": months_until(office_day(now), MONTHS)[0]}
    of_hands: dict[tuple[Step, int], timedelta] = {}
    sums: dict[Step, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for organ_id, process, node, person_id, number, seconds in columns_of(_done(), asked):
        step = Step(organ_id, process, node)
        before, spent = sums[step]
        sums[step] = before + number, spent + seconds
        if number >= FEWEST:
            of_hands[step, person_id] = timedelta(seconds=seconds / number)
    of_organs = {
        step: timedelta(seconds=spent / number) for step, (number, spent) in sums.items() if number >= FEWEST
    }
    return Means(of_hands, of_organs)


@cache
def _done() -> Select[Any]:
    """How often each hand did each step, and in how many seconds together."""
    hand = (StepInMonth.organ_id, StepInMonth.process, StepInMonth.node, StepInMonth.person_id)
    number, seconds = (cast(func.sum(one), BigInteger) for one in (StepInMonth.number, StepInMonth.seconds))
    counts = StepInMonth.organ_id.in_(ORGANS), StepInMonth.month >= bindparam("since", type_=String)
    return select(*hand, number, seconds).where(*counts).group_by(*hand)


def predicted(organ_ids: Collection[int], now: datetime) -> list[int]:
    """The ids of the cases of these organs that will be late by the rule.

    Due moments of whole hands come first, which are few: mostly nothing will be late, or only what falls due soon.
    """
    known = means(organ_ids, now)
    asked = {"organs": list(organ_ids), **at(now), "until": now + known.longest}
    late = [due_at for _, due_at in _short(known, _hands(), asked, now)]
    if not late:
        return []
    return [case_id for case_id, _ in _short(known, _items(), {**asked, "until": max(late)}, now)]


def _short(
    known: Means, query: Select[Any], asked: Mapping[str, Any], now: datetime
) -> Iterator[tuple[int, datetime]]:
    for first, person_id, due_at, *step in columns_of(query, asked):
        if known.is_short(Step(*step), person_id, due_at, now):
            yield first, due_at


@cache
def _hands() -> Select[Any]:
    """How many open steps of one kind fall due at one moment in one hand."""
    return _due_until(func.count(), *_KIND).group_by(*_KIND)


@cache
def _items() -> Select[Any]:
    """The cases of these open steps, one by one."""
    return _due_until(WorkItem.case_id, *_KIND)


def _due_until(*columns: Any) -> Select[Any]:
    """Of open steps of what is under way and falls due until an instant."""
    until: BindParameter[datetime] = bindparam("until", type_=UtcDateTime())
    query = select(*columns).select_from(WorkItem).join(Case, Case.id == WorkItem.case_id)
    return query.where(is_open, Case.organ_id.in_(ORGANS), under_way(NOW), Case.due_at <= until)
