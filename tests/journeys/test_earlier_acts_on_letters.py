"""Letters tell earlier acts as they are on record; what is not on record cannot be decided on."""

import pytest

from app.casework.work import work_items
from app.law.earlier_acts import NEEDED, Earlier, NotOnRecord, check_is_on_record, why_not
from app.law.errors import InvalidInput
from app.processes.disclosure import draft_form
from app.processes.disclosure.former import LAST, chosen_former
from app.processes.disclosure.forms.screening import screening
from app.processes.disclosure.letters import preview_facts, reply_kind
from app.processes.disclosure.registration import request_of
from tests.journeys.test_facts_of_the_record import answers, asked
from tests.support.former import formers
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app", "drafting_organ")]


@pytest.mark.parametrize("code", NEEDED)
def test_each_needs_its_act(code):
    needed, reason = NEEDED[code]
    assert why_not(code, {needed}) == ""
    assert why_not(code, set(Earlier) - {needed}) == reason
    with pytest.raises(NotOnRecord) as refused:
        check_is_on_record(code, (), "outcome")
    assert reason in refused.value.fields["outcome"]


def screened() -> Office:
    office = Office()
    office.apply()
    office.registered()
    return office


def offered(office: Office):
    (item,) = office.open_items()
    return screening.schema(item).fields["screening"]


def test_without_the_acts_none_is_offered_and_the_form_says_why():
    field = offered(screened())
    assert not {"still_unclear", "repeated", "excessive"} & set(field.options)
    assert {"accept", "clarify", "petition"} <= set(field.options)
    for _needed, reason in NEEDED.values():
        assert reason in field.metadata["hint"]


def test_after_a_clarification_it_is_offered_and_every_letter_recites_it():
    office = asked().later(days=4)
    answers(office)
    assert "still_unclear" in offered(office).options
    office.do("reviewer", "T_screening", screening="still_unclear")
    facts = preview_facts(office.case, office.now.date())
    assert facts["clarification_noticed_on"] == facts["amended_notified_on"] == "2026-03-02"
    assert facts["clarified_on"] == facts["amended_on"] == "2026-03-06"
    assert facts["clarification_number"] == facts["amended_notice"] != ""
    assert facts["amended_content"] == "2024年度耕地地力保护补贴"
    assert set(draft_form.own_facts(reply_kind(request_of(office.case)))) == {"still_unclear"}


def answered(office: Office, **request: str) -> str:
    """One request more of the same applicant, answered. Its number."""
    office.apply(**request)
    office.issued()  # delivered at once: the applicant takes it on the portal
    return office.number


ANOTHER = {"description": "响水河水库2023年除险加固工程竣工验收鉴定书"}


def test_a_former_reply_is_one_on_the_same_matter_however_many_came_after_it():
    office = Office()
    first = answered(office)
    for _ in range(LAST):
        answered(office, **ANOTHER)
    office.apply()
    office.registered()
    assert "repeated" in offered(office).options
    (former,) = formers(request_of(office.case))
    assert former.case.number == first
    office.do("reviewer", "T_screening", screening="repeated")
    assert "earlier_number" not in preview_facts(office.case, office.now.date())  # nobody has chosen


def test_a_reply_on_another_matter_is_no_former_one():
    office = Office()
    answered(office, **ANOTHER)
    office.apply()
    office.registered()
    assert formers(request_of(office.case)) == []
    assert "repeated" not in offered(office).options


def test_who_asks_again_before_anybody_has_answered_repeats_nothing():
    first, again = Office(), Office()
    first.apply()
    again.apply()
    first.later(days=3)
    first.issued()
    again.now = first.now
    again.registered()
    assert formers(request_of(again.case)) == []
    assert "repeated" not in offered(again).options
    again.apply()  # once more, on the day of the answer
    again.registered()
    assert [one.case.number for one in formers(request_of(again.case))] == [first.number]
    assert "repeated" in offered(again).options


def test_the_drafter_chooses_among_the_former_replies_and_no_other():
    office = Office()
    first = answered(office)
    second = answered(office, description="禄丰市金山镇2024年度耕地地力保护补贴的发放明细表")
    office.apply()
    office.registered().do("reviewer", "T_screening", screening="repeated")
    form = work_items.form_of(office.item("T_draft")).schema(office.item("T_draft"))
    assert list(form.fields["former"].options) == [first, second]
    for wrong in ({"former": "LF-2026-9999"}, {}):
        with pytest.raises(InvalidInput) as refused:
            office.do("handler", "T_draft", **wrong)
        assert "former" in refused.value.fields
    office.do("handler", "T_draft", former=second)
    told = chosen_former(request_of(office.case))
    assert told.case.number == second
    assert preview_facts(office.case, office.now.date())["earlier_number"] == told.letter.document_number


def test_a_letter_that_pointed_to_a_reply_is_no_reply():
    office = Office()
    first = answered(office)
    for _ in range(2):
        office.apply()
        office.registered().do("reviewer", "T_screening", screening="repeated")
        assert [one.case.number for one in formers(request_of(office.case))] == [first]
        request_of(office.case).outcome = "repeated"
