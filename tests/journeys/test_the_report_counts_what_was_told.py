"""A reply that never went out answered nobody: table three counts the reply that took its place."""

import pytest

from app.casework.annual import counting
from app.casework.letters.issuing import letters_of
from app.casework.models import AuditEntry
from app.database import db
from app.processes.disclosure.applicant_view import view_for_applicant
from app.processes.disclosure.judging import report_row_of
from app.processes.disclosure.linked import link_to_earlier
from app.processes.disclosure.overview import facts_of
from app.processes.disclosure.registration import request_of
from tests.journeys.letters_seen import signed_and_issued
from tests.journeys.test_items import GIVEN, REFUSED, decide, judged
from tests.journeys.test_letters_that_cannot_be_made import lost_reply, replace_reply
from tests.journeys.test_one_reply_anew_at_a_time import end_by_force, open_redo
from tests.journeys.test_proceedings import begin, rule
from tests.journeys.test_redo import ANEW
from tests.journeys.test_searches import DECIDED, NOT_KEPT, OF_THE_TOWN, search
from tests.support.office import GRANTED, SEARCH, Office
from tests.support.setting import held_back

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]


def results(office: Office) -> dict[str, int]:
    """Table three of the year without what was new or is still open."""
    found = counting.counted([office.case.organ_id], counting.year_span(2026))
    rows = {
        cell.split(".")[1]: int(number)
        for cell, number in found.items()
        if cell.startswith("table3") and number
    }
    return {row: number for row, number in rows.items() if row not in ("new", "carried_in", "carried_out")}


def lost() -> Office:
    """Its case; it is replied anew."""
    office = lost_reply()
    office.number = replace_reply(office)["number"]
    return office


def delivered(office: Office, number: str, **how) -> None:
    office.number = number
    office.do("clerk", "T_deliver", delivery="delivered", method="in_person", **how)
    assert office.case.state == "closed"


def denied_by(office: Office, **text: str) -> None:
    """The case whose turn it is says that there is no such information, and its reply is out."""
    search(office)
    search(office, **OF_THE_TOWN)
    office.do("handler", "T_handle", **DECIDED)
    office.do("handler", "T_draft", **text)
    signed_and_issued(office)


def test_a_lost_reply_that_granted_is_counted_as_the_one_that_denied():
    office = lost()
    first = earlier_of(office)
    denied_by(office.assigned(), **NOT_KEPT)
    delivered(office, first)
    assert (office.case.outcome, request_of(office.case).outcome) == ("not_existing", "not_existing")
    assert results(office) == {"unavailable_not_held": 1}
    query = db.select(AuditEntry.summary).where(AuditEntry.tag == "request.outcome_of_another")
    (line,) = db.session.scalars(query.where(AuditEntry.case_id == office.case.id))
    assert "信息不存在" in line
    assert letters_of(office.case)[-1].kind == "reply_granted"


def test_so_is_one_that_lay_unposted_when_an_order_was_answered():
    office = Office()
    office.register(reply_way="post", address="禄丰市金山镇示例路9号")
    office.signed().do("reviewer", "T_issue", checked=True)
    first = office.later(days=50).case
    begin(office)
    rule(office)
    open_redo(office, first)
    office.accepted().do("reviewer", "T_assign", unit="LF-ZRZY")
    denied_by(office, **{**ANEW, "fact_decision": "经检索没有找到，该信息不存在"})
    office.do("clerk", "T_deliver", delivery="delivered", method="post", tracking_number="1099000000001",
              sent_on=office.now.date().isoformat())  # fmt: skip
    delivered(office, first.number, late_reason="依复议决定重新答复")
    assert results(office) == {"unavailable_not_held": 1}


def test_items_are_read_where_they_were_judged():
    office = lost()
    first = earlier_of(office)
    judged(office.assigned(), GIVEN, REFUSED)
    decide(office, "items_partly_denied")
    office.attach()
    office.do("handler", "T_draft")
    signed_and_issued(office)
    delivered(office, first)
    assert results(office) == {"partly_granted": 1}
    assert report_row_of(request_of(office.case)) == "partly_granted"


def test_what_was_out_and_is_replaced_later_counts_as_it_was_given():
    office = Office()
    office.apply()
    first = office.issued().number
    office.number = replace_reply(office)["number"]
    denied_by(office.assigned(), **NOT_KEPT)
    office.number = first
    assert results(office) == {"granted": 1}
    assert office.case.outcome == "granted"


@pytest.mark.parametrize("how", [{}, {"reply_way": "post", "address": "禄丰市金山镇示例路9号"}])
def test_what_was_ended_as_a_mistake_before_its_reply_went_out_has_no_outcome(how):
    office = Office()
    office.apply(**how)
    office.signed()
    with held_back():
        office.do("reviewer", "T_issue", checked=True)
    end_by_force(office)
    assert (office.case.outcome, results(office), report_row_of(request_of(office.case))) == (None, {}, "")
    found = counting.counted([office.case.organ_id], counting.year_span(2026))
    assert found["table3.new.natural_person"] == 0
    seen = view_for_applicant(request_of(office.case), office.now)
    assert "已终止办理" in seen.headline


def test_what_another_case_answered_keeps_the_outcome_however_it_was_ended():
    office = lost()
    first = earlier_of(office)
    office.assigned().do("handler", "T_handle", **SEARCH, outcome="granted")
    office.attach()
    office.do("handler", "T_draft", **GRANTED)
    signed_and_issued(office)
    office.number = first
    end_by_force(office)
    assert (office.case.outcome, results(office)) == ("granted", {"granted": 1})
    assert report_row_of(request_of(office.case)) == "granted"


def test_a_case_that_replies_anew_says_that_it_is_not_counted_once_more():
    office = lost()
    office.assigned().do("handler", "T_handle", **SEARCH, outcome="granted")
    assert ("年度报告", "不另计入，按原件计") in {(one.label, one.value) for one in facts_of(office.case)}


def earlier_of(office: Office) -> str:
    """The number of the case that is replied anew."""
    found = link_to_earlier(office.case)
    assert found is not None
    return found.earlier.number
