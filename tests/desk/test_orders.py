"""督办单: issued with a number, on row, case and board until it is answered; no archive before."""

import pytest
from sqlalchemy import select

from app.casework.models import AuditEntry, IssuedLetter, SupervisionOrder, Urging
from app.casework.work.orders import OrderNotAnswered, check_answered
from app.database import db
from app.office.organs import current_form
from app.office.reorganisation import reorganise
from tests.support.browsing import seen_letters

pytestmark = pytest.mark.database
TYPED = {"matter": "该件已逾期，请说明原因并抓紧办结", "answer_by": "2026-04-10", "form_key": "o"}


@pytest.fixture
def case(office):
    office.apply()
    office.assigned()
    office.do_claim("handler", "T_handle")
    office.later(days=33)
    return office.number


@pytest.fixture
def ordered(case, browser):
    """An order that waits for its answer."""
    supervisor, address = browser("supervisor"), f"/desk/cases/{case}/orders/new"
    shown = supervisor.post(address, TYPED)
    assert "督办通知单" in shown.text
    assert db.session.scalars(select(SupervisionOrder)).all() == [], "shown first"
    assert supervisor.post(address, {**TYPED, **seen_letters(shown.text)}).status_code == 302
    return db.session.scalars(select(SupervisionOrder)).one()


def test_it_is_numbered_and_stands_on_row_case_bell_and_board(ordered, case, browser):
    letter = db.session.get_one(IssuedLetter, ordered.letter_id)
    assert ordered.number == letter.document_number
    assert (letter.kind, letter.facts["addressed_organ"]) == ("supervision_order", "禄丰市自然资源局")
    handler = browser("handler")
    inbox, page = handler.get("/desk").text, handler.get(f"/desk/cases/{case}").text
    assert ">督办</span>" in inbox
    assert ordered.number in inbox
    assert f"/desk/cases/{case}/orders/{ordered.id}" in page
    assert {one.person.login for one in db.session.scalars(select(Urging))} == {"handler", "unithead"}
    board = browser("supervisor").get("/board/orders").text
    assert ordered.number in board
    assert "未回复" in board


def test_it_waits_until_it_is_answered_and_may_be_sent_back(ordered, case, browser, office):
    address, number = f"/desk/cases/{case}/orders/{ordered.id}", ordered.number
    with pytest.raises(OrderNotAnswered):
        check_answered(ordered.case)
    again = browser("supervisor").post(f"/desk/cases/{case}/orders/new", {**TYPED, "form_key": "p"})
    assert (again.status_code, "回复以后才能再开" in again.text) == (422, True)
    handler = browser("handler")
    assert handler.post(address, {"answer": "无", "form_key": "a"}).status_code == 422
    assert handler.post(address, {"answer": "明日办结并送达", "form_key": "b"}).status_code == 302
    assert handler.post(address, {"answer": "再答一次", "form_key": "c"}).status_code == 422
    back = {"reason": "没有说明原因", "answer_by": "2026-04-13", "form_key": "d"}
    assert browser("supervisor").post(f"{address}/return", back).status_code == 302
    assert "没有说明原因" in handler.get(f"/desk/cases/{case}").text
    board = browser("supervisor").get("/board/orders").text
    assert "已退回，待重新回复" in board
    assert "<br>退回理由：没有说明原因<br>退回的回复：明日办结并送达" in board
    office.later(days=20)
    assert "逾期未回复（已退回）" in browser("supervisor").get("/board/orders").text
    office.later(days=-20)
    assert handler.post(address, {"answer": "因资料较多，明日办结", "form_key": "e"}).status_code == 302
    order = db.session.scalars(select(SupervisionOrder)).one()
    check_answered(order.case)
    assert (order.number, order.answer) == (number, "因资料较多，明日办结")
    tags = list(db.session.scalars(select(AuditEntry.tag).where(AuditEntry.tag.startswith("case.order_"))))
    assert tags == ["case.order_issued", "case.order_answered", "case.order_returned", "case.order_answered"]


@pytest.mark.parametrize(
    "typed", [{"matter": "无"}, {"answer_by": "2026-04-01"}, {"answer_by": "2026-12-31"}]
)
def test_what_cannot_be_ordered_is_refused_with_what_was_typed(case, browser, typed):
    answer = browser("supervisor").post(f"/desk/cases/{case}/orders/new", {**TYPED, **typed})
    assert answer.status_code == 422
    assert db.session.scalars(select(SupervisionOrder)).all() == []


@pytest.mark.parametrize(("login", "status"), [("handler", 403), ("foreign", 404), ("clerk", 403)])
def test_only_who_supervises_issues_and_only_who_has_it_answers(ordered, case, browser, login, status):
    person = browser(login)
    assert person.get(f"/desk/cases/{case}/orders/new").status_code == status
    assert (
        person.post(f"/desk/cases/{case}/orders/{ordered.id}/return", {"form_key": "x"}).status_code == status
    )
    assert browser("supervisor").get(f"/desk/cases/{case}/orders/{ordered.id}").status_code == 403


def test_it_goes_to_the_unit_and_comes_from_the_organ_as_they_are_called_today(case, browser, office, county):
    today, old = office.now.date(), county.units["LF-ZRZY"]
    unit = reorganise(old, today, name="禄丰市土地和规划局")
    organ = reorganise(county.units["LF"], today, name="禄丰县人民政府")
    unit = current_form(unit, today)
    db.session.commit()
    supervisor, address = browser("supervisor"), f"/desk/cases/{case}/orders/new"
    shown = supervisor.post(address, TYPED)
    assert supervisor.post(address, {**TYPED, **seen_letters(shown.text)}).status_code == 302
    order = db.session.scalars(select(SupervisionOrder)).one()
    letter = db.session.get_one(IssuedLetter, order.letter_id)
    assert (order.unit_id, order.issuer_id) == (unit.id, organ.id)
    assert letter.facts["addressed_organ"] == "禄丰市土地和规划局"
    assert order.number in browser("handler").get(f"/desk/cases/{case}").text
