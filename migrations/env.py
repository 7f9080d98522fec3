"""Migrations on the application's own connection.

SQLite: altering a table means copying it, and with foreign keys on that silently deletes the rows of its children.
So foreign keys are off before the transaction begins. At the end of each revision, before its transaction is
committed, the foreign keys are checked and no table may have lost rows: a revision that loses some never happened.
"""

from collections.abc import Callable
from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection, inspect, text

import app.casework.models
import app.office.models
import app.processes.disclosure.models  # noqa: F401  (all tables must be known)
from app.database import UtcDateTime, db
from app.office import edition
from app.office.models import OfficeEdition

IN_MIGRATIONS_ALONE = frozenset({"ix_case_search_case_grams", "ix_office_case_took"})


class MigrationLosesRows(RuntimeError):
    """A revision that drops or orphans rows without saying so."""


def render_item(kind, thing, autogen_context):
    """Write our column type as what it is in the database."""
    if kind == "type" and isinstance(thing, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def count_rows(connection: Connection) -> dict[str, int]:
    """Rows of every table but Alembic's own, where each branch has its row. One statement for all tables.

    An index for searching is no data: SQLite keeps it in tables of its own, whose rows come and go.
    """
    names = sorted(set(inspect(connection).get_table_names()) - {"alembic_version"} - _indexes(connection))
    counts = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for name in names)
    return dict(connection.execute(text(counts)).tuples().all()) if names else {}


def _indexes(connection: Connection) -> set[str]:
    if connection.dialect.name != "sqlite":
        return set()
    kinds = connection.execute(text("PRAGMA table_list")).mappings()
    return {str(row["name"]) for row in kinds if row["type"] in ("virtual", "shadow")}


def without_indexes(connection: Connection) -> Callable[..., bool]:
    """For Alembic's comparison with the models: what of the database is looked at; not the indexes of words and of what
    is reckoned, which are of another kind on each database and stand in migrations alone."""
    left_out = _indexes(connection) | IN_MIGRATIONS_ALONE
    return lambda name, _kind, _parents: name not in left_out


def check_nothing_lost(connection: Connection, before: dict[str, int]) -> None:
    """Raises MigrationLosesRows when a table that still exists has fewer rows, or a foreign key points nowhere."""
    after = count_rows(connection)
    lost = [name for name, rows in before.items() if after.get(name, rows) < rows]
    if connection.dialect.name == "sqlite":
        lost += [str(row[0]) for row in connection.execute(text("PRAGMA foreign_key_check"))]
    if lost:
        raise MigrationLosesRows(f"rows lost or orphaned: {sorted(set(lost))}")


class RowsKept:
    """Told at the end of each revision, inside its transaction: MigrationLosesRows undoes that revision alone."""

    def __init__(self, connection: Connection) -> None:
        self.rows = count_rows(connection)

    def check(self, *, ctx: Any, **_others: Any) -> None:
        check_nothing_lost(ctx.connection, self.rows)
        self.rows = count_rows(ctx.connection)


def draw_edition(connection: Connection) -> None:
    """What processes keep of the office may have been changed by any revision."""
    if inspect(connection).has_table(OfficeEdition.__tablename__):
        edition.draw(connection)
        connection.commit()


def run() -> None:
    """Upgrade or downgrade, one transaction per revision."""
    with db.engine.connect() as plain:
        connection = plain.execution_options(writing=True, **{edition.MIGRATING: True})
        if connection.dialect.name == "sqlite":
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")
        kept, include_name = RowsKept(connection), without_indexes(connection)
        connection.rollback()
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=render_item,
            include_name=include_name,
            transaction_per_migration=True,
            on_version_apply=kept.check,
            process_revision_directives=current_app.extensions["migrate"].configure_args.get(
                "process_revision_directives"
            ),
        )
        with context.begin_transaction():
            context.run_migrations()
        draw_edition(connection)
        connection.rollback()
        if connection.dialect.name == "sqlite":
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=ON")


run()
