"""The present in which the demo lives: a moved clock that goes on by a minute with every act."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

from app import timekeeping
from app.casework.acts.actor import Actor
from app.casework.acts.commands import Result, UseCase, after_commit, perform
from app.casework.letters.made import typeset_later
from app.casework.messages.dispatch import render_after_commit
from app.timekeeping import OFFICE_TIME

A_MINUTE = timedelta(minutes=1)


class Present:
    """Now, in office time. Acts are real commands."""

    def __init__(self, day: date) -> None:
        self.now = datetime.combine(day, time(0), OFFICE_TIME)

    @property
    def today(self) -> date:
        return self.now.date()

    def wait_until(self, day: date, hour: int, minute: int = 0) -> datetime:
        """That moment, or the present one when it is later already."""
        self.now = max(self.now, datetime.combine(day, time(hour, minute), OFFICE_TIME))
        return self.now

    def run(self, use: UseCase, actor: Actor, **arguments: Any) -> Result:
        """One command now. Raises what the command raises; time has passed all the same."""
        now, self.now = self.now, self.now + A_MINUTE
        with timekeeping.moved_to(now):
            return perform(use, actor=actor, now=now, **arguments)


@contextmanager
def letters_later() -> Iterator[None]:
    """Inside, letters are not typeset after every act: whoever needs them asks, the scheduler does the rest."""
    hooks = after_commit()
    kept = list(hooks)
    hooks[:] = [hook for hook in kept if hook is not render_after_commit]
    try:
        with typeset_later():
            yield
    finally:
        hooks[:] = kept
