"""What must hold for every clock, whatever the dates: found by trying many."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.law.calendar import load_builtin_calendar
from app.law.clock import ExcludedSpan
from app.law.counting import count_working_days
from app.law.explanation import explain
from tests.law.builders import clocks_of, happened, received

CALENDAR = load_builtin_calendar()
days = st.dates(date(2019, 1, 1), date(2026, 9, 30))
gaps = st.integers(0, 60)
limits = st.integers(1, 40)


@st.composite
def consulted_requests(draw):
    """A request with up to three consultations, answered or not, and perhaps an extension."""
    start = draw(days)
    events = [received(start)]
    for number in range(draw(st.integers(0, 3))):
        sent_on = start + timedelta(days=draw(gaps))
        events.append(happened("consultation_sent", sent_on, id=str(number)))
        got_it_on = sent_on + timedelta(days=draw(st.integers(0, 10)))
        if draw(st.booleans()):
            events.append(happened("consultation_received_by_party", got_it_on, id=str(number)))
        if draw(st.booleans()):
            answered_on = got_it_on + timedelta(days=draw(gaps))
            events.append(happened("opinion_received", answered_on, id=str(number)))
    if draw(st.booleans()):
        noticed_on = start + timedelta(days=draw(gaps))
        events.append(happened("extension_notice_sent", noticed_on, days=draw(st.integers(1, 20))))
    return events


@given(days, st.integers(0, 30))
def test_a_later_receipt_never_gives_an_earlier_due_day(start, later):
    first, second = received(start), received(start + timedelta(days=later))
    assert clocks_of(first).reply.due_on <= clocks_of(second).reply.due_on


@given(days, limits, gaps)
def test_an_added_off_day_never_makes_the_due_day_earlier(start, limit, gap):
    off = start + timedelta(days=gap)
    year = CALENDAR.year(off.year)
    longer = CALENDAR.with_years([replace(year, off=year.off | {off}, work=year.work - {off})])
    assert longer.add_working_days(start, limit) >= CALENDAR.add_working_days(start, limit)


@given(days, limits, st.lists(st.tuples(gaps, gaps), max_size=4))
def test_overlapping_pauses_deduct_each_day_once(start, limit, offsets):
    spans = [
        ExcludedSpan(start + timedelta(days=after), start + timedelta(days=after + length), "征求意见")
        for after, length in offsets
    ]
    due_on = count_working_days(start, limit, CALENDAR, spans)[-1]
    passed = (start + timedelta(days=number) for number in range(1, (due_on - start).days + 1))
    working = (day for day in passed if CALENDAR.is_working_day(day))
    paused = {day for day in working if any(span.covers(day) for span in spans)}
    assert CALENDAR.working_days_between(start, due_on) == limit + len(paused)


@given(consulted_requests())
def test_an_extension_never_shortens(events):
    clock = clocks_of(*events).reply
    assert clock.due_on >= clock.original_due_on
    without = [event for event in events if event.type != "extension_notice_sent"]
    assert clocks_of(*without).reply.due_on <= clock.due_on


@given(consulted_requests())
def test_a_pause_never_shortens(events):
    clock = clocks_of(*events).reply
    without = [event for event in events if event.type in ("received", "extension_notice_sent")]
    assert clocks_of(*without).reply.original_due_on <= clock.original_due_on


@given(consulted_requests())
def test_the_sheet_counts_exactly_the_limit(events):
    clocks = clocks_of(*events)
    for clock in (clocks.reply, *clocks.of_kind("consultation"), *clocks.of_kind("clarification_notice")):
        sheet = explain(clock, CALENDAR)
        assert sheet.counted == clock.time_limit + clock.extension_days
        assert sheet.rows[-1].on == clock.due_on
        assert sheet.rows[-1].number == sheet.counted


@given(consulted_requests())
def test_every_day_used_or_left_adds_up_to_the_limit(events):
    clock = clocks_of(*events).reply
    for number in range(0, 60, 7):
        today = clock.started_on + timedelta(days=number)
        assert clock.days_used(today) + clock.days_left(today) == clock.time_limit + clock.extension_days


@given(consulted_requests())
def test_a_clock_is_provisional_exactly_when_it_reaches_a_provisional_year(events):
    clocks = clocks_of(*events)
    reaches = [clock.due_on.year >= 2027 for clock in clocks]
    assert [clock.provisional for clock in clocks] == reaches
    assert clocks.provisional == any(reaches)


@given(consulted_requests())
def test_the_cautious_day_is_never_the_later_one(events):
    for clock in clocks_of(*events):
        assert (clock.cautious_due_on is not None) == clock.provisional
        assert clock.cautious_due_on is None or clock.cautious_due_on <= clock.due_on


@given(consulted_requests())
def test_computing_twice_gives_the_same(events):
    assert clocks_of(*events).results() == clocks_of(*events).results()


@given(days, st.integers(0, 6), st.integers(1, 90))
def test_a_clarified_request_has_the_whole_limit_again(start, sent_after, answered_after):
    sent_on = start + timedelta(days=sent_after)
    answered_on = sent_on + timedelta(days=answered_after)
    clocks = clocks_of(
        received(start),
        happened("clarification_notice_sent", sent_on),
        happened("clarification_received", answered_on),
    )
    assert clocks.reply.due_on == CALENDAR.add_working_days(answered_on, 20)
