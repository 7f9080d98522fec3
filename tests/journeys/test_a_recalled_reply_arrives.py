"""A reply that was posted and then taken back still arrives: the day is kept, and both cases tell of the recall."""

import pytest

from app.casework.letters import deliveries, recalls
from app.casework.letters.deliveries import delivery_of, list_under_way
from app.casework.letters.recalls import AlreadyRecalled
from app.casework.models import AuditEntry, IssuedLetter
from app.database import db
from tests.journeys.test_the_old_reply_stands_until_then import issued_anew, posted, replaced
from tests.journeys.told import POST, events
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
ON_PAPER = {"reply_way": "post", "address": "禄丰市金山镇示例路9号"}


def taken_back() -> tuple[Office, IssuedLetter]:
    """The first reply is in the post when the second takes its place; the office is at the first case again."""
    office, old = replaced(**ON_PAPER)
    issued_anew(office)
    posted(office)
    assert recalls.recall_of(old.id) is not None
    return office, old


def arrived(office: Office, letter: IssuedLetter, **changes) -> None:
    sent = delivery_of(letter.id)
    data = {
        **POST,
        "sent_on": sent.sent_on.isoformat(),
        "delivered_on": office.now.date().isoformat(),
        **changes,
    }
    office.run(deliveries.record_delivery, office.person("clerk"), case_id=letter.case_id, letter_id=letter.id,
               data=data)  # fmt: skip


def listed() -> set[int]:
    return {row.letter_id for row in list_under_way(db.true()).rows}


def test_its_arrival_is_entered_and_it_leaves_the_list():
    office, old = taken_back()
    office.later(days=1)
    assert old.id in listed()
    arrived(office, old)
    assert delivery_of(old.id).state == "delivered"
    assert old.id not in listed()
    office.number = old.case.number
    assert ("decision_delivered", office.now.date()) in events(office)


def test_what_was_never_out_is_not_served_any_more():
    office, old = taken_back()
    delivery_of(old.id).state = "failed"
    db.session.commit()
    with pytest.raises(AlreadyRecalled):
        arrived(office, old)
    assert old.id not in listed()


def test_the_recall_is_told_in_the_case_of_the_recalled_letter_and_in_that_of_the_new_one():
    office, old = taken_back()
    found = db.session.scalars(db.select(AuditEntry).where(AuditEntry.tag == "letter.recalled"))
    told = {line.case_id: line for line in found}
    assert set(told) == {old.case_id, office.case.id}
    assert told[old.case_id].detail["letter"] == old.id
    assert old.document_number in told[old.case_id].summary
