"""催办 reaches the desk: flag, bell, line on inbox and case, and a receipt that the supervisor sees."""

import pytest
from sqlalchemy import select

from app.casework.models import AuditEntry, Urging
from app.casework.work.flags import raise_flag
from app.database import db

pytestmark = pytest.mark.database


@pytest.fixture
def urged(office, browser):
    """A case in the hands of the handler, urged by the supervisor."""
    office.apply()
    office.assigned()
    office.do_claim("handler", "T_handle")
    office.later(days=25)
    answer = browser("supervisor").post(
        f"/board/cases/{office.number}/urge", {"text": "请今天答复", "form_key": "u"}
    )
    assert answer.status_code == 302
    return office.number


def read_at() -> list:
    return list(db.session.scalars(select(Urging.read_at)))


class TestTheUrged:
    def test_sees_flag_bell_and_words_on_inbox_and_case(self, urged, browser):
        handler = browser("handler")
        inbox = handler.get("/desk").text
        assert "请今天答复" in inbox
        assert ">督办</span>" in inbox
        assert 'aria-label="消息，1 条未读"' in inbox
        assert "请今天答复" in handler.get(f"/desk/cases/{urged}").text

    def test_takes_note_once_and_it_is_on_record(self, urged, browser):
        handler = browser("handler")
        answer = handler.post(f"/desk/cases/{urged}/urging", {"form_key": "n"})
        assert answer.location == f"/desk/cases/{urged}"
        assert "消息，0 条未读" in handler.get("/desk").text
        assert None not in read_at()
        tags = db.session.scalars(select(AuditEntry.tag).where(AuditEntry.tag == "case.urging_received"))
        assert len(list(tags)) == 1
        assert handler.post(f"/desk/cases/{urged}/urging", {"form_key": "o"}).status_code == 404

    def test_the_supervisor_sees_who_took_note(self, urged, browser):
        supervisor = browser("supervisor")
        assert "未阅" in supervisor.get(f"/board/cases/{urged}/urge").text
        browser("handler").post(f"/desk/cases/{urged}/urging", {"form_key": "n"})
        assert "已阅</td>" in supervisor.get(f"/board/cases/{urged}/urge").text


@pytest.mark.parametrize("login", ["reviewer", "supervisor", "foreign"])
def test_nobody_takes_note_for_another(urged, browser, login):
    assert browser(login).post(f"/desk/cases/{urged}/urging", {"form_key": "n"}).status_code == 404
    assert read_at() == [None]


def test_a_flag_that_the_card_does_not_name_is_refused(office):
    office.apply()
    with pytest.raises(KeyError):
        raise_flag(office.case, "加急")
    assert office.case.flags == []
