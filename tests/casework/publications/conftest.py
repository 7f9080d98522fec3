"""The house with a guest that publishes."""

import os

import pytest

from app.database import db
from tests.casework.publications.gazette import Gazette, gazette
from tests.support import databases


@pytest.fixture(scope="session")
def prepared():
    """As the suite's own, with the guest plugged in."""
    with databases.instance_folder() as folder:
        yield databases.prepare(folder, os.environ.get("TEST_DATABASE_URL"), guests=[gazette])


@pytest.fixture
def office(app):
    yield Gazette()
    db.session.remove()
