"""A session that ends while somebody types: nothing was done, nothing is lost, and only that person gets it back."""

import pytest

from app.casework.models import KeptPost
from app.database import db
from tests.support.county import PASSWORD

pytestmark = [pytest.mark.database]
TYPED = {"title": "申请公开补贴明细", "opinion": "要素齐全，拟予登记"}
KEPT = "/signin?next=%2Fdesk%2Fkept"


@pytest.fixture
def overtaken(office, browser):
    """The clerk has the registration open; the session ends."""
    office.apply()
    clerk = browser("clerk")
    clerk.case()
    office.later(hours=1)
    return clerk


def rows() -> list[KeptPost]:
    db.session.rollback()
    return list(db.session.scalars(db.select(KeptPost)))


def signs_in(one, login: str = "clerk"):
    return one.post("/signin", {"login": login, "password": PASSWORD, "next": "/desk/kept"})


def test_what_was_sent_comes_back_as_a_draft_and_was_not_done(office, overtaken):
    office.later(hours=-1).do_claim("clerk", "T_register")
    office.later(hours=1)
    assert overtaken.submit("T_register", **TYPED).location == KEPT
    assert "没有提交" in overtaken.get(KEPT).text
    assert "T_register" in office.open_nodes()
    assert signs_in(overtaken).location == "/desk/kept"
    page = overtaken.get("/desk/kept").text
    for words in (*TYPED.values(), "附件需要重新选择", "回到待办，接着填写"):
        assert words in page
    item = office.item("T_register").id
    assert f'formaction="/desk/tasks/{item}/draft"' in page
    overtaken.post(f"/desk/tasks/{item}/draft", {**TYPED, "save": "1"})
    assert TYPED["opinion"] in overtaken.case(task=item).text


def test_a_page_that_saved_itself_before_does_not_lose_whose_it_is(office, overtaken):
    item = office.item("T_register").id
    overtaken.post(f"/desk/tasks/{item}/draft", TYPED)
    assert overtaken.submit("T_register", **TYPED).location == KEPT
    assert overtaken.get(KEPT).text.count("没有提交") == 1


def test_who_signed_out_in_another_tab_gets_it_back_too(overtaken, office):
    office.later(hours=-1)
    overtaken.post("/signout")
    assert overtaken.submit("T_register", **TYPED).location == KEPT
    signs_in(overtaken)
    assert TYPED["opinion"] in overtaken.get("/desk/kept").text


def test_nobody_else_sees_it_and_it_lies_there_sealed(overtaken, office):
    overtaken.submit("T_register", **TYPED)
    (kept,) = rows()
    assert TYPED["opinion"] not in kept.typed_sealed
    signs_in(overtaken, "reviewer")
    assert overtaken.get("/desk/kept").location == "/desk"
    office.later(days=2)
    signs_in(overtaken)
    assert overtaken.get("/desk/kept").location == "/desk"


def test_without_a_session_nothing_is_kept(client, overtaken, office):
    stranger = client.application.test_client()
    answer = stranger.post(f"/desk/tasks/{office.item('T_register').id}/complete", data=TYPED)
    assert answer.location.startswith("/signin")
    assert rows() == []


def test_a_form_without_a_task_is_sent_from_the_page(overtaken):
    overtaken.post(
        "/desk/disclosure/register", {"name": "申请人乙", "description": "补贴发放明细", "organ": "LF"}
    )
    signs_in(overtaken)
    page = overtaken.get("/desk/kept").text
    assert 'action="/desk/disclosure/register"' in page
    assert 'name="name" value="申请人乙"' in page
    assert "接着填写" not in page
    overtaken.post("/desk/kept/forget")
    assert overtaken.get("/desk/kept").location == "/desk"
    assert rows() == []


def test_passwords_and_endless_texts_are_not_kept(overtaken, office):
    overtaken.post("/signin/password", {"old_password": "a", "password": "b", "again": "b"})
    overtaken.submit("T_register", opinion="长" * 300_000)
    assert rows() == []
