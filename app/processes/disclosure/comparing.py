"""对照: a request and an earlier one side by side, each with its reply. The clerk judges; nothing is decided here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.casework.letters.deliveries import effective_delivery
from app.casework.letters.kept_texts import TextNotKept, kind_of_letter
from app.casework.models import Case, IssuedLetter
from app.casework.texts.difference import Passage, difference
from app.database import db
from app.law.outcomes import OUTCOMES
from app.processes.disclosure.delivered import proof_of, told_on
from app.processes.disclosure.former import former_replies
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.similar import similar_requests

PRINTED = (
    "information",
    "items",
    "findings",
    "reasoning",
    "reason_detail",
    "decision",
    "access",
    "search_result",
)
"""Facts of a reply that say what was answered, in the order in which the letters tell them."""


@dataclass(frozen=True)
class Side:
    """One request with its reply: what was asked, what came of it, and when the applicant had it."""

    case: Case
    description: str
    outcome: str
    letter: IssuedLetter | None
    replied_on: date | None
    proof: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Comparison:
    """Both sides; `passages` turn the earlier words into those of now; `is_former`: 重复申请 can rest on it."""

    now: Side
    earlier: Side
    passages: tuple[Passage, ...]
    is_former: bool


def may_be_compared(case: Case, on: date) -> Sequence[str]:
    """Numbers of earlier requests that stand beside this one: similar ones, and answered ones of the same person."""
    found = [one.number for one in similar_requests(case, on)]
    return list(dict.fromkeys([*found, *(one.case.number for one in former_replies(request_of(case)))]))


def compare(case: Case, earlier: Case) -> Comparison:
    """The two side by side."""
    now, before = side_of(case), side_of(earlier)
    formers = {one.case.id for one in former_replies(request_of(case))}
    return Comparison(now, before, difference(before.description, now.description), earlier.id in formers)


def side_of(case: Case) -> Side:
    """What the record has of this request."""
    request = request_of(case)
    letter = db.session.get(IssuedLetter, request.reply_letter_id) if request.reply_letter_id else None
    sent = effective_delivery(letter.id) if letter is not None else None
    outcome = OUTCOMES[request.outcome].title if request.outcome in OUTCOMES else "办理中"
    delivered = sent is not None and sent.delivered_on is not None
    return Side(case, request.description, outcome, letter, told_on(sent), proof_of(sent) if sent and delivered else "",
                _said(letter))  # fmt: skip


def _said(letter: IssuedLetter | None) -> tuple[tuple[str, str], ...]:
    """The words of the reply, as they were issued."""
    if letter is None:
        return ()
    try:
        fields = kind_of_letter(letter).facts
    except TextNotKept:  # its text is not kept: the letter itself is at hand, as it was issued
        return ()
    names = [name for name in PRINTED if letter.facts.get(name) and name in fields]
    return tuple((fields[name].title, _words(letter.facts[name])) for name in names)


def _words(value: Any) -> str:
    if isinstance(value, list):
        return "；".join(_words(one) for one in value)
    if isinstance(value, dict):
        return "，".join(f"{one}页" if name == "pages" else str(one) for name, one in value.items() if one)
    return str(value)
