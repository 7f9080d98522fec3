"""Under which post somebody with several acts: the record names its unit."""

from types import SimpleNamespace

import pytest

from app.office.absences import record_absence
from app.office.people import appoint
from app.office.permissions import ANYWHERE, Permission
from app.office.post_of_act import post_of_act
from app.office.standing import standing_of
from app.office.subjects import AtOrgan
from app.office.vocabulary import Role
from tests.office.small_county import LONG_AGO, TODAY

pytestmark = pytest.mark.database


@pytest.fixture
def person(county):
    """First a handler of a section, then a clerk and a reviewer of the county's office."""
    person = county.person("several", Role.HANDLER, "救助股")
    for role in (Role.INTAKE_CLERK, Role.OFFICE_REVIEWER):
        appoint(person, county["公开办"], role, LONG_AGO)
    return person


def post(person, permission, subject):
    found = post_of_act(standing_of(person, TODAY), permission, subject)
    return found and (found.role, found.on_behalf_of_id)


def place(county):
    return AtOrgan(county["民政局"].id, frozenset({county["救助股"].id}))


def step(county, role, unit, person):
    organ = county["民政局"].id
    return SimpleNamespace(
        organ_id=organ, unit_ids={organ, county[unit].id}, assignee_id=person.id, lane_role=role,
        lane_unit_id=county[unit].id, is_signature=False, drafter_ids=[],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("permission", "role"),
    [
        (Permission.REGISTER_CASE, Role.INTAKE_CLERK),
        (Permission.PUBLISH, Role.OFFICE_REVIEWER),
        (Permission.REQUEST_EXTENSION, Role.HANDLER),
    ],
)
def test_it_is_the_post_that_allows_the_act(county, person, permission, role):
    assert post(person, permission, place(county)) == (role, None)


@pytest.mark.parametrize(("role", "unit"), [(Role.HANDLER, "救助股"), (Role.OFFICE_REVIEWER, "公开办")])
def test_at_a_step_it_is_the_post_that_the_step_waits_for(county, person, role, unit):
    assert post(person, Permission.WORK_ON_ITEM, step(county, role, unit, person)) == (role, None)


def test_a_deputy_acts_under_the_post_of_the_absent(county, person):
    legal = county.person("legal", Role.LEGAL_REVIEWER, "公开办")
    record_absence(legal, person, TODAY, TODAY)
    waiting = step(county, Role.LEGAL_REVIEWER, "公开办", legal)
    assert post(person, Permission.WORK_ON_ITEM, waiting) == (Role.LEGAL_REVIEWER, legal.id)


def test_an_own_post_comes_before_that_of_the_absent(county, person):
    clerk = county.person("clerk", Role.INTAKE_CLERK, "公开办")
    record_absence(clerk, person, TODAY, TODAY)
    assert post(person, Permission.REGISTER_CASE, place(county)) == (Role.INTAKE_CLERK, None)


def test_where_no_post_is_needed_it_is_the_first_one(person):
    assert post(person, None, ANYWHERE) == (Role.HANDLER, None)


def test_whoever_holds_none_acts_under_none(county):
    nobody = county.person("nobody", Role.HANDLER, "救助股")
    nobody.is_active = False
    assert post(nobody, None, ANYWHERE) is None
