"""要求确认、重新出具: the letter tells of an earlier reply what the register has, or what a signer answers for."""

import pytest

from app.casework.letters.issuing import letters_of
from app.casework.work import work_items
from app.law.errors import InvalidInput
from app.processes.disclosure import draft_check
from tests.journeys.letters_seen import words_of
from tests.support.office import SEARCH, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
ASKED = "请对禄丰市金山镇2024年度耕地地力保护补贴发放明细加盖公章重新出具"
FACTS = {"fact_provided_information": "2024年度耕地地力保护补贴发放明细", "fact_demand": "reissue"}


def given(**applicant: str) -> str:
    """An earlier request is granted. The number of its reply."""
    office = Office()
    office.apply(**applicant)
    office.issued()
    return letters_of(office.case)[-1].document_number


def asked_again() -> Office:
    office = Office().later(days=7)
    office.apply(description=ASKED)
    office.handled("reissue")
    return office


def test_the_draft_begins_with_the_number_and_day_of_the_register():
    number, office = given(), asked_again()
    known = work_items.form_of(office.item("T_draft")).initial(office.case)
    assert (known["fact_earlier_number"], known["fact_provided_on"]) == (number, "2026-03-02")
    office.do("handler", "T_draft", **FACTS, fact_earlier_number=number, fact_provided_on="2026-03-02")
    assert draft_check.doubts_of(office.case, office.now.date()) == ()


def test_another_day_than_that_of_the_register_is_refused_beside_it():
    number, office = given(), asked_again()
    with pytest.raises(InvalidInput) as refused:
        office.do("handler", "T_draft", **FACTS, fact_earlier_number=number, fact_provided_on="2026-03-01")
    assert refused.value.fields == {"fact_provided_on": f"登记中{number}于2026年3月2日送出，与所填日期不符"}


def test_a_reply_to_somebody_else_is_refused():
    number, office = given(name="申请人乙", identity_number="T0000002"), asked_again()
    with pytest.raises(InvalidInput) as refused:
        office.do("handler", "T_draft", **FACTS, fact_earlier_number=number, fact_provided_on="2026-03-02")
    assert "不是给本件申请人的答复" in refused.value.fields["fact_earlier_number"]


def test_a_number_that_the_register_does_not_know_is_answered_for_by_whoever_signs():
    office = asked_again()
    office.do("handler", "T_draft", **FACTS, fact_earlier_number="禄政公开〔2019〕3号",
              fact_provided_on="2019-05-20")  # fmt: skip
    with pytest.raises(InvalidInput) as refused:
        office.do("unithead", "T_sign_unit_head", decision="approve", opinion="同意")
    assert "原答复禄政公开〔2019〕3号不在登记中" in refused.value.fields["opinion"]
    office.do("unithead", "T_sign_unit_head", decision="approve", opinion="已调取2019年纸质卷宗，确有该答复")
    assert "T_sign_unit_head" not in office.open_nodes()


def test_words_that_ask_are_not_led_up_to_by_asking_again():
    office = asked_again()
    receipt = words_of(letters_of(office.case)[0])
    assert f"申请内容为“{ASKED}”" in receipt


class TestAThirdPartysReason:
    def test_the_draft_begins_with_what_the_party_said(self):
        office = Office()
        office.apply()
        office.assigned()
        office.consulted()
        office.do("handler", "T_handle", **SEARCH, outcome="denied_third_party")
        known = work_items.form_of(office.item("T_draft")).initial(office.case)
        assert known["fact_third_party_reason"] == "属于商业秘密"
