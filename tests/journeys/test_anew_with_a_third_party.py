"""责令重新答复, 更换答复: whom nobody asked the first time is asked now; the order's limit runs on (第三十二条)."""

from datetime import date

import pytest

from app.casework.letters.fitting import LetterNotOffered
from app.casework.models import AuditEntry
from app.casework.terms import clocks
from app.database import db
from app.desk.consultation_view import DOINGS, RUNS_ON, note_of
from app.law.errors import AlreadyWithdrawn, NoRunningReplyClock
from app.processes.disclosure import use_cases
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.applicant_steps import history_of
from app.processes.disclosure.known_facts import FACTS
from app.processes.disclosure.registration import request_of
from app.steps.consultation_rule import check_may_ask
from app.steps.withdrawal import withdraw_request
from tests.journeys.test_redo import ANEW, opened
from tests.journeys.test_the_old_reply_stands_until_then import issued_anew, replaced
from tests.support.office import SEARCH, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]

REFUSED = {
    **ANEW,
    "fact_legal_basis": "《中华人民共和国政府信息公开条例》第十五条、第三十二条、第三十六条第（三）项",
    "fact_decision": "不予公开",
}


def refused_after_asking(office: Office) -> Office:
    """The third party is asked, objects, and the reply refuses for its sake."""
    office.assigned().consulted("objected")
    office.do("handler", "T_handle", **SEARCH, outcome="denied_third_party")
    return office


def test_by_order_a_third_party_is_asked_and_the_reply_rests_on_it():
    office, _first = opened()
    refused_after_asking(office).do("handler", "T_draft", **REFUSED)
    office.all_signed().do("reviewer", "T_issue", checked=True)
    assert office.case.outcome == "denied_third_party"
    assert office.case.reply_state == "met"


def test_the_limit_of_the_order_runs_on_and_nobody_is_told_otherwise():
    office, _first = opened()
    before = office.case.due_on
    refused_after_asking(office)
    assert office.case.due_on == before == date(2026, 5, 8)
    (said,) = (
        db.session.query(AuditEntry.summary).filter_by(case_id=office.case.id, tag="consultation.sent").one()
    )
    assert "不计入" not in said
    events, found = clocks.events_of(office.case), clocks.clocks_of(office.case)
    told = "".join(one["act"] for one in history_of(request_of(office.case), events, found))
    assert "征求有关方面意见" in told
    assert "不计入" not in told
    assert {note_of(DOINGS[one], office.case).endswith(RUNS_ON) for one in ("sending", "drop")} == {True}
    with pytest.raises(LetterNotOffered):
        FACTS["consulted"](office.case, office.now.date())


def test_of_the_organs_own_accord_it_is_the_same_without_any_clock():
    office, _old = replaced()
    assert not clocks.clocks_of(office.case).of_kind("redo")
    refused_after_asking(office)
    assert office.case.outcome == "denied_third_party"


def test_nobody_is_asked_after_the_reply_or_the_withdrawal():
    office, _old = replaced()
    issued_anew(office)
    with pytest.raises(NoRunningReplyClock, match="答复已经送出"):
        check_may_ask(office.case)
    taken_back, _old = replaced()
    taken_back.assigned()
    taken_back.run(withdraw_request, APPLICANT, case_id=taken_back.case.id, reason="已从其他途径取得")
    with pytest.raises(AlreadyWithdrawn):
        check_may_ask(taken_back.case)


def test_a_limit_that_an_order_set_is_not_extended_and_the_refusal_says_why():
    office, _first = opened()
    office.assigned()
    with pytest.raises(NoRunningReplyClock, match="重新答复"):
        office.run(use_cases.request_extension, office.person("handler"), case_id=office.case.id,
                   data={"working_days": 5, "reason": "需要征求第三方意见"})  # fmt: skip
