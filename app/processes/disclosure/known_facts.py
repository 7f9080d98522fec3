"""What the record of a request knows of its letters, by the name of the fact: none of this is typed again."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flask import current_app
from sqlalchemy import or_, select

from app.casework.contract.letters import Party
from app.casework.letters.fitting import LetterNotOffered
from app.casework.models import AuditEntry, Case
from app.casework.terms import clocks
from app.database import db
from app.law.clock import ClockKind
from app.letters.circumstances import Circumstances
from app.processes.disclosure.letters import circumstances, recipient_of
from app.processes.disclosure.record_facts import amended_facts, origin_facts
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.vocabulary import CHANNEL_ON_LETTERS, Matter
from app.steps import consultation_record

ON_REGISTER = or_(
    AuditEntry.tag == "request.registered",
    (AuditEntry.tag == "item.completed") & (AuditEntry.node == "T_register"),
)
"""The line of who put a request on record: a paper's clerk, or who looked through one that came online."""
Known = Callable[[Case, date], Any]


def _reply_due_on(case: Case, on: date) -> date | None:
    """The last day for the reply; unknown while the clock does not run."""
    clock = clocks.clocks_of(case).running(ClockKind.REPLY)
    return clock.due_on if clock else None


def _consulted(case: Case, on: date) -> str:
    """第三十三条第三款：the pause begins with the sending. Raises LetterNotOffered: it is never typed."""
    if (said := consultation_record.consulted(case, on)) is None:
        raise LetterNotOffered("征求意见的文书还没有送出，或者已经撤回，没有停止计时可以告知申请人")
    if request_of(case).matter == Matter.REDO or clocks.clocks_of(case).progress.redo is not None:
        raise LetterNotOffered("重新答复的期限不因征求意见停止，没有停止计时可以告知申请人")
    return said


def _registered_by(case: Case, on: date) -> str:
    """Who put the request on record: the line of that act names them."""
    query = select(AuditEntry.actor_name).where(AuditEntry.case_id == case.id, ON_REGISTER)
    return db.session.scalar(query.order_by(AuditEntry.sequence).limit(1)) or ""


def _amended(name: str) -> Known:
    """One fact of the answered 补正; unknown before."""
    return lambda case, on: amended_facts(request_of(case)).get(name)


AMENDED = ("amended_by", "amended_notice", "amended_notified_on", "amended_on", "amended_content")
FACTS: Mapping[str, Known] = {
    **{name: _amended(name) for name in AMENDED},
    "passed_on_by": lambda case, on: origin_facts(request_of(case)).get("passed_on_by"),
    "received_on": lambda case, on: case.received_on or request_of(case).arrived_on,
    "received_by": lambda case, on: CHANNEL_ON_LETTERS[request_of(case).channel],
    "request_content": lambda case, on: request_of(case).description,
    "channel": lambda case, on: str(request_of(case).channel),
    "arrived_on": lambda case, on: request_of(case).arrived_on,
    "registered_on": lambda case, on: request_of(case).registered_on,
    "receipt_basis": lambda case, on: request_of(case).receipt_basis,
    "signed_for_by": lambda case, on: request_of(case).signed_by,
    "registered_by": _registered_by,
    "tracking_number": lambda case, on: request_of(case).tracking_number,
    "reply_working_days": lambda case, on: clocks.parameters_on(on).value("reply_working_days"),
    "query_url": lambda case, on: f"{current_app.config['PUBLIC_URL']}/progress",
    "consulted": _consulted,
    "consulted_on": consultation_record.consulted_on,
    "reply_due_on": _reply_due_on,
    "due_on": _reply_due_on,
}


def recipients_of(case: Case) -> tuple[Party, ...]:
    """The applicant, in the way that was asked for."""
    to = recipient_of(request_of(case))
    return (Party("applicant", to.name, to.kind, to.method),)


def circumstances_of(case: Case, on: date) -> Circumstances:
    """What the letter check must know."""
    return circumstances(request_of(case), on)
