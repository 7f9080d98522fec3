"""PostgreSQL keeps what was prepared, though every page ends with a ROLLBACK, and plans anew what has changed."""

import pytest
import sqlalchemy as sa

from app.database import db, is_sqlite

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
OFTEN = 8  # psycopg has a statement prepared that has come five times
COUNTED = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%office_edition%'"
ASKED = sa.text("SELECT number FROM office_edition WHERE id = :id")


@pytest.fixture
def connection():
    if is_sqlite():
        pytest.skip("SQLite")
    with db.engine.connect() as connection:
        yield connection
        connection.rollback()


def read_often(connection) -> None:
    for _ in range(OFTEN):
        connection.execute(ASKED, {"id": 1}).all()
        connection.rollback()


def test_it_outlives_a_rollback(connection):
    read_often(connection)
    assert connection.scalar(sa.text(COUNTED)) == 1


def test_it_is_right_after_a_change_of_the_table(connection):
    read_often(connection)
    connection.execute(sa.text("ALTER TABLE office_edition ADD COLUMN seen integer"))
    assert len(connection.execute(ASKED, {"id": 1}).all()) == 1
    connection.rollback()
    assert len(connection.execute(ASKED, {"id": 1}).all()) == 1


def test_what_a_migration_has_made_unusable_fails_once(connection):
    """A program that was not stopped meanwhile goes on by itself."""
    read_often(connection)
    with db.engine.begin() as migration:
        migration.execute(sa.text("ALTER TABLE office_edition ALTER COLUMN number TYPE numeric"))
    try:
        with pytest.raises(sa.exc.DBAPIError, match="cached plan"):
            connection.execute(ASKED, {"id": 1})
        connection.rollback()
        assert len(connection.execute(ASKED, {"id": 1}).all()) == 1
        connection.rollback()
    finally:
        with db.engine.begin() as migration:
            migration.execute(sa.text("ALTER TABLE office_edition ALTER COLUMN number TYPE bigint"))
