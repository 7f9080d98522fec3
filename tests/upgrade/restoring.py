"""An office as the version before left it: its database, the keys it was sealed with, and its cases by story."""

import gzip
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from app import create_app
from app.casework.acts import once
from app.database import db
from tests.support.settings import settings_for

DATA = Path(__file__).parent / "data"
STRUCTURE = "0007"
STORIES: dict[str, str] = json.loads((DATA / "stories.json").read_text(encoding="utf-8"))
Rows = list[dict[str, Any]]


class Before:
    """The old database as it was, to compare with."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "before.db"
        with closing(sqlite3.connect(self.file)) as connection:
            connection.executescript(gzip.decompress((DATA / "office.sql.gz").read_bytes()).decode("utf-8"))

    def rows(self, table: str) -> Rows:
        with closing(sqlite3.connect(self.file)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(f'SELECT * FROM "{table}"')]


def restored(instance: Path, before: Before, url: str | None) -> Flask:
    """This version's application over the old database and its keys. `url`: an empty database to be filled with it."""
    shutil.copy(DATA / "secrets.json", instance / "secrets.json")
    (instance / "secrets.json").chmod(0o600)
    if url is None:
        shutil.copy(before.file, instance / "office.db")
    app = create_app(settings_for(instance, url or f"sqlite:///{instance / 'office.db'}"))
    if url is not None:
        with app.app_context():
            upgrade(revision=STRUCTURE)
            _copy(before)
    once.forget()
    return app


def _copy(before: Before) -> None:
    """Every row into the same structure in the other database."""
    tables = sa.MetaData()
    tables.reflect(db.engine)
    with db.engine.begin() as connection:
        connection.execution_options(migrating=True)
        for table in tables.sorted_tables:
            if table.name == "alembic_version":
                continue
            rows = [_typed(table, row) for row in before.rows(table.name)]
            for row in _parents_first(table, rows):
                connection.execute(table.insert(), row)
            if rows and isinstance(table.c[table.primary_key.columns.keys()[0]].type, sa.Integer):
                _continue_numbers(connection, table)


def _typed(table: sa.Table, row: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(table.c[name].type, value) for name, value in row.items()}


def _value(kind: sa.types.TypeEngine[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, sa.DateTime):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    if isinstance(kind, sa.Date):
        return date.fromisoformat(value)
    if isinstance(kind, sa.Boolean):
        return bool(value)
    return json.loads(value) if isinstance(kind, sa.JSON) else value


def _parents_first(table: sa.Table, rows: Rows) -> Iterator[dict[str, Any]]:
    """A table that points to itself is written in the order of its numbers: what is pointed at came first."""
    key = table.primary_key.columns.keys()[0]
    yield from sorted(rows, key=lambda row: row[key])


def _continue_numbers(connection: sa.Connection, table: sa.Table) -> None:
    key = table.primary_key.columns.keys()[0]
    if series := connection.scalar(sa.select(sa.func.pg_get_serial_sequence(table.name, key))):
        connection.execute(
            sa.select(sa.func.setval(series, sa.select(sa.func.max(table.c[key])).scalar_subquery()))
        )
