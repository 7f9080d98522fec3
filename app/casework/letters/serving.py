"""When a letter takes effect: by the act that the law names (交邮、签收、进入账户), never by the printing.

The process is told of each of the two legal days once, when it becomes known (`Letters.served`).
"""

from dataclasses import replace
from datetime import date

from app.casework.acts.act import Act
from app.casework.contract.letters import Served
from app.casework.contract.platform import platform
from app.casework.models import Delivery, IssuedLetter
from app.casework.models.letters import DeliveryMethod, DeliveryState
from app.casework.terms import clocks
from app.law import delivery as law
from app.law.delivery import LegalDays

NOT_OUT = LegalDays(None, None, "尚未送出")
IN_LAW = {
    DeliveryMethod.PORTAL: law.DeliveryMethod.ONLINE, DeliveryMethod.POST: law.DeliveryMethod.POST,
    DeliveryMethod.IN_PERSON: law.DeliveryMethod.IN_PERSON, DeliveryMethod.EMAIL: law.DeliveryMethod.EMAIL,
    DeliveryMethod.ENTRUSTED: law.DeliveryMethod.ENTRUSTED, DeliveryMethod.COURIER: law.DeliveryMethod.COURIER,
}  # fmt: skip


def way_in_law(method: str) -> law.DeliveryMethod:
    """The way as the law names it: the portal is where the applicant has an account."""
    return IN_LAW[DeliveryMethod(method)]


def days_of(delivery: Delivery | None) -> LegalDays:
    """The legal days of a delivery, as far as they are known; of one that came back the day of its posting.

    Raises DeliveryDayMissing for one without its day.
    """
    if delivery is None:
        return NOT_OUT
    return days_as_sent(delivery.method, delivery.state, delivery.sent_on, delivery.delivered_on)


def days_as_sent(method: str, state: str, sent_on: date | None, delivered_on: date | None) -> LegalDays:
    """The same of a delivery of which these columns were read."""
    if state in (DeliveryState.PENDING, DeliveryState.FAILED):
        return NOT_OUT
    day = sent_on or delivered_on
    assert day is not None  # what is out has one of them
    way, parameters = way_in_law(method), clocks.parameters_on(day)
    return law.legal_days(way, sent_on=sent_on, signed_on=delivered_on, parameters=parameters)


def told_before(letter: IssuedLetter, delivery: Delivery | None) -> LegalDays:
    """What is known already: of this attempt, and of earlier ones that were posted and came back (235号: 交邮之日)."""
    now = days_of(delivery)
    posted = [days_of(one).replied_on for one in letter.deliveries if one.state == DeliveryState.RETURNED]
    return replace(now, replied_on=min((day for day in (*posted, now.replied_on) if day), default=None))


def tell(act: Act, letter: IssuedLetter, delivery: Delivery, before: LegalDays) -> None:
    """Tell the process what this act has made known; `before` are the days as they stood."""
    now = days_of(delivery)
    told_on = now.replied_on if before.replied_on is None else None
    got_on = now.effective_on if before.effective_on is None else None
    if told_on is not None or got_on is not None:
        facet = platform().process(act.the_case.process).letters
        facet.served(act, letter, Served(way_in_law(delivery.method), told_on, got_on))
