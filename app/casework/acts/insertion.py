"""Insert a row unless its unique key is there already, so that jobs and workers may run twice at once."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from app.database import db, is_sqlite


def insert_once(model: Any, **values: Any) -> bool:
    """INSERT … ON CONFLICT DO NOTHING. Whether the row is new. Columns keep their defaults."""
    return id_if_new(model, **values) is not None


def id_if_new(model: Any, **values: Any) -> Any:
    """The same; the primary key (its first column) of the new row, None where there is one already."""
    insert = sqlite.insert if is_sqlite() else postgresql.insert
    statement = insert(model.__table__).values(**values).on_conflict_do_nothing()
    # asked by RETURNING: the count of rows is not reliable for INSERT
    row = db.session.execute(statement.returning(*model.__table__.primary_key)).first()
    return row[0] if row is not None else None
