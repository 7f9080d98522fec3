"""The legal days of a delivery (国办公开办函〔2016〕235号)."""

from datetime import date

import pytest

from app.law.delivery import DeliveryDayMissing, legal_days, reply_event_type
from app.law.parameters import Parameters

PARAMETERS = Parameters.load()
SENT, SIGNED = date(2026, 3, 30), date(2026, 4, 2)


@pytest.mark.parametrize(
    ("method", "replied_on", "effective_on", "because"),
    [
        ("post", SENT, SIGNED, "posting counts for the organ, the signature for the applicant"),
        ("courier", SIGNED, SIGNED, "other couriers have no such effect"),
        ("in_person", SIGNED, SIGNED, "the day of the signature"),
        ("entrusted", SIGNED, SIGNED, "the day of the signature"),
        ("online", SENT, SENT, "the day on which it entered the account"),
        ("email", SENT, SENT, "the day on which it reached the mailbox"),
    ],
)
def test_the_two_days_by_method(method, replied_on, effective_on, because):
    days = legal_days(method, sent_on=SENT, signed_on=SIGNED, parameters=PARAMETERS)
    assert (days.replied_on, days.effective_on) == (replied_on, effective_on), because


def test_a_posted_letter_on_its_way_has_no_effect_for_the_applicant_yet():
    days = legal_days("post", sent_on=SENT, parameters=PARAMETERS)
    assert (days.replied_on, days.effective_on) == (SENT, None)


def test_without_the_old_letter_the_signature_counts():
    parameters = PARAMETERS.with_overrides({"letter235_applies": False})
    assert legal_days("post", sent_on=SENT, signed_on=SIGNED, parameters=parameters).replied_on == SIGNED


@pytest.mark.parametrize("method", ["post", "in_person", "online", "email"])
def test_a_missing_day_is_refused(method):
    with pytest.raises(DeliveryDayMissing):
        legal_days(method, parameters=PARAMETERS)


@pytest.mark.parametrize(
    ("method", "event"),
    [
        ("post", "reply_posted"),
        ("online", "reply_delivered_online"),
        ("email", "reply_delivered_online"),
        ("in_person", "reply_signed_for"),
        ("courier", "reply_signed_for"),
    ],
)
def test_each_method_has_its_clock_event(method, event):
    assert reply_event_type(method) == event
