"""Sessions on the server: idle and absolute end, revocation, the person's own list and password."""

from datetime import timedelta

import pytest

from app.law.errors import InvalidInput
from app.office.locking_out import change_password
from app.office.passwords import is_password_of, set_password
from app.office.sessions import (
    check_new_password,
    drop_old_sessions,
    needs_touch,
    open_session,
    revoke,
    revoke_all,
    seconds_left,
    session_for,
    sessions_of,
    sign_out,
    touch,
)
from app.office.vocabulary import Role

pytestmark = pytest.mark.database
GOOD, NEXT = "Kx7-rain-Vorn", "Kx7-snow-Vorn"
MINUTE, HOUR, SECOND = timedelta(minutes=1), timedelta(hours=1), timedelta(seconds=1)


@pytest.fixture
def li(county, now):
    person = county.person("liming", Role.HANDLER, "救助股")
    set_password(person, GOOD, now)
    return person


@pytest.fixture
def token(li, now):
    return open_session(li, "10.0.0.7", now)


def test_the_token_finds_its_session_and_another_finds_none(token, li, now):
    assert session_for(token, now).person is li
    assert session_for(token + "x", now) is None
    assert session_for("", now) is None


def test_a_session_ends_after_thirty_idle_minutes(token, now):
    assert session_for(token, now + 30 * MINUTE - SECOND)
    assert session_for(token, now + 30 * MINUTE) is None


def test_using_a_session_keeps_it_alive_until_its_absolute_end(token, now):
    for quarters in range(1, 48):
        at = now + quarters * 15 * MINUTE
        touch(session_for(token, at), at)
    assert session_for(token, now + 12 * HOUR - SECOND)
    assert session_for(token, now + 12 * HOUR) is None


@pytest.mark.parametrize("days", [0, 1, 200, 399])
def test_a_session_of_a_clock_that_ran_ahead_is_over(li, now, days):
    ahead = open_session(li, "10.0.0.7", now + timedelta(days=400))
    assert session_for(ahead, now + timedelta(days=400)) is not None
    assert session_for(ahead, now + timedelta(days=days)) is None
    assert sessions_of(li, now + timedelta(days=days)) == []


def test_a_session_that_was_used_by_a_clock_that_ran_ahead_is_over(token, now):
    touch(session_for(token, now), now + HOUR)
    assert session_for(token, now + MINUTE) is None


def test_clocks_of_two_hosts_may_differ_a_little(li, now):
    assert session_for(open_session(li, "10.0.0.7", now + 4 * MINUTE), now) is not None


def test_the_last_sight_is_written_at_most_once_a_minute(token, now):
    kept = session_for(token, now)
    assert not needs_touch(kept, now + 59 * SECOND)
    assert needs_touch(kept, now + MINUTE)


def test_the_page_can_say_how_long_the_session_lasts(token, now):
    kept = session_for(token, now)
    assert seconds_left(kept, now + MINUTE) == 29 * 60
    touch(kept, now + 12 * HOUR - MINUTE)
    assert seconds_left(kept, now + 12 * HOUR - MINUTE) == 60


def test_the_times_are_settings(office_app, monkeypatch, li, now):
    monkeypatch.setitem(office_app.config, "SESSION_IDLE_MINUTES", 5)
    monkeypatch.setitem(office_app.config, "SESSION_ABSOLUTE_HOURS", 1)
    token = open_session(li, "10.0.0.7", now)
    assert session_for(token, now + 5 * MINUTE) is None
    kept = session_for(token, now)
    assert kept.expires_at == now + HOUR


def test_signing_out_ends_the_session_for_good(token, now):
    kept = session_for(token, now)
    sign_out(kept, now)
    revoke(kept, now + MINUTE)
    assert session_for(token, now) is None
    assert (kept.ended_at, kept.ended_because) == (now, "signed_out")


def test_an_account_out_of_use_has_no_session(token, li, now):
    li.is_active = False
    assert session_for(token, now) is None


def test_the_list_shows_live_sessions_the_latest_first(token, li, now):
    later = open_session(li, "10.0.0.8", now + MINUTE)
    open_session(li, "10.0.0.9", now - 5 * HOUR)
    listed = sessions_of(li, now + 2 * MINUTE)
    assert [one.address for one in listed] == ["10.0.0.8", "10.0.0.7"]
    assert listed[0] is session_for(later, now + 2 * MINUTE)


def test_all_other_sessions_are_ended_at_once(token, li, now):
    other = open_session(li, "10.0.0.8", now)
    assert revoke_all(li, now, but=session_for(token, now)) == 1
    assert session_for(other, now) is None
    assert session_for(token, now)


def test_changing_the_password_ends_the_other_sessions_and_the_duty_to_change(token, li, now):
    li.must_change_password = True
    other = open_session(li, "10.0.0.8", now)
    change_password(session_for(token, now), check_new_password(li, NEXT, NEXT, now), now)
    assert is_password_of(li, NEXT)
    assert not li.must_change_password
    assert session_for(other, now) is None
    assert session_for(token, now)


@pytest.mark.parametrize(
    ("new", "again", "field"),
    [(NEXT, NEXT + "x", "again"), ("short", "short", "password"), (GOOD, GOOD, "password")],
)
def test_a_change_is_refused_beside_the_field_at_fault(li, now, new, again, field):
    before = li.password_hash
    with pytest.raises(InvalidInput) as refused:
        check_new_password(li, new, again, now)
    assert list(refused.value.fields) == [field]
    assert li.password_hash == before


def test_sessions_long_over_are_dropped(session, token, li, now):
    drop_old_sessions(now + timedelta(days=30))
    assert sessions_of(li, now)
    drop_old_sessions(now + timedelta(days=31))
    assert session_for(token, now) is None
