"""Statements that are kept for the process: each database has its own wording of them."""

from flask import Flask
from sqlalchemy import select

from app.board.days_in_sql import epoch
from app.casework.models import Case
from app.database import db, kept_statement

SQLITE, POSTGRESQL = "sqlite://", "postgresql+psycopg://nobody@127.0.0.1:1/none"


def of(url: str) -> Flask:
    """An application on such a database, which nobody connects to."""
    made = Flask(__name__)
    made.config["SQLALCHEMY_DATABASE_URI"] = url
    db.init_app(made)
    return made


@kept_statement(4)
def since_1970(process: str):
    return select(epoch(Case.due_at)).where(Case.process == process)


def test_it_is_built_once_for_what_it_is_asked_with():
    with of(SQLITE).app_context():
        assert since_1970("disclosure") is since_1970("disclosure")
        assert since_1970("disclosure") is not since_1970("response")


def test_two_applications_of_one_process_have_the_wording_of_their_database():
    with of(SQLITE).app_context():
        assert "strftime" in str(since_1970("interpretation"))
    with of(POSTGRESQL).app_context():
        assert "EXTRACT(epoch" in str(since_1970("interpretation"))
    with of(SQLITE).app_context():
        assert "strftime" in str(since_1970("interpretation"))
