"""Signing in: one answer for every failure, first password, rotation. Locks: test_locks.py."""

from datetime import timedelta

import pytest

from app.office.models import AttemptCounter, SignInSession
from app.office.passwords import set_password
from app.office.sign_in import open_settled, settle, sign_in, unlock, verify
from app.office.throttle import drop_old_counters
from app.office.vocabulary import Role

pytestmark = pytest.mark.database
GOOD, WRONG = "Kx7-rain-Vorn", "Kx7-rain-Worn"
HERE, THERE = "10.0.0.7", "10.0.0.8"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def li(county, now):
    person = county.person("liming", Role.HANDLER, "救助股", name="李明")
    set_password(person, GOOD, now)
    return person


def fail(times, at, login="liming", address=HERE):
    return [sign_in(login, WRONG, address, at).refusal.code for _ in range(times)]


def test_login_and_password_open_a_session_whose_token_is_kept_as_a_hash_only(session, li, now):
    result = sign_in(" LiMing", GOOD, HERE, now, "Chromium")
    kept = session.query(SignInSession).one()
    assert (result.person, result.refusal) == (li, None)
    assert kept.token_hash != result.token
    assert (kept.address, kept.browser, kept.person) == (HERE, "Chromium", li)


def test_every_sign_in_opens_a_session_of_its_own(session, li, now):
    assert sign_in("liming", GOOD, HERE, now).token != sign_in("liming", GOOD, HERE, now).token
    assert session.query(SignInSession).count() == 2


def test_a_wrong_password_an_unknown_login_and_a_closed_account_get_the_same_answer(county, li, now):
    gone = county.person("gone", Role.HANDLER, "救助股")
    set_password(gone, GOOD, now)
    gone.is_active = False
    refusals = [
        sign_in(login, password, HERE, now).refusal
        for login, password in (("liming", WRONG), ("nobody", GOOD), ("gone", GOOD), ("", ""))
    ]
    assert {(refusal.code, refusal.message, refusal.status) for refusal in refusals} == {
        ("sign_in_refused", "登录名或者密码不正确", 401)
    }


def test_an_unknown_login_is_locked_like_a_known_one(li, now):
    assert fail(7, now, "nobody") == fail(7, now, "liming")


def test_the_fifth_failure_locks_the_login_at_this_address_even_for_the_right_password(li, now):
    assert fail(5, now) == ["sign_in_refused"] * 5
    locked = sign_in("liming", GOOD, HERE, now + MINUTE)
    assert (locked.person, locked.refusal.code, locked.refusal.status) == (None, "sign_in_locked", 429)
    assert "09:15" in locked.refusal.message


def test_after_fifteen_minutes_the_lock_is_over_and_counting_begins_anew(li, now):
    fail(5, now)
    assert sign_in("liming", GOOD, HERE, now + 15 * MINUTE - timedelta(seconds=1)).token is None
    assert fail(4, now + 15 * MINUTE) == ["sign_in_refused"] * 4
    assert sign_in("liming", GOOD, HERE, now + 16 * MINUTE).person is li


def test_failures_that_lie_fifteen_minutes_back_no_longer_count(li, now):
    fail(4, now)
    fail(4, now + 15 * MINUTE)
    assert sign_in("liming", GOOD, HERE, now + 16 * MINUTE).person is li


def test_a_good_sign_in_forgets_the_failures(session, li, now):
    fail(4, now)
    sign_in("liming", GOOD, HERE, now)
    assert fail(4, now) == ["sign_in_refused"] * 4
    assert sign_in("liming", GOOD, HERE, now).person is li


def test_one_login_being_locked_does_not_lock_another(county, li, now):
    wang = county.person("wang", Role.HANDLER, "救助股")
    set_password(wang, GOOD, now)
    fail(5, now)
    assert sign_in("wang", GOOD, HERE, now).person is wang


def test_an_administrator_unlocks_a_login(li, now):
    fail(5, now)
    unlock("LiMing")
    assert sign_in("liming", GOOD, HERE, now).person is li


def test_guesses_verified_before_the_lock_do_not_pass_after_it(li, now):
    right = verify("liming", GOOD, HERE, now)
    fail(5, now)
    person, refusal = settle(right, now)
    assert (person, refusal.code) == (None, "sign_in_locked")


def test_an_account_closed_between_the_two_steps_is_refused(li, now):
    attempt = verify("liming", GOOD, HERE, now)
    li.is_active = False
    assert open_settled(attempt, now).refusal.code == "sign_in_refused"


def test_verifying_writes_nothing(session, li, now):
    session.flush()
    verify("liming", WRONG, HERE, now)
    verify("liming", GOOD, HERE, now)
    assert not session.new
    assert not session.dirty
    assert session.query(AttemptCounter).count() == 0


def test_what_was_typed_as_login_is_not_kept(session, now):
    fail(1, now, "my-secret-typed-here")
    kept = [counter.key + counter.about for counter in session.query(AttemptCounter)]
    assert len(kept) == 3  # with the address, over all addresses, at the address
    assert not any("secret" in text or HERE in text for text in kept)


def test_old_counters_are_dropped(session, li, now):
    fail(1, now)
    drop_old_counters(now + 31 * MINUTE)
    assert session.query(AttemptCounter).count() == 1  # over all addresses a day counts
    drop_old_counters(now + timedelta(days=1, minutes=1))
    assert session.query(AttemptCounter).count() == 0


def test_the_first_password_must_be_changed_and_a_demo_account_need_not(county, li, now):
    assert not sign_in("liming", GOOD, HERE, now).must_change_password
    fresh = county.person("fresh", Role.HANDLER, "救助股")
    set_password(fresh, GOOD, now, must_change=True)
    assert sign_in("fresh", GOOD, HERE, now).must_change_password


def test_a_password_older_than_the_rotation_must_be_changed(li, now):
    assert not sign_in("liming", GOOD, HERE, now + timedelta(days=90)).must_change_password
    assert sign_in("liming", GOOD, HERE, now + timedelta(days=91)).must_change_password


def test_a_good_sign_in_brings_the_hash_to_the_configured_cost(office_app, monkeypatch, li, now):
    before = li.password_hash
    monkeypatch.setitem(office_app.config, "ARGON2_TIME", 2)
    assert sign_in("liming", GOOD, HERE, now).person is li
    assert li.password_hash != before
    assert "t=2" in li.password_hash


def test_a_password_that_was_reset_between_the_two_steps_opens_nothing_and_does_not_come_back(li, now):
    attempt = verify("liming", GOOD, HERE, now)
    set_password(li, "Wancheng-2026-gai", now, must_change=True)
    kept = li.password_hash
    person, refusal = settle(attempt, now)
    assert person is None
    assert refusal is not None
    assert li.password_hash == kept
