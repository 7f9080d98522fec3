"""Statements that are kept for the process: each database has its own wording of them."""

from flask import Flask
from sqlalchemy import select

from app.board.days_in_sql import days_between
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
def days_taken(process: str):
    return select(days_between(Case.received_on, Case.closed_on)).where(Case.process == process)


def test_it_is_built_once_for_what_it_is_asked_with():
    with of(SQLITE).app_context():
        assert days_taken("disclosure") is days_taken("disclosure")
        assert days_taken("disclosure") is not days_taken("response")


def test_two_applications_of_one_process_have_the_wording_of_their_database():
    with of(SQLITE).app_context():
        assert "julianday" in str(days_taken("interpretation"))
    with of(POSTGRESQL).app_context():
        assert "closed_on - office_case.received_on" in str(days_taken("interpretation"))
    with of(SQLITE).app_context():
        assert "julianday" in str(days_taken("interpretation"))
