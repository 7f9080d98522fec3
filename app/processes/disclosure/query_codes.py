"""Query codes (查询码): with its number an applicant follows a request. Kept only as a hash; guessing is slowed down.

Twelve letters of an alphabet without look-alikes (59 bits).
"""

import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from flask import current_app
from sqlalchemy import select

from app.casework.acts.commands import transaction
from app.casework.acts.keys import secrets as secrets_of_house
from app.casework.models import Case
from app.database import db
from app.law.errors import RuleViolation
from app.office.guesses import QUERY_CODES, Try, as_printed
from app.office.throttle import TryLater
from app.processes.disclosure.models import DisclosureRequest

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
GROUPS, GROUP_LENGTH = 3, 4
COST = (2, 19_456)  # passes and KiB of argon2id; QUERY_CODE_COST is another cost, for tests


class WrongQueryCode(RuleViolation):
    """The same answer for an unknown number and for a wrong code."""

    code = "wrong_query_code"
    message = "申请编号或查询码不正确，请核对后重新输入"
    status = 404


class TooManyQueries(TryLater):
    code = "too_many_queries"
    sentence = (
        "查询失败次数过多，请于{until}以后再试；也可以用提交申请或者查询过的浏览器查询，或者致电受理机关"
    )


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
    return HashedCode(code, _hasher(*_cost()).hash(normalise(code)))


def _cost() -> tuple[int, int]:
    return current_app.config.get("QUERY_CODE_COST", COST)


@cache
def _hasher(passes: int, memory: int) -> PasswordHasher:
    return PasswordHasher(time_cost=passes, memory_cost=memory, parallelism=1)


@cache
def _hash_of_nobody(passes: int, memory: int) -> str:
    return _hasher(passes, memory).hash("no such request")


def normalise(code: str) -> str:
    """As typed → as hashed: capitals, without blanks and dashes."""
    return "".join(char for char in as_printed(code) if char.isalnum())


def matches(request: DisclosureRequest | None, code: str) -> bool:
    """Whether the code fits; takes the same time when there is no such request."""
    kept = request.query_code_hash if request else _hash_of_nobody(*_cost())
    try:
        return _hasher(*_cost()).verify(kept, normalise(code)) and request is not None
    except VerificationError:
        return False


def normal_number(number: str) -> str:
    """As typed → as kept."""
    return as_printed(number)


def find_request(number: str) -> DisclosureRequest | None:
    wanted = select(DisclosureRequest).join(DisclosureRequest.case)
    return db.session.scalar(wanted.where(Case.number == normal_number(number)))


def about(number: str) -> str:
    """Names a number without telling it, for the mark that a known browser keeps."""
    return QUERY_CODES.about(normal_number(number))


def check(number: str, code: str, address: str, device: str, now: datetime) -> bool:
    """Whether the code opens this number. Raises TooManyQueries, for the right code too, after too many wrong ones.

    The slow comparison comes before the transaction; guesses for one number are settled one after the other.
    """
    attempt = Try(normal_number(number), address, device)
    is_right = not QUERY_CODES.is_shut(attempt, now) and matches(find_request(number), code)
    with transaction():
        until = QUERY_CODES.settle(attempt, now, is_right=is_right)
    if until is not None:
        raise TooManyQueries(until, now)
    return is_right
