"""Which refused sign-ins become lines of the audit chain: that log only grows, so no guesser may make it grow at will.

Of one login, and of all unknown ones together, the first ten of a day are told each, and then each doubling with the
count so far: ten thousand tries are twenty lines. Why it is so: docs/decisions/0023-bound-texts-and-bounded-records.md.
"""

from datetime import datetime

from app.office import throttle
from app.office.guesses import DAY
from app.office.throttle import Limit, key_of

EACH_TOLD = 10
_COUNTED = Limit(EACH_TOLD, DAY)
"""Only counted by: nobody is kept waiting for this."""


def count(login: str, now: datetime) -> int:
    """One more refusal; how many there were within the day, this one included. `login` is empty for unknown ones."""
    key = key_of("refused sign-ins on record", login)
    throttle.serialise(key)
    throttle.count(key, _COUNTED, now)
    return throttle.tries(key, _COUNTED, now)


def is_told(tries: int) -> bool:
    """Whether this refusal gets a line."""
    return tries <= EACH_TOLD or tries.bit_count() == 1


def in_words(said: str, tries: int) -> str:
    """The line, with the count where others before it have none."""
    return f"{said}，一日内第 {tries} 次" if tries > EACH_TOLD else said
