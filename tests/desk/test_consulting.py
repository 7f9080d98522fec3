"""征求意见 on the case page: prepared by the handler, issued and sent by the desk, answered, and read by programs."""

import pytest

from app.casework.models import AuditEntry
from app.database import db
from app.steps.consultation_record import consultation_of
from tests.desk.browsing import hidden

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
    return who.post(path, {"form_key": hidden(page.text, "form_key"), **data})


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


def test_the_address_is_masked_and_looking_at_it_is_on_record(assigned, browser):
    number = assigned.number
    browser("handler").post(f"/desk/cases/{number}/consultations/new", {"form_key": "a", **PARTY})
    clerk = browser("clerk")
    assert "示例路7号" not in clerk.case().text
    assert "示例路7号" in act(clerk, number, 1, "address", reason="填写信封").text
    tags = [entry.tag for entry in db.session.query(AuditEntry)]
    assert "personal_data.revealed" in tags
    row = consultation_of(assigned.case, 1)
    assert "示例路7号" not in row.address_sealed


@pytest.mark.parametrize("login", ["legal", "leader"])
def test_others_have_no_way_in(assigned, browser, login):
    path = f"/desk/cases/{assigned.number}/consultations/new"
    assert browser(login).get(path).status_code in (403, 404)
    assert browser(login).post(path, {"form_key": "a", **PARTY}).status_code in (403, 404)
