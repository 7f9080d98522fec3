"""What people really send, to the desk, the portal, by a program: a sentence at its place, nothing half done."""

import pytest

from app.casework.models import Case
from app.casework.terms import clocks
from app.database import db
from app.processes.disclosure.queries import clarification_of
from tests.api.caller import Caller
from tests.portal.conftest import Applicant
from tests.support.office import MORNING, PAPER, SEARCH, search_for

pytestmark = pytest.mark.database
LONG = "长" * 100_000
REGISTERED = {**PAPER, "organ": "LF"}


def cases() -> int:
    return db.session.query(Case).count()


class TestDaysOfReceipt:
    """条例第三十一条: no day lies in the future, none of signing or confirming before the arrival."""

    DAYS = (
        ({"arrived_on": "2026-03-03"}, "arrived_on"),
        ({"channel": "registered_mail", "tracking_number": "1", "signed_on": "2026-03-03"}, "signed_on"),
        ({"channel": "registered_mail", "tracking_number": "1", "signed_on": "2026-02-27"}, "signed_on"),
        ({"channel": "fax", "confirmed_on": "2026-03-03"}, "confirmed_on"),
        ({"channel": "fax", "confirmed_on": "2026-02-27"}, "confirmed_on"),
        ({"arrived_on": "1999-12-31"}, "arrived_on"),
        ({"arrived_on": "2026年3月2日"}, "arrived_on"),
    )

    @pytest.mark.parametrize(("changes", "field"), DAYS)
    def test_at_the_desk(self, office, browser, changes, field):
        answer = browser("clerk").post(
            "/desk/disclosure/register", {"form_key": "a", **REGISTERED, **changes}
        )
        assert answer.status_code == 422
        assert f'id="f-{field}-error"' in answer.text
        assert PAPER["description"] in answer.text
        assert cases() == 0

    @pytest.mark.parametrize(("changes", "field"), DAYS)
    def test_by_a_program(self, client, changes, field):
        answer = Caller(client).register(**changes)
        assert answer.status_code == 422
        assert field in answer.json["fields"]
        assert cases() == 0


class TestOtherDays:
    """Sent, signed for, answered: never before what is on record, never tomorrow."""

    def test_an_answer_to_a_notice_before_the_notice_or_tomorrow(self, office, browser):
        office.register()
        office.registered().do("reviewer", "T_screening", screening="clarify", clarification_items="年度",
                               clarification_guidance="写明年度", clarification_period=10)  # fmt: skip
        office.do("clerk", "T_deliver_notice", method="in_person", delivered_on="2026-03-02", receiver="本人")
        for day in ("2026-03-01", "2026-03-03"):
            answer = browser("clerk").submit("T_clarification", f"k{day}", answer="2024年度", answered_on=day)
            assert answer.status_code == 422
            assert "2024年度" in answer.text
        assert clarification_of(office.case).answered_on is None

    @pytest.mark.parametrize("day", ["2026-02-27", "2026-03-03"])
    def test_an_opinion_before_its_letter_or_tomorrow(self, office, browser, day):
        office.apply()
        office.assigned()
        office.consulted("")
        answer = browser("clerk").post(
            f"/desk/cases/{office.number}/consultations/1/answer",
            {
                "form_key": "a",
                "answer": "objected",
                "reason": "商业秘密一项",
                "answered_on": day,
                "answer_way": "post",
            },
        )
        assert answer.status_code == 422
        assert "商业秘密一项" in answer.text

    @pytest.mark.parametrize("day", ["2026-03-01", "2026-03-03"])
    def test_a_reply_sent_before_its_own_day_or_tomorrow_by_a_program(self, client, office, day):
        office.apply(reply_way="post", address="示例路9号")
        office.issued()
        caller = Caller(client, number=office.number, now=office.now)
        task = caller.tasks()["T_deliver"]
        answer = caller.call(
            "POST",
            f"/tasks/{task['id']}/complete",
            "clerk",
            json={"delivery": "delivered", "method": "post", "sent_on": day, "tracking_number": "1"},
        )
        assert answer.status_code == 422
        assert "sent_on" in answer.json["fields"]
        assert office.open_nodes() == {"T_deliver"}


class TestAHundredThousandCharacters:
    def test_at_the_desk(self, office, browser):
        answer = browser("clerk").post(
            "/desk/disclosure/register", {"form_key": "a", **REGISTERED, "description": LONG}
        )
        assert answer.status_code == 422
        assert "所需信息的内容描述最多 2000 字，现为 100000 字" in answer.text
        assert cases() == 0

    def test_on_the_portal_where_nobody_has_signed_in_it_is_not_even_read(self, client):
        applicant = Applicant(client, MORNING)
        applicant.starts().fills(name="")
        answer = applicant.fills(description=LONG)
        assert answer.status_code == 413
        assert "请缩短文字" in answer.text
        assert PAPER["description"] in applicant.get("/apply/form").text

    def test_by_a_program(self, client):
        answer = Caller(client).apply(description=LONG)
        assert answer.status_code == 422
        assert "现为 100000 字" in answer.json["fields"]["description"]

    def test_in_a_task(self, office, browser):
        office.apply()
        office.assigned()
        answer = browser("handler").submit("T_handle", **{**SEARCH, "result": LONG}, outcome="granted")
        assert answer.status_code == 422
        assert SEARCH["scope"] in answer.text
        assert office.open_nodes() == {"T_handle"}

    def test_in_an_answer_of_the_applicant(self, client, office):
        office.apply()
        office.registered().do("reviewer", "T_screening", screening="clarify", clarification_items="年度",
                               clarification_guidance="写明年度", clarification_period=10)  # fmt: skip
        caller = Caller(client, number=office.number, code=office.code, now=office.now)
        answer = caller.public("POST", "clarification", json={"answer": LONG})
        assert answer.status_code == 422
        assert "answer" in answer.json["fields"]


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
            f"/desk/tasks/{item}/transfer",
            {"form_key": f"to {to}", "person_id": person, "reason": "工作调整"},
        )
        assert sent.status_code == 302, sent.text

    def test_the_second_sees_what_the_first_had_kept_and_whose_it_is(self, office, browser):
        item = self.begun(office, browser)
        self.give(office, browser, item, "handler2")
        page = browser("handler2").case().text
        assert "查到一半" in page
        assert f"已恢复{office.person('handler').name}于" in page

    def test_who_gets_it_back_finds_his_own_words_beside_the_later_ones(self, office, browser):
        item = self.begun(office, browser)
        self.give(office, browser, item, "handler2")
        office.later(minutes=5)
        browser("handler2").post(f"/desk/tasks/{item}/draft", {**SEARCH, "result": "接着查完"})
        assert "先前暂存的内容没有丢失" not in browser("handler2").case().text
        self.give(office, browser, item, "handler")
        page = browser("handler").case().text
        assert "接着查完" in page
        assert "先前暂存的内容没有丢失" in page
        assert "查到一半" in page

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
        office.do("handler", "T_handle", **search_for("not_existing"), outcome="not_existing")
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
