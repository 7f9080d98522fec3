"""Two people at one draft lose nothing; a word after the end is kept and changes nothing."""

import pytest

from app.casework.models import Case
from app.casework.terms import clocks
from app.database import db
from tests.support.office import SEARCH

pytestmark = pytest.mark.database


def cases() -> int:
    return db.session.query(Case).count()


class TestTwoPeopleAtOneDraft:
    def begun(self, office, browser):
        office.apply()
        office.assigned()
        office.do_claim("handler", "T_handle")
        item = office.item("T_handle").id
        browser("handler").post(f"/desk/tasks/{item}/draft", {**SEARCH, "result": "查到一半"})
        return item

    def give(self, office, browser, item, to: str) -> None:
        person = office.person(to).person_id
        sent = browser("unithead").post(
            f"/desk/tasks/{item}/transfer", {"form_key": "t", "person_id": person, "reason": "工作调整"}
        )
        assert sent.status_code == 302, sent.text

    def test_the_second_sees_what_the_first_had_kept_and_whose_it_is(self, office, browser):
        item = self.begun(office, browser)
        self.give(office, browser, item, "handler2")
        page = browser("handler2").case().text
        assert "查到一半" in page
        assert f"已恢复{office.person('handler').name}于" in page

    def test_what_the_first_still_sends_is_shown_to_him_and_changes_nothing(self, office, browser):
        item, first = self.begun(office, browser), browser("handler")
        self.give(office, browser, item, "handler2")
        late = first.post(f"/desk/tasks/{item}/draft", {**SEARCH, "result": "又写了一段", "save": "1"})
        assert late.status_code in (403, 409)
        assert "又写了一段" in late.text
        page = browser("handler2").case().text
        assert "查到一半" in page
        assert "又写了一段" not in page
        sent = first.submit("T_handle", "z", **{**SEARCH, "result": "又写了一段"}, outcome="granted")
        assert sent.status_code in (403, 409)
        assert "又写了一段" in sent.text
        assert office.open_nodes() == {"T_handle"}


class TestAnOpinionAfterTheEnd:
    def test_of_a_party_that_answers_after_the_decision_is_kept_and_changes_nothing(self, office, browser):
        """条例第三十二条、D12: the party was asked, the decision did not wait for it and withholds nothing for it."""
        office.apply()
        office.assigned()
        number = office.consulted("")
        office.do("handler", "T_handle", **SEARCH, outcome="not_existing")
        office.do("handler", "T_draft", fact_information="项目合同", fact_reason="not_found")
        signers = {"T_sign_unit_head": "unithead", "T_sign_legal": "legal", "T_sign_office_head": "officehead",
                   "T_sign_leader": "leader"}  # fmt: skip
        while node := next((one for one in office.open_nodes() if one in signers), None):
            office.do(signers[node], node, decision="approve", opinion="已核对检索台账，确未收存该项目合同")
        office.do("reviewer", "T_issue", checked=True)
        before = (office.case.outcome, office.case.state, [one.type for one in clocks.events_of(office.case)])
        answer = browser("clerk").post(
            f"/desk/cases/{office.number}/consultations/{number}/answer",
            {
                "form_key": "a",
                "answer": "objected",
                "reason": "属于商业秘密",
                "answered_on": "2026-03-02",
                "answer_way": "post",
            },
        )
        assert answer.status_code == 302
        assert (
            office.case.outcome,
            office.case.state,
            [one.type for one in clocks.events_of(office.case)],
        ) == before
        assert "期满后收到，存卷" in browser("clerk").case().text
