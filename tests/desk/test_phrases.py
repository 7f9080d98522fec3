"""常用语: one's own and those of the unit stand under every opinion; nobody changes another's."""

import pytest
from sqlalchemy import select

from app.casework.models import AuditEntry, Phrase
from app.casework.work import phrases
from app.database import db
from app.law.errors import InvalidInput
from app.office.models import OrgUnit

pytestmark = pytest.mark.database
TWENTY = [str(number) for number in range(20)]


def keep(browser, *lines: str):
    return browser.post("/desk/phrases", {"phrases": "\r\n".join(lines), "form_key": "p"})


class TestOwn:
    def test_are_offered_under_the_opinion_of_a_task(self, office, browser):
        office.apply()
        office.registered()
        reviewer = browser("reviewer")
        assert keep(reviewer, "材料齐全，拟受理", "  ", "材料齐全，拟受理", "请尽快分办").status_code == 302
        page = reviewer.case().text
        assert page.count(">材料齐全，拟受理</button>") == 1
        assert 'data-phrase-for="f-opinion">请尽快分办</button>' in page
        assert "材料齐全，拟受理\n请尽快分办" in reviewer.get("/desk/phrases").text
        tags = db.session.scalars(select(AuditEntry.tag).where(AuditEntry.tag == "phrase.own_set"))
        assert len(list(tags)) == 1

    def test_are_nobody_elses(self, office, browser):
        office.apply()
        keep(browser("reviewer"), "只给我自己")
        assert "只给我自己" not in browser("clerk").get("/desk/phrases").text
        assert "只给我自己" not in browser("clerk").case().text

    def test_what_is_too_long_stays_in_the_box_with_its_sentence(self, browser):
        answer = keep(browser("clerk"), "好", "长" * 101)
        assert answer.status_code == 422
        assert "第 2 条有 101 字，每条最多 100 字" in answer.text
        assert "长" * 101 in answer.text
        assert db.session.scalars(select(Phrase)).all() == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", []),
        (" \n\n", []),
        ("甲\n乙\n甲", ["甲", "乙"]),
        ("\n".join(TWENTY), TWENTY),
    ],
)
def test_lines_become_phrases(typed, kept):
    assert phrases.lines_of(typed) == kept


def test_more_than_twenty_are_refused():
    with pytest.raises(InvalidInput):
        phrases.lines_of("\n".join(map(str, range(21))))


def test_those_of_a_unit_reach_its_people_and_only_its_administrator_keeps_them(office, browser):
    unit = db.session.scalar(select(OrgUnit.id).where(OrgUnit.code == "LF-ZRZY"))
    path = f"/admin/units/{unit}/phrases"
    sending = {"phrases": "经检索，未查到", "form_key": "u"}
    assert browser("handler").post(path, sending).status_code == 403
    assert browser("admin").post(path, sending).status_code == 302
    assert "经检索，未查到" in browser("handler").get("/desk/phrases").text
    assert "经检索，未查到" not in browser("clerk").get("/desk/phrases").text
