"""Administrators of the top at browsers of their own."""

import pytest

from app.database import db
from app.office.models import Person
from app.office.organs import find_unit
from app.office.passwords import set_password
from app.office.people import add_person, appoint
from app.office.vocabulary import Role
from tests.support.browsing import Browser
from tests.support.county import LONG_AGO, PASSWORD
from tests.support.office import MORNING


def appointed(login: str, name: str, unit: str, role: Role) -> Person:
    """Somebody whom the small county does not have."""
    person = add_person(login=login, name=name, email=f"{login}@example.invalid")
    set_password(person, PASSWORD, MORNING, must_change=False)
    appoint(person, find_unit(unit, LONG_AGO), role, LONG_AGO)
    db.session.commit()
    return person


@pytest.fixture
def admin(client, app):
    return Browser(client).sign_in("admin")


@pytest.fixture
def security(app):
    """A security administrator."""
    return appointed("security", "安全巳", "CX", Role.SECURITY_ADMINISTRATOR)


@pytest.fixture
def second(app, security):
    """The security administrator at a browser: the second person."""
    return Browser(app.test_client()).sign_in("security")
