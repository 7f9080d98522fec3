"""The board of a large county: the most loaded people on the page, all on paper, nobody's work is never cut."""

from datetime import date

import pytest
from sqlalchemy import select

from app.board.figures import MOST_SHOWN
from app.casework.models import Case
from app.database import db
from app.office.people import add_person, appoint
from app.office.vocabulary import Role
from tests.board.test_parts import browser
from tests.casework.office_cases import add_case, add_item, fall_due

pytestmark = pytest.mark.database
PEOPLE = MOST_SHOWN + 3


@pytest.fixture
def many(app, county):
    """As many people with one case each, one of whom has two; and a case that nobody has taken."""
    for number in range(PEOPLE):
        person = add_person(login=f"many{number}", name=f"经办〇{number:02d}")
        appoint(person, county.units["LF"], Role.OFFICE_REVIEWER, date(2015, 1, 1))
        add_item(add_case(county, f"MANY-{number}", due_on=date(2026, 12, 1)), person)
    add_item(add_case(county, "MANY-MORE", due_on=date(2026, 12, 1)), person)
    add_item(add_case(county, "NOBODYS", due_on=date(2026, 12, 1)))
    db.session.commit()


def test_the_most_loaded_stand_on_the_board_and_everybody_on_paper(client, many):
    supervisor = browser(client)
    words = supervisor.get("/board").words
    assert f"这里列出逾期、在办最多的 {MOST_SHOWN} 人，共 {PEOPLE} 人" in words
    assert f"经办〇{PEOPLE - 1:02d}" in words
    assert words.count("经办〇") == MOST_SHOWN
    assert "（待认领）" in words
    printed = supervisor.get("/board/print").words
    assert printed.count("经办〇") == PEOPLE
    assert "（待认领）" in printed
    assert "这里列出" not in printed


def test_a_small_house_is_told_of_nothing_left_out(client, county):
    add_item(add_case(county, "ONE", due_on=date(2026, 12, 1)), county.people["clerk"])
    db.session.commit()
    words = browser(client).get("/board").words
    assert "受理甲" in words
    assert "这里列出" not in words


def test_the_weeks_show_the_most_burdened_as_well_and_everybody_on_paper(client, many):
    for case in db.session.scalars(select(Case).where(Case.number.startswith("MANY-"))):
        fall_due(case, date(2026, 3, 6))
    db.session.commit()
    supervisor = browser(client)
    page = supervisor.get("/board/ahead")
    assert f"这里列出逾期、预计逾期最多的 {MOST_SHOWN} 人，共 {PEOPLE} 人" in page.words
    assert page.words.count("经办〇") == MOST_SHOWN
    assert (
        page.tree.xpath("//table[contains(., '经办人')]//tbody/tr[last()]/td")[1].text_content()
        == f"{PEOPLE + 1}"
    )
    printed = supervisor.get("/board/ahead/print").words
    assert printed.count("经办〇") == PEOPLE
    assert "这里列出" not in printed
    assert "禄丰市人民政府 打印人：督办癸" in printed
