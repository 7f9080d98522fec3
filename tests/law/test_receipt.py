"""The day of receipt by channel (条例第三十一条)."""

from datetime import date

import pytest

from app.law.calendar import load_builtin_calendar
from app.law.parameters import Parameters
from app.law.receipt import Channel, doubt_of_late_entry, receipt_day

PARAMETERS = Parameters.load()
SATURDAY, MONDAY, TUESDAY = date(2026, 5, 30), date(2026, 6, 1), date(2026, 6, 2)


@pytest.mark.parametrize(
    ("channel", "days", "received_on", "because"),
    [
        ("in_person", {"submitted_on": MONDAY}, MONDAY, "the day of submission"),
        ("oral", {"submitted_on": MONDAY}, MONDAY, "an oral request is one in person"),
        ("registered_mail", {"signed_on": SATURDAY}, SATURDAY, "a weekend signature counts"),
        (
            "registered_mail",
            {"signed_on": SATURDAY, "misdirected": True, "reached_office_on": TUESDAY},
            SATURDAY,
            "misdirected inside the organ changes nothing",
        ),
        (
            "ordinary_mail",
            {"arrived_on": MONDAY, "confirmed_on": TUESDAY},
            TUESDAY,
            "the day of confirmation",
        ),
        ("ordinary_mail", {"arrived_on": MONDAY}, None, "not confirmed yet"),
        ("fax", {"arrived_on": MONDAY, "confirmed_on": TUESDAY}, TUESDAY, "the day of confirmation"),
        ("fax", {"arrived_on": MONDAY}, None, "not confirmed yet"),
        ("email", {"arrived_on": MONDAY, "confirmed_on": TUESDAY}, TUESDAY, "the day of confirmation"),
        ("online", {"submitted_on": SATURDAY, "auto_receipt": True}, SATURDAY, "the page said: submitted"),
        ("online", {"submitted_on": SATURDAY}, SATURDAY, "nothing said is an automatic receipt"),
        (
            "online",
            {"submitted_on": SATURDAY, "auto_receipt": False, "confirmed_on": MONDAY},
            MONDAY,
            "the page announced a confirmation by hand",
        ),
        ("online", {"submitted_on": SATURDAY, "auto_receipt": False}, None, "announced, not confirmed yet"),
    ],
)
def test_the_day_of_receipt(channel, days, received_on, because):
    assert receipt_day(channel, parameters=PARAMETERS, **days).received_on == received_on, because


def test_an_unconfirmed_fax_keeps_the_conservative_day():
    receipt = receipt_day(Channel.FAX, arrived_on=MONDAY, parameters=PARAMETERS)
    assert (receipt.is_certain, receipt.conservative_on) == (False, MONDAY)
    assert "尚未与申请人确认" in receipt.basis


@pytest.mark.parametrize(
    ("rule", "value", "channel", "days", "received_on"),
    [
        ("fax_receipt_rule", "arrived_on", "fax", {"arrived_on": MONDAY, "confirmed_on": TUESDAY}, MONDAY),
        (
            "online_receipt_rule",
            "confirmed_on",
            "online",
            {"submitted_on": SATURDAY, "confirmed_on": MONDAY},
            MONDAY,
        ),
        (
            "misdirected_receipt_rule",
            "reached_office_on",
            "registered_mail",
            {"signed_on": SATURDAY, "misdirected": True, "reached_office_on": TUESDAY},
            TUESDAY,
        ),
    ],
)
def test_disputed_rules_are_parameters(rule, value, channel, days, received_on):
    parameters = PARAMETERS.with_overrides({rule: value})
    assert receipt_day(channel, parameters=parameters, **days).received_on == received_on


def test_an_unknown_channel_is_refused():
    with pytest.raises(ValueError, match="pigeon"):
        receipt_day("pigeon", parameters=PARAMETERS)


@pytest.mark.parametrize(
    ("received_on", "due_on", "words"),
    [
        (date(2026, 5, 25), date(2026, 6, 23), ""),  # five working days: 26 to 29 May and 1 June
        (date(2026, 5, 22), date(2026, 6, 22), "距今已过 6 个工作日，法定期限将于2026年6月22日届满"),
        (date(2026, 4, 30), date(2026, 6, 1), "距今已过 20 个工作日，法定期限将于2026年6月1日届满"),
        (date(2026, 4, 1), date(2026, 4, 30), "法定期限已于2026年4月30日届满"),
        (date(2026, 4, 1), None, "收到之日为2026年4月1日"),
    ],
)
def test_a_day_of_receipt_long_ago_is_asked_about(received_on, due_on, words):
    doubt = doubt_of_late_entry(received_on, due_on, MONDAY, load_builtin_calendar())
    assert words in doubt
    assert bool(doubt) == bool(words)
