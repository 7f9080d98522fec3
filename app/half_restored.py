"""The mark of a restore that has not come to its end: an empty database that is not meant to be one.

It is a table of its own, made before all others, and goes in the transaction that brings the rows: so it is there
whatever the restore died of, and never beside rows that are whole.
"""

from sqlalchemy import Column, Connection, Integer, MetaData, Table, inspect

from app.database import db

MARK = Table("restore_unfinished", MetaData(), Column("id", Integer, primary_key=True))


def mark() -> None:
    """A restore begins."""
    with db.engine.connect().execution_options(writing=True) as connection, connection.begin():
        MARK.create(connection, checkfirst=True)


def unmark(connection: Connection) -> None:
    """The rows are whole when this transaction is."""
    MARK.drop(connection, checkfirst=True)


def forget() -> None:
    """The restore was refused: somebody else has begun to work on this database."""
    with db.engine.connect().execution_options(writing=True) as connection, connection.begin():
        unmark(connection)


def is_half_restored() -> bool:
    """Whether a restore began and did not end; it may be running."""
    return inspect(db.engine).has_table(MARK.name)
