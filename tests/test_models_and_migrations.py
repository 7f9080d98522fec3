"""`flask db check` on a database as it is set up: nobody is told to write a migration for what needs none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from app import create_app
from app.cli.setup import setup
from app.database import db
from tests.support import databases
from tests.support.settings import settings_for

ROOT = Path(__file__).parents[1]

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


def checked(house) -> subprocess.CompletedProcess[str]:
    """In a process of its own: in this one, tests may have declared tables of their guests."""
    flask, settings = Path(sys.executable).with_name("flask"), house.config
    environment = {
        **os.environ,
        "MINGBAI_INSTANCE": settings["INSTANCE"],
        "DATABASE_URL": settings["SQLALCHEMY_DATABASE_URI"],
    }
    return subprocess.run([flask, "db", "check"], cwd=ROOT, env=environment, capture_output=True, text=True)


def test_models_and_migrations_say_the_same_and_a_column_too_many_is_found(house):
    good = checked(house)
    assert good.returncode == 0, good.stdout + good.stderr
    with house.app_context(), db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE case_search ADD COLUMN over_much INTEGER"))
    found = checked(house)
    assert found.returncode == 1
    assert "over_much" in found.stdout + found.stderr
