"""One-time codes by time: the vectors of RFC 6238, and the edges of the window."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.office.one_time_codes import (
    address_for_phone,
    code_at,
    matching_step,
    minutes_off,
    new_secret,
    step_at,
)

SEED = base64.b32encode(b"12345678901234567890").decode()
START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SECONDS = st.integers(0, 40 * 365 * 86_400)


@pytest.mark.parametrize(
    ("seconds", "eight_digits"),
    [(59, "94287082"), (1111111109, "07081804"), (1111111111, "14050471"), (1234567890, "89005924"),
     (2000000000, "69279037"), (20000000000, "65353130")],
)  # fmt: skip
def test_the_vectors_of_rfc_6238(seconds, eight_digits):
    now = datetime.fromtimestamp(seconds, UTC)
    assert code_at(SEED, step_at(now)) == eight_digits[-6:]
    assert matching_step(SEED, eight_digits[-6:], now) == seconds // 30


@given(made=SECONDS, seconds_later=st.integers(-200, 200))
def test_a_code_is_taken_in_its_step_and_the_ones_beside_it_and_no_longer(made, seconds_later):
    shown, now = START + timedelta(seconds=made), START + timedelta(seconds=made + seconds_later)
    step, present = step_at(shown), step_at(now)
    near = {code_at(SEED, one) for one in (present - 1, present, present + 1)}
    taken = matching_step(SEED, code_at(SEED, step), now)
    assert (taken == step) == (abs(step - present) <= 1)
    if abs(step - present) > 1:  # one of a million is by chance that of another moment
        assert (taken is not None) == (code_at(SEED, step) in near)


@given(made=SECONDS, after=st.integers(-3, 3))
def test_no_step_is_taken_that_was_taken_before_or_is_older(made, after):
    now = START + timedelta(seconds=made)
    present = step_at(now)
    taken = matching_step(SEED, code_at(SEED, present), now, after=present + after)
    assert (taken == present) == (after < 0)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "一二三四五六", "      ", "28708２x", "-94287"])
def test_what_is_no_code_is_not_taken(typed):
    assert matching_step(SEED, typed, datetime.fromtimestamp(59, UTC)) is None


@pytest.mark.parametrize("steps", [-120, -9, -2, 2, 10, 120])
def test_a_phone_that_is_off_is_told_by_how_much(steps):
    assert minutes_off(SEED, code_at(SEED, step_at(START) + steps), START) == steps / 2


def test_a_phone_that_is_off_by_more_than_an_hour_is_not_looked_for():
    assert minutes_off(SEED, code_at(SEED, step_at(START) + 121), START) is None


def test_secrets_are_long_random_and_told_to_phones_as_these_expect():
    first, second = new_secret(), new_secret()
    assert first != second
    assert len(base64.b32decode(first)) == 20
    address = address_for_phone(SEED, "clerk", "政务公开")
    assert address.startswith("otpauth://totp/%E6%94%BF")
    for part in (f"secret={SEED}", "digits=6", "period=30", "algorithm=SHA1", "clerk"):
        assert part in address
