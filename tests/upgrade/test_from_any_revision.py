"""An office that stopped at any earlier revision is upgraded from there, and has what one has that was upgraded whole.

Small in the suite; `MINGBAI_REVISIONS=all pytest tests/upgrade/test_from_any_revision.py`, or `make prove`, tries all.
"""

import os

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from flask_migrate import upgrade

from app.casework.acts import audit
from app.casework.backup.rows import tables
from app.database import db
from tests.support import databases
from tests.upgrade.restoring import STRUCTURE, Before, restored

pytestmark = pytest.mark.database
SOME = ("0062",)  # in the middle of its life
DRAWN_ANEW = frozenset({"office_edition"})


def revisions(application):
    """The revisions of the platform behind the oldest office that is kept, the earliest first."""
    with application.app_context():
        script = ScriptDirectory.from_config(application.extensions["migrate"].migrate.get_config())
        found = [one.revision for one in script.walk_revisions() if one.revision.isdecimal()]
    return sorted(one for one in found if one > STRUCTURE)


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    return Before(tmp_path_factory.mktemp("before"))


def content_of(connection, table):
    """The rows in the order of their keys; of what is drawn anew at each upgrade, that it is there."""
    found = connection.execute(sa.select(table).order_by(*table.primary_key.columns)).all()
    return len(found) if table.name in DRAWN_ANEW else [tuple(row) for row in found]


def what_stands(before, folder, *stops):
    """What every table holds after an upgrade with these stops, whether the chain holds, and all revisions."""
    folder.mkdir()
    with databases.empty(os.environ.get("TEST_DATABASE_URL")) as url:
        application = restored(folder, before, url)
        with application.app_context():
            for stop in stops:
                upgrade(revision=stop)
                db.session.remove()
                db.engine.dispose()
            with db.engine.connect() as connection:
                content = {table.name: content_of(connection, table) for table in tables(connection)}
            holds = audit.verify() is None
            db.session.remove()
            db.engine.dispose()
        return content, holds, revisions(application)


def test_wherever_it_stopped_it_comes_to_the_same(before, tmp_path):
    whole, holds, known = what_stands(before, tmp_path / "at-once", "heads")
    assert holds
    assert len(whole["office_case"]) == len(before.rows("office_case"))
    for stop in known if os.environ.get("MINGBAI_REVISIONS") == "all" else SOME:
        stands, holds, _ = what_stands(before, tmp_path / stop, stop, "heads")
        assert holds, stop
        assert [name for name in whole if stands[name] != whole[name]] == [], stop
