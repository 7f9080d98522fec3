"""What goes on beside a request and after its reply, act by act on pages, as the table of expectations tells it."""

from datetime import date
from typing import Any

from app.steps.consultation_record import consultations_of
from tests.journeys.over_pages import PagesOffice
from tests.journeys.test_conversion import AGREED, PROPOSED
from tests.journeys.test_proceedings import BEGUN, ORDERED
from tests.support.office import GRANTED, SEARCH, paper

UPHELD = {**ORDERED, "ruling": "maintained", "redo_days": None, "redo_unit": ""}
SUIT = {"body": "楚雄彝族自治州中级人民法院", "docket": "（2026）云23行初7号"}


def unit_agrees() -> PagesOffice:
    return _unit_answers(answer="agreed")


def unit_objects() -> PagesOffice:
    return _unit_answers(answer="objected", reason="名单里有联系方式，公开前应当遮盖")


def unit_silent() -> PagesOffice:
    return _granted(_unit_asked())


def converted_on_suggestion() -> PagesOffice:
    office = _to(_replied(), date(2026, 3, 9))
    _suggested(office)
    return _published(_decided(office, "suggested", **AGREED))


def converted_because_many_ask() -> PagesOffice:
    office = PagesOffice()
    for place in (1, 2):
        office.apply(identity_number=f"T000000{place}")
    office.apply(identity_number="T0000003")
    office = _granted(office.assigned())
    return _published(_decided(_to(office, date(2026, 3, 9)), "many", **AGREED))


def conversion_refused() -> PagesOffice:
    office = _to(_replied(), date(2026, 3, 9))
    _suggested(office)
    return _decided(office, "suggested", decision="refuse", opinion="涉及个人信息较多，不宜主动公开")


def reconsideration_upholds() -> PagesOffice:
    return _ruled(_contested(), 1, **UPHELD)


def reconsideration_orders_a_new_reply() -> PagesOffice:
    return _ruled(_contested(), 1, **ORDERED)


def reconsideration_pending() -> PagesOffice:
    return _contested()


def reconsideration_withdrawn() -> PagesOffice:
    return _ruled(_contested(), 1, **{**UPHELD, "ruling": "ended"})


def suit_after_reconsideration() -> PagesOffice:
    office = reconsideration_upholds()
    _sued(office, "litigation_after_reconsideration", applied_on="2026-04-28", told_on="2026-05-06")
    return _ruled(office, 3, **_judged("claim_rejected"))


def suit_at_once() -> PagesOffice:
    office = _filed(_replied())
    _sued(office, "litigation_direct", applied_on="2026-04-28", told_on="2026-05-06")
    return _ruled(office, 1, **_judged("found_unlawful"))


# the pieces


def _assigned() -> PagesOffice:
    office = PagesOffice()
    office.apply()
    office.assigned()
    return office


def _granted(office: PagesOffice) -> PagesOffice:
    office.do("handler", "T_handle", **SEARCH, outcome="granted")
    office.attach()
    office.do("handler", "T_draft", **GRANTED)
    office.all_signed().do("reviewer", "T_issue", checked=True)
    return office


def _replied() -> PagesOffice:
    return _granted(_assigned())


def _to(office: PagesOffice, day: date) -> PagesOffice:
    office.later(days=(day - office.now.date()).days)
    return office


def _unit_asked() -> PagesOffice:
    office = _assigned()
    asked = {"party": "house_unit", "unit": "LF-ZRZY", "information": "补贴发放明细"}
    office.at_the_case("reviewer", "consultations/new", **asked)
    return office


def _unit_answers(**said: str) -> PagesOffice:
    office = _to(_unit_asked(), date(2026, 3, 5))
    (row,) = consultations_of(office.case)
    office.send("handler2", f"/desk/asked/{row.id}", is_meant=True, **said)
    return _granted(office)


def _suggested(office: PagesOffice) -> None:
    office.looks_up()
    office.send("", f"/progress/{office.number}/suggestion", suggestion="涉及全镇农户，需要公众广泛知晓")


def _decided(office: PagesOffice, reason: str, **decision: str) -> PagesOffice:
    office.at_the_desk(
        "clerk", "conversion", ("分村明细.pdf", paper("分村")), **{**PROPOSED, "reason": reason}
    )
    _to(office, date(2026, 3, 10)).at_the_desk("reviewer", "conversion/decision", **decision)
    return office


def _published(office: PagesOffice) -> PagesOffice:
    _to(office, date(2026, 3, 12)).at_the_desk("reviewer", "conversion/publication")
    return office


def _filed(office: PagesOffice) -> PagesOffice:
    office.do("clerk", "T_archive", retention_years=10)
    return _to(office, date(2026, 6, 12))


def _contested() -> PagesOffice:
    """The file is closed; the decision on reconsideration is asked for, and that is entered."""
    office = _filed(_replied())
    office.at_the_desk("clerk", "proceedings/new", ("受理通知书.pdf", paper("受理")), **BEGUN)
    return office


def _sued(office: PagesOffice, kind: str, **days: str) -> None:
    office.at_the_desk("clerk", "proceedings/new", **{**BEGUN, **SUIT, "kind": kind, **days})


def _ruled(office: PagesOffice, number: int, **ruling: Any) -> PagesOffice:
    office.at_the_desk("clerk", f"proceedings/{number}/ruling", **ruling)
    return office


def _judged(ruling: str) -> dict[str, Any]:
    days = {"ruled_on": "2026-06-10", "got_on": "2026-06-11", "party_got_on": "2026-06-11"}
    return {**UPHELD, **days, "ruling": ruling, "ruling_number": SUIT["docket"]}
