"""A clock that has gone back: an act would get a number and days of a time that is over, and stand in the log before
what came before it. Acts wait until the clock is right or a person has said that it is (flask jobs confirm-clock)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from app import timekeeping
from app.casework.acts.errors import ClockBehind
from app.timekeeping import SKEW

CLOCK_CONFIRMED, RESTORED = "installation.clock_confirmed", "installation.restored"
MAY_LIE_BEFORE = frozenset({CLOCK_CONFIRMED, RESTORED})
"""What is on record at whatever time: that the clock is right, and how the office came onto this machine."""
OF_THE_PRESENT = timedelta(days=1)


def refuse(now: datetime, latest: datetime, tags: Iterable[str]) -> None:
    """Before lines of `now` are written behind one of `latest`. Raises ClockBehind.

    A job's acts bear the moment at which it began, while others go on: so the clock itself is asked, too. It says
    nothing of an act that is told of another time than the present, nor where the present is moved on purpose.
    """
    if latest - now <= SKEW or not MAY_LIE_BEFORE.isdisjoint(tags) or timekeeping.boot() is None:
        return
    present = timekeeping.now()
    if latest - present > SKEW and abs(present - now) < OF_THE_PRESENT:
        raise ClockBehind
