"""更新预览: the letter with what is typed, by a button or while typing; nothing is sent or kept by it."""

import pytest
from sqlalchemy import select

from app.casework.models import FormDraft
from app.database import db
from tests.support.office import SEARCH

pytestmark = pytest.mark.database


@pytest.fixture
def drafting(office, browser):
    """The handler before the draft, and the address of the preview."""
    office.apply()
    office.assigned()
    office.do("handler", "T_handle", outcome="granted", **SEARCH)
    return browser("handler"), f"/desk/tasks/{office.item('T_draft').id}/preview"


def test_the_button_brings_the_page_again_with_letter_and_words(drafting):
    handler, address = drafting
    answer = handler.post(address, {"search_result": "查遍二〇二四年档案，未见此件", "opinion": "请审"})
    assert answer.status_code == 200
    assert "<html" in answer.text
    assert ">请审</textarea>" in answer.text.replace("\n", "")
    assert 'id="live-preview"' in answer.text


def test_typing_gets_letter_and_checks_alone_and_keeps_nothing(drafting):
    handler, address = drafting
    answer = handler.post(address, {"opinion": "请审"}, headers={"HX-Request": "true"})
    assert "<html" not in answer.text
    assert 'id="task-checks" hx-swap-oob="true"' in answer.text
    assert "禄丰市人民政府" in answer.text
    assert db.session.scalars(select(FormDraft)).all() == []


@pytest.mark.parametrize("login", ["reviewer", "foreign", "supervisor"])
def test_who_does_not_draft_gets_no_preview(drafting, browser, login):
    assert browser(login).post(drafting[1], {"opinion": "x"}).status_code == 404
