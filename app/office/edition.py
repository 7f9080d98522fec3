"""What is worked out from units, people, posts and settings is kept in the process, under the edition of the office.

The edition is one row that every change of these tables draws anew, in the transaction of the change; each
transaction reads it before it trusts what is kept. So nothing kept outlives a change, whichever process made it
(decision 0045). The number is drawn here, not by the writers: what a session wrote into a watched table is noted, and
its commit draws. A writer that goes past the session and forgets is refused by name when it commits.
"""

import re
import secrets
import sys
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from sqlalchemy import Select, TextClause, event, select, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session, SessionTransaction
from sqlalchemy.sql.dml import UpdateBase

from app.database import columns_of, db
from app.entities import Entity, parts_of
from app.office.models import Absence, Appointment, OfficeEdition, OrgUnit, Person
from app.office.models.office_edition import THE_ONE

Value = TypeVar("Value")
LARGEST = 2**62
MOST_KEPT = 20_000  # values of one edition; then the process begins anew
NUMBER = "mingbai.edition"  # in a session's info: the number that its transaction has read
NOTES = "mingbai.edition_notes"  # in a session's info: the notes of its connection
WRITER = "mingbai.edition_writer"  # in a connection's notes: who wrote into a watched table, and where
MIGRATING = "migrating"  # execution option of a connection that draws the number by itself, at its end

NOT_WRITERS = (__name__, "sqlalchemy.", "flask_sqlalchemy.")
WORDS = re.compile(r"\w+")
watched: set[str] = set()
"""Names of the tables whose rows are kept."""


class EditionForgotten(RuntimeError):
    """A connection wrote into a watched table and commits under the old number: other processes would not notice."""


def watch(*models: type[Any]) -> None:
    """Changes of these tables draw a new edition."""
    watched.update(model.__tablename__ for model in models)


watch(OrgUnit, Person, Appointment, Absence)

_number = select(OfficeEdition.number).where(OfficeEdition.id == THE_ONE)
NUMBER_NOW = _number.scalar_subquery()
"""For a statement that reads something else as well, and tells the number by `known`."""
_draw = update(OfficeEdition.__table__).where(OfficeEdition.__table__.c.id == THE_ONE)


class _Kept:
    """The values of one edition, shared by the threads of the process."""

    def __init__(self, number: int | None) -> None:
        self.number = number
        self.values: dict[Hashable, Any] = {}


_shelf = [_Kept(None)]


def kept(key: Hashable, read: Callable[[], Value]) -> Value:
    """The value under this key, read anew when the office has changed.

    `key` begins with what is kept and has everything in it that the value depends on. Rows do not belong here: they
    are of one session. In a transaction that changes the office itself nothing is taken from here and nothing put.
    """
    number = current()
    if number is None:
        return read()
    values = _values_of(number)
    if key not in values:
        values[key] = read()
    value: Value = values[key]
    return value


def _values_of(number: int) -> dict[Hashable, Any]:
    shelf = _shelf[0]
    if shelf.number != number or len(shelf.values) > MOST_KEPT:
        shelf = _shelf[0] = _Kept(number)
    return shelf.values


def current() -> int | None:
    """The number that this transaction sees; None while it changes the office itself, or where there is none."""
    session = db.session()
    if _is_changing(session):
        return None
    if NUMBER not in session.info:
        known(session.execute(_number).scalar())
    number: int | None = session.info[NUMBER]
    return number


def known(number: int | None) -> None:
    """The number came along with another statement of this transaction."""
    db.session.info[NUMBER] = number


def first_with(query: Select[Any], asked: dict[str, Any], *entities: Entity[Any]) -> list[Any] | None:
    """The rows of these entities, whose columns a query reads, and then the number along (`NUMBER_NOW`); None where
    there are none."""
    found = columns_of(query, asked).first()
    if found is None:
        return None
    *parts, (number,) = parts_of(found, *entities)
    known(number)
    return [entity.row(part) for entity, part in zip(entities, parts, strict=True)]


def draw(connection: Connection | Session) -> None:
    """A new number, in the transaction of the change."""
    connection.execute(_draw.values(number=secrets.randbelow(LARGEST)))


def _is_changing(session: Session) -> bool:
    if WRITER in session.info.get(NOTES, ()):
        return True
    waiting = (*session.new, *session.dirty, *session.deleted)
    return any(type(row).__tablename__ in watched for row in waiting)


@event.listens_for(db.session, "after_begin")
def _follow(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    if not transaction.nested:
        connection.info.pop(WRITER, None)
        session.info[NOTES] = connection.info


@event.listens_for(db.session, "after_transaction_end")
def _forget(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(NUMBER, None)
        session.info.pop(NOTES, None)


@event.listens_for(db.session, "before_commit")
def _draw_if_changed(session: Session) -> None:
    session.flush()
    notes = session.info.get(NOTES, {})
    if WRITER in notes:
        draw(session)
        del notes[WRITER]
        session.info.pop(NUMBER, None)


@event.listens_for(Engine, "after_execute")
def _note_writer(connection: Connection, statement: Any, *_rest: Any) -> None:
    if (table := _written(statement)) is not None:
        connection.info.setdefault(WRITER, f"{_place()}: {table}")


def _written(statement: Any) -> str | None:
    """The watched table that a statement writes into."""
    if isinstance(statement, UpdateBase):
        name = getattr(statement.table, "name", "")
        return name if name in watched else None
    if isinstance(statement, TextClause):
        words = WORDS.findall(statement.text.lower())
        writes = {"insert", "update", "delete"} & set(words)
        return next((name for name in watched if writes and name in words), None)
    return None


def _place() -> str:
    """The function of ours that wrote."""
    frame = sys._getframe(1)
    while frame.f_back is not None and str(frame.f_globals.get("__name__")).startswith(NOT_WRITERS):
        frame = frame.f_back
    return f"{frame.f_globals.get('__name__')}.{frame.f_code.co_qualname}"


@event.listens_for(Engine, "commit")
def _refuse_forgotten(connection: Connection) -> None:
    writer = connection.info.pop(WRITER, None)
    if writer is not None and not connection.get_execution_options().get(MIGRATING):
        raise EditionForgotten(f"{writer} was changed and the edition of the office was not drawn anew")


@event.listens_for(Engine, "rollback")
def _forget_writer(connection: Connection) -> None:
    if not connection.invalidated:  # one that the database has ended took its notes along
        connection.info.pop(WRITER, None)
