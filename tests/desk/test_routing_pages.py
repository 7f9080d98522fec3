"""退回、改派、加签、取回、抄送 and the preview of letters, as pages: what is offered, to whom, and that it works."""

import pytest

from app.casework.letters.issuing import letters_of
from tests.support.browsing import seen_letters

pytestmark = pytest.mark.database
WHY = "补贴由农业农村局发放，本局没有制作"


class TestWaysBack:
    def test_the_unit_gives_the_matter_back_and_the_office_reads_why(self, office, browser):
        office.apply()
        office.assigned()
        handler, item = browser("handler"), office.item("T_handle").id
        page = office_page(handler)
        assert f"/desk/tasks/{item}/ways/return_assignment" in page
        assert f"/desk/tasks/{item}/ways/propose_clarification" in page
        path = f"/desk/tasks/{item}/ways/return_assignment"
        assert "写明应由哪个单位承办" in handler.get(path).text
        refused = handler.post(path, {"form_key": "a", "opinion": "无"})
        assert refused.status_code == 422
        assert 'href="#f-opinion"' in refused.text
        sent_back = handler.post(path, {"form_key": "b", "opinion": WHY})
        assert sent_back.status_code == 302
        left = sent_back.headers["Location"]  # their part in it has ended, and the case page with it
        told = handler.get(handler.get(left).headers["Location"])
        assert told.status_code == 200
        assert "：退回分办，编号" in told.text
        assert "不再参与办理，不能再查看" in told.text
        assert handler.get(left.partition("?")[0]).status_code == 404
        assert browser("unithead").get(left).status_code == 404, "who has not done it is told nothing"
        assert office.open_nodes() == {"T_assign"}
        assert WHY in office_page(browser("reviewer"))

    def test_a_way_that_is_not_drawn_is_not_found(self, office, browser):
        office.apply()
        office.assigned()
        item = office.item("T_handle").id
        assert browser("handler").get(f"/desk/tasks/{item}/ways/return_screening").status_code == 404

    def test_the_office_reads_the_proposal_in_its_form(self, office, browser):
        office.apply()
        office.assigned()
        item = office.item("T_handle").id
        sent = {"form_key": "p", "items": "请写明年度", "guidance": "可写文件名称", "opinion": "描述不明"}
        assert (
            browser("handler").post(f"/desk/tasks/{item}/ways/propose_clarification", sent).status_code == 302
        )
        page = office_page(browser("reviewer"))
        assert "请写明年度" in page
        assert "可写文件名称" in page


class TestReassigning:
    def test_only_who_assigns_sees_it_and_it_asks_for_a_reason(self, office, browser):
        office.apply()
        office.assigned()
        path = f"/desk/cases/{office.number}/reassignment"
        assert path not in office_page(browser("handler"))
        assert browser("handler").get(path).status_code == 403
        reviewer = browser("reviewer")
        assert path in office_page(reviewer)
        assert "现由禄丰市自然资源局承办" in reviewer.get(path).text
        assert reviewer.post(path, {"form_key": "r", "unit": "LF-ZG", "reason": ""}).status_code == 422


class TestAskingAndTakingBack:
    def test_one_is_asked_waits_shows_and_is_called_off(self, office, browser):
        office.apply()
        office.drafted()
        head, item = browser("unithead"), office.item("T_sign_unit_head").id
        path = f"/desk/tasks/{item}/advice"
        assert path in office_page(head)
        assert "先加签" in head.get(path).text
        sent = {"form_key": "k", "person": "legal", "when": "before", "reason": "请核对第三列"}
        assert head.post(path, sent).status_code == 302
        assert "等待法制庚的加签意见" in office_page(head)
        asked = office.item("beside_advice").id
        assert "加签意见" in browser("legal").get("/desk").text
        assert head.get(f"/desk/tasks/{asked}/advice/withdrawal").status_code == 200
        done = head.post(f"/desk/tasks/{asked}/advice/withdrawal", {"form_key": "w", "reason": "已口头了解"})
        assert done.status_code == 302
        assert office.open_nodes() == {"T_sign_unit_head"}

    def test_what_was_sent_is_taken_back_until_the_next_has_looked(self, office, browser):
        office.apply()
        office.accepted()
        reviewer, item = browser("reviewer"), office.item("T_assign").id
        reviewer.submit("T_assign", unit="LF-ZRZY")
        path = f"/desk/tasks/{item}/taking-back"
        assert path in office_page(reviewer)
        assert "取回" in reviewer.get(path).text
        assert reviewer.post(path, {"form_key": "t"}).status_code == 302
        assert office.open_nodes() == {"T_assign"}
        reviewer.submit("T_assign", "again", unit="LF-ZRZY")
        office_page(browser("handler"))  # opens it
        assert path not in office_page(reviewer)
        assert reviewer.post(path, {"form_key": "u"}).status_code == 409


class TestCopies:
    def test_told_read_and_marked(self, office, browser):
        office.apply()
        clerk, path = browser("clerk"), f"/desk/cases/{office.number}/copies/new"
        assert path in office_page(clerk)
        assert clerk.post(path, {"form_key": "c", "person": "unithead", "note": "请知悉"}).status_code == 302
        assert "未阅" in clerk.get(path).text
        head = browser("unithead")
        assert "未阅抄送 1 件" in head.get("/desk").text
        box = head.get("/desk/copies").text
        assert office.number in box
        assert "请知悉" in box
        assert head.case().status_code == 200
        assert head.post(f"/desk/cases/{office.number}/copies/read", {"form_key": "d"}).status_code == 302
        assert "未阅" not in head.get("/desk/copies").text
        assert "未阅抄送" not in head.get("/desk").text


class TestLettersAreShownFirst:
    def test_the_notice_is_shown_and_issued_on_confirmation_only(self, office, browser):
        office.apply()
        office.registered()
        reviewer, item = browser("reviewer"), office.item("T_screening").id
        path, typed = f"/desk/tasks/{item}/complete", {
            "form_key": "one", "screening": "clarify", "clarification_items": "请写明年度",
            "clarification_guidance": "可写文件名称", "clarification_period": "10",
        }  # fmt: skip
        page = reviewer.post(path, typed)
        assert page.status_code == 200
        assert "确认制发" in page.text
        assert "请写明年度" in page.text
        assert len(letters_of(office.case)) == 1
        back = reviewer.post(f"{path}?back=1", typed)
        assert "可写文件名称" in back.text
        assert len(letters_of(office.case)) == 1
        changed = {**typed, **seen_letters(page.text), "clarification_items": "另一事项"}
        assert reviewer.post(path, changed).status_code == 409
        assert len(letters_of(office.case)) == 1
        assert reviewer.post(path, {**typed, **seen_letters(page.text)}).status_code == 302
        assert letters_of(office.case)[-1].kind == "clarification_notice"


def office_page(person) -> str:
    """The case page as this person sees it."""
    return str(person.case().text)
