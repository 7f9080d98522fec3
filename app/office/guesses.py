"""Who may try a password or a query code again, and when. Why it is so: docs/decisions/0009-locks-and-throttles.md.

A stranger is counted with the address it comes from, a browser that gave the right secret before is counted by
itself. So nobody is shut out by what others do at the same address, or for the same login from elsewhere.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.office import throttle
from app.office.throttle import Limit, TryLater, key_of, network_of

QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)
FIVE_IN_A_QUARTER = Limit(5, QUARTER, QUARTER)
"""GB/T 22239-2019, 8.1.4.1 b) wants failed sign-ins limited; this is the number that assessors look for."""
TWO_IN_A_QUARTER = Limit(2, QUARTER, QUARTER)
FORTY_A_DAY = Limit(10, DAY, timedelta(minutes=1), timedelta(hours=1))
"""Ten at once, then pauses of 1, 2, 4 … 60 minutes: at most 40 within a day."""


def as_printed(typed: str) -> str:
    """A number or code as it was typed (in full width, with blanks, in small letters) → as it is printed."""
    return "".join(unicodedata.normalize("NFKC", typed).split()).upper()


class SignInLocked(TryLater):
    """Too many failures for this login, from this address or this browser; or by all strangers together."""

    code = "sign_in_locked"
    sentence = "登录失败次数过多，请于{until}以后再试；也可以在平时登录用的浏览器上登录，或者联系管理员"


@dataclass(frozen=True)
class Try:
    """A try at the secret of `subject` (a login, a number). `device`: the mark of a browser known for it, or none."""

    subject: str
    address: str
    device: str = ""


@dataclass(frozen=True)
class Guard:
    """`close`: for one stranger's address or one known browser. `wide`: for all strangers together, whatever their
    addresses, and again for one known browser. `crowd` failures at an address, for whatever subjects, shorten
    the patience with strangers there to TWO_IN_A_QUARTER each."""

    purpose: str
    close: Limit
    wide: Limit | None
    crowd: int

    def wait(self, attempt: Try, now: datetime) -> datetime | None:
        """Until when this try has to wait, whether it is right or wrong. Inside the transaction that settles it."""
        throttle.serialise(self.about(attempt.subject))
        found = [throttle.locked_until(key, limit, now) for key, limit in self._counters(attempt)]
        return max((until for until in found if until is not None), default=None)

    def is_shut(self, attempt: Try, now: datetime) -> bool:
        """Whether this try has to wait, so that its secret need not be looked at. Reads only."""
        return any(throttle.is_locked(key, limit, now) for key, limit in self._counters(attempt))

    def settle(self, attempt: Try, now: datetime, *, is_right: bool) -> datetime | None:
        """Note how the try ended; until when it has to wait, if it has to: then it is not even looked at."""
        until = self.wait(attempt, now)
        if until is None and is_right:
            self.passed(attempt)
        elif until is None:
            self.failed(attempt, now)
        return until

    def failed(self, attempt: Try, now: datetime) -> None:
        """The try was wrong."""
        about = self.about(attempt.subject)
        close = TWO_IN_A_QUARTER if self._is_crowded(attempt, now) else self.close
        throttle.count(self._close_key(attempt), close, now, about=about)
        if self.wide:
            throttle.count(self._wide_key(attempt), self.wide, now, about=about)
        if not attempt.device:
            throttle.count(self._crowd_key(attempt), self._crowd_limit, now)

    def passed(self, attempt: Try) -> None:
        """The try was right: its own failures are forgotten. Those of strangers together go on counting."""
        throttle.forget(self._close_key(attempt))
        if attempt.device:
            throttle.forget(self._wide_key(attempt))

    def lift(self, subject: str) -> None:
        """Forget all failures about a subject."""
        throttle.forget_all(self.about(subject))

    def about(self, subject: str) -> str:
        """Names a subject of this guard without telling it."""
        return key_of(self.purpose, subject)

    def _counters(self, attempt: Try) -> list[tuple[str, Limit]]:
        close = [(self._close_key(attempt), self.close)]
        return [*close, (self._wide_key(attempt), self.wide)] if self.wide else close

    def _close_key(self, attempt: Try) -> str:
        who = ("device", attempt.device) if attempt.device else ("address", network_of(attempt.address))
        return key_of(self.purpose, attempt.subject, *who)

    def _wide_key(self, attempt: Try) -> str:
        who = ("device over a day", attempt.device) if attempt.device else ("strangers",)
        return key_of(self.purpose, attempt.subject, *who)

    def _crowd_key(self, attempt: Try) -> str:
        return key_of(self.purpose, "crowd", network_of(attempt.address))

    @property
    def _crowd_limit(self) -> Limit:
        """Its lock is never asked for: none rests on an address alone."""
        return Limit(self.crowd, QUARTER)

    def _is_crowded(self, attempt: Try, now: datetime) -> bool:
        if attempt.device:
            return False
        return throttle.tries(self._crowd_key(attempt), self._crowd_limit, now) >= self.crowd


PASSWORDS = Guard("password", FIVE_IN_A_QUARTER, FORTY_A_DAY, crowd=50)
QUERY_CODES = Guard("query code", FIVE_IN_A_QUARTER, None, crowd=20)
ANSWER_CODES = Guard("answer code", FIVE_IN_A_QUARTER, None, crowd=20)
"""54 to 59 random bits need no bound over all addresses: it would only let strangers shut out whom they mean."""
