"""Filling a file of SQLite: pages go to their place, and the journal of the office is there again afterwards."""

from pathlib import Path

import pytest
from sqlalchemy import text

from app.casework.backup.bulk import filling
from app.database import db
from app.sqlite import LIBRARY, journal_mode

usual = journal_mode().lower()


def mode(connection) -> str:
    return connection.scalar(text("PRAGMA journal_mode"))


def fill_and_look(app) -> str:
    """The journal while the file is filled; it takes the row, and has its own journal again."""
    with filling() as connection:
        while_filling = mode(connection)
        connection.exec_driver_sql("CREATE TABLE filled (id INTEGER)")
        connection.exec_driver_sql("INSERT INTO filled VALUES (1)")
    with db.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT id FROM filled").scalars().all() == [1]
        assert mode(connection) == usual
    return while_filling


def test_who_is_alone_with_the_file_writes_in_place(app):
    assert fill_and_look(app) == "delete"


@pytest.mark.skipif(usual != "wal", reason="this library of SQLite writes in place at any time")
def test_where_another_has_the_file_open_its_journal_stays(app):
    other = LIBRARY.connect(Path(str(db.engine.url.database)))
    other.execute("SELECT count(*) FROM sqlite_master").fetchone()
    assert fill_and_look(app) == "wal"
    other.close()
