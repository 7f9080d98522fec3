"""Lists of what was answered, the latest first: for each organ, process and end of the reply the head of one index; of
those that took so many days, for each organ and process that of another."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, func, literal, select, union_all

from app.board.days_in_sql import band_of_days
from app.casework.models import Case, ClosedByDuration, ClosedInMonth
from app.casework.models.closings import BEYOND, DAYS_UP_TO
from app.casework.work.heads import heads
from app.casework.work.keyed import Beside, Key, Mark, in_order, newest_first, row_id
from app.database import db
from app.law.clock import ClockState

NOT_CLOSED = date(9999, 12, 31)
"""In a key, the day of a case that was answered late and is still worked on: before all that are closed."""
BANDS = (*DAYS_UP_TO, BEYOND)
MARK = Mark((date.fromisoformat, row_id))
Each = tuple[ColumnElement[bool], ...]


@dataclass(frozen=True)
class Answered:
    """Which answered cases: of these organs and processes, whose reply ended in one of these states.

    `since`, `before`: first days of months; `up_to`: those of one band of days from receipt to closing (`BANDS`), of
    all states and with a month since when.
    """

    organ_ids: Collection[int]
    processes: Sequence[str]
    states: Sequence[ClockState]
    since: date | None = None
    before: date | None = None
    closed_only: bool = True
    up_to: int | None = None

    def keys(self, most: int, beside: Beside | None = None) -> Sequence[Key]:
        """(closed on, id), the latest first."""
        heads_ = [self._closed(each, most, beside) for each in self._each()]
        if not self.closed_only and self.since is None:
            heads_ += [self._not_closed(each, most, beside) for each in self._each()]
        found = union_all(*heads_).subquery()
        day = func.coalesce(found.c.closed_on, literal(NOT_CLOSED, Date)).label("day")
        query = select(day, found.c.id).order_by(*in_order(beside, day, found.c.id)).limit(most)
        return newest_first(beside, db.session.execute(query).all())

    def total(self) -> int:
        """How many they are, from the figures by month; none of them is counted."""
        kept = ClosedInMonth if self.up_to is None else ClosedByDuration
        counted = select(func.coalesce(func.sum(kept.number), 0)).where(
            kept.organ_id.in_(self.organ_ids), kept.process.in_(self.processes)
        )
        if self.up_to is None:
            counted = counted.where(ClosedInMonth.reply_state.in_(self.states))
        else:
            counted = counted.where(ClosedByDuration.up_to == self.up_to)
        if self.since is not None and self.before is not None:
            counted = counted.where(kept.month >= f"{self.since:%Y-%m}", kept.month < f"{self.before:%Y-%m}")
        closed = db.session.scalar(counted) or 0
        return closed if self.closed_only or self.since is not None else closed + self._number_not_closed()

    def _number_not_closed(self) -> int:
        counted = select(func.count()).where(
            Case.organ_id.in_(self.organ_ids),
            Case.process.in_(self.processes),
            Case.reply_state.in_(self.states),
            Case.closed_on.is_(None),
        )
        return db.session.scalar(counted) or 0

    def _each(self) -> list[Each]:
        """What the index is asked for beside the organ: that of ends of the reply, or that of bands of days."""
        if self.up_to is None:
            every = product(self.processes, self.states)
            return [(Case.process == process, Case.reply_state == state) for process, state in every]
        timed = (Case.reply_state.is_not(None), Case.received_on.is_not(None), Case.closed_on.is_not(None))
        took = band_of_days(Case.received_on, Case.closed_on) == self.up_to
        return [(Case.process == process, *timed, took) for process in self.processes]

    def _closed(self, each: Each, most: int, beside: Beside | None) -> Select[Any]:
        limits: list[ColumnElement[bool]] = [Case.closed_on.is_not(None)]
        if self.since is not None and self.before is not None:
            limits = [Case.closed_on >= self.since, Case.closed_on < self.before]
        if beside:
            limits.append(beside.limits(Case.closed_on, Case.id))
        return self._head(each, limits, in_order(beside, Case.closed_on, Case.id), most)

    def _not_closed(self, each: Each, most: int, beside: Beside | None) -> Select[Any]:
        limits: list[ColumnElement[bool]] = [Case.closed_on.is_(None)]
        if beside:
            day, id_ = beside.key
            if day == NOT_CLOSED:
                limits.append(Case.id < id_ if beside.is_older else Case.id > id_)
            elif beside.is_older:
                limits.append(literal(False))
        return self._head(each, limits, in_order(beside, Case.id), most)

    def _head(
        self, each: Each, limits: list[ColumnElement[bool]], order: list[Any], most: int
    ) -> Select[Any]:
        def picked(organ_id: ColumnElement[int]) -> Select[Any]:
            return (
                select(Case.id).where(Case.organ_id == organ_id, *each, *limits).order_by(*order).limit(most)
            )

        return heads(self.organ_ids, picked, Case.closed_on)


def band_words(up_to: int) -> str:
    """6—10 天."""
    place = BANDS.index(up_to)
    least = BANDS[place - 1] + 1 if place else 0
    return f"超过 {least - 1} 天" if up_to == BEYOND else f"{least}—{up_to} 天"
