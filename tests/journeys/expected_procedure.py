"""Procedures beside the straight road, each from its beginning to the issued letter as the table tells it."""

from app.casework.letters import deliveries
from app.casework.letters.issuing import letters_of
from app.database import db
from app.office.people import appoint
from app.office.vocabulary import Role
from app.steps import consultation_acts
from app.steps.consultation_silence import record_silences
from tests.journeys.test_correction_applications import SENT, asked, issued, verified
from tests.journeys.test_items import ABSENT, ASKED, GIVEN, REFUSED, decide, judged
from tests.journeys.test_judging import WHY
from tests.journeys.test_passing_on import not_for_us, passed_on
from tests.journeys.test_redo import opened, replied
from tests.support.county import LONG_AGO, County
from tests.support.office import GRANTED, SEARCH, Office

INTERNAL = {**REFUSED, "openness": "internal_affairs", "outcome": "denied_internal_affairs", "why_whole": WHY,
            "said": "该名单是本机关补贴审核岗位的分工，只用于内部安排，公开后可能被用于规避审核"}  # fmt: skip
OVERRIDING = {"information": "合同金额", "reasoning": "金额由财政资金支付，不公开可能对公共利益造成重大影响",
              "disclosed_on": "2026-03-03"}  # fmt: skip


def _items(outcome: str, *answers: dict[str, str], gives: bool = True) -> Office:
    office = Office()
    office.apply(description="；".join(ASKED))
    office.assigned()
    judged(office, *answers)
    decide(office, outcome)
    if gives:
        office.attach()
    office.do("handler", "T_draft")
    return _signed_and_issued(office)


def items_one_refused() -> Office:
    return _items("items_partly_denied", GIVEN, REFUSED, ABSENT)


def items_one_absent() -> Office:
    return _items("items_partly", GIVEN, ABSENT)


def items_all_refused() -> Office:
    return _items("items_denied", REFUSED, INTERNAL, gives=False)


def co_author_is_silent() -> Office:
    office = _assigned()
    office.consulted("", party="co_author_organ", name="禄丰市农业农村局")
    office.later(days=22)
    record_silences(office.now)
    return _granted(office)


def disclosed_against_an_objection() -> Office:
    office = _assigned()
    number = office.consulted("objected")
    _drafted(office).all_signed()
    office.run(consultation_acts.tell_of_disclosure, office.person("clerk"), case_id=office.case.id, number=number,
               data=OVERRIDING)  # fmt: skip
    told = letters_of(office.case)[-1].id
    office.run(deliveries.record_delivery, office.person("clerk"), case_id=office.case.id, letter_id=told,
               data={"method": "in_person", "delivered_on": "2026-03-02", "receiver": "收件人"})  # fmt: skip
    office.later(days=1)
    office.do("reviewer", "T_issue", checked=True)
    return office


def passed_on_to_another() -> Office:
    """The organ that made it has its own people for it: the same hands, at another organ."""
    office = not_for_us()
    county = County.load()
    for login, role in (
        ("reviewer", Role.OFFICE_REVIEWER),
        ("officehead", Role.OFFICE_HEAD),
    ):
        appoint(county.people[login], county.units["LF-ZRZY"], role, LONG_AGO)
    db.session.commit()
    office.later(days=3)
    office.number = passed_on(office).number
    return _granted(office.assigned())


def oral() -> Office:
    office = Office()
    office.register(channel="oral", read_back=True, reply_way="portal")
    return _granted(office.assigned())


def replied_anew() -> Office:
    office, _first = opened()
    replied(office)
    return office


def corrected() -> Office:
    return issued(verified(asked()))


def correction_transferred() -> Office:
    organ = "禄丰市农业农村局（电话：0878-0000005）"
    return issued(verified(asked(), result="transferred", correction="", competent_organ=organ, **SENT))


def correction_refused() -> Office:
    return issued(verified(asked(), result="refused", correction=""))


def _assigned() -> Office:
    office = Office()
    office.apply()
    return office.assigned()


def _drafted(office: Office) -> Office:
    office.do("handler", "T_handle", **SEARCH, outcome="granted")
    office.attach()
    office.do("handler", "T_draft", **GRANTED)
    return office


def _granted(office: Office) -> Office:
    return _signed_and_issued(_drafted(office))


def _signed_and_issued(office: Office) -> Office:
    office.all_signed().do("reviewer", "T_issue", checked=True)
    return office
