"""One transaction that fills a whole database: no trigger counts or refuses, foreign keys are checked at its end."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, inspect, text

from app.casework.backup.errors import NotTheSame
from app.database import db
from app.office import edition

TRIGGERS = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")


@contextmanager
def filling() -> Iterator[Connection]:
    """Commits when the block ends well. Raises NotTheSame for a foreign key that points nowhere."""
    plain = db.engine.connect().execution_options(writing=True, **{edition.MIGRATING: True})
    with plain as connection:
        free = _free_sqlite if connection.dialect.name == "sqlite" else _free_postgresql
        with free(connection):
            yield connection


@contextmanager
def _free_sqlite(connection: Connection) -> Iterator[None]:
    raw = connection.connection.dbapi_connection
    assert raw is not None
    raw.execute("PRAGMA foreign_keys=OFF")  # only heard outside of a transaction
    try:
        with connection.begin():
            triggers = connection.execute(TRIGGERS).all()
            for trigger in triggers:
                connection.exec_driver_sql(f'DROP TRIGGER "{trigger.name}"')
            yield
            for trigger in triggers:
                connection.exec_driver_sql(trigger.sql)
            if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise NotTheSame(NotTheSame.message.format(where=broken[0]))
    finally:
        connection.invalidate()  # the next one has its settings again


@contextmanager
def _free_postgresql(connection: Connection) -> Iterator[None]:
    with connection.begin():
        inspector = inspect(connection)
        names = inspector.get_table_names()
        keys = [(name, key["name"]) for name in names for key in inspector.get_foreign_keys(name)]
        for name in names:
            connection.execute(text(f'ALTER TABLE "{name}" DISABLE TRIGGER USER'))
        for name, key in keys:
            connection.execute(text(f'ALTER TABLE "{name}" ALTER CONSTRAINT "{key}" DEFERRABLE'))
        connection.execute(text("SET CONSTRAINTS ALL DEFERRED"))
        yield
        connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        for name, key in keys:
            connection.execute(text(f'ALTER TABLE "{name}" ALTER CONSTRAINT "{key}" NOT DEFERRABLE'))
        for name in names:
            connection.execute(text(f'ALTER TABLE "{name}" ENABLE TRIGGER USER'))
            _count_on(connection, name)


def _count_on(connection: Connection, name: str) -> None:
    """The next number that the table gives by itself comes after those that it has now."""
    for column in inspect(connection).get_columns(name):
        if column.get("autoincrement") and str(column.get("default") or "").startswith("nextval"):
            connection.execute(
                text(
                    f'SELECT setval(pg_get_serial_sequence(:name, :column), max("{column["name"]}"))'
                    f' FROM "{name}" HAVING count(*) > 0'
                ),
                {"name": name, "column": column["name"]},
            )
