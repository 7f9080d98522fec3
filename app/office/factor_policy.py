"""From which day administrators must have a second factor: as they decided, or as the installation is configured."""

from datetime import date, datetime

from flask import current_app
from sqlalchemy import select

from app.database import db
from app.office import edition
from app.office.models import FactorPolicy, Person

edition.watch(FactorPolicy)


def obligatory_from() -> date | None:
    """The earlier of both days; None: neither is set. A configured day is not put off at a page."""
    days = [day for day in (configured(), decided()) if day is not None]
    return min(days, default=None)


def is_obligatory(on: date) -> bool:
    """Whether the day has come."""
    since = obligatory_from()
    return since is not None and since <= on


def configured() -> date | None:
    """SECOND_FACTOR_FROM."""
    day: date | None = current_app.config.get("SECOND_FACTOR_FROM")
    return day


def decided() -> date | None:
    """The last decision of the office."""
    return edition.kept("second factor decided", _decided)


def decide(day: date | None, by: Person, now: datetime) -> None:
    """The decision that counts from now on."""
    db.session.add(FactorPolicy(obligatory_from=day, decided_by_id=by.id, decided_at=now))
    db.session.flush()


def _decided() -> date | None:
    return db.session.scalar(select(FactorPolicy.obligatory_from).order_by(FactorPolicy.id.desc()).limit(1))
