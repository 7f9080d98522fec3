"""A matter that was none: whatever still ran under it is void from that day, and nothing of it was late."""

import pytest

from app.law.clocks import ClockState
from tests.law.builders import clocks_of, happened, received


@pytest.mark.parametrize("day", ["2026-03-05", "2026-04-20"])
def test_no_limit_of_it_is_met_or_missed(day):
    found = clocks_of(received(), happened("discontinued", day))
    (reply,) = found.of_kind("reply")
    assert (reply.state, str(reply.ended_on)) == (ClockState.VOID, day)
    assert "重复登记或者误登记" in reply.ended_by
    assert found.reply is None
    assert not any(clock.is_live for clock in found)


def test_what_was_waited_for_is_waited_for_no_more():
    asked = (
        received(),
        happened("clarification_notice_delivered", "2026-03-04"),
        happened("consultation_sent", "2026-03-04", id="甲"),
        happened("reason_requested", "2026-03-04"),
    )
    assert clocks_of(*asked).progress.awaits_clarification
    found = clocks_of(*asked, happened("discontinued", "2026-03-05"))
    assert found.progress.withdrawn_on is not None
    assert not any(clock.is_live for clock in found)


def test_a_limit_in_hours_ends_with_it_as_well():
    arisen = happened("public_concern_arisen", "2026-03-04", at="2026-03-04T09:00:00+08:00", severity="other")
    assert any(clock.is_live for clock in clocks_of(arisen))
    assert not any(clock.is_live for clock in clocks_of(arisen, happened("discontinued", "2026-03-05")))
