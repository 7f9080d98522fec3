"""The second factor of an account: confirmed by a right code, each code once, sealed, ended."""

import dataclasses
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.law.errors import InvalidInput
from app.office import factors
from app.office.factors import Accepted, FactorIsSet, FactorNotBegun
from app.office.guesses import Try
from app.office.models import RecoveryCode, SecondFactor
from app.office.one_time_codes import code_at, step_at
from app.office.sealed import SealBroken, Sealer
from app.office.second_step import drop_waiting, settle_code, wait_for_code, waiting_for_code
from app.office.vocabulary import Role
from tests.office.test_sealed import KEYS

pytestmark = pytest.mark.database
SEALER = Sealer(KEYS)
STEP, MINUTE = timedelta(seconds=30), timedelta(minutes=1)


@pytest.fixture
def li(county):
    return county.person("liming", Role.HANDLER, "救助股", name="李明")


@pytest.fixture
def phone(li, now):
    """The secret after a set-up, and the recovery codes."""
    factors.begin(li, now, SEALER)
    secret = factors.begun(li, now, SEALER)
    return secret, factors.confirm(li, shown(secret, now), now, SEALER)


def shown(secret, at):
    return code_at(secret, step_at(at))


def accept(person, typed, at):
    return factors.accept(person, typed, at, SEALER)


class TestSettingUp:
    def test_nothing_counts_until_a_right_code_confirms_it(self, li, now):
        factors.begin(li, now, SEALER)
        assert not factors.is_set(li)
        assert accept(li, shown(factors.begun(li, now, SEALER), now), now) is None
        with pytest.raises(InvalidInput) as wrong:
            factors.confirm(li, "abcdef", now, SEALER)
        assert "核对手机时间" in wrong.value.fields["code"]
        assert factors.begun(li, now, SEALER) is not None

    def test_a_phone_that_is_off_is_told_so(self, li, now):
        factors.begin(li, now, SEALER)
        secret = factors.begun(li, now, SEALER)
        for moment, words in ((now - 5 * MINUTE, "5分钟前"), (now + 90 * STEP, "45分钟后")):
            with pytest.raises(InvalidInput) as wrong:
                factors.confirm(li, shown(secret, moment), now, SEALER)
            assert words in wrong.value.fields["code"]

    def test_it_is_confirmed_once_and_within_half_an_hour(self, li, phone, now):
        with pytest.raises(FactorIsSet):
            factors.confirm(li, shown(phone[0], now + STEP), now + STEP, SEALER)
        with pytest.raises(FactorIsSet):
            factors.begin(li, now, SEALER)
        factors.end(li)
        with pytest.raises(FactorNotBegun):
            factors.confirm(li, "123456", now, SEALER)
        factors.begin(li, now, SEALER)
        late = now + timedelta(minutes=30)
        assert factors.begun(li, late, SEALER) is None
        with pytest.raises(FactorNotBegun):
            factors.confirm(li, "123456", late, SEALER)

    def test_beginning_again_draws_another_secret(self, li, now):
        drawn = set()
        for _ in range(2):
            factors.begin(li, now, SEALER)
            drawn.add(factors.begun(li, now, SEALER))
        assert len(drawn) == 2


class TestCodes:
    def test_the_code_of_the_set_up_is_not_taken_again(self, li, phone, now):
        assert accept(li, shown(phone[0], now), now) is None

    def test_each_code_is_taken_once_and_none_before_it(self, li, phone, now):
        secret, later = phone[0], now + 10 * STEP
        assert accept(li, shown(secret, later + STEP), later) is Accepted.CODE
        for moment in (later + STEP, later, later - STEP):
            assert accept(li, shown(secret, moment), later) is None
        assert accept(li, shown(secret, later + 2 * STEP), later + STEP) is Accepted.CODE

    def test_it_may_be_typed_with_blanks_and_full_width(self, li, phone, now):
        later = now + 2 * STEP
        code = shown(phone[0], later)
        wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
        assert accept(li, f" {wide[:3]} {wide[3:]} ", later) is Accepted.CODE

    def test_somebody_elses_code_is_none_of_mine(self, county, li, phone, now):
        other = county.person("wangfang", Role.HANDLER, "救助股", name="王芳")
        later = now + 2 * STEP
        assert accept(other, shown(phone[0], later), later) is None
        factors.begin(other, later, SEALER)
        secret = factors.begun(other, later, SEALER)
        codes = factors.confirm(other, shown(secret, later), later, SEALER)
        assert accept(li, codes[0], later) is None
        assert accept(other, codes[0], later) is Accepted.RECOVERY


class TestRecovery:
    def test_ten_codes_are_kept_as_hashes_and_each_is_taken_once(self, session, li, phone, now):
        codes = phone[1]
        assert (len(set(codes)), factors.recovery_left(li)) == (10, 10)
        kept = session.scalars(select(RecoveryCode.code_hash)).all()
        assert not any(code.replace("-", "") in str(kept) for code in codes)
        assert accept(li, codes[3].lower().replace("-", " "), now) is Accepted.RECOVERY
        assert accept(li, codes[3], now) is None
        assert factors.recovery_left(li) == 9

    def test_new_ones_end_those_of_before(self, li, phone, now):
        renewed = factors.renew_recovery(li)
        assert set(renewed).isdisjoint(phone[1])
        assert accept(li, phone[1][0], now) is None
        assert accept(li, renewed[0], now) is Accepted.RECOVERY

    def test_with_the_factor_they_end(self, session, li, phone, now):
        factors.end(li)
        assert not factors.is_set(li)
        assert session.scalars(select(RecoveryCode)).all() == []
        assert accept(li, phone[1][0], now) is None


class TestSealed:
    def test_the_secret_stands_nowhere_in_the_open_and_opens_in_its_row_only(self, session, li, phone):
        kept = session.get(SecondFactor, li.id)
        assert kept.secret_sealed.startswith("v1|1|")
        assert phone[0] not in kept.secret_sealed
        with pytest.raises(SealBroken):
            SEALER.open(kept.secret_sealed, "second_factor", li.id + 1, "secret")

    def test_after_a_new_data_key_the_phone_goes_on_and_new_secrets_take_the_new_key(
        self, session, li, phone, now
    ):
        newer = Sealer(
            dataclasses.replace(
                KEYS, data_key=bytes(range(1, 33)), data_key_id="2", former_data_keys={"1": KEYS.data_key}
            )
        )
        later = now + 2 * STEP
        assert factors.accept(li, shown(phone[0], later), later, newer) is Accepted.CODE
        factors.end(li)
        factors.begin(li, later, newer)
        assert session.get(SecondFactor, li.id).secret_sealed.startswith("v1|2|")


class TestWaiting:
    def test_it_waits_five_minutes_for_its_own_token(self, li, now):
        token = wait_for_code(li, now)
        assert waiting_for_code(token, now + timedelta(minutes=4, seconds=59)).person is li
        assert waiting_for_code(token, now + timedelta(minutes=5)) is None
        assert waiting_for_code(token, now - MINUTE) is None
        assert waiting_for_code("other", now) is None

    @pytest.mark.parametrize("change", [{"password_hash": "another"}, {"is_active": False}])
    def test_with_the_password_or_the_account_it_is_over(self, li, now, change):
        token = wait_for_code(li, now)
        for name, value in change.items():
            setattr(li, name, value)
        assert waiting_for_code(token, now) is None

    def test_what_nobody_went_on_with_is_dropped(self, session, li, now):
        token = wait_for_code(li, now)
        drop_waiting(now + timedelta(minutes=4))
        assert waiting_for_code(token, now) is not None
        drop_waiting(now + timedelta(minutes=6))
        assert waiting_for_code(token, now) is None

    def test_who_has_no_factor_is_refused_whatever_is_typed(self, li, now):
        accepted, refusal = settle_code(li, "123456", Try("liming", "10.0.0.7"), now, SEALER)
        assert (accepted, refusal.code) == (None, "code_refused")
