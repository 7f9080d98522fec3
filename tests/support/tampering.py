"""What somebody with the database in hand does to the audit chain: the triggers that refuse it are put away first."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, update

from app.casework.models import AuditEntry
from app.database import db, is_sqlite


def tamper(which: ColumnElement[bool], **values: Any) -> None:
    """Other values in these lines."""
    with _unguarded() as connection:
        connection.execute(update(AuditEntry).where(which).values(**values))


def remove(which: ColumnElement[bool]) -> None:
    """These lines are no more."""
    with _unguarded() as connection:
        connection.execute(delete(AuditEntry).where(which))


@contextmanager
def _unguarded() -> Iterator[Connection]:
    db.session.rollback()
    with db.engine.begin() as connection:
        if is_sqlite():
            for act in ("update", "delete"):
                connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS audit_entry_no_{act}")
        else:
            connection.exec_driver_sql("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        yield connection
