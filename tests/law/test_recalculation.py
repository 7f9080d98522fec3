"""What a new notice moves."""

from dataclasses import replace
from datetime import date

from app.law.calendar import load_builtin_calendar
from app.law.recalculation import moved_clocks
from tests.law.builders import PARAMETERS, happened, received

OLD = load_builtin_calendar()
NOTICE = replace(
    OLD.year(2027),
    status="official",
    document="国办发明电〔2026〕1号",
    off=OLD.year(2027).off | {date(2027, 1, 4)},
    work=frozenset({date(2027, 1, 9)}),
)
NEW = OLD.with_years([NOTICE])


def test_a_clock_moves_when_the_notice_changes_its_days():
    moved = {clock.kind: clock for clock in moved_clocks([received("2026-12-10")], OLD, NEW, PARAMETERS)}
    reply = moved["reply"]
    assert (reply.before, reply.after, reply.moved) == (date(2027, 1, 8), date(2027, 1, 9), True)
    assert (reply.was_provisional, reply.is_provisional) == (True, False)


def test_a_clock_that_only_becomes_certain_is_listed_as_not_moved():
    moved = moved_clocks(
        [received("2026-12-07")],
        OLD,
        OLD.with_years([replace(OLD.year(2027), status="official")]),
        PARAMETERS,
    )
    assert [(clock.kind, clock.moved) for clock in moved] == [("reply", False)]


def test_nothing_is_listed_that_stays_in_past_years():
    assert moved_clocks([received()], OLD, NEW, PARAMETERS) == []


def test_a_clock_that_exists_on_one_side_only_is_listed():
    events = [
        received("2026-12-24"),
        happened("clarification_notice_sent", "2027-01-06"),
        happened("clarification_received", "2027-01-08"),
    ]
    moved = moved_clocks(events, OLD, NEW, PARAMETERS)
    assert any(clock.before is None for clock in moved)
