"""责令重新答复: a case of its own with the limit of the order; the first one and its letter stay as they are."""

from typing import Any

from sqlalchemy import select

from app.casework.acts import numbering
from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow, NotFound
from app.casework.contract.platform import platform
from app.casework.messages import mail, outbox
from app.casework.models import Case, IssuedLetter
from app.casework.terms import clocks
from app.database import db
from app.law.proceedings import Proceeding, check_reopens
from app.office.models import Person
from app.office.permissions import Permission
from app.processes.disclosure.linked import Relation, link, link_to_earlier
from app.processes.disclosure.models import Applicant, CaseLink, DisclosureRequest, ProceedingRecord
from app.processes.disclosure.models.applicant import SEALED
from app.processes.disclosure.proceedings import record_of, standing_proceedings, title_of
from app.processes.disclosure.registration import PROCESS, begin, request_of
from app.processes.disclosure.vocabulary import Matter

OF_PERSON = ("name", "contact_name", "identity_document", "postcode")
OF_REQUEST = (
    "channel", "arrived_on", "registered_on", "signed_on", "confirmed_on", "tracking_number", "receipt_basis",
    "description", "document_title", "document_reference", "reply_form", "reply_way", "query_code_hash",
)  # fmt: skip
LETTER = "redo_reply"


@use_case("open_redo", needs=Permission.RECORD_PROCEEDING)
def open_redo(act: Act, number: int) -> Result:
    """Open the case in which the reply is given anew. Raises NothingToRedo, CannotHappenNow, NotFound."""
    earlier, order = act.the_case, record_of(act.the_case, number)
    if order is None:
        raise NotFound()
    if order not in standing_proceedings(earlier):
        raise CannotHappenNow("这一条已有后来的记录，请在后来的一条上办理")
    check_reopens(order.ruling)
    if (known := redo_of(order)) is not None:
        raise CannotHappenNow(f"已经开立重新答复件 {known.later.number}")
    act.audit("proceeding.redo_opened", f"依{title_of(order)}结果开立重新答复件", number=number)
    _tell_drafter(act, request_of(earlier), order)
    act.leave_case()
    request = again(act, request_of(earlier))
    link(act, request.case, earlier, Relation.REDO, proceeding_root=order.root)
    limit = {"days": order.redo_days, "unit": order.redo_unit} if order.redo_days else {}
    clocks.record_all(act, [("redo_ordered", order.got_on, limit)] if order.got_on else [])
    begin(act, request)
    act.audit("request.redo", f"开立重新答复件，原件 {earlier.number}", earlier=earlier.number)
    return {"number": request.case.number}


def again(act: Act, first: DisclosureRequest) -> DisclosureRequest:
    """The same request of the same applicant as a new case of the same organ; its query code opens both."""
    old = first.case
    case = Case(
        number=numbering.case_number(old.organ, platform().process(PROCESS).prefix, act.today.year), process=PROCESS,
        organ_id=old.organ_id, title=old.title, party=old.party, opened_at=act.now, received_on=old.received_on,
    )  # fmt: skip
    db.session.add(case)
    db.session.flush()
    act.case = case
    person = first.applicant
    secret = {name: person.reveal(name) for name in SEALED}
    applicant = Applicant(kind=person.kind, **{name: getattr(person, name) for name in OF_PERSON}, **secret)
    request = DisclosureRequest(
        case_id=case.id, matter=Matter.REDO, applicant=applicant,
        **{name: getattr(first, name) for name in OF_REQUEST},
    )  # fmt: skip
    db.session.add(request)
    db.session.flush()
    return request


def redo_of(order: ProceedingRecord) -> CaseLink | None:
    """The case that was opened for this proceeding, however its entry was corrected since."""
    return db.session.scalar(
        select(CaseLink).where(
            CaseLink.earlier_id == order.case_id,
            CaseLink.relation == Relation.REDO,
            CaseLink.proceeding_root == order.root,
        )
    )


def order_of(case: Case) -> ProceedingRecord | None:
    """Because of which decision or judgment this case replies anew; None for every other case."""
    found = link_to_earlier(case)
    if found is None or found.relation != Relation.REDO:
        return None
    return next(
        (one for one in standing_proceedings(found.earlier) if one.root == found.proceeding_root), None
    )


def redo_facts(request: DisclosureRequest) -> dict[str, Any]:
    """What the letter tells of the order and of the first reply: of the record, never typed."""
    order = order_of(request.case)
    if order is None or order.got_on is None:
        return {}
    first = db.session.get_one(DisclosureRequest, order.case_id)
    letter = db.session.get(IssuedLetter, first.reply_letter_id) if first.reply_letter_id else None
    return {
        "ordered_by": "reconsideration" if order.kind == Proceeding.RECONSIDERATION else "judgment",
        "order_organ": order.body, "order_number": order.ruling_number or order.docket,
        "ordered_on": order.got_on.isoformat(),
        **({"earlier_number": letter.document_number} if letter is not None else {}),
    }  # fmt: skip


def _tell_drafter(act: Act, first: DisclosureRequest, order: ProceedingRecord) -> None:
    """Whoever drafted the first reply hears what became of it; the mail names the case, nothing of its contents."""
    drafter = db.session.get(Person, first.drafter_id) if first.drafter_id else None
    if drafter is None or not drafter.is_active or not drafter.email:
        return
    number = first.case.number
    body = f"您拟写答复的办件 {number} 已登记{title_of(order)}结果，须重新答复，已另开新件办理。请登录工作台查看。"
    outbox.wish(act, mail.MAIL, f"redo:{first.case_id}:{order.root}",
                mail.payload(drafter.id, f"办件 {number} 须重新答复", body))  # fmt: skip
