"""Former replies (前次答复): on which replies to the same applicant a decision 重复申请 can rest (第三十六条第六项)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, exists, select

from app.casework.letters import serving
from app.casework.models import Case, Delivery, IssuedLetter, LetterRecall
from app.database import columns_of, db
from app.law.delivery import LegalDays
from app.law.earlier_acts import had_replied
from app.letters.facts import chinese_date
from app.processes.disclosure.delivered import told_on
from app.processes.disclosure.models import Applicant, DisclosureRequest, ProceedingRecord
from app.processes.disclosure.proceedings import is_set_aside
from app.processes.disclosure.similar import nearness
from app.processes.disclosure.traces import plain
from app.processes.disclosure.vocabulary import Matter

NO_ANSWER = ("withdrawn", "repeated", "clarification_lapsed", "fee_lapsed", "still_unclear", "excessive")
"""Ends of a request that settled nothing of what it asked for; most of their letters say that one may ask again."""
LAST = 3
"""So many of an applicant's replies mostly tell whether there is a former one at all."""


@dataclass(frozen=True)
class Former:
    """A delivered reply of the same organ to an earlier request of the same applicant, and how near the words are."""

    case: Case
    letter: IssuedLetter
    delivery: Delivery
    percent: int


def _of_same_person(*told: Any) -> Select[Any]:
    """Delivered replies of the organ to who has this identity number, the last first."""
    return (
        select(*told, DisclosureRequest.description, exists().where(ProceedingRecord.case_id == Case.id))
        .select_from(Case)
        .join(DisclosureRequest, DisclosureRequest.case_id == Case.id)
        .join(Applicant, Applicant.id == DisclosureRequest.applicant_id)
        .join(IssuedLetter, IssuedLetter.id == DisclosureRequest.reply_letter_id)
        .join(Delivery, Delivery.letter_id == IssuedLetter.id)
        .where(Case.organ_id == bindparam("organ_id"), Case.id < bindparam("before"))
        .where(Applicant.identity_index == bindparam("identity"), Delivery.delivered_on.is_not(None))
        .where(DisclosureRequest.outcome.not_in(NO_ANSWER), DisclosureRequest.matter != Matter.CORRECTION)
        .where(~exists().where(LetterRecall.letter_id == IssuedLetter.id))
        .order_by(Case.id.desc())
    )


_formers = _of_same_person(Case, IssuedLetter, Delivery)
_sent_columns = (Delivery.method, Delivery.state, Delivery.sent_on, Delivery.delivered_on)
_last_formers = _of_same_person(Case.id, IssuedLetter.rendered_at, *_sent_columns).limit(LAST)


def chosen_former(request: DisclosureRequest) -> Former | None:
    """The one that the drafter chose; nothing chosen is nothing: no machine says which reply is meant."""
    if request.former_case_id is None:
        return None
    return next((one for one in former_replies(request) if one.case.id == request.former_case_id), None)


def has_former_reply(request: DisclosureRequest) -> bool:
    """Whether `former_replies` finds any: whoever asks every week has hundreds, of which the last mostly do."""
    asked = _asked(request)
    last = columns_of(_last_formers, asked).all() if asked else ()
    return _is_any_former(request, last) or (len(last) == LAST and bool(former_replies(request)))


def _is_any_former(request: DisclosureRequest, last: Sequence[Row[Any]]) -> bool:
    """The same of their columns: the rows of earlier cases, which an act on this one does not change, are not read."""
    wanted = plain(request.description)
    for case_id, rendered_at, *sent, said, is_contested in last:
        was_given = _was_given(request, rendered_at, serving.days_as_sent(*sent))
        if was_given and nearness(wanted, plain(said)) and not (is_contested and _is_set_aside(case_id)):
            return True
    return False


def _is_set_aside(case_id: int) -> bool:
    return is_set_aside(db.session.get_one(Case, case_id))


def former_replies(request: DisclosureRequest) -> list[Former]:
    """What a decision 重复申请 can rest on, the nearest first.

    第三十六条第六项 speaks of the same content: a request about another matter is no former one, however recent, and a
    letter that only pointed to an earlier reply, or closed a request unanswered, answered nothing. The same person is
    who has the same identity number; without one nobody is taken for the same. What was answered after this request
    had come, was taken back, or was set aside on review (复议、诉讼) is no former reply.
    """
    asked = _asked(request)
    rows = db.session.execute(_formers, asked).all() if asked else ()
    return sorted((one for one in _given(request, rows) if one.percent), key=lambda one: -one.percent)


def _asked(request: DisclosureRequest) -> dict[str, Any]:
    """Whose replies are looked for; nothing where none can be a former one."""
    identity = request.applicant.identity_index
    if not identity or request.matter == Matter.REDO:  # what was ordered is no repetition of what fell
        return {}
    return {"organ_id": request.case.organ_id, "before": request.case_id, "identity": identity}


def _given(request: DisclosureRequest, rows: Sequence[Row[Any]]) -> Iterator[Former]:
    """Those that had been given when this request was made and still stand, each with how near its words are."""
    wanted = plain(request.description)
    for case, letter, sent, said, is_contested in rows:
        was_given = _was_given(request, letter.rendered_at, serving.days_of(sent))
        if was_given and not (is_contested and is_set_aside(case)):
            yield Former(case, letter, sent, nearness(wanted, plain(said)))


def _was_given(request: DisclosureRequest, rendered_at: datetime | None, sent: LegalDays) -> bool:
    """Whether this reply had been given when the request was made, by the sending that reached the applicant: who asks
    again while the reply comes back in the post repeats nothing."""
    days = (request.arrived_on, request.signed_on, request.case.received_on)
    asked_on = min((day for day in days if day is not None), default=None)
    was_first = rendered_at is not None and rendered_at <= request.case.opened_at
    return had_replied(sent.replied_on, asked_on, was_first=was_first)


def former_choices(request: DisclosureRequest) -> dict[str, str]:
    """Number of the former request → what the drafter sees of it."""
    return {
        one.case.number: f"{one.case.number}　{one.case.title}（{one.letter.document_number}，"
                         f"{chinese_date(told_on(one.delivery) or one.letter.issued_on)}答复，"
                         f"申请内容相近 {one.percent}%）"
        for one in former_replies(request)
    }  # fmt: skip


def choose_former(request: DisclosureRequest, number: str) -> None:
    """Keep the drafter's choice."""
    request.former_case_id = (
        next((one.case.id for one in former_replies(request) if one.case.number == number), None)
        if number
        else None
    )
