"""What stands around the inbox is counted in one statement, and a page of a box is what a plain sort gives."""

from datetime import timedelta

import pytest

from app.casework.models.cases import CaseState
from app.casework.terms import moments
from app.casework.terms.moments import Phase
from app.casework.work import inbox
from app.casework.work.at_hand import DueDay, at_hand
from app.casework.work.paging import PAGE_SIZE
from app.database import db
from app.office.people import find_person
from app.office.standing import standing_of
from tests.casework.office_cases import OPENED_AT, add_case, add_item, at
from tests.support.statements import plan_of, with_values

pytestmark = pytest.mark.database
NOW = at(2026, 3, 9)  # a Monday


def standing():
    return standing_of(find_person("reviewer"), NOW.date())


@pytest.fixture
def cases(app, county):
    """One of each lamp, one on time, one closed with its last task, one without a limit."""
    days = {"overdue": -7, "today": 0, "soon": 1, "calm": 20, "closed": -7, "paused": 20}
    found = {name: add_case(county, name, due_on=NOW.date() + timedelta(days)) for name, days in days.items()}
    found["closed"].state = CaseState.CLOSED
    found["paused"].clock_state = "waiting"
    found["none"] = add_case(county, "none")
    db.session.flush()
    return found


def test_lamps_steps_and_days_are_those_of_the_items_in_hand_and_free(cases, county):
    mine, other = county.people["reviewer"], county.people["handler"]
    for case in cases.values():
        add_item(case, mine, due_on=case.due_on, title="审核")
        add_item(case, due_on=case.due_on, title="分办")
        add_item(case, other, due_on=case.due_on, title="拟稿")
    found = at_hand(standing(), NOW)
    assert found.lamps == {"overdue": 2, "today": 2, "soon": 2, "paused": 2}
    assert found.steps == ["分办", "审核"]
    assert found.due_days == {
        cases["overdue"].due_on: DueDay(2, Phase.OVERDUE), cases["today"].due_on: DueDay(1, Phase.DUE_TODAY),
        cases["soon"].due_on: DueDay(1, Phase.DUE_SOON), cases["calm"].due_on: DueDay(2, Phase.ON_TIME),
    }  # fmt: skip


def test_they_agree_with_the_phase_of_each_case(cases, county):
    for case in cases.values():
        add_item(case, county.people["reviewer"], title=case.number)
    told = {lot.step: lot.phase for lot in at_hand(standing(), NOW).lots}
    assert told == {case.number: moments.of_case(case, NOW) for case in cases.values()}


def test_nothing_in_hand_lights_nothing(app, county):
    found = at_hand(standing(), NOW)
    assert (set(found.lamps.values()), found.steps, found.due_days) == ({0}, [], {})


def test_each_item_asks_its_own_case_and_no_plan_can_read_them_all(app, county):
    with with_values() as sent:
        at_hand(standing(), NOW)
    [(statement, values)] = [one for one in sent if "office_case" in one[0]]
    told = plan_of(statement, values)
    assert "SubPlan" in told or "CORRELATED SCALAR SUBQUERY" in told, told
    assert "Join" not in told
    assert "SCAN office_case" not in told


@pytest.mark.parametrize("box", ["mine", "pool"])
def test_the_pages_of_a_box_are_those_of_a_plain_sort(app, county, box):
    person, items = county.people["reviewer"] if box == "mine" else None, []
    cases = [
        add_case(county, f"N-{number}", due_on=NOW.date() + timedelta(9 - number)) for number in range(4)
    ]
    for number in range(2 * PAGE_SIZE + 9):
        days = (5, None, 0, 5, 2)[number % 5]
        day = OPENED_AT.date() + timedelta(days) if days is not None else None
        items.append(add_item(cases[number % 4], person, due_on=day))
    plain = [item.id for item in sorted(items, key=_place)]
    for page, begin in ((1, 0), (2, PAGE_SIZE), (3, 2 * PAGE_SIZE), (99, 2 * PAGE_SIZE)):
        whole = inbox.list_whole(standing(), box, page, len(items))
        for found in (whole, inbox.list_open(standing(), box, inbox.Filter(), NOW, page)):
            assert [row.id for row in found.rows] == plain[begin : begin + PAGE_SIZE]
            assert (found.number, found.total) == (min(page, 3), len(items))


def _place(item):
    return item.due_on is None, item.due_on or NOW.date(), item.case.due_at, item.id
