"""What is sent from a task's form: done once, refused beside the field, and never lost."""

import pytest
from lxml import html

from app.casework.models import CommandRecord, WorkItem
from app.database import db
from tests.support.browsing import seen_letters
from tests.support.busy import others_write
from tests.support.office import GRANTED, SEARCH

pytestmark = pytest.mark.database


class TestComplete:
    def test_a_form_moves_the_case_on_and_says_so(self, office, browser):
        office.apply()
        clerk = browser("clerk")
        answer = clerk.submit("T_register", title="申请公开补贴明细")
        assert answer.location.startswith(f"/desk/cases/{office.number}?done=")
        assert "已办理“收件登记”" in clerk.get(answer.location).text
        assert office.open_nodes() == {"T_screening"}

    def test_a_double_click_has_one_effect(self, office, browser):
        office.apply()
        clerk, item = browser("clerk"), office.item("T_register").id
        data = {"form_key": "once", "title": "申请公开补贴明细"}
        data |= seen_letters(clerk.post(f"/desk/tasks/{item}/complete", data).text)
        first, second = (clerk.post(f"/desk/tasks/{item}/complete", data) for _ in range(2))
        assert (first.status_code, second.status_code) == (302, 302)
        assert first.location == second.location

    def test_what_is_wrong_stands_beside_the_field_and_what_was_typed_stays(self, office, browser):
        office.apply()
        office.registered()
        reviewer = browser("reviewer")
        answer = reviewer.submit(
            "T_screening", screening="clarify", opinion="补正所属年度", clarification_items=""
        )
        assert answer.status_code == 422
        assert "请列出需要补正的事项" in answer.text
        assert 'href="#f-clarification_items"' in answer.text
        assert "补正所属年度" in answer.text
        assert office.open_nodes() == {"T_screening"}

    def test_characters_that_no_letter_can_print_are_refused(self, office, browser):
        office.apply()
        answer = browser("clerk").submit("T_register", title="补贴\ue123明细")
        assert answer.status_code == 422
        assert "U+E123" in answer.text

    def test_who_was_slower_is_told_who_was_faster_and_keeps_the_text(self, office, browser):
        office.apply()
        office.assigned()
        slow, item = browser("handler2"), office.item("T_handle").id
        office.do("handler", "T_handle", **SEARCH, outcome="granted")
        typed = {**SEARCH, "result": "另外还查到一份会议纪要", "outcome": "granted", "form_key": "slow"}
        answer = slow.post(f"/desk/tasks/{item}/complete", typed)
        assert answer.status_code == 409
        assert "承办丁在" in answer.text
        assert "另外还查到一份会议纪要" in answer.text
        assert office.open_nodes() == {"T_draft"}

    def test_a_task_in_other_hands_is_refused_with_the_text_kept(self, office, browser):
        office.apply()
        office.do_claim("clerk", "T_register")
        answer = browser("clerk2").submit("T_register", title="我写的标题")
        assert answer.status_code == 403
        assert f"现由{office.item('T_register').assignee.name}办理，本次提交没有生效" in answer.text
        assert "我写的标题" in answer.text
        assert office.item("T_register").assignee_id == office.person("clerk").person_id

    def test_where_others_write_for_too_long_the_page_comes_back_with_what_was_typed(self, office, browser):
        office.apply()
        clerk, item = browser("clerk"), office.item("T_register").id
        with others_write():
            typed = {"title": "写了很久的标题", "form_key": "busy"}
            answer = clerk.post(f"/desk/tasks/{item}/complete", typed)
            assert clerk.get("/desk").status_code == 200
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert "现在同时办理的人较多" in answer.text
        assert "写了很久的标题" in answer.text
        assert office.open_nodes() == {"T_register"}

    def test_a_malformed_line_of_the_draft_is_named(self, office, browser):
        office.apply()
        office.handled()
        answer = browser("handler").submit("T_draft", **{**GRANTED, "fact_items": "明细｜电子文件｜十二页"})
        assert answer.status_code == 422
        assert "页数应为整数" in answer.text
        assert "十二页" in answer.text

    def test_an_unknown_field_changes_nothing(self, office, browser):
        office.apply()
        answer = browser("clerk").submit("T_register", title="标题", outcome="granted")
        assert answer.status_code == 422
        assert office.open_nodes() == {"T_register"}


class TestDraft:
    def test_the_page_keeps_what_is_typed_without_a_word(self, office, browser):
        office.apply()
        office.do_claim("clerk", "T_register")
        clerk, item = browser("clerk"), office.item("T_register").id
        answer = clerk.post(
            f"/desk/tasks/{item}/draft", {"title": "写到一半", "form_key": "x", "csrf_token": "y"}
        )
        assert answer.status_code == 204
        assert "写到一半" in clerk.case().text

    def test_another_reader_does_not_see_it(self, office, browser):
        office.apply()
        office.do_claim("clerk", "T_register")
        item = office.item("T_register").id
        browser("clerk").post(f"/desk/tasks/{item}/draft", {"title": "写到一半"})
        assert "写到一半" not in browser("reviewer").case().text

    def test_saving_a_draft_twice_is_no_reused_key(self, office, browser):
        office.apply()
        office.do_claim("clerk", "T_register")
        clerk, item = browser("clerk"), office.item("T_register").id
        answers = [
            clerk.post(f"/desk/tasks/{item}/draft", {"form_key": "k", "title": t}).status_code for t in "甲乙"
        ]
        assert answers == [204, 204]
        assert db.session.query(CommandRecord).filter(CommandRecord.name == "save_draft").count() == 0


class TestHands:
    def test_claim_and_release(self, office, browser):
        office.apply()
        clerk, item = browser("clerk"), office.item("T_register").id
        clerk.post(f"/desk/tasks/{item}/claim", {"form_key": "1"})
        assert office.item("T_register").assignee_id == office.person("clerk").person_id
        clerk.post(f"/desk/tasks/{item}/release", {"form_key": "2"})
        db.session.rollback()
        assert office.item("T_register").assignee_id is None

    def test_a_claimed_task_cannot_be_claimed_by_another(self, office, browser):
        office.apply()
        office.do_claim("clerk", "T_register")
        item = office.item("T_register").id
        answer = browser("clerk2").post(f"/desk/tasks/{item}/claim", {"form_key": "1"})
        assert answer.status_code == 409
        assert "已被他人认领" in answer.text

    def test_transfer_to_somebody_without_the_role_is_refused_beside_the_field(self, office, browser):
        office.apply()
        office.do_claim("clerk", "T_register")
        item, reviewer = office.item("T_register").id, office.person("handler").person_id
        answer = browser("clerk").post(
            f"/desk/tasks/{item}/transfer", {"form_key": "t", "person_id": reviewer, "reason": "工作调整"}
        )
        assert answer.status_code == 422
        assert "请选择本岗位的其他人员" in answer.text
        assert "工作调整" in answer.text
        assert office.item("T_register").assignee_id == office.person("clerk").person_id

    @pytest.mark.parametrize("person_id", ["", "abc", "99999999999999999999"])
    def test_transfer_to_nobody_is_refused(self, office, browser, person_id):
        office.apply()
        office.do_claim("clerk", "T_register")
        item = office.item("T_register").id
        answer = browser("clerk").post(
            f"/desk/tasks/{item}/transfer", {"person_id": person_id, "reason": "调整"}
        )
        assert answer.status_code == 422
        assert ("请选择接收人" if not person_id else "接收人") in answer.text

    def test_delegation_names_the_owner(self, office, browser):
        office.apply()
        office.do_claim("clerk", "T_register")
        item, deputy = office.item("T_register").id, office.person("clerk2").person_id
        clerk = browser("clerk")
        assert "受理乙" in clerk.get(f"/desk/tasks/{item}/delegate").text
        clerk.post(
            f"/desk/tasks/{item}/delegate", {"form_key": "d", "person_id": deputy, "reason": "外出培训"}
        )
        assert "受受理甲委托办理" in browser("clerk2").case().text

    def test_who_has_no_right_cannot_open_the_transfer(self, office, browser):
        office.apply()
        office.do_claim("clerk", "T_register")
        assert (
            browser("clerk2").get(f"/desk/tasks/{office.item('T_register').id}/transfer").status_code == 403
        )


def test_every_form_carries_a_key_and_no_two_the_same(office, browser):
    office.apply()
    clerk = browser("clerk")
    first, second = clerk.case().text, clerk.case().text
    assert 'name="form_key"' in first
    assert first != second
    assert db.session.query(WorkItem).count() == 1


class TestReturnKey:
    """A browser presses the first button of the form; a dead one sends nothing."""

    def first_button(self, answer) -> dict[str, str]:
        form = html.fromstring(answer.text).xpath("//form[contains(@class, 'task-form')]")[0]
        return dict(form.xpath(".//button[@type='submit']")[0].attrib)

    def test_it_keeps_what_is_written(self, office, browser):
        office.apply()
        office.do_claim("clerk", "T_register")
        first = self.first_button(browser("clerk").case())
        assert first["formaction"] == f"/desk/tasks/{office.item('T_register').id}/draft"
        browser("clerk").post(first["formaction"], {"title": "写到一半", first["name"]: first["value"]})
        assert "写到一半" in browser("clerk").case().text
        assert office.open_nodes() == {"T_register"}

    def test_nothing_is_sent_from_the_pool_nor_by_whoever_signs(self, office, browser):
        office.apply()
        assert "disabled" in self.first_button(browser("clerk").case())
        office.drafted()
        item = office.item("T_sign_unit_head").id
        assert "disabled" in self.first_button(browser("unithead").get(f"/desk/signing/{item}"))
