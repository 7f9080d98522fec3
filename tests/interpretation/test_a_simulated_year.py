"""What `flask simulate` lives through of packages: drawn by lot, each to its end, with all that a check looks for."""

from datetime import date, datetime, time, timedelta

import pytest

from app.casework.models import Case
from app.casework.models.cases import CaseState
from app.casework.terms import clocks
from app.database import db
from app.demo.disk import without_waiting_for_the_disk
from app.demo.living import Office as Life
from app.demo.plan import Plan
from app.demo.present import letters_later
from app.demo.simulation import drawn_arrivals
from app.law.policy_check import FindingKind
from app.law.policy_material import Quarter
from app.office.people import appoint
from app.office.vocabulary import Role
from app.processes.interpretation.statistics import check_of
from app.processes.interpretation.stories.lots import FATES, lots_of
from app.timekeeping import OFFICE_TIME
from tests.support.county import LONG_AGO

FIRST, DAYS, PACKAGES = date(2026, 1, 5), 85, 6


def seeded(seed):
    return lots_of(seed, FIRST)


@pytest.fixture
def departments(office, county):
    """A second department that drafts, so that one can co-sign what the other wrote."""
    finance = next(one for one in county.units["LF"].children if one.code == "LF-CZ")
    appoint(county.people["handler2"], finance, Role.HANDLER, LONG_AGO)
    db.session.commit()
    return office


def test_a_year_draws_every_fate_and_nobody_co_signs_his_own(departments):
    lots = seeded("1")
    stories = [lots.draw(number) for number in range(1, 61)]
    drawn = {
        "returned": any(one.returned for one in stories), "reminded": any(one.reminded for one in stories),
        "objected": any(one.objector for one in stories), "exempt": any(one.exempt_reason for one in stories),
        "plain": any(one.forms for one in stories),
    }  # fmt: skip
    assert set(drawn) == set(FATES)
    assert all(drawn.values())
    assert {one.unit for one in stories} == {"LF-ZRZY", "LF-CZ"}
    own = {"LF-ZRZY": "禄丰市自然资源局", "LF-CZ": "禄丰市财政局"}
    assert not any(own[one.unit] in one.co_signers for one in stories)


@pytest.mark.database
def test_a_quarter_of_packages_is_lived_and_told(departments, county):
    calendar = clocks.calendar()
    life = Life(FIRST, Plan(calendar))
    arrivals = drawn_arrivals(FIRST, DAYS, PACKAGES, "3", [(seeded("3"), 1)], calendar)
    with letters_later(), without_waiting_for_the_disk():
        for day in (FIRST + timedelta(days=number) for number in range(DAYS)):
            life.live(day, arrivals.get(day, ()))
    cases = db.session.query(Case).all()
    assert (len(cases), life.desk.troubles) == (PACKAGES, {})
    assert {case.state for case in cases} == {CaseState.ARCHIVED}
    now = datetime.combine(FIRST + timedelta(days=DAYS), time(9), OFFICE_TIME)
    found = check_of({county.units["LF"].id}, Quarter(2026, 1), now)
    assert found.whole.documents == PACKAGES
    assert found.whole.explained == found.whole.to_explain == found.whole.together
    assert FindingKind.NOT_EXPLAINED not in {one.kind for one in found.findings}
    assert [one.title for one in found.steps][:2] == ["起草", "同步组织"]
