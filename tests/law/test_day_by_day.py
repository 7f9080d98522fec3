"""A walk day by day over requests, against a second, naive implementation that knows nothing of ours but the rules.

Small in the suite; the long form: `MINGBAI_WALKED=300 pytest tests/law/test_day_by_day.py`.
"""

import os
import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import chinese_calendar
import pytest

from app.casework.contract.terms import Rule
from app.casework.models import CaseClock
from app.casework.terms.alert_stages import first_look, next_look, stages_passed
from app.casework.terms.alert_steps import span_of
from app.casework.terms.margins import keep_moments
from app.law.calendar import load_builtin_calendar
from app.law.clock import ClockKind
from app.law.office_time import OFFICE_OFFSET
from tests.law.builders import clocks_of, happened

WALKED = int(os.environ.get("MINGBAI_WALKED", "12"))
CALENDAR, RULE, ONE = load_builtin_calendar(), Rule(), timedelta(days=1)


@dataclass(frozen=True)
class Consulted:
    sent: date
    received: date
    opinion: date | None


@dataclass(frozen=True)
class Request:
    """What happens to a request, drawn by its number."""

    received: date
    consulted: tuple[Consulted, ...]
    extended: tuple[date, int] | None

    def events(self, known_on: date) -> list:
        rows = [happened("received", self.received, channel="in_person")]
        for number, one in enumerate(self.consulted):
            who = {"id": str(number), "party": "third_party"}
            rows.append(happened("consultation_sent", one.sent, **who))
            rows.append(happened("consultation_received_by_party", one.received, **who))
            rows += [happened("opinion_received", one.opinion, **who)] if one.opinion else []
        if self.extended:
            rows.append(happened("extension_notice_sent", self.extended[0], days=self.extended[1]))
        return sorted((row for row in rows if row.day <= known_on), key=lambda row: row.day)


def drawn(number: int) -> Request:
    dice = random.Random(number)
    received = date(2024, 1, 2) + timedelta(days=dice.randrange(640))
    consulted, day = [], received
    for _ in range(dice.randrange(3)):
        day += timedelta(days=dice.randrange(1, 6))
        arrived = day + timedelta(days=dice.randrange(4))
        opinion = arrived + timedelta(days=dice.randrange(0, 40)) if dice.random() < 0.7 else None
        consulted.append(Consulted(day, arrived, opinion))
    extended = (received + timedelta(days=dice.randrange(5, 20)), dice.randrange(1, 21))
    return Request(received, tuple(consulted), extended if dice.random() < 0.5 else None)


def works(day: date) -> bool:
    return chinese_calendar.is_workday(day)


def nth(after: date, count: int, leave_out=frozenset()) -> date:
    """The naive way: go on a day at a time."""
    while count:
        after += ONE
        if works(after) and after not in leave_out:
            count -= 1
    return after


def left_out(request: Request, known_on: date) -> set[date]:
    """The days of a consultation: after the sending, up to the opinion, at the longest fifteen working days."""
    days = set()
    for one in request.consulted:
        if one.sent > known_on:
            continue
        longest = nth(one.received if one.received <= known_on else one.sent, 15)
        ends = min(one.opinion, longest) if one.opinion and one.opinion <= known_on else longest
        days |= {one.sent + ONE * number for number in range(1, (ends - one.sent).days + 1)}
    return days


def naive_due(request: Request, known_on: date) -> date:
    days = request.extended[1] if request.extended and request.extended[0] <= known_on else 0
    return nth(request.received, 20 + days, left_out(request, known_on))


def naive_stages(due: date, today: date) -> set[str]:
    last = due
    while not works(last):
        last -= ONE
    ahead = sum(works(today + ONE * number) for number in range(1, max(0, (last - today).days) + 1))
    reached = {"due_soon"} if today > last or ahead <= 3 else set()
    reached |= {f"before_{days}" for days in (10, 5, 1) if today > last or ahead <= days}
    reached |= {"due_today"} if today >= last else set()
    late = sum(works(due + ONE * number) for number in range(1, max(0, (today - due).days) + 1))
    reached |= {f"after_{number}" for number in range(2, late + 1)}
    return reached | ({"overdue"} if today > due else set())


def row_of(clock) -> CaseClock:
    row = CaseClock(
        kind=clock.kind, key="1", state=clock.state, started_on=clock.started_on, due_on=clock.due_on
    )
    keep_moments(row, clock, RULE, CALENDAR)
    row.span = span_of(clock.started_on, row.last_day_on, CALENDAR)
    return row


@pytest.mark.parametrize("number", range(WALKED))
def test_due_days_pauses_and_alerts_are_those_of_a_naive_count(number):
    request = drawn(number)
    day = request.received
    while day <= naive_due(request, day) + ONE * 5:
        clock = clocks_of(*request.events(day)).running(ClockKind.REPLY)
        due, now = naive_due(request, day), datetime.combine(day, time(9), OFFICE_OFFSET)
        assert clock.due_on == due, day
        assert clock.stands_still_on(day) is (day in left_out(request, day)), day
        row = row_of(clock)
        stages = {one for one in stages_passed(row, now, RULE, CALENDAR) if not one.startswith("pause")}
        assert stages == naive_stages(due, day), day
        looks = first_look(row, RULE, CALENDAR)
        assert not stages or looks <= now, "the sweep would look too late"
        day += ONE


def test_a_clock_that_is_chased_is_looked_at_on_every_day_of_a_chase():
    rule = Rule(chase_every=5)
    clock = clocks_of(*Request(date(2026, 3, 2), (), None).events(date(2026, 3, 2))).running(ClockKind.REPLY)
    row, seen = row_of(clock), []
    looks, now = first_look(row, rule, CALENDAR), datetime(2026, 3, 2, 9, tzinfo=OFFICE_OFFSET)
    while now.date() <= clock.due_on + ONE:
        if looks is not None and looks <= now:
            seen.append((now.date(), len(stages_passed(row, now, rule, CALENDAR))))
            looks = next_look(row, now, rule, CALENDAR)
        now += ONE
    changed = [count for _, count in seen]
    assert changed == sorted(changed)
    assert seen[-1] == (clock.due_on + ONE, 7)  # four chases, near, due today, overdue
