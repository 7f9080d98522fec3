"""/progress of a request that is replied anew: what happened, and which rights are open, as the record has it."""

from datetime import date

import pytest

from app.processes.disclosure import redo
from app.processes.disclosure.applicant_view import ApplicantView, view_for_applicant
from app.processes.disclosure.overview import facts_of
from app.processes.disclosure.registration import request_of
from tests.journeys.test_letters_that_cannot_be_made import lost_reply, replace_reply
from tests.journeys.test_ordered_while_nothing_was_said import silent
from tests.journeys.test_redo import opened, ordered, replied
from tests.journeys.test_the_old_reply_stands_until_then import WHY, issued_anew, replaced
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
ORDER = "收到行政复议决定或者判决，按其要求办理"


def seen(office: Office) -> ApplicantView:
    return view_for_applicant(request_of(office.case), office.now)


def acts(office: Office) -> list[str]:
    return [one["act"] for one in seen(office).history]


def told(office: Office) -> dict[str, str]:
    return {fact.label: str(fact.value) for fact in facts_of(office.case)}


def test_what_came_on_paper_is_not_said_to_be_received_on_the_day_of_the_new_case():
    office, _old = replaced(reply_way="post", address="禄丰市金山镇示例路9号")
    assert acts(office) == ["另开本件，重新办理"]
    assert told(office)["重新答复的原因"] == WHY["reason"]


def test_an_order_is_told_as_received_and_the_handler_reads_it():
    office, _first = opened()
    assert acts(office) == ["另开本件，重新办理", ORDER]
    assert "楚政复决〔2026〕12号" in told(office)["重新答复的原因"]


def test_who_has_applied_for_reconsideration_is_not_told_to_do_so():
    (only,) = seen(ordered()).remedies
    assert (only.kind, only.due_on, only.of_review) == ("litigation", date(2026, 4, 30), True)


def test_after_silence_only_the_decision_of_the_reconsideration_can_be_contested(applicant):
    office = silent()
    assert ORDER in acts(office)
    (only,) = seen(office).remedies
    assert only.of_review
    applicant.now = office.now
    applicant.looks_up(office.number, office.code)
    page = applicant.get(f"/progress/{office.number}").text
    assert "不服行政复议决定的" in page
    assert "受理机关和写法见答复书" not in page
    assert "行政复议申请书的渠道" not in page


def test_rights_are_told_of_the_reply_that_stands():
    office, first = opened()
    replied(office)
    assert {one.kind for one in seen(office).remedies} == {"reconsideration", "litigation"}
    office.number = first.number
    assert seen(office).remedies == []


def test_what_another_case_gave_is_due_no_more():
    office = lost_reply()
    first = office.number
    assert seen(office).due_on is not None
    office.number = replace_reply(office)["number"]
    issued_anew(office)
    office.number = first
    view = seen(office)
    assert (view.due_on, view.is_overdue) == (None, False)


def test_nothing_is_told_of_a_case_that_follows_no_other():
    office = Office()
    office.apply()
    assert redo.why_anew(office.case) == ""
