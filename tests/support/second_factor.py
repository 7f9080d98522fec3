"""Accounts with a second factor, and what the phone of their owner shows."""

from datetime import datetime, timedelta

from app import timekeeping
from app.casework.acts.keys import sealer
from app.database import db
from app.office import factors, one_time_codes
from app.office.people import find_person

HALF_A_MINUTE = timedelta(seconds=30)


def code_at(secret: str, now: datetime) -> str:
    """What the phone shows at this moment."""
    return one_time_codes.code_at(secret, one_time_codes.step_at(now))


def wrong_code(secret: str, now: datetime) -> str:
    """Six digits that are taken at no moment near."""
    near = {code_at(secret, now + step * HALF_A_MINUTE) for step in range(-200, 201)}
    return next(f"{number:06}" for number in range(1000) if f"{number:06}" not in near)


def with_factor(login: str, now: datetime | None = None) -> tuple[str, list[str]]:
    """The account has a second factor, set up a day ago: its secret and recovery codes."""
    day_before = (now or timekeeping.now()) - timedelta(days=1)
    person = find_person(login)
    factors.begin(person, day_before, sealer())
    secret = factors.begun(person, day_before, sealer())
    codes = factors.confirm(person, code_at(secret, day_before), day_before, sealer())
    db.session.commit()
    return secret, codes
