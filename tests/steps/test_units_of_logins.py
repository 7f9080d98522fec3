"""At which units somebody may be given work: of a section the section and the unit above it."""

from datetime import date

import pytest

from app.office.holders import logins_among, units_of_logins
from app.office.people import add_person, appoint
from app.office.vocabulary import Role
from tests.support.county import County

pytestmark = pytest.mark.database
ON = date(2026, 3, 2)
CODES = ("LF", "LF-ZG", "LF-ZRZY", "LF-JS")


def test_each_is_named_with_the_units_of_the_posts(app):
    county = County.load()
    person = add_person(login="both", name="两处甲")
    appoint(person, county.units["LF-ZG"], Role.HANDLER, ON)
    appoint(person, county.units["LF-JS"], Role.HANDLER, ON)
    found = units_of_logins((Role.HANDLER,), CODES, ON)
    assert set(found["both"]) == {"LF-ZG", "LF", "LF-JS"}
    assert found["handler"] == ("LF-ZRZY",)
    assert found.keys() == logins_among((Role.HANDLER,), CODES, ON).keys()


def test_who_has_a_post_elsewhere_is_not_named(app):
    assert "handler" in units_of_logins((Role.HANDLER,), CODES, ON)
    assert "handler" not in units_of_logins((Role.HANDLER,), ("LF-JS",), ON)
