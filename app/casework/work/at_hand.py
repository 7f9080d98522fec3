"""How the open items of a person's boxes stand: for the lamps, the month and the steps that stand around the list."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, false, func, null, select, true, union_all

from app.casework.models import Case, WorkItem
from app.casework.terms.moments import NOW, STANDING_STILL, Phase, at, phase_of_case
from app.casework.work.boxes import STANDINGS, is_in_my_pool, is_mine, is_open
from app.database import columns_of, kept_statement
from app.office.standing import Standing

LIT_BY: Mapping[str, tuple[Phase, ...]] = {
    "overdue": (Phase.OVERDUE,), "today": (Phase.DUE_TODAY,), "soon": (Phase.DUE_SOON,), "paused": STANDING_STILL,
}  # fmt: skip
PRESSING = (Phase.OVERDUE, Phase.DUE_TODAY, Phase.DUE_SOON, Phase.ON_TIME)


class Lot(NamedTuple):
    """So many open items of one step whose cases are in one phase; of one's own: those that are due on one day."""

    is_mine: bool
    due_on: date | None
    step: str
    phase: Phase
    items: int


@dataclass(frozen=True)
class DueDay:
    """How many items are due on a day, and how the most pressing of them stands."""

    items: int
    phase: Phase


@dataclass(frozen=True)
class AtHand:
    """What is in hand and what waits to be claimed: nobody's overdue task is everybody's."""

    lots: Sequence[Lot]

    @property
    def lamps(self) -> dict[str, int]:
        """How many items each lamp on top of the inbox counts; each is a link to the list of them."""
        items = Counter[Phase]()
        for lot in self.lots:
            items[lot.phase] += lot.items
        return {lamp: sum(items[phase] for phase in phases) for lamp, phases in LIT_BY.items()}

    @property
    def steps(self) -> list[str]:
        """The names of the steps, for the filter of the list."""
        return sorted({lot.step for lot in self.lots})

    @property
    def due_days(self) -> dict[date, DueDay]:
        """One's own items by the day on which they are due."""
        found: dict[date, list[Lot]] = {}
        for lot in self.lots:
            if lot.is_mine and lot.due_on:
                found.setdefault(lot.due_on, []).append(lot)
        return {day: DueDay(sum(lot.items for lot in lots), _worst(lots)) for day, lots in found.items()}


def _worst(lots: Sequence[Lot]) -> Phase:
    """What stands still presses nobody."""
    phases = {lot.phase for lot in lots}
    return next((phase for phase in PRESSING if phase in phases), Phase.WAITING)


def at_hand(standing: Standing, now: datetime) -> AtHand:
    """Every case is looked at, once for all that is told of it: so only the inbox asks."""
    found = columns_of(_counted(standing), at(now))
    return AtHand([Lot(mine, day, step, Phase(phase), items) for mine, day, step, phase, items in found])


@kept_statement(STANDINGS)
def _counted(standing: Standing) -> Select[Any]:
    """Two questions put together, as each box has its index; then each item asks its own case. Joined with them,
    PostgreSQL would read all cases of a county of a hundred thousand, for each connection's first pages."""
    mine = select(WorkItem.case_id, true().label("is_mine"), WorkItem.due_on, WorkItem.title)
    pool = select(WorkItem.case_id, false().label("is_mine"), null().label("due_on"), WorkItem.title)
    items = union_all(
        mine.where(is_open, is_mine(standing)), pool.where(is_open, is_in_my_pool(standing))
    ).subquery()
    of_its_case = select(phase_of_case(NOW)).where(Case.id == items.c.case_id).correlate(items)
    told = select(
        items.c.is_mine, items.c.due_on, items.c.title, of_its_case.scalar_subquery().label("phase")
    ).subquery()
    return select(*told.c, func.count()).group_by(*told.c)
