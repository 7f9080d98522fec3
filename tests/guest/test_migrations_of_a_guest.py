"""A guest brings the migrations of its tables; without them, or before they have run, the house does not start."""

import shutil
from dataclasses import replace

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from app import branches, create_app, schema
from app.casework.contract.errors import CardRefused
from app.cli.setup import setup
from app.database import db
from tests.guest.visitor_pass import HERE, visitor_pass
from tests.support.settings import settings_for


def house(folder, *guests):
    return create_app(settings_for(folder, f"sqlite:///{folder / 'house.db'}"), guests=guests)


def set_up(application):
    answer = application.test_cli_runner().invoke(setup, ["--no-demo"])
    assert answer.exit_code == 0, answer.output


@pytest.fixture
def folder(tmp_path):
    """A house that has been at work without any guest."""
    set_up(house(tmp_path))
    return tmp_path


def test_a_guest_that_moves_in_is_refused_until_set_up_has_run(folder):
    application = house(folder, visitor_pass)
    with application.app_context():
        with pytest.raises(schema.SchemaRefused, match=r"业务“来访登记”.*visitor_pass_1.*flask setup"):
            schema.refuse_other_schema()
        assert not schema.is_schema_current()
    set_up(application)
    with application.app_context():
        schema.refuse_other_schema()
        assert inspect(db.engine).has_table("guest_visit")


def test_a_guest_may_stand_on_the_newest_revision_of_the_platform(folder):
    """Then only the end of the guest is recorded, and the one below it counts as reached."""
    shutil.copytree(HERE / "migrations", folder / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    with house(folder).app_context():
        newest = max(one for one in branches.revisions()[0] if one.isdecimal())
    [file] = (folder / "migrations").glob("*.py")
    file.write_text(file.read_text("utf-8").replace('"0001"', f'"{newest}"'), encoding="utf-8")
    application = house(folder, replace(visitor_pass, migrations=folder / "migrations"))
    set_up(application)
    with application.app_context():
        assert "visitor_pass_1" in schema.recorded_revisions()
        assert newest not in schema.recorded_revisions()
        schema.refuse_other_schema()


def test_its_branch_goes_back_and_leaves_the_platform_as_it_is(folder):
    application = house(folder, visitor_pass)
    set_up(application)
    with application.app_context():
        downgrade(revision="visitor_pass@base")
        assert not inspect(db.engine).has_table("guest_visit")
        upgrade(revision="heads")
        schema.refuse_other_schema()


def test_a_guest_that_moved_out_leaves_a_database_that_this_house_does_not_know(folder):
    set_up(house(folder, visitor_pass))
    with house(folder).app_context(), pytest.raises(schema.SchemaRefused, match="visitor_pass_1"):
        schema.refuse_other_schema()


def test_own_tables_without_migrations_are_refused_by_name(tmp_path):
    with pytest.raises(CardRefused, match="guest_visit") as refused:
        house(tmp_path, replace(visitor_pass, migrations=None))
    assert (refused.value.process, refused.value.field) == ("visitor_pass", "migrations")


def second_end(text):
    return text.replace("visitor_pass_1", "visitor_pass_2").replace('("visitor_pass",)', "None")


def another_label(text):
    return text.replace('("visitor_pass",)', '("visits",)')


def unknown_ground(text):
    return text.replace('depends_on = "0001"', 'depends_on = "0000"')


@pytest.mark.parametrize(
    ("change", "name", "what"),
    [
        (second_end, "second.py", "一个终点"),
        (another_label, "visitor_pass_1_visits.py", "branch_labels"),
        (unknown_ground, "visitor_pass_1_visits.py", "0000"),
        (None, "", "没有迁移"),
    ],
)
def test_a_branch_that_could_not_be_run_is_refused(tmp_path, change, name, what):
    folder = tmp_path / "migrations"
    folder.mkdir()
    if change is not None:
        text = (HERE / "migrations" / "visitor_pass_1_visits.py").read_text("utf-8")
        (folder / "visitor_pass_1_visits.py").write_text(text, encoding="utf-8")
        (folder / name).write_text(change(text), encoding="utf-8")
    with pytest.raises(CardRefused, match=what) as refused:
        house(tmp_path, replace(visitor_pass, migrations=folder))
    assert (refused.value.process, refused.value.field) == ("visitor_pass", "migrations")
    assert "\n" not in str(refused.value)


FORGETFUL = '''"""Loses what is not its own.

Revision: visitor_pass_2
"""

from alembic import op

revision = "visitor_pass_2"
down_revision = "visitor_pass_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DELETE FROM installation")
'''


def test_a_revision_that_loses_rows_never_happened_and_those_before_it_stand(folder, caplog):
    shutil.copytree(HERE / "migrations", folder / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "migrations/second.py").write_text(FORGETFUL, "utf-8")
    application = house(folder, replace(visitor_pass, migrations=folder / "migrations"))
    with application.app_context():
        with pytest.raises(SystemExit):
            upgrade(revision="heads")
        assert "rows lost or orphaned: ['installation']" in caplog.text
        assert db.session.scalar(text("SELECT count(*) FROM installation")) == 1
        assert "visitor_pass_1" in schema.recorded_revisions()
        assert "visitor_pass_2" not in schema.recorded_revisions()
