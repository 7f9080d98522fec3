"""Telling people of many cases at once: what it asks does not grow with the cases, and each hears of each once."""

from datetime import date

import pytest
from sqlalchemy import func, select

from app.casework.models import Alert, AlertNotice, OutboxMessage
from app.casework.terms.alert_mails import BATCH, tell_of_alerts
from app.casework.terms.sweep import raise_due
from app.database import db
from tests.casework.office_cases import add_case, add_clock, add_item, at
from tests.support.statements import counted

pytestmark = pytest.mark.database
DUE, NOW = date(2026, 3, 6), at(2026, 3, 9)
HEARERS = {"reviewer", "officehead", "leader", "supervisor"}


@pytest.fixture
def late(county):
    """Writes overdue cases, each in the hands of one person, and raises their alerts."""

    def add(first, last):
        for number in range(first, last + 1):
            case = add_case(county, f"LF-2026-{number:04}")
            add_clock(case, DUE)
            add_item(case, county.people["reviewer"], due_on=DUE)
        db.session.commit()
        raise_due(NOW)

    return add


def told():
    """How many notices, and how many messages there are for each case."""
    notices = select(func.count(AlertNotice.id)).join(Alert, Alert.id == AlertNotice.alert_id)
    messages = select(func.count(OutboxMessage.id))
    return [
        {count for (count,) in db.session.execute(query.group_by(case_id))}
        for query, case_id in ((notices, Alert.case_id), (messages, OutboxMessage.case_id))
    ]


def statements_to_tell():
    with counted() as statements:
        tell_of_alerts(NOW)
    return len(statements)


def test_thirty_cases_ask_no_more_than_three(late):
    late(1, 3)
    tell_of_alerts(NOW)  # who holds which post is known from then on
    late(4, 6)
    three = statements_to_tell()
    late(7, 36)
    assert statements_to_tell() == three
    assert told() == [{len(HEARERS)}, {len(HEARERS)}]


def test_more_cases_than_one_batch_are_all_told_once(late):
    late(1, BATCH + 5)
    tell_of_alerts(NOW)
    assert statements_to_tell() <= 2, "one question whether anybody is to be told; SQLite has its BEGIN"
    assert told() == [{len(HEARERS)}, {len(HEARERS)}]
    assert db.session.scalar(select(func.count(func.distinct(OutboxMessage.case_id)))) == BATCH + 5
