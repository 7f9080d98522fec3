"""分办 in a county as large as counties are: every unit may be chosen, also after the organ was renamed."""

from datetime import timedelta

import pytest

from app.database import db
from app.office.organs import find_unit
from app.office.reorganisation import open_unit, reorganise
from app.office.vocabulary import UnitKind
from app.processes.disclosure.responsible import other_organs
from app.steps.assignment import units_under
from tests.support.county import LONG_AGO, County
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
DEPARTMENTS = 110


@pytest.fixture
def large():
    """A hundred departments more, each with a section, all before the department that tests give their cases to."""
    county = County.load()
    for number in range(DEPARTMENTS):
        code = f"LF-A{number:03d}"
        department = open_unit(
            code=code, name=f"禄丰市第{number}局", short_name=f"{number}局", kind=UnitKind.DEPARTMENT,
            valid_from=LONG_AGO, parent=county.units["LF"],
        )  # fmt: skip
        open_unit(
            code=f"{code}-A", name=f"第{number}局办公室", short_name="办公室", kind=UnitKind.SECTION,
            valid_from=LONG_AGO, parent=department,
        )  # fmt: skip
    db.session.commit()


def test_the_last_of_many_departments_gets_its_matter(large):
    office = Office()
    office.apply()
    office.assigned()
    assert office.case.handling_unit.code == "LF-ZRZY"


def test_every_unit_right_below_the_organ_may_be_given_a_matter(large):
    office = Office()
    office.apply()
    office.accepted()
    found = units_under(office.item("T_assign"))
    assert len(found) == 1 + 3 + DEPARTMENTS
    assert not any("办公室" in name for name in found.values())


def test_every_other_organ_may_be_named_as_responsible(large):
    office = Office()
    office.apply()
    found = other_organs(office.case, office.now.date())
    assert len(found) == 2 + DEPARTMENTS


def test_the_units_of_a_renamed_organ_are_those_of_its_new_form():
    office = Office()
    office.apply()
    today = (office.now + timedelta(days=1)).date()
    reorganise(find_unit("LF", today), today, name="禄丰县人民政府")
    db.session.commit()
    office.later(days=1)
    office.assigned()
    assert office.case.handling_unit.name == "禄丰市自然资源局"
    assert units_under(office.item("T_handle")) == {
        "LF": "禄丰县人民政府", "LF-ZG": "政务公开科", "LF-JS": "金山镇人民政府", "LF-ZRZY": "禄丰市自然资源局",
    }  # fmt: skip
