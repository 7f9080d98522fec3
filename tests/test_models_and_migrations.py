"""`flask db check` on a database as it is set up: nobody is told to write a migration for what needs none."""

import os

import pytest
from sqlalchemy import text

from app import create_app
from app.cli.setup import setup
from app.database import db
from tests.support import databases
from tests.support.settings import settings_for

pytestmark = pytest.mark.database


@pytest.fixture
def house(tmp_path):
    """Set up on a database of its own, without the guest of the tests."""
    with databases.empty(os.environ.get("TEST_DATABASE_URL")) as server:
        application = create_app(settings_for(tmp_path, server or f"sqlite:///{tmp_path / 'house.db'}"))
        assert application.test_cli_runner().invoke(setup, ["--no-demo"]).exit_code == 0
        yield application
        with application.app_context():
            db.engine.dispose()


def test_models_and_migrations_say_the_same_and_a_column_too_many_is_found(house, caplog):
    checked = house.test_cli_runner().invoke(args=["db", "check"])
    assert checked.exit_code == 0, checked.output
    with house.app_context(), db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE case_search ADD COLUMN over_much INTEGER"))
    found = house.test_cli_runner().invoke(args=["db", "check"])
    assert found.exit_code == 1
    assert "over_much" in caplog.text
