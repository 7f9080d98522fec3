"""What the desk's pages refuse of the record, and what they say to whoever may not sign."""

from datetime import datetime

import pytest

from app.casework.models.cases import CaseState
from app.casework.terms.sweep import fire_due_timers
from app.database import db
from app.office.people import appoint
from app.office.vocabulary import Role
from app.processes.disclosure import use_cases
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.queries import clarification_of
from app.timekeeping import OFFICE_TIME
from tests.support.county import LONG_AGO

pytestmark = pytest.mark.database


@pytest.fixture
def heads(county):
    """The handler heads the unit as well, and so does a third person: the signature lies in the pool."""
    for login in ("handler", "handler2"):
        appoint(county.people[login], county.units["LF-ZRZY"], Role.UNIT_HEAD, LONG_AGO)
    db.session.commit()


def asked(office):
    """An online request whose applicant was asked to clarify until 16 March."""
    office.apply()
    office.registered()
    office.do("reviewer", "T_screening", screening="clarify", clarification_items="年度",
              clarification_guidance="写明年度")  # fmt: skip


class TestFourEyes:
    def test_the_inbox_offers_the_drafter_no_signature_and_says_why(self, office, browser, heads):
        office.apply()
        office.drafted()
        page = browser("handler").get("/desk?box=pool").text
        assert "本人拟稿，须由他人办理" in page
        assert ">认领</button>" not in page.split("</thead>")[1]
        page = browser("handler2").get("/desk?box=pool").text
        assert "本人拟稿" not in page
        assert ">认领</button>" in page

    def test_the_case_page_and_the_signing_page_name_who_may_sign(self, office, browser, heads):
        office.apply()
        office.drafted()
        drafter, item = browser("handler"), office.item("T_sign_unit_head").id
        for page in (drafter.case().text, drafter.get(f"/desk/signing/{item}").text):
            assert "审签人不能是拟稿人" in page
            assert "局长己、" in page or "局长己，" in page
            assert 'name="decision" value="approve"' not in page
        assert office.number not in drafter.get("/desk/signing").text

    def test_without_another_holder_the_page_says_who_appoints_one(self, office, browser, county):
        county.people["unithead"].appointments[0].valid_until = office.now.date()
        appoint(county.people["handler"], county.units["LF-ZRZY"], Role.UNIT_HEAD, LONG_AGO)
        db.session.commit()
        office.apply()
        office.drafted()
        assert "请系统管理员另行任命一人" in browser("handler").case().text

    def test_submitting_and_claiming_all_the_same_is_refused(self, office, browser, heads):
        office.apply()
        office.drafted()
        drafter = browser("handler")
        answer = drafter.submit("T_sign_unit_head", decision="approve")
        assert answer.status_code == 403
        assert "审签人不能是拟稿人" in answer.text
        page = drafter.post(
            "/desk/batch/claim", {"form_key": "b", "ids": office.item("T_sign_unit_head").id},
            follow_redirects=True,
        ).text  # fmt: skip
        assert "没有认领" in page
        assert "审签人不能是拟稿人" in page
        db.session.rollback()
        assert office.item("T_sign_unit_head").assignee_id is None

    def test_the_signature_is_handed_to_nobody_who_drafted(self, office, browser, heads):
        office.apply()
        office.drafted()
        page = browser("reviewer").get(f"/desk/tasks/{office.item('T_sign_unit_head').id}/transfer").text
        assert "承办戊" in page
        assert "承办丁</option>" not in page


class TestDays:
    @pytest.mark.parametrize("day", ["2026-03-01", "2026-03-07"])
    def test_a_paper_is_not_answered_before_the_notice_or_tomorrow(self, office, browser, day):
        asked(office)
        office.later(days=4)
        answer = browser("clerk").submit("T_clarification", answer="2024年度", answered_on=day)
        assert answer.status_code == 422
        assert "日期不应" in answer.text
        db.session.rollback()
        assert clarification_of(office.case).answered_on is None


class TestWithdrawal:
    def test_a_page_opened_before_the_issue_withdraws_nothing(self, office, browser):
        office.register()
        office.signed()
        clerk, path = browser("clerk"), f"/desk/cases/{office.number}/withdrawal"
        assert clerk.get(path).status_code == 200
        assert path in clerk.case().text
        office.do("reviewer", "T_issue", checked=True)
        day = office.now.date().isoformat()
        answer = clerk.post(path, {"form_key": "w", "reason": "书面撤回", "received_on": day})
        assert answer.status_code == 422
        assert "答复已经作出，不能再撤回申请" in answer.text
        assert path not in clerk.case().text
        assert clerk.get(path).status_code == 409
        db.session.rollback()
        assert office.case.state == CaseState.OPEN
        assert office.open_nodes() == {"T_deliver"}


class TestLapse:
    @pytest.mark.usefixtures("drafting_organ")
    def test_a_late_answer_changes_the_question_and_cannot_be_denied(self, office, browser):
        asked(office)
        office.now = datetime(2026, 3, 17, 9, 0, tzinfo=OFFICE_TIME)
        fire_due_timers(office.now)
        office.run(use_cases.answer_clarification, APPLICANT, case_id=office.case.id,
                   data={"answer": "住院期间未能补正"}, uploads=[])  # fmt: skip
        clerk = browser("clerk")
        page = clerk.case().text
        assert "住院期间未能补正" in page
        assert "已收到逾期补正，没有正当理由，不再处理" in page
        answer = clerk.submit("T_confirm_lapse", lapse="lapsed", opinion="均未收到")
        assert answer.status_code == 422
        assert "申请人已提交逾期补正" in answer.text
