"""逾期和临期 by unit and kind: what each square counts, and who sees it."""

from datetime import date, datetime

import pytest

from app.database import db
from app.timekeeping import OFFICE_TIME
from tests.casework.office_cases import add_case, add_item
from tests.support.browsing import Browser

pytestmark = pytest.mark.database
NOW = datetime(2026, 3, 4, 10, 0, tzinfo=OFFICE_TIME)


@pytest.fixture
def office(county):
    """Late: two, one with two open steps of one unit; due today: one; calm: one; late of another county: one."""
    clerk = county.people["clerk"]
    for number, (organ, due, steps) in enumerate(
        [("LF", date(2026, 2, 27), 2), ("LF", date(2026, 2, 26), 1), ("LF", date(2026, 3, 4), 1),
         ("LF", date(2026, 3, 31), 1), ("YM", date(2026, 2, 27), 1)]
    ):  # fmt: skip
        case = add_case(county, f"OPEN-{number}", organ=organ, due_on=due)
        for _ in range(steps):
            add_item(case, clerk, due_on=due)
    db.session.commit()
    return county


def rows(client, login: str) -> list[list[str]]:
    page = Browser(client, NOW).sign_in(login).get("/board/pressing")
    return [
        [" ".join(" ".join(cell.itertext()).split()) for cell in row.xpath("./*")]
        for row in page.tree.xpath("//table//tbody/tr")
    ]


def test_a_case_counts_once_for_its_unit_and_once_in_all(client, office):
    *units, total = rows(client, "supervisor")
    assert len(units) == 1
    assert units[0][1:] == total[1:] == ["逾期 2 临期 1"]


def test_a_county_sees_its_own_alone(client, office):
    assert rows(client, "prefsupervisor")[-1][1:] == ["逾期 3 临期 1"]


def test_without_any_the_page_says_so(client, county):
    page = Browser(client, NOW).sign_in("supervisor").get("/board/pressing")
    assert "没有逾期和临期的办件" in page.words
