"""The legal parameters through time: every value with the day from which it holds (decision 0011)."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from app.law.parameters import Change, Held, Parameter, Parameters, check_value


class ParameterHistory:
    """All values of all entries with the days from which they hold; read only."""

    def __init__(self, entries: Parameters, changes: Iterable[Change] = ()):
        """`changes` in the order in which they were entered: of two for one day the later counts.

        Raises InvalidParameters.
        """
        self._entries = entries
        self._held: dict[str, dict[date | None, Held]] = {}
        for entry in entries:
            self._held[entry.key] = {held.since: held for held in (Held(None, entry.value), *entry.later)}
        for change in changes:
            check_value(entries.entry(change.key), change.held.value)
            self._held[change.key][change.held.since] = change.held
        days = {since for values in self._held.values() for since in values if since is not None}
        self._days = sorted(days)
        self._kept: dict[int, Parameters] = {}

    @classmethod
    def load(cls, changes: Iterable[Change] = ()) -> "ParameterHistory":
        """The built-in values with the office's changes. Raises InvalidParameters."""
        return cls(Parameters.load(), changes)

    def on(self, day: date) -> Parameters:
        """The values in force on a day; the same object for all days between two changes."""
        span = bisect_right(self._days, day)
        if span not in self._kept:
            self._kept[span] = Parameters({entry.key: self._entry(entry, day) for entry in self._entries})
        return self._kept[span]

    def held(self, key: str) -> list[Held]:
        """Every value of an entry, the oldest first. Raises InvalidParameters for a key that is unknown."""
        values = self._held[self._entries.entry(key).key].values()
        return sorted(values, key=lambda held: held.since or date.min)

    def with_change(self, change: Change) -> "ParameterHistory":
        """The same with one more change, entered last. Raises InvalidParameters."""
        own = [
            Change(key, held) for key, values in self._held.items() for held in values.values() if held.is_own
        ]
        return ParameterHistory(self._entries, [*own, change])

    def _entry(self, entry: Parameter, day: date) -> Parameter:
        held = [one for one in self.held(entry.key) if one.since is None or one.since <= day][-1]
        return replace(entry, value=held.value, changed=held.is_own and held.value != entry.value)
