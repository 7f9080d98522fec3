"""Cases from before clocks were due at a moment are shown, warned of and judged like new ones."""

from datetime import date

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade

import config
from app.casework.acts import once
from app.casework.models import CaseClock
from app.casework.terms import clocks, moments, older_tables
from app.casework.terms.moments import Phase
from app.cli.setup import fill_moments
from app.database import db
from app.law.office_time import end_of_day, start_of_day
from tests.casework.office_cases import at
from tests.support.office import Office

pytestmark = pytest.mark.database
ENTERED = at(2026, 3, 2, hour=20)


def revision_before() -> str:
    settings = Config()
    settings.set_main_option("script_location", str(config.ROOT / "migrations"))
    return str(ScriptDirectory.from_config(settings).get_revision("0020").down_revision)


@pytest.fixture
def office(app):
    """An open case, an archived one and an administrator's value, kept in the older tables and brought up again."""
    archived, opened = Office(), Office()
    archived.apply()
    archived.issued().do("clerk", "T_archive", retention_years=10)
    opened.apply()
    db.session.remove()
    downgrade(revision=revision_before())
    with db.engine.begin() as connection:
        connection.execution_options(migrating=True)
        connection.execute(
            sa.text("INSERT INTO parameter_change (key, value, source, changed_at, changed_by) "
                    "VALUES ('reply_working_days', '15', '某法', :at, '管理员')"),
            {"at": "2026-03-02 16:30:00.000000" if db.engine.dialect.name == "sqlite" else "2026-03-02 16:30:00+00"},
        )  # fmt: skip
    upgrade(revision="heads")
    once.forget()
    return opened, archived


def test_they_are_due_at_the_end_of_their_day(office):
    opened, archived = office
    assert opened.case.due_at == end_of_day(opened.case.due_on)
    assert archived.case.due_at is None
    due = db.session.scalars(sa.select(CaseClock)).all()
    assert all((clock.due_at, clock.last_day_on) == (end_of_day(clock.due_on), clock.due_on) for clock in due)
    assert moments.of_case(opened.case, at(2026, 3, 30, hour=23)) is Phase.DUE_TODAY


def test_a_value_from_before_holds_from_the_office_day_on_which_it_was_entered(office):
    opened, archived = office
    assert [held.since for held in clocks.parameters().held("reply_working_days")] == [None, date(2026, 3, 3)]
    assert (opened.case.law_edition, archived.case.law_edition) == (None, 0)


def test_set_up_fills_in_from_when_they_are_near_and_does_so_once(office):
    opened, _ = office
    assert opened.case.soon_at == start_of_day(opened.case.due_on)
    fill_moments()
    db.session.rollback()
    assert opened.case.soon_at == start_of_day(date(2026, 3, 25))
    assert not older_tables.has_unfilled()
