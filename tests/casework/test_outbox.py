from datetime import timedelta

import pytest

from app.casework.acts.actor import SYSTEM, of_person
from app.casework.acts.commands import perform, transaction
from app.casework.acts.errors import CannotHappenNow
from app.casework.messages import outbox
from app.casework.messages.decisions import settle_message
from app.casework.models import OutboxMessage
from app.casework.models.outbox import OutboxPolicy, OutboxState
from app.database import db
from app.law.errors import NotAllowed
from tests.casework.office_cases import at

pytestmark = pytest.mark.database
NOW = at(2026, 3, 2)


def add(key="k", policy=OutboxPolicy.RETRY, now=NOW):
    with transaction():
        message = outbox.add("probe", key, {"n": 1}, now, policy, None)
        return message.id if message is not None else None


def claim(message_id, now=NOW):
    with transaction():
        message = outbox.claim(message_id, now)
        return message.lease_token if message is not None else None


def state_of(message_id):
    return db.session.get_one(OutboxMessage, message_id, populate_existing=True).state


def test_the_same_key_is_added_once(app):
    assert add("one") is not None
    assert add("one") is None


def test_a_message_is_due_until_it_is_claimed(app):
    message_id = add()
    assert outbox.due_ids(NOW) == [message_id]
    assert claim(message_id) is not None
    assert outbox.due_ids(NOW) == []
    assert claim(message_id) is None


def test_a_lease_that_ran_out_is_due_again(app):
    message_id = add()
    first = claim(message_id)
    later = NOW + outbox.LEASE + timedelta(seconds=1)
    assert outbox.due_ids(later) == [message_id]
    assert claim(message_id, later) not in (None, first)


def test_a_worker_that_lost_its_lease_cannot_record(app):
    message_id = add()
    first = claim(message_id)
    claim(message_id, NOW + outbox.LEASE + timedelta(seconds=1))
    with transaction():
        outbox.record_sent([(message_id, first)], NOW)
    assert state_of(message_id) == OutboxState.SENDING


def test_of_many_messages_only_those_of_this_worker_are_recorded(app):
    ids = [add(f"many {number}") for number in range(3)]
    lost = claim(ids[0])
    later = NOW + outbox.LEASE + timedelta(seconds=1)
    with transaction():
        leased = {message.id: message.lease_token for message in outbox.claim_all(ids, later)}
    assert list(leased) == ids
    with transaction():
        outbox.record_sent([(ids[0], lost), (ids[1], leased[ids[1]])], later)
    assert [state_of(one) for one in ids] == [OutboxState.SENDING, OutboxState.SENT, OutboxState.SENDING]
    with transaction():
        assert outbox.claim_all(ids, later) == []


def test_failures_are_tried_again_after_growing_pauses_and_then_given_up(app):
    message_id, now, pauses = add(), NOW, []
    while state_of(message_id) == OutboxState.PENDING:
        token = claim(message_id, now)
        with transaction():
            outbox.record_failure(message_id, token, "OSError", now)
        message = db.session.get_one(OutboxMessage, message_id, populate_existing=True)
        pauses.append(message.not_before - now)
        now = max(now, message.not_before)
    assert state_of(message_id) == OutboxState.DEAD
    assert len(pauses) == outbox.MAX_ATTEMPTS
    assert pauses[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]


def test_an_interrupted_message_with_legal_effect_waits_for_a_person(app):
    message_id = add(policy=OutboxPolicy.ASK)
    claim(message_id)
    assert claim(message_id, NOW + outbox.LEASE + timedelta(seconds=1)) is None
    assert state_of(message_id) == OutboxState.UNCERTAIN
    assert outbox.number_waiting() == 1


@pytest.mark.parametrize(("was_sent", "after"), [(True, OutboxState.SENT), (False, OutboxState.PENDING)])
def test_the_administrator_decides_on_an_uncertain_message(app, county, was_sent, after):
    message_id = uncertain()
    admin = of_person(county.people["admin"])
    perform(settle_message, actor=admin, now=NOW, message_id=message_id, was_sent=was_sent)
    assert state_of(message_id) == after
    with pytest.raises(CannotHappenNow):
        perform(settle_message, actor=admin, now=NOW, message_id=message_id, was_sent=was_sent)


def test_what_had_no_address_was_not_sent_and_nobody_can_say_so(app, county):
    message_id, admin = add(), of_person(county.people["admin"])
    with transaction():
        outbox.record_no_address(message_id, outbox.claim(message_id, NOW).lease_token, "收件人没有邮箱地址")
    with pytest.raises(CannotHappenNow, match="没有收件地址，从未发出"):
        perform(settle_message, actor=admin, now=NOW, message_id=message_id, was_sent=True)
    assert (state_of(message_id), db.session.get(OutboxMessage, message_id).sent_at) == (
        OutboxState.NO_ADDRESS,
        None,
    )
    perform(settle_message, actor=admin, now=NOW, message_id=message_id, was_sent=False)
    assert state_of(message_id) == OutboxState.PENDING


def test_a_clerk_does_not_decide_on_it(app, county):
    message_id, clerk = uncertain(), of_person(county.people["clerk"])
    with pytest.raises(NotAllowed):
        perform(settle_message, actor=clerk, now=NOW, message_id=message_id, was_sent=True)
    assert state_of(message_id) == OutboxState.UNCERTAIN


def uncertain():
    message_id = add(policy=OutboxPolicy.ASK)
    token = claim(message_id)
    with transaction():
        outbox.record_uncertain(message_id, token, "TimeoutError")
    return message_id


def test_the_system_may_settle_nothing_that_is_not_open(app):
    with pytest.raises(CannotHappenNow):
        perform(settle_message, actor=SYSTEM, now=NOW, message_id=999, was_sent=True)
