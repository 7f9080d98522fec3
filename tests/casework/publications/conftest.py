"""The house with a guest that publishes."""

import os

import pytest

from app.database import db
from tests.casework.publications.gazette import Gazette, gazette
from tests.support import databases


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """As the suite's own, with the guest plugged in."""
    return databases.prepare(
        tmp_path_factory.mktemp("gazette"), os.environ.get("TEST_DATABASE_URL"), guests=[gazette]
    )


@pytest.fixture
def office(app):
    yield Gazette()
    db.session.remove()
