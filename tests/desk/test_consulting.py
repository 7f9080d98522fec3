"""征求意见 on the case page: prepared by the handler, issued and sent by the desk, answered, and read by programs."""

import pytest

from app.casework.models import AuditEntry
from app.database import db
from app.steps.consultation_record import consultation_of
from tests.desk.browsing import hidden
from tests.support.browsing import seen_letters
from tests.support.office import GRANTED, SEARCH

pytestmark = pytest.mark.database

PARTY = {"party": "third_party", "name": "第三方乙公司", "kind": "organisation", "address": "示例路7号",
         "information": "合同的名称和金额"}  # fmt: skip
HANDED = {"method": "in_person", "delivered_on": "2026-03-02", "receiver": "前台"}


@pytest.fixture
def assigned(office):
    office.apply()
    office.assigned()
    return office


def act(who, number: str, which: int, doing: str, **data):
    path = f"/desk/cases/{number}/consultations/{which}/{doing}"
    page = who.get(path)
    assert page.status_code == 200, doing
    typed = {"form_key": hidden(page.text, "form_key"), **data}
    answer = who.post(path, typed)
    shown = seen_letters(answer.text)
    return who.post(path, {**typed, **shown}) if shown else answer


def test_the_whole_way_on_pages(assigned, browser):
    number = assigned.number
    handler = browser("handler")
    assert "征求意见" in handler.case().text
    assert (
        handler.post(f"/desk/cases/{number}/consultations/new", {"form_key": "a", **PARTY}).status_code == 302
    )
    assert "制发征求意见文书" not in handler.case().text
    clerk = browser("clerk")
    assert "第三方乙公司" in clerk.get(f"/desk/cases/{number}/consultations/1/letter").text
    assert act(clerk, number, 1, "letter").status_code == 302
    assert act(clerk, number, 1, "sending", **HANDED).status_code == 302
    assert "征求中" in clerk.case().text
    told = act(clerk, number, 1, "answer", answer="objected", answered_on="2026-03-02", answer_way="post")
    assert told.status_code == 422
    assert "请写明对方的理由" in told.text
    told = act(clerk, number, 1, "answer", answer="objected", reason="商业秘密", answered_on="2026-03-02",
               answer_way="post")  # fmt: skip
    assert told.status_code == 302
    assert "不同意公开：商业秘密" in clerk.case().text


def test_what_was_typed_is_not_lost_when_it_is_refused(assigned, browser):
    page = browser("handler").post(
        f"/desk/cases/{assigned.number}/consultations/new", {"form_key": "a", **PARTY, "name": "申请人甲"}
    )
    assert page.status_code == 422
    assert "征求对象不能是当事人本人" in page.text
    assert "合同的名称和金额" in page.text


PERSON = {**PARTY, "kind": "natural_person", "name": "欧阳示例"}


def asked(office, browser, **party):
    data = {"form_key": "a", **PERSON, **party}
    path = f"/desk/cases/{office.number}/consultations/new"
    assert browser("handler").post(path, data).status_code == 302


def look(who, number: str, field: str, reason: str):
    return who.post(f"/desk/cases/{number}/reveal/{field}", {"reason": reason})


class TestWhatIsMasked:
    """A person who is asked is masked as the applicant is, and looked at by the same act."""

    def test_neither_name_nor_address_stands_on_the_pages(self, assigned, browser):
        asked(assigned, browser)
        clerk = browser("clerk")
        pages = [clerk.case().text, clerk.get(f"/desk/cases/{assigned.number}/consultations/1/drop").text]
        for page in pages:
            assert "欧***" in page
            assert "欧阳示例" not in page
            assert "示例路7号" not in page

    @pytest.mark.parametrize(("field", "value"), [("name", "欧阳示例"), ("address", "示例路7号")])
    def test_looking_at_it_says_why_and_is_on_record(self, assigned, browser, field, value):
        asked(assigned, browser)
        clerk, number = browser("clerk"), assigned.number
        assert look(clerk, number, f"consultation_1_{field}", " ").status_code == 422
        assert value in look(clerk, number, f"consultation_1_{field}", "填写信封").text
        [line] = db.session.query(AuditEntry).filter_by(tag="personal_data.revealed")
        assert line.summary == "查看征求对象（第1份）信息，原因：填写信封"
        assert line.detail["field"] == f"consultation_1_{field}"

    def test_an_organisation_keeps_its_name_and_has_nothing_to_look_at(self, assigned, browser):
        asked(assigned, browser, kind="organisation", name="第三方乙公司", address="")
        clerk = browser("clerk")
        assert "第三方乙公司" in clerk.case().text
        for field in ("consultation_1_name", "consultation_1_address", "consultation_2_name"):
            assert look(clerk, assigned.number, field, "填写信封").status_code == 404

    @pytest.mark.parametrize("login", ["handler", "legal", "leader"])
    def test_others_do_not_look(self, assigned, browser, login):
        asked(assigned, browser)
        assert "查看姓名" not in browser("handler").case().text
        assert look(browser(login), assigned.number, "consultation_1_name", "好奇").status_code in (403, 404)
        assert db.session.query(AuditEntry).filter_by(tag="personal_data.revealed").all() == []

    def test_nobody_is_found_by_the_name(self, assigned, browser):
        asked(assigned, browser)
        clerk = browser("clerk")
        assert assigned.number not in clerk.get("/desk/cases?q=欧阳示例").text
        assert assigned.number in clerk.get("/desk/cases?q=申请人甲").text

    def test_the_sheet_of_the_time_limit_names_nobody(self, assigned, browser):
        asked(assigned, browser)
        clerk, number = browser("clerk"), assigned.number
        act(clerk, number, 1, "letter")
        act(clerk, number, 1, "sending", **HANDED)
        sheet = clerk.get(f"/desk/cases/{number}/clocks").text
        assert "征求第三方意见（第1份）" in sheet
        assert "欧阳" not in sheet

    def test_the_history_and_the_list_of_letters_name_nobody(self, assigned, browser):
        assigned.consulted(kind="natural_person", name="欧阳示例")
        assigned.do("handler", "T_handle", **SEARCH, outcome="granted")
        assigned.attach()
        assigned.do("handler", "T_draft", **GRANTED)
        assigned.all_signed()
        told = {
            "information": "金额",
            "reasoning": "该项目使用财政资金，不公开将影响公众监督",
            "disclosed_on": "2026-03-20",
        }
        clerk = browser("clerk")
        path = f"/desk/cases/{assigned.number}/consultations/1/notice"
        assert "确认制发" in clerk.post(path, {"form_key": "first", **told}).text
        assert act(clerk, assigned.number, 1, "notice", **told).status_code == 302
        listed = clerk.get("/desk/letters").text
        assert "欧***" in listed
        for page in (listed, clerk.case().text):
            assert "欧阳示例" not in page

    def test_what_is_kept_of_the_address_is_sealed(self, assigned, browser):
        asked(assigned, browser)
        assert "示例路7号" not in consultation_of(assigned.case, 1).address_sealed


@pytest.mark.parametrize("login", ["legal", "leader"])
def test_others_have_no_way_in(assigned, browser, login):
    path = f"/desk/cases/{assigned.number}/consultations/new"
    assert browser(login).get(path).status_code in (403, 404)
    assert browser(login).post(path, {"form_key": "a", **PARTY}).status_code in (403, 404)


def test_a_party_that_says_otherwise_is_put_right_on_its_page_and_both_are_read(assigned, browser):
    assigned.consulted("objected")
    clerk = browser("clerk")
    assert "变更意见" in clerk.case().text
    typed = {"answer": "agreed", "reason": "", "answered_on": "2026-03-02", "answer_way": "post"}
    refused = act(clerk, assigned.number, 1, "change", **typed, why="")
    assert refused.status_code == 422
    assert "不同意公开：属于商业秘密" in refused.text, "what stands on record until now"
    assert act(clerk, assigned.number, 1, "change", **typed, why="对方来函改为同意").status_code == 302
    page = clerk.case().text
    assert "同意公开；原登记2026-03-02的意见为不同意公开：属于商业秘密（对方来函改为同意）" in page
