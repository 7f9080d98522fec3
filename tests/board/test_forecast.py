"""预计逾期: the rule itself, whose means count, and which cases are on its list."""

from datetime import timedelta

import pytest

from app.board import forecast
from app.board.forecast import Means, Step
from app.casework.models import StepInMonth
from app.database import db
from tests.board.test_parts import NOW
from tests.casework.office_cases import add_case, add_item

DAY = timedelta(days=1)
STEP = Step(1, "disclosure", "T_handle")
OTHER = Step(1, "disclosure", "T_draft")
HAND, STRANGER = 7, 8
KNOWN = Means({(STEP, HAND): 5 * DAY}, {STEP: 3 * DAY, OTHER: 2 * DAY})


@pytest.mark.parametrize(
    ("person", "left", "short"),
    [
        (HAND, 4 * DAY, True), (HAND, 5 * DAY, False),  # as long as its own mean is enough
        (STRANGER, 4 * DAY, False), (STRANGER, 3 * DAY - timedelta(seconds=1), True),
        (None, 2 * DAY, True), (None, 3 * DAY, False),
        (HAND, timedelta(), True), (HAND, -timedelta(seconds=1), False),  # what is overdue is not predicted
    ],
)  # fmt: skip
def test_the_hand_is_asked_first_then_the_organ(person, left, short):
    assert KNOWN.is_short(STEP, person, NOW + left, NOW) is short


def test_nothing_is_said_of_what_nobody_did():
    assert KNOWN.needed(Step(2, "disclosure", "T_handle"), HAND) is None
    assert not KNOWN.is_short(Step(2, "disclosure", "T_handle"), HAND, NOW, NOW)
    assert Means({}, {}).longest == timedelta()
    assert KNOWN.longest == 5 * DAY


@pytest.mark.database
def test_three_of_twelve_months_make_a_mean(app, county):
    organ, clerk, other = county.units["LF"], county.people["clerk"], county.people["reviewer"]
    for person, month, number, days in (
        (clerk, "2026-01", 2, 8), (clerk, "2025-12", 1, 1), (clerk, "2024-12", 90, 900), (other, "2026-01", 2, 2),
    ):  # fmt: skip
        db.session.add(_done(organ, person, month, number, days))
    db.session.commit()
    found = forecast.means([organ.id], NOW)
    step = Step(organ.id, "disclosure", "T_screening")
    assert found.of_hands == {(step, clerk.id): 3 * DAY}
    assert found.of_organs == {step: (11 * DAY) / 5}
    assert found.needed(step, other.id) == (11 * DAY) / 5


@pytest.mark.database
def test_cases_that_the_rule_names_are_on_the_list(app, county):
    organ, clerk = county.units["LF"], county.people["clerk"]
    db.session.add(_done(organ, clerk, "2026-01", 3, 15))
    short, enough, _idle = (
        add_case(county, name, due_on=NOW.date() + days * DAY)
        for name, days in (("SHORT", 2), ("ENOUGH", 9), ("IDLE", 1))
    )
    add_item(short, clerk)
    add_item(enough, clerk)
    db.session.commit()
    assert forecast.predicted([organ.id], NOW) == [short.id]
    assert forecast.predicted([county.units["CX"].id], NOW) == []


def _done(organ, person, month, number, days):
    return StepInMonth(
        organ_id=organ.id, process="disclosure", node="T_screening", person_id=person.id, month=month,
        title="受理审查", number=number, seconds=days * 86400, late=0,
    )  # fmt: skip
