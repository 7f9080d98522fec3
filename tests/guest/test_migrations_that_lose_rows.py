"""A revision that drops or orphans rows without saying so never happened; those before it stand."""

import os
import shutil
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask_migrate import upgrade

from app import create_app, schema
from app.database import db
from tests.guest.visitor_pass import HERE, visitor_pass
from tests.support import databases
from tests.support.settings import settings_for

pytestmark = pytest.mark.database
REVISION = '''"""{number}."""

from alembic import op

revision = "visitor_pass_{number}"
down_revision = "visitor_pass_{before}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""{statement}""")
'''


def bring(folder, number, statement):
    """One revision more of the guest."""
    told = REVISION.format(number=number, before=number - 1, statement=statement)
    (folder / f"visitor_pass_{number}.py").write_text(told, encoding="utf-8")


@pytest.fixture
def house(tmp_path):
    """An empty house with a guest whose migrations the test writes; its tables stand."""
    folder = tmp_path / "migrations"
    shutil.copytree(HERE / "migrations", folder, ignore=shutil.ignore_patterns("__pycache__"))
    with databases.empty(os.environ.get("TEST_DATABASE_URL")) as url:
        url = url or f"sqlite:///{tmp_path / 'house.db'}"
        application = create_app(
            settings_for(tmp_path, url), guests=[replace(visitor_pass, migrations=folder)]
        )
        with application.app_context():
            upgrade(revision="heads")
            yield folder
            db.session.remove()
            db.engine.dispose()


def edition():
    with db.engine.connect() as connection:
        return connection.scalar(sa.text("SELECT count(*) FROM office_edition"))


def test_rows_that_a_revision_drops_come_back_and_the_one_before_it_stands(house, caplog):
    bring(house, 2, "UPDATE office_edition SET number = number")
    bring(house, 3, "DELETE FROM office_edition")
    assert edition() == 1
    with pytest.raises(SystemExit):
        upgrade(revision="heads")
    assert "rows lost or orphaned: ['office_edition']" in caplog.text
    assert edition() == 1
    assert "visitor_pass_2" in schema.recorded_revisions()
    assert "visitor_pass_3" not in schema.recorded_revisions()


def test_a_revision_that_loses_nothing_passes(house):
    bring(house, 2, "UPDATE office_edition SET number = number")
    upgrade(revision="heads")
    assert "visitor_pass_2" in schema.recorded_revisions()
    assert edition() == 1
