"""Insert a row unless its unique key is there already, so that jobs and workers may run twice at once."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from app.database import db, is_sqlite


def insert_once(model: Any, **values: Any) -> bool:
    """INSERT … ON CONFLICT DO NOTHING. Whether the row is new. Columns keep their defaults."""
    insert = sqlite.insert if is_sqlite() else postgresql.insert
    result = db.session.execute(insert(model).values(**values).on_conflict_do_nothing())
    return bool(result.rowcount)  # type: ignore[attr-defined]
