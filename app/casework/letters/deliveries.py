"""Delivery (送达) of letters that are posted or handed over: day and proof (国办公开办函〔2016〕235号)."""

from datetime import date
from typing import Any

from marshmallow import Schema
from sqlalchemy import ColumnElement, and_, bindparam, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow, NotFound
from app.casework.acts.once import once_in_reading
from app.casework.contract.fields import Choice, Day, Text
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.letters import serving
from app.casework.letters.made import can_go_out_since, check_can_go_out
from app.casework.letters.recalls import refuse_recalled
from app.casework.models import Case, Delivery, IssuedLetter, LetterRecall
from app.casework.models.letters import DeliveryMethod, DeliveryState
from app.casework.work.paging import Page, paged
from app.database import db
from app.law.errors import InvalidInput
from app.law.stated_days import faults_of_days
from app.law.substance import says_nothing
from app.office.permissions import Permission

DAYS = ("sent_on", "delivered_on")
METHOD_OPTIONS = {
    DeliveryMethod.POST.value: "邮寄（邮政企业，含 EMS）",
    DeliveryMethod.IN_PERSON.value: "直接送达",
    DeliveryMethod.ENTRUSTED.value: "委托送达",
    DeliveryMethod.COURIER.value: "其他快递（以签收为准）",
    DeliveryMethod.EMAIL.value: "电子邮件",
}
SIGNED_FOR = frozenset({DeliveryMethod.IN_PERSON, DeliveryMethod.ENTRUSTED, DeliveryMethod.COURIER})
"""Ways that count on the day of the signature: handing it to another courier than the post is no reply (235号)."""
BY_ANOTHER_MAILBOX = "电子邮件由系统发出并自动登记；从其他邮箱发出的，请写明发件邮箱和发送记录"
_of_letter = select(Delivery).where(Delivery.letter_id == bindparam("of_letter")).limit(1)
LATEST = _of_letter.order_by(Delivery.id.desc())
_effective = _of_letter.where(Delivery.state.not_in((DeliveryState.PENDING, DeliveryState.FAILED))).order_by(
    Delivery.delivered_on.is_(None), Delivery.state == DeliveryState.RETURNED, Delivery.id.desc()
)
_later = aliased(Delivery)
_is_followed = (
    select(_later.id).where(_later.letter_id == Delivery.letter_id, _later.id > Delivery.id).exists()
)
_is_taken_back = and_(
    Delivery.state != DeliveryState.SENT,
    select(LetterRecall.letter_id).where(LetterRecall.letter_id == Delivery.letter_id).exists(),
)
NOT_OUT = (DeliveryState.PENDING, DeliveryState.FAILED)
UNDER_WAY = (*NOT_OUT, DeliveryState.SENT, DeliveryState.RETURNED)
CAME_TO_NOTHING = (DeliveryState.FAILED, DeliveryState.RETURNED)


class HandedOverSchema(OfficeSchema):
    """How a notice left the office; the day of arrival may follow later."""

    method = Choice("送达方式", METHOD_OPTIONS)
    sent_on = Day("寄出日期", required=False, hint="邮寄填写交邮日期；电子邮件填写发出日期")
    tracking_number = Text("邮件号码", maximum=40, required=False, hint="邮寄、快递必填")
    delivered_on = Day(
        "签收日期", required=False, hint="直接送达、委托送达、其他快递必填；邮寄的可在妥投后补填"
    )
    receiver = Text("签收人", maximum=80, required=False)
    note = Text("说明", maximum=300, required=False)


def handed_over_schema() -> Schema:
    return HandedOverSchema()


@use_case("record_letter_delivery", needs=Permission.RECORD_DELIVERY)
def record_delivery(act: Act, letter_id: int, data: dict[str, Any]) -> Result:
    """A clerk records how a letter that has no task of its own was sent, or that it arrived."""
    letter = db.session.get(IssuedLetter, letter_id)
    found = delivery_of(letter_id)
    if letter is None or letter.case_id != act.the_case.id or found is None or found.has_own_task:
        raise NotFound()
    values = load_schema(handed_over_schema(), data)
    check_handed_over(values, act.today, earliest=_since(letter, found))
    record_handed_over(act, letter_id, values)
    return {"letter": letter_id, "number": letter.document_number}


def _since(letter: IssuedLetter, before: Delivery) -> date:
    """The day from which this attempt can have been made; not before the one that came back."""
    made_on = can_go_out_since(letter)
    return max(made_on, before.sent_on or made_on) if before.state == DeliveryState.RETURNED else made_on


def list_under_way(readable: ColumnElement[bool], page: int = 1) -> Page:
    """Letters still to be posted, or posted and not yet known to have arrived; oldest first.

    Each by its latest attempt; one that was taken back only while it is in the post.
    """
    by_system = Delivery.method.in_((DeliveryMethod.EMAIL, DeliveryMethod.PORTAL))
    is_listed = and_(or_(Delivery.has_own_task.is_(False), by_system), ~_is_followed, ~_is_taken_back)
    query = (
        select(Delivery)
        .join(Delivery.letter)
        .join(IssuedLetter.case)
        .where(readable, is_listed, Delivery.state.in_(UNDER_WAY))
        .options(joinedload(Delivery.letter).joinedload(IssuedLetter.case).joinedload(Case.organ))
    )
    return paged(query, page, Delivery.state != DeliveryState.PENDING, Delivery.id)


def check_days(values: dict[str, Any], today: date, earliest: date) -> None:
    """Days of sending and delivery lie between the letter's date and today, in order. Raises InvalidInput."""
    stated = {name: values.get(name) for name in DAYS}
    problems = faults_of_days(stated, today, since=earliest, of="文书制成的日期")
    sent, delivered = values.get("sent_on"), values.get("delivered_on")
    if sent and delivered and delivered < sent:
        problems["delivered_on"] = "送达日期不应早于寄出日期"
    if values.get("method") == DeliveryMethod.POST and not values.get("tracking_number"):
        problems["tracking_number"] = "邮寄的请填写邮件号码"
    if values.get("method") == DeliveryMethod.POST and not sent:
        problems["sent_on"] = "邮寄的请填写交邮日期"
    if problems:
        raise InvalidInput(fields=problems)


def check_handed_over(values: dict[str, Any], today: date, earliest: date) -> None:
    """The same for a letter that is out: the day that its way needs is given. Raises InvalidInput."""
    check_days(values, today, earliest)
    if problems := _problems_of_the_signature(values):
        raise InvalidInput(fields=problems)
    if values["method"] == DeliveryMethod.EMAIL and not values.get("sent_on"):
        raise InvalidInput(fields={"sent_on": "请填写发出日期"})
    if values["method"] == DeliveryMethod.EMAIL and says_nothing(values.get("note") or ""):
        raise InvalidInput(fields={"note": BY_ANOTHER_MAILBOX})


def _problems_of_the_signature(values: dict[str, Any]) -> dict[str, str]:
    """What its way needs as proof: the day for all, of another courier its number, of an entrusted organ its name."""
    method = values["method"]
    if method not in SIGNED_FOR:
        return {}
    problems: dict[str, str] = {}
    if not values.get("delivered_on"):
        problems["delivered_on"] = "直接送达、委托送达和其他快递以签收当日为准，请在签收后登记，填写签收日期"
    if method == DeliveryMethod.COURIER and not values.get("tracking_number"):
        problems["tracking_number"] = "快递的请填写单号"
    if method == DeliveryMethod.ENTRUSTED and says_nothing(values.get("note") or ""):
        problems["note"] = "委托送达的，请写明受托送达的机关或者单位，以及送达回证在哪里"
    return problems


def delivery_of(letter_id: int | None) -> Delivery | None:
    """The latest delivery of a letter."""
    return db.session.scalars(LATEST, {"of_letter": letter_id}).first()


def effective_delivery(letter_id: int | None) -> Delivery | None:
    """The delivery by which a letter went out or arrived; an attempt that failed proves nothing, before it or after.

    One that came back proves its posting, while nothing was sent after it. Read once in a reading.
    """
    return once_in_reading(f"effective delivery of letter {letter_id}", lambda: _read_effective(letter_id))


def _read_effective(letter_id: int | None) -> Delivery | None:
    return db.session.scalars(_effective, {"of_letter": letter_id}).first()


def record_handed_over(
    act: Act, letter_id: int | None, values: dict[str, Any], *, has_own_acts: bool = False
) -> Delivery:
    """Note how a letter was sent and, if known, that it arrived; the process is told what became known.

    From here on its arrival is recorded from the list, unless the letter `has_own_acts` for it.

    Raises LetterNotMade; InvalidInput, CannotHappenNow: what is recorded stands; AlreadyRecalled, unless it is out:
    what was posted before it was taken back still arrives.
    """
    letter = db.session.get_one(IssuedLetter, letter_id)
    found = delivery_of(letter_id)
    if found is None or found.state != DeliveryState.SENT:
        refuse_recalled(letter)
    check_can_go_out(letter)
    _refuse_other_facts(found, values)
    before = serving.told_before(letter, found)
    found = _note(act, found, letter_id, values)
    found.state = DeliveryState.DELIVERED if found.delivered_on else DeliveryState.SENT
    found.has_own_task = has_own_acts
    db.session.flush()
    act.audit("letter.delivered" if found.delivered_on else "letter.sent", _words(found), letter=letter_id)
    serving.tell(act, letter, found, before)
    return found


def _refuse_other_facts(found: Delivery | None, values: dict[str, Any]) -> None:
    """The clocks count from what was recorded: it is never put in another's place."""
    if found is None:
        return
    if found.state == DeliveryState.DELIVERED:
        raise CannotHappenNow("这份文书的送达已经登记，不能再改")
    known = (found.method, found.sent_on)
    if found.state == DeliveryState.SENT and known != (values["method"], values.get("sent_on")):
        raise InvalidInput(fields={"sent_on": f"已登记{_words(found)}，于{found.sent_on}送出，不能再改"})


def _note(act: Act, found: Delivery | None, letter_id: int | None, values: dict[str, Any]) -> Delivery:
    """The values in the row of this attempt; after one that failed or came back, in a new one."""
    if found is None or found.state in CAME_TO_NOTHING:
        letter = db.session.get_one(IssuedLetter, letter_id)
        found = Delivery(letter=letter, letter_id=letter_id, case_id=act.the_case.id, method=values["method"])
        db.session.add(found)
    found.method = values["method"]
    found.sent_on, found.delivered_on = values.get("sent_on"), values.get("delivered_on")
    found.tracking_number, found.receiver = values.get("tracking_number", ""), values.get("receiver", "")
    found.note = values.get("note", "")
    return found


def record_arrival(act: Act, found: Delivery, on: date) -> None:
    """A letter that was sent has arrived; the process is told."""
    before = serving.days_of(found)
    found.delivered_on, found.state = on, DeliveryState.DELIVERED
    act.audit("letter.delivered", f"{_words(found)}，{on}签收", letter=found.letter_id)
    serving.tell(act, found.letter, found, before)


def record_failure(act: Act, letter_id: int | None, values: dict[str, Any]) -> Delivery:
    """Note that the letter came back or was refused; it must be delivered again. Raises LetterNotMade."""
    check_can_go_out(db.session.get_one(IssuedLetter, letter_id))
    found = _note(act, delivery_of(letter_id), letter_id, values)
    found.state, found.delivered_on = DeliveryState.FAILED, None
    act.audit("letter.delivery_failed", f"未能送达：{values.get('note', '')}", letter=letter_id)
    return found


def record_return(act: Act, letter_id: int | None, reason: str) -> Delivery:
    """A letter that was on its way came back; how it was sent stays on record. Raises NotFound."""
    found = delivery_of(letter_id)
    if found is None:
        raise NotFound()
    found.state, found.delivered_on, found.note = DeliveryState.FAILED, None, reason
    act.audit("letter.delivery_failed", f"未能送达：{reason}", letter=letter_id)
    return found


def _words(delivery: Delivery) -> str:
    ways = {"post": "邮寄", "in_person": "直接送达", "email": "电子邮件", "portal": "网上送达",
            "entrusted": "委托送达", "courier": "其他快递送达"}  # fmt: skip
    number = f"，邮件号码 {delivery.tracking_number}" if delivery.tracking_number else ""
    return f"{ways[delivery.method]}{number}"
