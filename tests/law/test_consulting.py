"""Consultations: pauses are a union of days, silence, dropping (条例第三十二条至第三十四条)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.law.calendar import load_builtin_calendar
from app.law.clock import ClockState
from app.law.consulting import (
    NotConsulted,
    SilenceTooEarly,
    check_can_record_silence,
    check_is_consulted,
    fault_of_disclosure_day,
)
from app.law.errors import ConsultationAnswered, UnknownConsultation
from tests.law.builders import clocks_of, happened, received

CALENDAR = load_builtin_calendar()
START = date(2026, 3, 2)
ENDS = ("opinion_received", "consultation_closed")


@st.composite
def letters(draw):
    """Up to five letters: sent, received and ended on days of any order; ended by opinion or by dropping."""
    found = []
    for number in range(draw(st.integers(1, 5))):
        sent = draw(st.integers(0, 25))
        got = sent + draw(st.integers(0, 5))
        end = got + draw(st.integers(0, 12))
        found.append((f"第{number + 1}份", sent, got, end, draw(st.sampled_from(ENDS))))
    return found


def events_of(found):
    for id_, sent, got, end, how in found:
        yield happened("consultation_sent", START + timedelta(days=sent), id=id_)
        yield happened("consultation_received_by_party", START + timedelta(days=got), id=id_)
        more = {"closed_by": "dropped"} if how == "consultation_closed" else {}
        yield happened(how, START + timedelta(days=end), id=id_, **more)


@given(letters(), st.randoms(use_true_random=False))
def test_the_pause_is_the_union_of_spans_for_any_order(found, luck):
    events = list(events_of(found))
    by_letter = [events[place : place + 3] for place in range(0, len(events), 3)]
    luck.shuffle(by_letter)
    clock = clocks_of(received(START), *(one for group in by_letter for one in group)).reply
    assert clock.due_on == clocks_of(received(START), *events).reply.due_on

    paused = {
        START + timedelta(days=day)
        for _id, sent, _got, end, _how in found
        for day in range(sent + 1, end + 1)
    }
    day, counted = START, 0
    while counted < 20:
        day += timedelta(days=1)
        counted += CALENDAR.is_working_day(day) and day not in paused
    assert clock.due_on == day


def out(*more):
    return clocks_of(
        received(START), happened("consultation_sent", START, id="1"),
        happened("consultation_received_by_party", START, id="1"), *more,
    )  # fmt: skip


class TestSilence:
    def test_it_is_noted_from_the_day_after_the_limit(self):
        with pytest.raises(SilenceTooEarly):
            check_can_record_silence(out(), "1", date(2026, 3, 23), False)
        check_can_record_silence(out(), "1", date(2026, 3, 24), False)

    def test_not_without_the_partys_receipt_and_not_after_an_opinion(self):
        with pytest.raises(UnknownConsultation):
            check_can_record_silence(out(), "2", date(2026, 3, 24), False)
        answered = out(happened("opinion_received", date(2026, 3, 5), id="1"))
        with pytest.raises(ConsultationAnswered):
            check_can_record_silence(answered, "1", date(2026, 3, 24), False)

    def test_it_misses_the_partys_limit_and_the_pause_ends_with_that(self):
        silent = out(happened("consultation_closed", date(2026, 3, 26), id="1", closed_by="silence"))
        assert silent.of_kind("consultation")[0].state is ClockState.MISSED
        assert silent.reply.due_on == out().reply.due_on
        assert not silent.reply.excluded[0].is_open


def test_a_dropped_letter_is_void_and_lends_no_consent():
    dropped = clocks_of(
        received(START), happened("consultation_sent", START, id="1", party="co_author_organ"),
        happened("consultation_received_by_party", START, id="1"),
        happened("consultation_closed", date(2026, 3, 5), id="1", closed_by="dropped"),
    )  # fmt: skip
    clock = dropped.of_kind("consultation")[0]
    assert (clock.state, clock.lapses_on) == (ClockState.VOID, None)


def test_other_decisions_need_nobodys_opinion():
    check_is_consulted("granted", [])
    with pytest.raises(NotConsulted):
        check_is_consulted("denied_third_party", [])


@pytest.mark.parametrize(
    ("disclosed_on", "due_on", "is_told"),
    [
        (date(2026, 3, 2), date(2026, 3, 30), False), (date(2026, 3, 3), date(2026, 3, 30), True),
        (date(2026, 3, 30), date(2026, 3, 30), True), (date(2026, 3, 31), date(2026, 3, 30), False),
        (date(2026, 3, 3), START, True), (date(2026, 3, 3), date(2026, 2, 27), True), (date(2026, 9, 1), None, True),
    ],
)  # fmt: skip
def test_the_day_of_a_disclosure_lies_between_the_telling_and_the_due_day(disclosed_on, due_on, is_told):
    """A reply that is late by today, or tomorrow, is not made later by waiting for the party's day."""
    assert (fault_of_disclosure_day(disclosed_on, START, due_on) == "") is is_told
