"""Locks and pauses: guessing is bounded, and nobody is shut out by what others try."""

from datetime import timedelta

import pytest

from app.office.guesses import PASSWORDS, QUERY_CODES, Try
from app.office.models import AttemptCounter
from app.office.passwords import set_password
from app.office.sign_in import settle, sign_in, unlock, verify
from app.office.throttle import moment_in_words, network_of
from app.office.vocabulary import Role

pytestmark = pytest.mark.database
GOOD, WRONG = "Kx7-rain-Vorn", "Kx7-rain-Worn"
HERE, THERE = "10.0.0.7", "10.0.0.8"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def li(county, now):
    person = county.person("liming", Role.HANDLER, "救助股", name="李明")
    set_password(person, GOOD, now)
    return person


def fail(times, at, login="liming", address=HERE, device=""):
    return [sign_in(login, WRONG, address, at, device=device).refusal.code for _ in range(times)]


def enter(at, address=HERE, device=""):
    return sign_in("liming", GOOD, address, at, device=device).person


def answered(guard, attempt, at):
    """Whether a wrong try is answered; a locked one tells nothing about the secret."""
    if guard.wait(attempt, at) is not None:
        return False
    guard.failed(attempt, at)
    return True


class TestOneStrangerAndOneOwner:
    def test_a_strangers_five_failures_do_not_shut_the_owner_out(self, li, now):
        fail(5, now, address=THERE)
        assert enter(now) is li

    def test_nor_the_owner_at_the_same_address_in_a_known_browser(self, li, now):
        fail(5, now)
        assert enter(now) is None
        assert enter(now, device="mine") is li

    def test_a_hundred_strangers_slow_down_strangers_but_no_known_browser(self, li, now):
        for number in range(100):
            fail(1, now, address=f"198.51.100.{number}")
        assert enter(now) is None
        assert enter(now, device="mine") is li

    def test_the_owner_in_a_new_browser_waits_for_the_pause_and_no_longer(self, li, now):
        for number in range(10):
            fail(1, now, address=f"198.51.100.{number}")
        refused = sign_in("liming", GOOD, HERE, now).refusal
        assert (refused.code, refused.status, refused.retry_after) == ("sign_in_locked", 429, 60)
        assert "请于09:01以后再试" in refused.message
        assert enter(now + MINUTE) is li

    def test_a_known_browser_is_locked_by_its_own_failures_alone(self, li, now):
        fail(5, now, device="stolen")
        assert enter(now, device="stolen") is None
        assert enter(now, device="mine") is li
        assert enter(now) is li
        assert enter(now + 15 * MINUTE, device="stolen") is li

    def test_one_persons_known_browser_is_a_stranger_for_another(self, county, li, now):
        wang = county.person("wang", Role.HANDLER, "救助股")
        set_password(wang, GOOD, now)
        fail(5, now, device="mine")
        assert sign_in("wang", GOOD, HERE, now, device="mine").person is wang


class TestManyLoginsAtOneAddress:
    def test_fifty_failures_for_others_shut_nobody_out_who_knows_the_password(self, li, now):
        for number in range(60):
            fail(1, now, f"nobody{number}")
        assert enter(now) is li

    def test_but_there_a_stranger_has_two_tries_for_a_login_instead_of_five(self, li, now):
        for number in range(50):
            fail(1, now, f"nobody{number}")
        assert fail(3, now) == ["sign_in_refused", "sign_in_refused", "sign_in_locked"]
        assert enter(now, device="mine") is li
        assert enter(now, address=THERE) is li

    def test_a_quarter_of_an_hour_later_patience_is_back(self, li, now):
        for number in range(50):
            fail(1, now, f"nobody{number}")
        assert fail(4, now + 15 * MINUTE) == ["sign_in_refused"] * 4

    def test_addresses_of_one_ipv6_line_are_one(self, li, now):
        for number in range(5):
            fail(1, now, address=f"2001:db8:1:2::{number:x}")
        assert enter(now, address="2001:db8:1:2:ffff::1") is None
        assert enter(now, address="2001:db8:1:3::1") is li


class TestTheBound:
    def test_whoever_tries_every_minute_from_ever_new_addresses_gets_forty_answers_a_day(self, session, now):
        tries = [Try("liming", f"address {minute}") for minute in range(24 * 60)]
        answers = sum(answered(PASSWORDS, one, now + n * MINUTE) for n, one in enumerate(tries))
        assert 30 <= answers <= 40

    def test_one_address_and_one_stolen_browser_get_no_more(self, session, now):
        for one in (Try("liming", HERE), Try("wang", HERE, "stolen")):
            answers = sum(answered(PASSWORDS, one, now + n * MINUTE) for n in range(24 * 60))
            assert answers <= 40

    def test_a_good_sign_in_gives_strangers_no_new_tries(self, li, now):
        for number in range(10):
            fail(1, now, address=f"198.51.100.{number}")
        assert enter(now, device="mine") is li
        assert fail(1, now, address="198.51.100.99") == ["sign_in_locked"]

    def test_of_many_guesses_at_once_five_are_answered(self, li, now):
        verified = [verify("liming", WRONG, HERE, now) for _ in range(20)] + [
            verify("liming", GOOD, HERE, now)
        ]
        codes = [settle(attempt, now)[1].code for attempt in verified]
        assert codes == ["sign_in_refused"] * 5 + ["sign_in_locked"] * 16

    def test_no_number_of_strangers_slows_down_a_query_code(self, session, now):
        for number in range(100):
            assert answered(QUERY_CODES, Try("LF-2026-0001", f"address {number}"), now)
        assert QUERY_CODES.wait(Try("LF-2026-0001", HERE), now) is None

    def test_an_administrator_lifts_every_lock_of_a_login(self, session, li, now):
        for number in range(10):
            fail(5, now, address=f"198.51.100.{number}")
        fail(5, now, device="mine")
        unlock("LiMing")
        assert fail(1, now, address="198.51.100.1") == ["sign_in_refused"]
        assert enter(now, device="mine") is li


class TestClocks:
    def test_a_clock_that_ran_ahead_leaves_no_lock_longer_than_its_window(self, li, now):
        fail(5, now + 400 * DAY)
        refused = sign_in("liming", GOOD, HERE, now).refusal
        assert refused.retry_after == 900
        assert enter(now + 15 * MINUTE) is li

    def test_counters_from_the_future_do_not_count(self, li, now):
        fail(4, now + 400 * DAY)
        assert fail(4, now) == ["sign_in_refused"] * 4
        assert enter(now) is li

    def test_hosts_whose_clocks_differ_by_seconds_count_together(self, li, now):
        fail(4, now + timedelta(seconds=20))
        assert fail(2, now) == ["sign_in_refused", "sign_in_locked"]

    def test_a_lock_outlives_the_window_in_which_it_came(self, li, now):
        fail(1, now)
        fail(4, now + 14 * MINUTE)
        assert enter(now + 20 * MINUTE) is None
        assert enter(now + 29 * MINUTE) is li

    def test_the_moment_is_rounded_up_and_another_day_is_named(self, now):
        assert moment_in_words(now + timedelta(seconds=61), now) == "09:02"
        assert moment_in_words(now + timedelta(hours=15, minutes=5), now) == "3月3日00:05"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("unknown", "unknown"),
    ],
)
def test_what_counts_as_one_client(address, network):
    assert network_of(address) == network


def test_counters_name_neither_login_nor_address(session, li, now):
    fail(1, now)
    texts = [counter.key + counter.about for counter in session.query(AttemptCounter)]
    assert not any("liming" in text or HERE in text for text in texts)
