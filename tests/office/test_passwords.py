"""What a password must be like, and how it is kept."""

import threading
from datetime import timedelta

import pytest

from app.law.errors import InvalidInput
from app.office import passwords
from app.office.models import FormerPassword
from app.office.password_rules import PROFILES, common_passwords, fault_of, spellings
from app.office.passwords import (
    hash_password,
    is_outdated,
    is_password_of,
    is_password_too_old,
    make_password,
    set_password,
)
from app.office.vocabulary import Role

pytestmark = pytest.mark.database
GOOD = "Kx7-rain-Vorn"
DENGBAO, ASVS = PROFILES["dengbao"], PROFILES["asvs"]


@pytest.fixture
def li(county):
    return county.person("liming", Role.HANDLER, "救助股", name="李明")


@pytest.mark.parametrize(
    ("password", "because"),
    [
        ("Kx7-rain", "密码至少10位"),
        ("kx7rainvorn", "3类"),
        ("KKKKKKKK-7a", "重复"),
        ("Kx7-rain-\x07Vorn", "控制字符"),
        ("Kx7-" + "rainVorn" * 20, "最多128位"),
        ("Passw0rd-26", "过于常见"),
        ("1qaz2WSX-ka", "过于常见"),
        ("Mingbai-2026x", "不能包含"),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(password, because):
    assert because in (fault_of(password, [], DENGBAO) or "")


@pytest.mark.parametrize(
    "password",
    ["Liming-78rkw", "xX-LIMING-4rk", "Lufeng@78rkw", "chuxiong-78RKw", "禄丰Kx7-rain-Vo", "Jiuzhugu-7kx4"],
)
def test_login_name_organ_and_place_are_refused_also_in_pinyin(li, now, password):
    with pytest.raises(InvalidInput) as refused:
        set_password(li, password, now)
    assert "不能包含" in refused.value.fields["password"]
    assert li.password_hash is None


def test_a_place_is_known_without_its_ending_and_in_pinyin():
    assert {"禄丰", "lufeng", "禄丰市人民政府"} <= spellings("禄丰市人民政府")
    assert "li" not in spellings("李")


def test_the_other_profile_wants_length_and_no_classes():
    assert fault_of("kleine-regen-wolke", [], ASVS) is None
    assert "15位" in (fault_of(GOOD, [], ASVS) or "")


def test_the_list_of_common_passwords_is_there_and_in_small_letters():
    assert len(common_passwords()) > 100
    assert all(word == word.lower() for word in common_passwords())


def test_a_good_password_is_kept_as_argon2id_and_verified(li, now):
    set_password(li, GOOD, now)
    assert li.password_hash.startswith("$argon2id$")
    assert is_password_of(li, GOOD)
    assert not is_password_of(li, GOOD + "x")
    assert li.must_change_password is False


def test_a_password_that_somebody_else_chose_must_be_changed(li, now):
    set_password(li, GOOD, now, must_change=True)
    assert li.must_change_password


def test_nobody_and_a_person_without_password_are_verified_like_all_others_but_never_match(li):
    assert not is_password_of(None, GOOD)
    assert not is_password_of(li, GOOD)


def test_the_last_five_passwords_are_not_taken_again(session, li, now):
    used = [f"Kx7-rain-Vorn-{letter * 2}" for letter in "abcdef"]
    for days, password in enumerate(used):
        set_password(li, password, now + timedelta(days=days))
        session.flush()
    later = now + timedelta(days=30)
    for password in used[1:]:
        with pytest.raises(InvalidInput, match="填写的内容"):
            set_password(li, password, later)
    set_password(li, used[0], later)
    assert session.query(FormerPassword).filter_by(person_id=li.id).count() == 6


def test_a_password_is_too_old_after_ninety_days(li, now):
    set_password(li, GOOD, now)
    assert not is_password_too_old(li, now + timedelta(days=90))
    assert is_password_too_old(li, now + timedelta(days=90, seconds=1))


def test_no_rotation_in_the_other_profile(office_app, monkeypatch, li, now):
    set_password(li, GOOD, now)
    monkeypatch.setitem(office_app.config, "PASSWORD_PROFILE", "asvs")
    assert not is_password_too_old(li, now + timedelta(days=900))


def test_made_passwords_pass_the_rules_and_differ():
    made = {make_password() for _ in range(200)}
    assert len(made) == 200
    assert all(len(password) == 16 for password in made)


def test_a_hash_of_another_cost_is_outdated(office_app, monkeypatch):
    kept = hash_password(GOOD)
    assert not is_outdated(kept)
    monkeypatch.setitem(office_app.config, "ARGON2_TIME", 2)
    assert is_outdated(kept)


def test_no_more_than_two_hashes_are_computed_at_once_in_a_process(office_app):
    held = [passwords._computing.acquire(blocking=False) for _ in range(passwords.AT_ONCE + 1)]
    for _ in range(passwords.AT_ONCE):
        passwords._computing.release()
    assert held == [True, True, False]
    assert isinstance(passwords._computing, type(threading.BoundedSemaphore()))
