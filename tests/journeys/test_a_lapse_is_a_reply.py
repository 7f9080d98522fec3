"""逾期不补正 is drafted, reviewed and signed like any reply, and denies nothing that came meanwhile (条例第三十条)."""

import pytest

from app.casework.letters.issuing import letters_of
from app.casework.models.cases import ClockState
from app.casework.terms import clocks
from app.law.errors import InvalidInput, LateAnswerUndecided, RuleViolation
from app.processes.disclosure.applicant_view import view_for_applicant
from app.processes.disclosure.queries import clarification_of
from app.processes.disclosure.registration import request_of
from app.steps import papers
from tests.journeys.asked_to_clarify import answers, lapsing, paper, sign_the_lapse
from tests.journeys.letters_seen import words_of
from tests.support.county import drafts_itself
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]


@pytest.fixture
def office(county) -> Office:
    """Confirmed by the clerk, to be drafted."""
    drafts_itself()
    office = lapsing()
    office.do("clerk", "T_confirm_lapse", lapse="lapsed", opinion="查过各收件渠道")
    return office


def file_paper(office: Office, purpose: str) -> None:
    office.run(
        papers.add_papers, office.person("clerk"), case_id=office.case.id, uploads=[paper()], purpose=purpose
    )


def recheck(office: Office) -> None:
    office.do("handler", "T_draft", decision="recheck", opinion="又收到补正")


def test_the_confirmation_issues_nothing_and_the_signers_do(office):
    assert office.open_nodes() == {"T_draft"}
    assert letters_of(office.case)[-1].kind == "clarification_notice"
    sign_the_lapse(office)
    assert letters_of(office.case)[-1].kind == "clarification_notice"
    office.do("reviewer", "T_issue", checked=True)
    assert letters_of(office.case)[-1].kind == "notice_clarification_lapsed"
    assert clocks.clocks_of(office.case).of_kind("clarification")[-1].state == "missed"


def test_nobody_is_late_with_it(office):
    assert office.case.clock_state == ClockState.WAITING
    sign_the_lapse(office)
    office.later(days=20)
    office.do("reviewer", "T_issue", checked=True)
    assert request_of(office.case).late_reason == ""


def test_while_it_is_signed_the_applicant_may_still_answer_and_the_letter_waits(office):
    assert view_for_applicant(request_of(office.case), office.now).waiting is not None
    sign_the_lapse(office)
    assert answers(office, answer="住院") == {"late": True}
    with pytest.raises(RuleViolation):
        office.do("reviewer", "T_issue", checked=True)
    assert letters_of(office.case)[-1].kind == "clarification_notice"


def test_an_answer_that_came_meanwhile_is_looked_at_and_then_told_or_accepted(office):
    answers(office, answer="住院")
    with pytest.raises(LateAnswerUndecided):
        office.do("handler", "T_draft")
    recheck(office)
    assert office.open_nodes() == {"T_confirm_lapse"}
    with pytest.raises(LateAnswerUndecided):
        office.do("clerk", "T_confirm_lapse", lapse="lapsed", opinion="不认可")
    office.do(
        "clerk", "T_confirm_lapse", lapse="lapsed", opinion="不认可", why_not_accepted="未说明迟延的原因"
    )
    sign_the_lapse(office)
    office.do("reviewer", "T_issue", checked=True)
    printed = words_of(letters_of(office.case)[-1])
    assert "本机关于2026年3月17日收到您的补正，已超过补正期限" in printed
    assert "未收到" not in printed


def test_an_accepted_answer_goes_on_as_if_nothing_had_lapsed(office):
    answers(office, answer="住院")
    recheck(office)
    office.do("clerk", "T_confirm_lapse", lapse="received", opinion="理由正当")
    assert office.open_nodes() == {"T_screening"}
    assert (office.case.outcome, clarification_of(office.case).lapse_confirmed_on) == (None, None)
    assert clocks.clocks_of(office.case).running("reply") is not None


@pytest.mark.parametrize("purpose", ["clarification", "material"])
def test_a_paper_that_is_filed_meanwhile_is_looked_at_first(office, purpose):
    office.later(minutes=5)
    file_paper(office, purpose)
    with pytest.raises(LateAnswerUndecided):
        office.do("handler", "T_draft")


def test_a_paper_that_is_filed_while_it_is_signed_stops_the_issue(office):
    sign_the_lapse(office)
    file_paper(office, "material")
    with pytest.raises(LateAnswerUndecided):
        office.do("reviewer", "T_issue", checked=True)


def test_it_is_not_sent_back_without_a_reason_nor_to_a_search(office):
    with pytest.raises(InvalidInput):
        office.do("handler", "T_draft", decision="recheck")
    with pytest.raises(InvalidInput):
        office.do("handler", "T_draft", decision="rethink", opinion="查找")
    assert office.open_nodes() == {"T_draft"}
