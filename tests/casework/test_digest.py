import threading
from datetime import date

import pytest
from sqlalchemy import select

from app.casework.models import OutboxMessage
from app.casework.terms.digest import MOST_LINES, send_digests
from app.database import db
from app.office.models import Person
from app.office.vocabulary import Role
from tests.casework.office_cases import add_case, add_item, at

pytestmark = pytest.mark.database
MONDAY = at(2026, 3, 9)


def digests():
    """Text by login."""
    db.session.rollback()
    return {
        db.session.get_one(Person, message.payload["person_id"]).login: message.payload
        for message in db.session.scalars(select(OutboxMessage))
    }


@pytest.fixture
def work(county):
    reviewer = county.people["reviewer"]
    for number, due_on in enumerate([date(2026, 3, 6), date(2026, 3, 10), date(2026, 4, 9)], start=1):
        case = add_case(county, f"LF-2026-{number:04}", due_on=due_on)
        add_item(case, reviewer, due_on=due_on)
    add_item(case, role=Role.INTAKE_CLERK, due_on=date(2026, 4, 9), title="收件登记")
    db.session.commit()


def test_a_digest_lists_what_is_overdue_and_due_soon_and_counts_the_rest(work):
    send_digests(MONDAY)
    payload = digests()["reviewer"]
    assert payload["subject"] == "【每日提醒】03月09日：逾期 1 件，临期 1 件"
    lines = payload["text"].split("\n")
    assert lines[:2] == ["逾期（1 件）：", "  03月06日  LF-2026-0001  审核"]
    assert lines[3:5] == ["临期（1 件）：", "  03月10日  LF-2026-0002  审核"]
    assert "其他待办 1 件；待认领 0 件。" in payload["text"]


def test_all_who_could_take_it_hear_of_the_pool(work):
    send_digests(MONDAY)
    assert set(digests()) == {"reviewer", "clerk", "clerk2"}
    assert "待认领 1 件" in digests()["clerk"]["text"]


def test_there_is_one_digest_per_person_and_day(work):
    assert send_digests(MONDAY) == 3
    assert send_digests(at(2026, 3, 9, hour=16)) == 0
    assert send_digests(at(2026, 3, 10)) == 3


def test_two_schedulers_at_once_send_one_digest_each(app, work):
    start, sent = threading.Barrier(3), []

    def send():
        with app.app_context():
            start.wait()
            sent.append(send_digests(MONDAY))
            db.session.remove()

    senders = [threading.Thread(target=send) for _ in range(3)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert len(sent) == 3, "none of them failed"
    assert sum(sent) == 3


@pytest.mark.parametrize(("now", "sent", "because"), [
    (at(2026, 3, 8), 0, "a Sunday"),
    (at(2026, 2, 18), 0, "Spring Festival"),
    (at(2026, 2, 14), 2, "a make-up Saturday"),
])  # fmt: skip
def test_digests_keep_the_offices_calendar(work, now, sent, because):
    assert send_digests(now) == sent, because


def test_who_has_nothing_pressing_is_left_in_peace(county):
    add_item(add_case(county), county.people["reviewer"], due_on=date(2026, 6, 1))
    db.session.commit()
    assert send_digests(MONDAY) == 0


def test_work_of_closed_cases_is_not_listed(county):
    add_item(add_case(county, state="withdrawn"), county.people["reviewer"], due_on=date(2026, 3, 6))
    db.session.commit()
    assert send_digests(MONDAY) == 0


def test_a_digest_holds_no_names_and_stays_short(county):
    for number in range(MOST_LINES + 5):
        case = add_case(county, f"LF-2026-{number:04}", due_on=date(2026, 3, 6))
        add_item(case, county.people["reviewer"], due_on=date(2026, 3, 6))
    db.session.commit()
    send_digests(MONDAY)
    text = digests()["reviewer"]["text"]
    assert "……另有 5 件" in text
    assert "申请人某" not in text
    assert "征地" not in text
