"""保密审查 as a task of its post: when the chain has it, who may do it, what goes into the file (条例第十七条)."""

import pytest

from app.casework.letters.issuing import letters_of
from app.law.errors import InvalidInput, NotAllowed
from app.office.errors import OwnDraft
from app.processes.disclosure import draft_form
from app.processes.disclosure.letters import reply_kind
from app.processes.disclosure.registration import request_of
from tests.support.office import GRANTED, SEARCH, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
FOUND = {
    "decision": "approve",
    "source": "made",
    "conclusion": "disclose",
    "opinion": "明细不涉及国家秘密和工作秘密",
}


@pytest.fixture
def office() -> Office:
    """A granting reply that the unit takes for sensitive, before the review."""
    office = Office()
    office.apply()
    office.assigned().do("handler", "T_handle", **SEARCH, outcome="granted", sensitivity="sensitive")
    office.attach()
    office.do("handler", "T_draft", **GRANTED)
    office.do("unithead", "T_sign_unit_head", decision="approve")
    return office


def sheets(office: Office) -> list[dict]:
    return [one.facts for one in letters_of(office.case) if one.kind == "secrecy_review_form"]


def test_the_form_goes_into_the_file_and_the_chain_is_the_long_one(office):
    assert office.open_nodes() == {"T_secrecy_review"}
    office.do("secrecy", "T_secrecy_review", **FOUND)
    (facts,) = sheets(office)
    assert (facts["reviewed_by"], facts["conclusion"]) == ("保密酉", "disclose")
    assert facts["information"] == request_of(office.case).description
    for login, node in (("legal", "legal"), ("officehead", "office_head"), ("leader", "leader")):
        assert office.open_nodes() == {f"T_sign_{node}"}
        office.do(login, f"T_sign_{node}", decision="approve")
    assert office.open_nodes() == {"T_issue"}


@pytest.mark.parametrize("conclusion", ["withhold", "part", "refer"])
def test_a_reply_that_says_something_else_does_not_pass(office, conclusion):
    with pytest.raises(InvalidInput) as refused:
        office.do("secrecy", "T_secrecy_review", **{**FOUND, "conclusion": conclusion})
    assert "conclusion" in refused.value.fields
    assert (sheets(office), office.open_nodes()) == ([], {"T_secrecy_review"})


def test_what_is_not_to_be_disclosed_goes_back(office):
    office.do("secrecy", "T_secrecy_review", decision="send_back", opinion="第三列为军事设施坐标，不得公开")
    assert office.open_nodes() == {"T_draft"}
    assert sheets(office) == []


@pytest.mark.parametrize(
    "login", ["handler", "unithead", "legal", "officehead", "leader", "reviewer", "foreign"]
)
def test_no_other_post_does_it(office, login):
    with pytest.raises((NotAllowed, OwnDraft)):
        office.do(login, "T_secrecy_review", **FOUND)


@pytest.mark.parametrize("empty", ["", "无"])
def test_an_opinion_is_needed(office, empty):
    with pytest.raises(InvalidInput) as refused:
        office.do("secrecy", "T_secrecy_review", **{**FOUND, "opinion": empty})
    assert "opinion" in refused.value.fields


@pytest.mark.parametrize("outcome", ["denied_state_secret", "denied_safety_stability"])
def test_refusals_that_rest_on_secrecy_are_always_reviewed(outcome):
    office = Office()
    office.apply()
    office.handled(outcome)
    kind = reply_kind(request_of(office.case))
    office.do("handler", "T_draft", **draft_form.values_from(kind, kind.sample_facts()))
    office.do("unithead", "T_sign_unit_head", decision="approve", opinion="涉密依据已核对")
    assert office.open_nodes() == {"T_secrecy_review"}
    office.reviewed()
    assert office.open_nodes() == {"T_sign_legal"}
    assert sheets(office)[0]["conclusion"] == "withhold"


def test_an_ordinary_matter_is_not_held_up():
    office = Office()
    office.apply()
    office.drafted().do("unithead", "T_sign_unit_head", decision="approve")
    assert office.open_nodes() == {"T_sign_office_head"}
