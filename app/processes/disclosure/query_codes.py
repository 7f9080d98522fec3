"""Query codes (查询码): with its number an applicant follows a request. Kept only as a hash; guessing is slowed down.

Twelve letters of an alphabet without look-alikes (59 bits). Five failures per number and hour, twenty per address.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import select

from app.casework.keys import secrets as secrets_of_house
from app.casework.models import Case
from app.database import db
from app.law.errors import RuleViolation
from app.processes.disclosure.models import DisclosureRequest, QueryFailure

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
GROUPS, GROUP_LENGTH = 3, 4
WINDOW = timedelta(hours=1)
PER_NUMBER, PER_ADDRESS = 5, 20
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
NOBODY = HASHER.hash("no such request")


class WrongQueryCode(RuleViolation):
    """The same answer for an unknown number and for a wrong code."""

    code = "wrong_query_code"
    message = "申请编号或查询码不正确，请核对后重新输入"
    status = 404


class TooManyQueries(RuleViolation):
    code = "too_many_queries"
    message = "查询失败次数过多，请一小时后再试，或拨打受理机关电话查询"
    status = 429


def new_code() -> str:
    """A fresh code such as 7K2M-9QXD-4RTV."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP_LENGTH))
    return _grouped(letters)


def code_for(key: str) -> str:
    """The code of one sending of one form: the same sending again gets the same code; no table keeps it."""
    drawn = int.from_bytes(
        hmac.new(secrets_of_house().index_key, f"query code:{key}".encode(), "sha512").digest(), "big"
    )
    letters = ""
    for _ in range(GROUPS * GROUP_LENGTH):
        drawn, place = divmod(drawn, len(ALPHABET))
        letters += ALPHABET[place]
    return _grouped(letters)


def _grouped(letters: str) -> str:
    return "-".join(letters[i : i + GROUP_LENGTH] for i in range(0, len(letters), GROUP_LENGTH))


@dataclass(frozen=True)
class HashedCode:
    """A code with its hash, worked out before the act begins: hashing takes longer than the rest of a transaction,
    and all applications of an organ would wait for it. Its text form is the code, so that a repeated sending compares
    as the same although each hash has a salt of its own.
    """

    code: str = field(repr=False)
    hash: str = field(repr=False)

    def __str__(self) -> str:
        return self.code


def hashed(code: str) -> HashedCode:
    """The code as an act takes it. Slow on purpose; never inside a transaction."""
    return HashedCode(code, HASHER.hash(normalise(code)))


def normalise(code: str) -> str:
    """As typed → as hashed: capitals, without blanks and dashes."""
    return "".join(char for char in code.upper() if char.isalnum())


def matches(request: DisclosureRequest | None, code: str) -> bool:
    """Whether the code fits; takes the same time when there is no such request."""
    try:
        return (
            HASHER.verify(request.query_code_hash if request else NOBODY, normalise(code))
            and request is not None
        )
    except VerificationError:
        return False


def find_request(number: str) -> DisclosureRequest | None:
    return db.session.scalar(
        select(DisclosureRequest).join(Case).where(Case.number == number.strip().upper())
    )


def failure_keys(number: str, address: str) -> list[tuple[str, int]]:
    """The counters that one failure touches, with their limits."""
    parts = ((f"number:{number.strip().upper()}", PER_NUMBER), (f"address:{address}", PER_ADDRESS))
    return [(hashlib.sha256(text.encode()).hexdigest(), limit) for text, limit in parts]


def check_throttle(number: str, address: str, now: datetime) -> None:
    """Raises TooManyQueries when this number or this address failed too often within the hour."""
    for key, limit in failure_keys(number, address):
        row = db.session.get(QueryFailure, key)
        if row is not None and row.count >= limit and now - row.window_started_at < WINDOW:
            raise TooManyQueries()


def count_failure(number: str, address: str, now: datetime) -> None:
    """One more failure; the window starts anew when it is over."""
    for key, _limit in failure_keys(number, address):
        row = db.session.get(QueryFailure, key)
        if row is None:
            row = QueryFailure(key=key, count=0, window_started_at=now)
            db.session.add(row)
        if now - row.window_started_at >= WINDOW:
            row.count, row.window_started_at = 0, now
        row.count += 1
