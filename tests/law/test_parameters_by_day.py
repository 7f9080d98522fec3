"""Legal parameters hold from a day: a clock is counted with the values of the day on which it starts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.law.calendar import load_builtin_calendar
from app.law.clocks import compute
from app.law.errors import InvalidParameters
from app.law.parameter_history import ParameterHistory
from app.law.parameters import Change, Held, Parameters
from tests.law.builders import happened, received

REPLY, PAYMENT = "reply_working_days", "fee_payment_working_days"
CALENDAR = load_builtin_calendar()
LAW_CHANGES = date(2026, 3, 16)


def change(key, since, value):
    return Change(key, Held(since, value, "某法", is_own=True))


def limits(*events, changes):
    return [
        clock.time_limit
        for clock in compute(events, CALENDAR, ParameterHistory.load(changes)).of_kind("reply")
    ]


@pytest.mark.parametrize(("received_on", "limit", "because"), [
    ("2026-03-13", 20, "the period began before"),
    ("2026-03-16", 15, "it begins on the first day of the new value"),
    ("2026-03-17", 15, "it begins later"),
])  # fmt: skip
def test_the_value_of_the_day_on_which_the_period_begins_holds(received_on, limit, because):
    assert limits(received(received_on), changes=[change(REPLY, LAW_CHANGES, 15)]) == [limit], because


def test_a_period_that_begins_anew_is_counted_with_the_new_value_and_the_old_one_keeps_its_own():
    events = (
        received("2026-03-09"),
        happened("clarification_notice_sent", "2026-03-10"),
        happened("clarification_notice_delivered", "2026-03-10"),
        happened("clarification_received", "2026-03-18"),
    )
    assert limits(*events, changes=[change(REPLY, LAW_CHANGES, 15)]) == [20, 15]


@pytest.mark.parametrize(("changes", "on", "value", "because"), [
    ([], date(2026, 3, 2), 20, "the product's own"),
    ([(date(2026, 3, 2), 15)], date(2026, 3, 1), 20, "not yet"),
    ([(date(2026, 3, 2), 15)], date(2026, 3, 2), 15, "from this day on"),
    ([(date(2026, 3, 2), 15), (date(2027, 1, 1), 10)], date(2026, 12, 31), 15, "until the next one"),
    ([(date(2027, 1, 1), 10), (date(2026, 3, 2), 15)], date(2027, 1, 1), 10, "the order of entering is no matter"),
    ([(date(2026, 3, 2), 15), (date(2026, 3, 2), 16)], date(2026, 3, 2), 16, "of one day the later entered counts"),
])  # fmt: skip
def test_the_value_in_force_on_a_day(changes, on, value, because):
    history = ParameterHistory.load(change(REPLY, since, new) for since, new in changes)
    assert history.on(on).value(REPLY) == value, because


def test_an_own_value_is_marked_while_it_holds():
    history = ParameterHistory.load([change(REPLY, date(2027, 1, 1), 15)])
    marks = [history.on(day).entry(REPLY).changed for day in (date(2026, 12, 31), date(2027, 1, 1))]
    assert marks == [False, True]
    assert [held.value for held in history.held(REPLY)] == [20, 15]


def test_the_product_can_bring_a_value_for_a_coming_year():
    entries = Parameters.from_toml("""
        [[parameter]]
        key = "reply_working_days"
        title = "答复期限"
        value = 20
        later = [{ since = 2027-01-01, value = 15, source = "某法第一条" }]
        unit = "working_day"
        article = "1"
        document = "某法"
        status = "verified"
        note = ""
    """)
    history = ParameterHistory(entries)
    assert [history.on(day).value(REPLY) for day in (date(2026, 12, 31), date(2027, 1, 1))] == [20, 15]


@pytest.mark.parametrize(
    "later", ["[{ since = '明年', value = 15 }]", "[{ value = 15 }]", "[{ since = 2027-01-01, value = -1 }]"]
)
def test_a_coming_value_that_does_not_fit_is_refused(later):
    with pytest.raises(InvalidParameters):
        Parameters.from_toml(f"""
            [[parameter]]
            key = "x"
            title = "某项"
            value = 20
            later = {later}
            unit = "working_day"
            article = ""
            document = ""
            status = "verified"
            note = ""
        """)


def test_an_unfitting_or_unknown_change_is_refused():
    with pytest.raises(InvalidParameters):
        ParameterHistory.load([change(REPLY, LAW_CHANGES, "十五")])
    with pytest.raises(InvalidParameters):
        ParameterHistory.load([change("no_such_thing", LAW_CHANGES, 1)])


@given(started=st.dates(date(2025, 1, 6), date(2026, 9, 1)), since=st.dates(date(2025, 1, 1), date(2026, 12, 1)),
       value=st.integers(1, 40))  # fmt: skip
def test_a_change_never_touches_a_period_that_began_before_it(started, since, value):
    plain = compute([received(started)], CALENDAR, ParameterHistory.load())
    changed = compute([received(started)], CALENDAR, ParameterHistory.load([change(REPLY, since, value)]))
    if since > started:
        assert changed.reply == plain.reply
    else:
        assert changed.reply.time_limit == value


@given(
    days=st.lists(st.dates(date(2020, 1, 1), date(2030, 1, 1)), max_size=6),
    on=st.dates(date(2019, 1, 1), date(2031, 1, 1)),
)
def test_the_latest_day_not_after_the_asked_one_decides(days, on):
    history = ParameterHistory.load(
        change(PAYMENT, day, number) for number, day in enumerate(days, start=100)
    )
    reached = [(day, number) for number, day in enumerate(days, start=100) if day <= on]
    expected = max(reached)[1] if reached else 20
    assert history.on(on).value(PAYMENT) == expected
    assert history.on(on) is history.on(on)
