"""The letter of a case that replies anew: which one it is, and what it tells of the order and of the reply before."""

from typing import Any

from app.casework.letters.recalls import facts_of
from app.casework.models import Case, IssuedLetter
from app.database import db
from app.law.proceedings import REPLY_ORDERED, Proceeding
from app.processes.disclosure.linked import Relation, link_to_earlier
from app.processes.disclosure.models import DisclosureRequest, ProceedingRecord
from app.processes.disclosure.redo import order_of
from app.processes.disclosure.standing_replies import standing_replies

LETTER = "redo_reply"


def names_its_order(case: Case) -> bool:
    """Whether its letter is that of 重新答复, not an ordinary one: of the organ's own accord, or the first of all.

    责令在期限内答复 after silence makes the organ reply; nothing is given anew.
    """
    order = order_of(case)
    return order is not None and (order.ruling != REPLY_ORDERED or _stood(order) is not None)


def _stood(order: ProceedingRecord) -> IssuedLetter | None:
    """The reply that is out and stands until this order is obeyed."""
    first = db.session.get_one(DisclosureRequest, order.case_id)
    return next((one for one in standing_replies(first.case) if one.is_out), None)


def redo_facts(request: DisclosureRequest) -> dict[str, Any]:
    """What the letter tells of the order, and of the reply that is out and stands: of the record, never typed."""
    order = order_of(request.case)
    if order is None or order.got_on is None or not names_its_order(request.case):
        return {}
    stood = _stood(order)
    return {
        "ordered_by": "reconsideration" if order.kind == Proceeding.RECONSIDERATION else "judgment",
        "order_organ": order.body, "order_number": order.ruling_number or order.docket,
        "ruling": order.ruling, "ordered_on": order.got_on.isoformat(),
        **({"earlier_number": stood.document_number} if stood is not None else {}),
    }  # fmt: skip


def replaced_facts(request: DisclosureRequest) -> dict[str, Any]:
    """自行纠正: which reply the new one takes the place of; nothing of one that never reached the applicant."""
    found = link_to_earlier(request.case)
    if found is None or found.relation != Relation.REDO or found.proceeding_root is not None:
        return {}
    old = next((one for one in standing_replies(found.earlier) if one.is_out), None)
    return facts_of(old) if old is not None else {}
