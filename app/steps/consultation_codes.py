"""The number and the code with which an asked party answers on the portal; both stand in its letter alone.

The code is an HMAC of the row under the key of the house: no table of consultations holds it. It opens one answer.
"""

import hmac
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import select

from app.casework.acts.commands import transaction
from app.casework.acts.keys import secrets
from app.casework.models import Case, Consultation
from app.database import db
from app.law.errors import RuleViolation
from app.letters import new_verification_code, normalise_code
from app.office.guesses import ANSWER_CODES, Try, as_printed
from app.office.throttle import TryLater

LONGEST = 60


class WrongAnswerCode(RuleViolation):
    """The same answer for an unknown number, a wrong code and a letter that is not out."""

    code = "wrong_answer_code"
    message = "征求意见编号或者提交码不正确，请按来函核对后重新输入"
    status = 404


class TooManyCodes(TryLater):
    code = "too_many_answer_codes"
    sentence = "提交码输错次数过多，请于{until}以后再试；也可以按来函寄送或者当面提交书面意见"


def answer_number(row: Consultation) -> str:
    """As the letter prints it: the number of the case and the place of the party in it."""
    return f"{row.case.number}-{row.number}"


def answer_code(row: Consultation) -> str:
    """The same for the same row, whenever it is asked for."""
    digest = hmac.new(secrets().index_key, f"answer code:{row.seal_id}".encode(), "sha512").digest()
    return new_verification_code(_drawn_from(int.from_bytes(digest, "big")))


def _drawn_from(number: int) -> Callable[[Sequence[str]], str]:
    """Signs one after the other from a large number."""
    left = number

    def choose(signs: Sequence[str]) -> str:
        nonlocal left
        left, place = divmod(left, len(signs))
        return signs[place]

    return choose


def fits(row: Consultation | None, typed: str) -> bool:
    """Whether the code is that of this row, and its letter is out."""
    code = normalise_code(typed)
    if row is None or code is None or row.sent_on is None or row.dropped_on is not None:
        return False
    return hmac.compare_digest(answer_code(row), code)


def find_asked(number: str) -> Consultation | None:
    """The row of a number as typed."""
    case_number, _, place = normal_number(number).rpartition("-")
    if not (case_number and place.isascii() and place.isdecimal() and len(place) < 6):
        return None
    wanted = select(Consultation).join(Consultation.case)
    return db.session.scalar(wanted.where(Case.number == case_number, Consultation.number == int(place)))


def open_for_answer(number: str, typed: str, address: str, device: str, now: datetime) -> Consultation:
    """The row, if the code is its own; wrong ones are counted and slowed down. Raises WrongAnswerCode, TooManyCodes."""
    row, attempt = find_asked(number), Try(normal_number(number), address, device)
    is_right = fits(row, typed)
    with transaction():
        until = ANSWER_CODES.settle(attempt, now, is_right=is_right)
    if until is not None:
        raise TooManyCodes(until, now)
    found = find_asked(number)
    if found is None or not is_right:
        raise WrongAnswerCode
    return found


def about(number: str) -> str:
    """Names a number without telling it, for the mark that a known browser keeps."""
    return ANSWER_CODES.about(normal_number(number))


def normal_number(number: str) -> str:
    """As typed → as printed."""
    return as_printed(number[:LONGEST])
