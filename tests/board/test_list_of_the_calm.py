"""正常 on the board: the open cases that no lamp is lit for."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.board.lists import condition
from app.board.wanted import CALM
from app.casework.models import Case
from app.casework.models.cases import CaseState, ClockState
from app.casework.work.supervision import LISTS
from app.database import db
from tests.casework.office_cases import add_case, at

pytestmark = pytest.mark.database
NOW = at(2026, 3, 9)  # a Monday
DAYS = {
    "overdue": -7,
    "today": 0,
    "soon": 1,
    "far": 20,
    "waiting": 20,
    "paused": 20,
    "stopped": 20,
    "closed": 20,
}


def numbers(name):
    return set(db.session.scalars(select(Case.number).where(condition(name, NOW))))


@pytest.fixture
def cases(app, county):
    found = {name: add_case(county, name, due_on=NOW.date() + timedelta(days)) for name, days in DAYS.items()}
    found["closed"].state = CaseState.CLOSED
    found["waiting"].clock_state, found["stopped"].clock_state = ClockState.WAITING, ClockState.STOPPED
    found["paused"].paused_from, found["paused"].paused_until = NOW - timedelta(1), NOW + timedelta(1)
    found["none"] = add_case(county, "none")
    found["undated"] = add_case(county, "undated", clock_state=ClockState.RUNNING)
    db.session.flush()


def test_it_is_what_is_on_time_without_a_limit_or_answered(cases):
    assert numbers(CALM) == {"far", "none", "stopped", "undated"}


def test_with_the_lists_of_the_lamps_it_is_all_that_is_open(cases):
    lit = {name: numbers(name) for name in LISTS if name != "open"}
    assert lit == {
        "overdue": {"overdue"},
        "today": {"today"},
        "soon": {"soon"},
        "paused": {"waiting", "paused"},
    }
    assert numbers("open") == numbers(CALM).union(*lit.values())
