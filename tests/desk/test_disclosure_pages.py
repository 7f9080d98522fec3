"""Pages of the disclosure process at the desk: registering, extension, withdrawal, looking at personal data."""

import re
from datetime import date

import pytest

from app.casework.administration.parameters import change_parameter
from app.casework.models import AuditEntry, Case
from app.casework.models.cases import CaseState
from app.database import db
from app.processes.disclosure.query_codes import matches
from app.processes.disclosure.registration import request_of
from tests.desk.browsing import hidden, pdf
from tests.support.browsing import seen_letters
from tests.support.office import PAPER

pytestmark = pytest.mark.database


def typed(office, **changes):
    return {**PAPER, "organ": "LF", "arrived_on": office.now.date().isoformat(), "form_key": "r1", **changes}


class TestRegister:
    def test_a_request_on_paper_gets_its_number_and_a_code_that_is_shown_once(self, office, browser):
        clerk = browser("clerk")
        answer = clerk.send("/desk/disclosure/register", typed(office), ("申请书.pdf", pdf()))
        page = clerk.get(answer.location).text
        office.number = answer.location.rsplit("/", 1)[1]
        code = re.search(r"\b[2-9A-HJKMNP-Z]{4}(?:-[2-9A-HJKMNP-Z]{4}){2}\b", page)
        assert code is not None
        assert matches(request_of(office.case), code.group())
        assert code.group() in clerk.get(f"{answer.location}?print=1").text
        office.later(minutes=11)
        assert clerk.get(answer.location).location == f"/desk/cases/{office.number}"
        assert code.group() not in browser("clerk2").get(answer.location, follow_redirects=True).text

    def test_the_same_sending_twice_registers_once(self, office, browser):
        clerk = browser("clerk")
        first, second = (clerk.send("/desk/disclosure/register", typed(office)) for _ in range(2))
        assert first.location == second.location
        assert db.session.query(Case).count() == 1

    def test_a_registered_letter_without_its_day_of_signing_is_refused_and_all_is_kept(self, office, browser):
        clerk = browser("clerk")
        data = typed(office, channel="registered_mail", name="申请人乙")
        answer = clerk.send("/desk/disclosure/register", data, ("申请书.pdf", pdf()))
        assert answer.status_code == 422
        assert "请填写签收日期" in answer.text
        assert "申请人乙" in answer.text
        kept = hidden(answer.text, "kept_files")
        more = {"signed_on": data["arrived_on"], "tracking_number": "1099000000001", "kept_files": kept}
        answer = clerk.send("/desk/disclosure/register", {**data, **more})
        office.number = answer.location.rsplit("/", 1)[1]
        assert "申请书.pdf" in clerk.case().text
        assert db.session.query(Case).count() == 1

    def test_a_day_to_come_is_refused(self, office, browser):
        answer = browser("clerk").send("/desk/disclosure/register", typed(office, arrived_on="2026-03-09"))
        assert answer.status_code == 422
        assert "日期不应晚于今天" in answer.text

    @pytest.mark.parametrize("organ", ["YM", "XX", ""])
    def test_another_organ_is_refused(self, office, browser, organ):
        answer = browser("clerk").send("/desk/disclosure/register", typed(office, organ=organ))
        assert answer.status_code in (403, 422)
        assert db.session.query(Case).count() == 0

    def test_who_is_no_intake_clerk_may_not(self, browser):
        assert browser("handler").get("/desk/disclosure/register").status_code == 403

    def test_the_channel_comes_first_and_asks_for_its_evidence(self, browser):
        page = browser("clerk").get("/desk/disclosure/register").text
        assert page.index('name="channel"') < page.index('name="name"')
        assert 'data-shown-when="channel=registered_mail"' in page


class TestPersonalData:
    def test_a_look_needs_a_reason_is_kept_and_shows_the_value_once(self, office, browser):
        office.apply()
        clerk, path = browser("clerk"), f"/desk/cases/{office.number}/reveal/telephone"
        assert "13900000000" not in clerk.get(path).text
        refused = clerk.post(path, {"reason": " "})
        assert refused.status_code == 422
        assert "请填写查看原因" in refused.text
        assert "13900000000" in clerk.post(path, {"reason": "联系申请人"}).text
        line = db.session.query(AuditEntry).filter(AuditEntry.tag == "personal_data.revealed").one()
        assert "联系申请人" in line.summary
        assert "13900000000" not in str(line.summary) + str(line.detail)

    def test_only_fields_that_may_be_asked_for(self, office, browser):
        office.apply()
        path = f"/desk/cases/{office.number}/reveal/query_code_hash"
        assert browser("clerk").get(path).status_code == 404

    def test_a_supervisor_may_not_look_and_is_offered_no_link(self, office, browser):
        office.apply()
        path = f"/desk/cases/{office.number}/reveal/telephone"
        case_page = f"/desk/cases/{office.number}"
        assert path in browser("clerk").get(case_page).text
        assert "139****0000" in browser("supervisor").get(case_page).text
        assert path not in browser("supervisor").get(case_page).text
        assert browser("supervisor").post(path, {"reason": "看看"}).status_code == 403


class TestExtension:
    def test_it_is_asked_for_on_its_own_page_and_waits_for_the_head(self, office, browser):
        office.apply()
        office.assigned()
        handler, path = browser("handler"), f"/desk/disclosure/{office.number}/extension"
        assert "申请延期" in handler.case().text
        refused = handler.post(path, {"working_days": "21", "reason": "材料较多"})
        assert refused.status_code == 422
        assert "应在 1 至 20 之间" in refused.text
        assert "材料较多" in refused.text
        assert (
            handler.post(path, {"form_key": "e", "working_days": "10", "reason": "材料较多"}).status_code
            == 302
        )
        assert "T_approve_extension" in office.open_nodes()
        page = browser("officehead").case().text
        assert "申请延长 10 个工作日（待审批）：材料较多" in page
        assert "同意延期" in page

    def test_after_the_due_day_it_is_not_offered(self, office, browser):
        office.apply()
        office.assigned()
        office.later(days=40)
        assert f"/desk/disclosure/{office.number}/extension" not in browser("handler").case().text

    @pytest.mark.parametrize("longest", [15, 30])
    def test_the_page_offers_as_many_days_as_may_be_asked(self, office, browser, longest):
        office.run(change_parameter, office.person("admin"), parameter="extension_max_working_days", value=longest,
                   source="原文，已核对", valid_from=date(2026, 1, 1))  # fmt: skip
        office.apply()
        office.assigned()
        page = browser("handler").get(f"/desk/disclosure/{office.number}/extension").text
        assert f"最多 {longest} 个工作日" in page


class TestWithdrawal:
    def test_it_asks_once_wants_the_reason_and_ends_the_case(self, office, browser):
        office.apply()
        office.drafted()
        clerk, path = browser("clerk"), f"/desk/cases/{office.number}/withdrawal"
        assert "登记申请人撤回" in clerk.get(path).text
        today = office.now.date().isoformat()
        assert f'value="{today}"' in clerk.get(path).text
        for missing, words in (("reason", "请写明撤回材料的情况"), ("received_on", "请填写收到撤回材料之日")):
            refused = clerk.post(path, {"reason": "书面撤回", "received_on": today, missing: ""})
            assert (refused.status_code, words in refused.text) == (422, True), missing
        assert office.case.state == CaseState.OPEN
        typed = {"form_key": "w", "reason": "收到书面撤回申请", "received_on": today, "way": "telephone"}
        shown = clerk.post(path, typed)
        assert (shown.status_code, "撤回确认书" in shown.text, "确认制发" in shown.text) == (200, True, True)
        assert "本机关作出的电话撤回记录" in shown.text
        assert office.case.state == CaseState.OPEN
        back = clerk.post(f"{path}?back=1", typed)
        assert (back.status_code, typed["reason"] in back.text) == (200, True)
        answer = clerk.post(path, {**typed, **seen_letters(shown.text)})
        assert answer.status_code == 302
        db.session.rollback()
        assert office.case.state == CaseState.WITHDRAWN

    def test_a_second_one_is_refused_with_words(self, office, browser):
        office.apply()
        clerk, path = browser("clerk"), f"/desk/cases/{office.number}/withdrawal"
        typed = {"form_key": "w", "reason": "书面撤回", "received_on": office.now.date().isoformat()}
        clerk.post(path, {**typed, **seen_letters(clerk.post(path, typed).text)})
        answer = clerk.post(path, {**typed, "form_key": "v"})
        assert answer.status_code == 422
        assert "不能再修改" in answer.text

    def test_the_handling_unit_may_not_record_it(self, office, browser):
        office.apply()
        office.assigned()
        path = f"/desk/cases/{office.number}/withdrawal"
        assert browser("handler").post(path, {"reason": "x"}).status_code == 403
