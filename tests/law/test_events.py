"""Events: what can be counted from, and what is refused."""

from datetime import date

import pytest

from app.law.errors import InvalidEvent
from app.law.events import Event, in_order
from tests.law.builders import happened, received


def test_an_event_survives_its_plain_form():
    row = {"type": "received", "on": "2026-03-02", "channel": "fax", "arrived_on": "2026-03-02"}
    event = Event.from_mapping(row)
    assert event.get("arrived_on") == date(2026, 3, 2)
    assert event.to_mapping() == row


def test_an_instant_has_the_office_day():
    event = Event.from_mapping(
        {"type": "public_concern_arisen", "at": "2026-02-16T17:00:00+00:00", "severity": "other"}
    )
    assert event.day == date(2026, 2, 17)


def test_events_of_one_day_keep_their_order():
    first, second = happened("withdrawn", "2026-03-05"), happened("reply_posted", "2026-03-05")
    assert in_order([first, second, received()])[1:] == [first, second]


@pytest.mark.parametrize(
    "row",
    [
        {"on": "2026-03-02"},
        {"type": "reply_posted"},
        {"type": "teleported", "on": "2026-03-02"},
        {"type": "reply_posted", "on": "2026-02-30"},
        {"type": "reply_posted", "on": 20260302},
        {"type": "reply_posted", "on": "0001-01-01"},
        {"type": "received", "on": "2026-03-02"},
        {"type": "received", "on": "2026-03-02", "channel": "pigeon"},
        {"type": "received", "on": "2026-03-02", "channel": "fax", "confirmed_on": "soon"},
        {"type": "extension_notice_sent", "on": "2026-03-02"},
        {"type": "extension_notice_sent", "on": "2026-03-02", "days": 0},
        {"type": "extension_notice_sent", "on": "2026-03-02", "days": "10"},
        {"type": "consultation_sent", "on": "2026-03-02", "party": "third_party"},
        {"type": "consultation_sent", "on": "2026-03-02", "party": "nobody", "id": "甲"},
        {"type": "public_concern_arisen", "on": "2026-03-02", "severity": "other"},
        {"type": "public_concern_arisen", "at": "2026-03-02T08:00:00", "severity": "other"},
        {"type": "public_concern_arisen", "at": "noon", "severity": "other"},
        "received",
    ],
)
def test_what_cannot_be_counted_from_is_refused(row):
    with pytest.raises(InvalidEvent):
        Event.from_mapping(row)
