"""Work of a department comes to the posts in its sections too: who has it in hand there handles it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.casework.models.work import WorkItemStatus
from app.casework.work.reading import may_read
from app.office.absences import record_absence
from app.office.people import appoint
from app.office.permissions import Permission, allows, conditions_of
from app.office.post_of_act import post_of_act
from app.office.standing import standing_of
from app.office.vocabulary import Role
from tests.office.case_rows import NOW, case_at, step_at
from tests.office.small_county import LONG_AGO, TODAY

pytestmark = pytest.mark.database
HANDLING = {
    Permission.COPY_CASE,
    Permission.REQUEST_EXTENSION,
    Permission.CONSULT,
    Permission.RECORD_SEARCH,
    Permission.EDIT_TEXT,
    Permission.PROPOSE_PUBLICATION,
    Permission.ANSWER_ORDER,
}


@pytest.fixture
def case(county):
    """A case of the county, handled by its department 民政局."""
    return case_at(county["禄丰市"], county["民政局"])


def given_to(case, county, someone, *, done=False, at="民政局", role=Role.HANDLER, **changes):
    if done:
        changes |= {"status": WorkItemStatus.DONE, "done_by_id": someone.id, "done_at": NOW}
    return step_at(case, county[at], role, assignee_id=someone.id, **changes)


def rights(someone, case):
    return {permission for permission in HANDLING if allows(permission, someone, case, TODAY)}


@pytest.mark.parametrize("done", [False, True])
def test_who_handles_it_from_a_section_has_the_rights_of_who_handles_it(county, case, done):
    li = county.person("li", Role.HANDLER, "救助股")
    assert rights(li, case) == set()
    given_to(case, county, li, done=done)
    assert rights(li, case) == HANDLING
    assert post_of_act(standing_of(li, TODAY), Permission.CONSULT, case).unit_id == county["救助股"].id


def test_so_it_is_with_a_case_of_the_department_itself(county):
    case, li = case_at(county["民政局"], county["民政局"]), county.person("li", Role.HANDLER, "救助股")
    given_to(case, county, li)
    assert rights(li, case) == HANDLING


def test_colleagues_in_sections_gain_nothing_by_it(county, case):
    given_to(case, county, county.person("li", Role.HANDLER, "救助股"), done=True)
    for login, unit in (("wang", "救助股"), ("zhao", "社会股"), ("sun", "教育局")):
        someone = county.person(login, Role.HANDLER, unit)
        assert rights(someone, case) == set(), unit
        assert not may_read(case, standing_of(someone, TODAY)), unit


def test_another_post_of_the_same_person_does_not_handle_it(county, case):
    """To check something for the department, or to hold a post elsewhere, is not to handle its case."""
    clerk = county.person("clerk", Role.LEGAL_REVIEWER, "救助股")
    given_to(case, county, clerk, done=True, role=Role.LEGAL_REVIEWER)
    assert rights(clerk, case) == set()
    elsewhere = county.person("elsewhere", Role.HANDLER, "教育局")
    given_to(case, county, elsewhere, done=True)
    assert rights(elsewhere, case) == set()


def test_who_was_only_asked_beside_the_work_does_not_handle_it(county, case):
    asked, co_signer = (county.person(login, Role.HANDLER, "救助股") for login in ("asked", "cosigner"))
    given_to(case, county, asked, done=True, beside="advice")
    given_to(case, county, co_signer, done=True, copy_item="1")
    assert rights(asked, case) == rights(co_signer, case) == set()


def test_the_deputy_of_who_handles_it_has_them_while_standing_in(county, case):
    li, wang = county.person("li", Role.HANDLER, "救助股"), county.person("wang", Role.HANDLER, "社会股")
    given_to(case, county, li)
    record_absence(li, wang, TODAY, TODAY)
    assert rights(wang, case) == HANDLING


def test_who_worked_on_it_from_a_section_keeps_sight_until_it_goes_to_another_department(county, case):
    li = county.person("li", Role.HANDLER, "救助股")
    given_to(case, county, li, done=True)
    standing = standing_of(li, TODAY)
    assert may_read(case, standing)
    case.handling_unit_id = county["教育局"].id
    assert not may_read(case, standing)
    assert rights(li, case) == set()


def test_the_table_of_rights_tells_of_it():
    assert conditions_of(Permission.RECORD_SEARCH) == [
        "在参与办理的单位担任承办人、承办单位负责人，或者正在办理、办理过的承办人、承办单位负责人，"
        "或者在该机关担任受理岗、公开工作机构审核岗、工作机构负责人"
    ]


PLACES = ["民政局", "公开办", "救助股", "社会股", "教育局", "金山镇", "双柏民政"]
INSIDE = {"民政局", "公开办", "救助股", "社会股"}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    role=st.sampled_from(Role),
    place=st.sampled_from(PLACES),
    done=st.booleans(),
    organ=st.sampled_from(["禄丰市", "民政局"]),
)
def test_nobody_outside_the_department_gains_anything_by_having_had_a_step(
    session, county, role, place, done, organ
):
    with session.begin_nested() as attempt:
        someone, case = county.person("someone"), case_at(county[organ], county["民政局"])
        appoint(someone, county[place], role, LONG_AGO)
        before = rights(someone, case)
        given_to(case, county, someone, done=done)
        gained = rights(someone, case) - before
        may_handle = place in INSIDE and role in (Role.HANDLER, Role.UNIT_HEAD)
        assert gained == (HANDLING - before if may_handle else set())
        attempt.rollback()
        county.people.clear()
