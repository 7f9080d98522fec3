"""责令重新答复, 更换答复: a case of its own; the first reply stands until the new one is out, then it is taken back.

Never is there a moment without a reply that stands: what is issued alone has reached nobody.
"""

from datetime import date
from typing import Any

from sqlalchemy import select

from app.casework.acts import numbering
from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow, NotFound
from app.casework.contract.fields import Text
from app.casework.contract.forms import load_schema
from app.casework.contract.platform import platform
from app.casework.contract.schemas import OfficeSchema
from app.casework.letters.issuing import is_given_up
from app.casework.letters.recalls import recall, recall_of, recalls_of
from app.casework.messages.telling import mail_in
from app.casework.models import Case, IssuedLetter
from app.casework.terms import clocks
from app.database import db
from app.law.proceedings import check_reopens
from app.office.models import OrgUnit, Person
from app.office.permissions import Permission
from app.processes.disclosure.linked import Relation, link, link_to_earlier
from app.processes.disclosure.models import Applicant, CaseLink, DisclosureRequest, ProceedingRecord
from app.processes.disclosure.models.applicant import SEALED
from app.processes.disclosure.proceedings import (
    counted_from,
    limit_of,
    record_of,
    ruling_words,
    sentence_of,
    standing_proceedings,
    title_of,
    why_answered_here,
)
from app.processes.disclosure.queries import is_reply_out
from app.processes.disclosure.registration import PROCESS, begin, request_of
from app.processes.disclosure.standing_replies import has_been_answered, replied_anew_by, standing_replies
from app.processes.disclosure.vocabulary import Matter

OF_PERSON = (
    "name",
    "contact_name",
    "representative",
    "agent_name",
    "has_authority",
    "identity_document",
    "postcode",
)
OF_REQUEST = (
    "channel", "arrived_on", "registered_on", "signed_on", "confirmed_on", "tracking_number", "receipt_basis",
    "description", "document_title", "document_reference", "reply_form", "reply_way", "query_code_hash",
)  # fmt: skip
"""What the later case has of the earlier one: what was asked, by whom, when. Through whose hands it went inside the
organ is a fact of the earlier case alone."""


@use_case("open_redo", needs=Permission.RECORD_PROCEEDING)
def open_redo(act: Act, number: int) -> Result:
    """Open the case in which the reply is given anew. Raises NothingToRedo, CannotHappenNow, NotFound."""
    earlier, order = act.the_case, record_of(act.the_case, number)
    if order is None:
        raise NotFound()
    if order not in standing_proceedings(earlier):
        raise CannotHappenNow("这一条已有后来的记录，请在后来的一条上办理")
    check_reopens(order.ruling)
    if why := why_answered_here(earlier, order):
        raise CannotHappenNow(why)
    if (known := redo_of(order)) is not None:
        raise CannotHappenNow(f"已经开立重新答复件 {known.later.number}")
    if (other := replied_anew_by(earlier)) is not None:
        raise CannotHappenNow(
            f"重新答复件 {other.number} 正在办理，同一申请不能同时重新答复两次；"
            "请先办结该件，不应再办的由督办人员强制办结"
        )
    act.audit("proceeding.redo_opened", f"依{title_of(order)}结果开立重新答复件", number=number)
    _tell_drafter(act, request_of(earlier), order)
    act.leave_case()
    request = again(act, request_of(earlier), earlier.organ, _next_number(act, earlier))
    link(act, request.case, earlier, Relation.REDO, proceeding_root=order.root)
    clocks.record_all(act, [("redo_ordered", counted_from(order), limit_of(order))])
    begin(act, request)
    act.audit("request.redo", f"开立重新答复件，原件 {earlier.number}", earlier=earlier.number)
    return {"number": request.case.number}


class ReplacementSchema(OfficeSchema):
    """Why the organ itself replaces its reply."""

    reason = Text(
        "更换答复的原因", maximum=300, widget="textarea", argues=True, hint="申请人看得到，不写个人信息"
    )


@use_case("replace_reply", needs=Permission.RECALL_LETTER)
def replace_reply(act: Act, data: dict[str, Any]) -> Result:
    """自行纠正: a new case; its reply takes the place of this one, which stands until then. Raises CannotHappenNow."""
    earlier, first = act.the_case, request_of(act.the_case)
    if not may_be_replaced(earlier, act.today):
        raise CannotHappenNow("没有可以更换的答复，或者已经开立重新答复件")
    values = load_schema(ReplacementSchema(), data)
    act.audit("request.reply_to_be_replaced", "更换答复，另开新件", reason=values["reason"])
    act.leave_case()
    request = again(act, first, earlier.organ, _next_number(act, earlier))
    link(act, request.case, earlier, Relation.REDO, reason=values["reason"])
    begin(act, request)
    act.audit("request.redo", f"开立重新答复件，原件 {earlier.number}", earlier=earlier.number)
    return {"number": request.case.number}


def may_be_replaced(case: Case, on: date) -> bool:
    """A reply is out, or can never go out because its PDF was given up; it stands, and nobody replaces it yet."""
    request = request_of(case)
    letter_id = request.reply_letter_id
    if letter_id is None or not (is_reply_out(request) or _can_never_go_out(letter_id)):
        return False
    return letter_id not in recalls_of(case) and replied_anew_by(case) is None


def _can_never_go_out(letter_id: int) -> bool:
    return is_given_up(db.session.get_one(IssuedLetter, letter_id))


def reply_is_kept(letter: IssuedLetter) -> str:
    """A reply is not taken back without another one: the applicant would have none.

    One whose PDF was given up reached nobody: a case that was ended otherwise need not keep it standing.
    """
    request = db.session.get(DisclosureRequest, letter.case_id)
    is_reply = request is not None and request.reply_letter_id == letter.id
    if is_reply and not letter.case.is_open and is_given_up(letter):
        return ""
    return "答复不能单独撤回，请“更换答复”，新的答复送出后替代这一份" if is_reply else ""


def take_its_place(act: Act, request: DisclosureRequest, letter: IssuedLetter) -> None:
    """The new reply is out (`served`): what stood until now is taken back for the reason on record.

    Nothing for a reply that takes no other's place, or whose own place was taken before.
    """
    found = link_to_earlier(request.case)
    if found is None or found.relation != Relation.REDO or recall_of(letter.id) is not None:
        return
    order = order_of(request.case)
    why = found.reason or (
        f"{order.body}{order.ruling_number}：{ruling_words(order)}" if order else "重新答复"
    )
    for old in standing_replies(found.earlier):
        if old.id != letter.id:
            recall(act, old, why, replaced_by=letter)


def _next_number(act: Act, earlier: Case) -> str:
    return numbering.case_number(earlier.organ, platform().process(PROCESS).prefix, act.today.year)


def again(act: Act, first: DisclosureRequest, organ: OrgUnit, number: str) -> DisclosureRequest:
    """The same request of the same applicant as a new case of this organ; its query code opens both."""
    old = first.case
    case = Case(
        number=number, process=PROCESS, organ_id=organ.id, title=old.title, party=old.party,
        opened_at=act.now, received_on=old.received_on,
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
    """The newest case that was opened for this proceeding, however its entry was corrected since, and answers it."""
    return next((one for one in _opened_for(order) if has_been_answered(one)), None)


def _opened_for(order: ProceedingRecord) -> list[CaseLink]:
    """Every case that was opened for it, those that ended as a mistake as well; the newest first."""
    opened = select(CaseLink).where(
        CaseLink.earlier_id == order.case_id,
        CaseLink.relation == Relation.REDO,
        CaseLink.proceeding_root == order.root,
    )
    return list(db.session.scalars(opened.order_by(CaseLink.later_id.desc())))


def order_of(case: Case) -> ProceedingRecord | None:
    """Because of which decision or judgment this case replies anew; None for every other case."""
    found = link_to_earlier(case)
    if found is None or found.relation != Relation.REDO or found.proceeding_root is None:
        return None
    return next(
        (one for one in standing_proceedings(found.earlier) if one.root == found.proceeding_root), None
    )


def why_anew(case: Case) -> str:
    """For whoever handles it: what was ruled, or why the organ replaces its own reply; empty for any other case."""
    found = link_to_earlier(case)
    if found is None or found.relation != Relation.REDO:
        return ""
    order = order_of(case)
    return f"{title_of(order)}：{sentence_of(order)}" if order is not None else found.reason


def _tell_drafter(act: Act, first: DisclosureRequest, order: ProceedingRecord) -> None:
    """Whoever drafted the first reply hears what became of it; the mail names the case, nothing of its contents.

    Once for each case that is opened: after one that was a mistake the order waits as before.
    """
    drafter = db.session.get(Person, first.drafter_id) if first.drafter_id else None
    if drafter is None:
        return
    number = first.case.number
    body = f"您拟写答复的办件 {number} 已登记{title_of(order)}结果，须重新答复，已另开新件办理。请登录工作台查看。"
    key = f"redo:{first.case_id}:{order.root}:{len(_opened_for(order)) + 1}"
    mail_in(act, drafter, key, (f"办件 {number} 须重新答复", body))
