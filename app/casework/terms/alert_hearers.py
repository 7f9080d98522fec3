"""Who hears of many cases at once: their open work is read together, and each role at each unit is asked once."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date

from app.casework.models import Case
from app.casework.terms.ladder import Level
from app.casework.work.recipients import (
    hands_for,
    heads_of,
    leaders_of,
    once_each,
    open_items_of,
    supervisors_of,
)
from app.office.models import Person


class Hearers:
    """Who hears of these cases on a day. Holds rows, so it lives within one transaction."""

    def __init__(self, cases: Iterable[Case], on: date) -> None:
        self._on = on
        self._items = open_items_of([case.id for case in cases])
        self._known: dict[Hashable, list[Person]] = {}

    def told_of(self, case: Case, levels: Iterable[Level]) -> dict[Person, Level]:
        """Each as the lowest that they are."""
        found: dict[Person, Level] = {}
        for level in levels:
            for person in self.at(level, case):
                found.setdefault(person, level)
        return found

    def at(self, level: Level, case: Case) -> list[Person]:
        """Who hears of the case at this level."""
        organ = case.organ_id
        if level is Level.HEAD:
            return self._once((level, case.handling_unit_id, organ), lambda: heads_of(case, self._on))
        if level is Level.LEADER:
            return self._once((level, organ), lambda: leaders_of(case, self._on))
        if level is Level.SUPERVISOR:
            return self._once((level, organ), lambda: supervisors_of(case, self._on))
        return self._at_work(case)

    def _at_work(self, case: Case) -> list[Person]:
        """As `recipients.people_at_work`."""
        found: list[Person] = []
        for item in self._items.get(case.id, ()):
            place = (Level.CLERK, item.assignee_id, item.role, item.unit_id)
            found += self._once(place, lambda item=item: hands_for(item, self._on))  # type: ignore[misc]
        return once_each(found)

    def _once(self, place: Hashable, ask: Callable[[], list[Person]]) -> list[Person]:
        if place not in self._known:
            self._known[place] = ask()
        return self._known[place]
