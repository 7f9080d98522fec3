"""Who holds which role where: one reading for all units says the same as the question about one."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.office.holders import holder_ids, roles_manned, served_by
from app.office.people import appoint
from app.office.vocabulary import Role
from tests.office.small_county import LONG_AGO, TODAY

pytestmark = pytest.mark.database
UNITS = ["禄丰市", "民政局", "教育局", "公开办", "救助股", "社会股"]
POSTS = st.lists(
    st.tuples(st.sampled_from([Role.HANDLER, Role.UNIT_HEAD, Role.LEGAL_REVIEWER]), st.sampled_from(UNITS)),
    max_size=5,
    unique=True,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(posts=POSTS, gone=st.booleans())
def test_a_unit_is_manned_where_somebody_holds_the_role_for_it(session, county, posts, gone):
    with session.begin_nested() as attempt:
        for number, (role, unit) in enumerate(posts):
            someone = county.person(f"p{number}")
            appoint(someone, county[unit], role, LONG_AGO, TODAY if gone and number == 0 else None)
            someone.is_active = not (gone and number == 1)
        session.flush()
        manned = roles_manned(TODAY)
        for unit in UNITS:
            for role in Role:
                there = role in manned.get(county[unit].id, ())
                assert there == bool(holder_ids(role, county[unit], TODAY)), (unit, role)
        attempt.rollback()
        county.people.clear()


def test_work_comes_to_a_post_from_its_unit_up_to_its_organ_and_to_a_head_from_the_unit_alone(county):
    section, organ = county["救助股"], county["民政局"]
    assert served_by(section, Role.HANDLER) == [section, organ]
    assert served_by(section, Role.UNIT_HEAD) == [section]
    assert served_by(organ, Role.HANDLER) == [organ]
