"""The database of a test goes back to how it was prepared, whatever the test before has done to it (PostgreSQL)."""

from contextlib import closing

import pytest
from sqlalchemy import text

from app.database import db, is_sqlite
from tests.support import databases
from tests.support.office import Office

pytestmark = pytest.mark.database
ROWS = "SELECT coalesce(json_agg(t)::text, '') FROM public.{} AS t"
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1"


@pytest.fixture
def rewinding(app, prepared):
    if is_sqlite():
        pytest.skip("a file is copied faster than rows are written")
    databases.back_to(prepared)
    return prepared.rewinding


def everything() -> dict[str, object]:
    """Every row of every table, in the order in which they lie, and every sequence."""
    tables = db.session.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
    found = {table: db.session.scalar(text(ROWS.format(f'"{table}"'))) for table in tables.all()}
    found["sequences"] = db.session.execute(text(SEQUENCES)).all()
    db.session.rollback()
    return found


def test_after_a_walk_every_row_and_number_is_as_it_was(rewinding, prepared):
    before = everything()
    office = Office()
    office.apply()
    office.do("clerk", "T_register", title="申请公开2024年度补贴发放明细")
    db.session.execute(text("UPDATE person SET name = name || '甲'"))
    db.session.execute(
        text("DELETE FROM org_unit WHERE id NOT IN (SELECT unit_id FROM appointment) AND seal_hash IS NULL")
    )
    db.session.rollback()
    db.session.execute(text("UPDATE person SET name = name || '乙'"))
    db.session.commit()
    assert everything() != before
    databases._let_go()
    assert rewinding.rewind()
    assert everything() == before


def test_a_number_that_a_rollback_has_used_comes_back(rewinding, prepared):
    before = everything()
    db.session.execute(text("SELECT nextval('person_id_seq')"))
    db.session.rollback()
    assert everything() != before
    databases._let_go()
    assert rewinding.rewind()
    assert everything() == before


def test_rows_that_a_test_has_changed_lie_where_those_of_a_copy_lie(rewinding, prepared):
    """Whoever forgets to sort gets the same order, however often the database has gone back."""
    changed = text("UPDATE person SET name = name || '戊' WHERE id % 3 = 0")
    orders = []
    for _ in range(3):
        db.session.execute(changed)
        db.session.commit()
        orders.append(everything()["person"])
        databases._let_go()
        assert rewinding.rewind()
    assert orders[0] == orders[1] == orders[2]


def test_who_still_holds_a_connection_is_sent_away(rewinding, prepared):
    before = everything()
    databases._let_go()
    with closing(rewinding._connection()) as held:
        held.execute("UPDATE person SET name = name || '丙'")
        held.execute("BEGIN")
        held.execute("UPDATE person SET name = name || '丁'")
        assert rewinding.rewind()
    assert everything() == before


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE person CASCADE",
        "ALTER TABLE person ADD COLUMN nickname text",
        "ALTER TABLE person DROP COLUMN email",
        "ALTER TABLE person ADD CONSTRAINT ck_named CHECK (name <> '')",
        "CREATE TABLE found (id integer)",
        "DROP TABLE audit_entry CASCADE",
        "CREATE INDEX ix_found ON person (name)",
        "CREATE FUNCTION found() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    ],
)
def test_what_changes_the_catalogue_makes_a_copy_necessary(rewinding, prepared, statement):
    before = everything()
    db.session.execute(text(statement))
    db.session.commit()
    databases._let_go()
    assert not rewinding.rewind()
    databases.back_to(prepared)
    assert everything() == before
