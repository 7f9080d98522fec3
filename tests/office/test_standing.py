"""What a person stands for: loaded in few queries, whatever the size of the tree."""

import pytest

from app.office.absences import record_absence
from app.office.people import appoint
from app.office.permissions import Permission, allows
from app.office.standing import standing_of
from app.office.subjects import AtOrgan
from app.office.vocabulary import Role, UnitKind
from tests.office.small_county import LONG_AGO, TODAY
from tests.support.statements import counted

pytestmark = pytest.mark.database


@pytest.fixture
def busy(county):
    """Four posts, one of them a supervisor's, and two colleagues to stand in for."""
    person = county.person("busy", Role.SUPERVISOR, "禄丰市")
    for role, unit in ((Role.HANDLER, "救助股"), (Role.UNIT_HEAD, "救助股"), (Role.INTAKE_CLERK, "公开办")):
        appoint(person, county[unit], role, LONG_AGO)
    for login in ("away1", "away2"):
        record_absence(county.person(login, Role.LEGAL_REVIEWER, "公开办"), person, TODAY, TODAY)
    return person


def test_a_standing_is_loaded_in_few_queries_whatever_the_size_of_the_tree(session, county, busy):
    for number in range(60):
        county.add(f"局{number}", UnitKind.DEPARTMENT, "禄丰市")
    session.flush()
    session.expire_all()
    person_id = busy.id
    with counted() as statements:
        standing = standing_of(busy, TODAY)
    assert person_id == standing.person_id
    assert len(standing.posts) == 6
    assert len(statements) <= 10


def test_permissions_are_decided_on_a_standing_without_the_database(session, county, busy):
    standing = standing_of(busy, TODAY)
    case = AtOrgan(county["民政局"].id, frozenset({county["救助股"].id}))
    with counted() as statements:
        decided = [allows(permission, standing, case, TODAY) for permission in Permission]
    assert any(decided)
    assert statements == []
