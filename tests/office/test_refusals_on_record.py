"""The audit chain only grows: a guesser adds a few lines a day to it, and the count is told."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app.casework.models import AuditEntry
from app.database import db
from app.office.refusals_on_record import is_told
from app.signin import acts
from app.timekeeping import OFFICE_TIME
from tests.support.county import PASSWORD

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app", "county")]
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=OFFICE_TIME)
MANY = 40


def refused(login: str, times: int, now: datetime = NOW) -> None:
    for turn in range(times):
        assert acts.enter(login, "wrong", f"198.51.100.{turn + 1}", "", now).refusal is not None


def lines() -> list[AuditEntry]:
    query = select(AuditEntry).where(AuditEntry.tag.in_(("person.sign_in_refused", "person.sign_in_locked")))
    return list(db.session.scalars(query.order_by(AuditEntry.sequence)))


@pytest.mark.parametrize("login", ["clerk", "nobody.of.this.name"])
def test_many_refusals_are_few_lines_and_the_last_one_has_the_count(login):
    refused(login, MANY)
    assert [line.detail["tries"] for line in lines()] == [*range(1, 11), 16, 32]
    assert lines()[-1].summary.endswith("，一日内第 32 次")


def test_logins_that_nobody_has_share_one_count():
    for number in range(MANY):
        refused(f"guess{number}", 1)
    assert len(lines()) == 12
    assert {line.detail["login"] for line in lines()} == {""}


def test_each_login_and_each_day_begins_anew():
    refused("clerk", 12)
    refused("reviewer", 1)
    refused("clerk", 1, NOW + timedelta(days=2))
    assert [(line.detail["login"], line.detail["tries"]) for line in lines()[-2:]] == [
        ("reviewer", 1),
        ("clerk", 1),
    ]


def test_whoever_signs_in_is_always_told():
    refused("clerk", MANY)
    assert acts.enter("reviewer", PASSWORD, "198.51.100.7", "", NOW).person is not None
    assert (
        db.session.scalar(select(AuditEntry.tag).order_by(AuditEntry.sequence.desc()).limit(1))
        == "person.signed_in"
    )


def test_a_million_tries_of_a_day_are_less_than_thirty_lines():
    assert sum(map(is_told, range(1, 1_000_001))) == 26
