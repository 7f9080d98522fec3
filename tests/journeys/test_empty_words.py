"""A refusal with “无” for its reason is not sent to be signed; with little, whoever signs says why."""

import pytest

from app.casework.letters.issuing import letters_of
from app.casework.models import Opinion
from app.database import db
from app.law.errors import InvalidInput
from app.processes.disclosure import draft_check
from tests.journeys.test_sign_off import sample_of_reply
from tests.support.office import SEARCH, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
THIN = "该稿尚未经过会议讨论"
WHY = "已核对会议台账，该稿确未上会，同意按过程稿不予公开"


def thin_draft() -> Office:
    office = Office()
    office.apply()
    office.handled("denied_process")
    office.do("handler", "T_draft", **{**sample_of_reply(office), "fact_reasoning": THIN})
    return office


@pytest.mark.parametrize("words", ["无", "属于过程性信息，依法不予公开", "不影响"])
def test_an_empty_reason_is_refused_and_what_was_typed_stays(words):
    office = Office()
    office.apply()
    office.handled("denied_process")
    with pytest.raises(InvalidInput) as refused:
        office.do("handler", "T_draft", **{**sample_of_reply(office), "fact_reasoning": words})
    assert "fact_reasoning" in refused.value.fields
    assert office.open_nodes() == {"T_draft"}


def test_a_search_record_of_nothing_does_not_carry_that_something_does_not_exist():
    office = Office()
    office.apply()
    office.assigned()
    with pytest.raises(InvalidInput) as refused:
        office.do(
            "handler", "T_handle", **{**SEARCH, "scope": "无", "method": "无。"}, outcome="not_existing"
        )
    assert set(refused.value.fields) == {"scope", "method"}


@pytest.mark.parametrize("opinion", ["", "同意", "已阅，同意"])
def test_nobody_agrees_to_a_thin_reason_without_saying_why(opinion):
    office = thin_draft()
    with pytest.raises(InvalidInput) as refused:
        office.do("unithead", "T_sign_unit_head", decision="approve", opinion=opinion)
    assert "不予公开的理由" in refused.value.fields["opinion"]
    assert office.open_nodes() == {"T_sign_unit_head"}


def test_with_a_reason_it_is_signed_and_the_reason_stays_with_the_signature():
    office = thin_draft()
    signers = {"T_sign_unit_head": "unithead", "T_sign_legal": "legal", "T_sign_office_head": "officehead",
               "T_sign_leader": "leader"}  # fmt: skip
    while node := next((one for one in office.open_nodes() if one in signers), None):
        office.do(signers[node], node, decision="approve", opinion=WHY)
    office.do("reviewer", "T_issue", checked=True)
    assert letters_of(office.case)[-1].kind == "reply_denied_process"
    given = db.session.query(Opinion).filter_by(case_id=office.case.id, choice="approve")
    assert {one.text for one in given} == {WHY}


def test_a_reply_without_doubts_needs_no_words():
    office = Office()
    office.apply()
    office.drafted()
    assert draft_check.doubts_of(office.case, office.now.date()) == ()
    office.do("unithead", "T_sign_unit_head", decision="approve")


def test_whoever_sends_back_is_not_asked_about_doubts():
    office = thin_draft()
    office.do("unithead", "T_sign_unit_head", decision="send_back", opinion="请补充理由")
    assert office.open_nodes() == {"T_draft"}
