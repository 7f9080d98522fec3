"""Starting anew after a load of the demo that died: the database is emptied, for it holds nothing but the demo."""

import shutil

from flask import current_app
from sqlalchemy import text

from app.database import db, is_sqlite
from app.demo.county import instance, marker_file


def clear_unfinished() -> None:
    """Empty database, file store and mailbox; the mark goes last. Raises LookupError without the mark."""
    if not marker_file().exists():
        raise LookupError("no unfinished demo")
    drop_everything()
    for name in ("FILES_FOLDER", "MAILBOX_FOLDER"):
        shutil.rmtree(current_app.config[name], ignore_errors=True)
    for name in ("demo-accounts.json", "demo-requests.json"):
        (instance() / name).unlink(missing_ok=True)
    marker_file().unlink()


def drop_everything() -> None:
    """All tables, with what the migrations added. No row is deleted singly: the audit chain refuses that."""
    db.session.remove()
    with db.engine.begin() as connection:
        db.metadata.drop_all(connection)
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
        if not is_sqlite():
            connection.execute(text("DROP FUNCTION IF EXISTS refuse_change() CASCADE"))
