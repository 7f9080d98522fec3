"""网上送达: a letter enters the applicant's account when its PDF is there, and that day counts (235号).

国办公开办函〔2016〕235号 counts from the day in the account. Before it nobody can fetch anything: the delivery waits,
no clock is told, and the applicant gets no word of it.
"""

from sqlalchemy import select

from app.casework.acts.act import Act
from app.casework.contract.platform import platform
from app.casework.letters import serving
from app.casework.letters.made import is_made, named
from app.casework.letters.telling_clerks import tell_clerks
from app.casework.models import Delivery, IssuedLetter
from app.casework.models.letters import DeliveryMethod, DeliveryState
from app.database import db


def await_account(act: Act, letter: IssuedLetter, *, has_own_task: bool = False) -> Delivery:
    """The letter goes into the account once it is made: now, where it is. Where it waited to be posted, it waits no
    more."""
    delivery = _waiting_for(letter) or Delivery(letter=letter, case_id=letter.case_id)
    delivery.method, delivery.state = DeliveryMethod.PORTAL, DeliveryState.PENDING
    delivery.has_own_task = has_own_task
    db.session.add(delivery)
    if is_made(letter):
        _bring(act, letter, delivery)
    return delivery


def enter_account(act: Act, letter: IssuedLetter) -> None:
    """Its PDF has come: it is delivered today. Nothing for one that was taken back, or goes another way."""
    delivery = _waiting_for(letter)
    if delivery is not None and delivery.method == DeliveryMethod.PORTAL:
        _bring(act, letter, delivery)


def _bring(act: Act, letter: IssuedLetter, delivery: Delivery) -> None:
    """One that by now says what is no longer so is not served (`Letters.void`); those at work on the case are told."""
    why = platform().process(act.the_case.process).letters.void(letter, act.today)
    if why:
        _leave_out(act, letter, delivery, why)
    else:
        _enter(act, letter, delivery)


def stop_waiting(act: Act, why: str) -> None:
    """The case ends: what waits for its PDF does not enter the account any more."""
    waiting = select(Delivery).where(
        Delivery.case_id == act.the_case.id, Delivery.state == DeliveryState.PENDING,
        Delivery.method == DeliveryMethod.PORTAL,
    )  # fmt: skip
    for delivery in db.session.scalars(waiting).all():
        _leave_out(act, delivery.letter, delivery, why)


def _leave_out(act: Act, letter: IssuedLetter, delivery: Delivery, why: str) -> None:
    delivery.state, delivery.note = DeliveryState.FAILED, f"{why}，不再送达"
    act.audit("letter.not_served", f"{named([letter])}没有送达：{delivery.note}", letter=letter.id)
    tell_clerks(act, f"not_served:{letter.id}", "文书没有送达", f"{named([letter])}没有送达：{why}。")


def _enter(act: Act, letter: IssuedLetter, delivery: Delivery) -> None:
    """Delivered; the process is told the day, the applicant that a letter is there."""
    before = serving.told_before(letter, delivery)
    delivery.state, delivery.has_own_task = DeliveryState.DELIVERED, False
    delivery.sent_on = delivery.delivered_on = act.today
    db.session.flush()
    act.audit("letter.delivered", f"《{letter.title}》{letter.document_number}已在网上送达", letter=letter.id)
    serving.tell(act, letter, delivery, before)
    facet = platform().process(act.the_case.process).letters
    facet.tell(act, letter)
    facet.went_out(act, letter)


def _waiting_for(letter: IssuedLetter) -> Delivery | None:
    """The delivery that was prepared for the letter and has not begun."""
    return next((one for one in letter.deliveries if one.state == DeliveryState.PENDING), None)
