"""Files of cases with known answers: what is compared, what is refused."""

import json
from datetime import datetime

import pytest

from app.law.calendar import load_builtin_calendar
from app.law.check_file import MalformedCheckFile, agrees, parse_check_file
from app.law.parameters import Parameters

RECEIVED = {"type": "received", "on": "2026-03-02", "channel": "in_person"}


def parsed(*cases):
    text = json.dumps({"cases": list(cases)}, ensure_ascii=False)
    return parse_check_file(text, load_builtin_calendar(), Parameters.load())


def case(**facts):
    return {"id": "甲", "events": [RECEIVED], "expect": {}, **facts}


def test_a_case_that_comes_out_has_no_mismatch():
    expect = {"reply_due_on": "2026-03-30", "litigation_due_on": None}
    assert parsed(case(expect=expect))[0].mismatches() == []


@pytest.mark.parametrize(
    ("expect", "line"),
    [
        ({"reply_due_on": "2026-03-31"}, '甲 reply_due_on: expected "2026-03-31" got "2026-03-30"'),
        ({"reply_due_on": None}, '甲 reply_due_on: expected null got "2026-03-30"'),
        ({"on_time": True}, "甲 on_time: expected true got null"),
        ({"provisional": 0}, "甲 provisional: expected 0 got false"),
        ({"no_such_day": None}, "甲 no_such_day: expected null got null"),
        (
            {"consultation_due_on": {"乙": "2026-03-31"}},
            '甲 consultation_due_on: expected {"乙": "2026-03-31"} got null',
        ),
    ],
)
def test_a_mismatch_is_one_line(expect, line):
    assert parsed(case(expect=expect))[0].mismatches() == [line]


def test_a_case_beyond_the_known_years_is_refused_not_guessed():
    late = case(events=[{**RECEIVED, "on": "2028-03-01"}], expect={"reply_due_on": "2028-03-29"})
    assert "refused: 缺少2028年" in parsed(late)[0].mismatches()[0]


def test_a_case_may_have_its_own_limits_and_years():
    own = case(
        params={"reply": 15},
        events=[{**RECEIVED, "on": "2011-06-01"}],
        calendar_extra={"2011": {"off": ["2011-06-04", "2011-06-05", "2011-06-06"], "work": []}},
        expect={"reply_due_on": "2011-06-23", "provisional": False},
    )
    assert parsed(own)[0].mismatches() == []


def test_instants_are_compared_as_instants():
    got = datetime.fromisoformat("2026-02-17T03:00:00+08:00")
    assert agrees("2026-02-16T19:00:00+00:00", got)
    assert not agrees("2026-02-17T03:00:00", got)
    assert not agrees("soon", got)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "[" * 100_000,
        '{"cases": {}}',
        '{"cases": [1]}',
        '{"cases": [{"id": 7}]}',
        '{"cases": [{"id": "甲"}]}',
        '{"cases": [{"id": "甲", "events": [], "expect": []}]}',
        '{"cases": [{"id": "甲", "events": [{"type": "teleported", "on": "2026-03-02"}]}]}',
        '{"cases": [{"id": "甲", "events": [], "params": {"speed": 1}}]}',
        '{"cases": [{"id": "甲", "events": [], "params": {"reply": "20"}}]}',
        '{"cases": [{"id": "甲", "events": [], "calendar_extra": {"2011": []}}]}',
        '{"cases": [{"id": "甲", "events": [], "calendar_extra": {"soon": {"off": []}}}]}',
        '{"cases": [{"id": "甲", "events": [], "calendar_extra": {"2011": {"off": ["x"]}}}]}',
        '{"cases": [{"id": "甲", "events": []}, {"id": "甲", "events": []}]}',
    ],
)
def test_a_malformed_file_is_refused(text):
    with pytest.raises(MalformedCheckFile):
        parse_check_file(text, load_builtin_calendar(), Parameters.load())
