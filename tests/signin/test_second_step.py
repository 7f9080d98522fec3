"""Signing in with a second factor: no session before the code, the same locks, on record, each code once."""

import logging

import pytest
from sqlalchemy import select

from app import timekeeping
from app.casework.acts.audit import verify
from app.casework.models import AuditEntry
from app.database import db
from app.office.locking_out import lock_out
from app.office.models import SignInSession, WaitingSignIn
from app.office.people import find_person
from tests.support.county import PASSWORD
from tests.support.second_factor import code_at, with_factor, wrong_code

pytestmark = pytest.mark.database


@pytest.fixture
def phone(app):
    return with_factor("clerk")


@pytest.fixture
def shows(phone):
    """What the phone shows now."""
    return lambda: code_at(phone[0], timekeeping.now())


def password(client, typed=PASSWORD, **more):
    return client.post("/signin", data={"login": "clerk", "password": typed, **more})


def code(client, typed, **more):
    return client.post("/signin/code", data={"code": typed, **more})


def sessions():
    db.session.rollback()
    return db.session.query(SignInSession).count()


def lines(since=0):
    db.session.rollback()
    return list(db.session.scalars(select(AuditEntry).order_by(AuditEntry.sequence)))[since:]


def test_after_the_password_the_code_is_asked_for_and_nothing_is_open_before(client, shows):
    asked = password(client, next="/signin/sessions?x=1")
    assert asked.headers["Location"].startswith("/signin/code?next=")
    assert sessions() == 0
    assert client.get("/signin/account").headers["Location"].startswith("/signin?")
    page = client.get(asked.headers["Location"]).get_data(as_text=True)
    for mark in ('autocomplete="one-time-code"', 'inputmode="numeric"', "09:00:00", "手机时间"):
        assert mark in page
    for told in ("clerk", "受理甲", "style=", "<script>"):
        assert told not in page
    entered = code(client, shows(), next="/signin/sessions?x=1")
    assert entered.headers["Location"] == "/signin/sessions?x=1"
    assert client.get("/signin/account").status_code == 200
    assert (sessions(), db.session.query(WaitingSignIn).count()) == (1, 0)


def test_a_wrong_password_is_answered_as_without_a_second_factor(client, phone):
    with_one = password(client, "wrong")
    without = client.post("/signin", data={"login": "clerk2", "password": "wrong"})
    assert (with_one.status_code, without.status_code) == (401, 401)
    assert "登录名或者密码不正确" in with_one.get_data(as_text=True)
    assert "Location" not in with_one.headers


def test_a_code_was_good_once(client, app, shows, working_morning):
    password(client)
    typed = shows()
    assert code(client, typed).status_code == 302
    client.post("/signout")
    password(client)
    again = code(client, typed)
    assert again.status_code == 401
    assert "已经用过" in again.get_data(as_text=True)
    assert typed not in again.get_data(as_text=True)
    working_morning.shift(30)
    assert code(client, shows()).status_code == 302


def test_after_five_minutes_the_password_is_asked_again(client, shows, working_morning):
    password(client)
    working_morning.shift(300)
    over = code(client, shows())
    assert over.status_code == 401
    assert "重新登录" in over.get_data(as_text=True)
    assert client.get("/signin/code").headers["Location"] == "/signin"
    assert sessions() == 0


def test_what_waits_belongs_to_its_own_browser(client, app, shows):
    password(client)
    assert code(app.test_client(), shows()).status_code == 401
    assert sessions() == 0


def test_a_reset_or_an_account_out_of_use_ends_what_waits(client, shows):
    password(client)
    find_person("clerk").is_active = False
    db.session.commit()
    assert code(client, shows()).status_code == 401
    find_person("clerk").is_active = True
    find_person("clerk").password_hash = "another"
    db.session.commit()
    assert code(client, shows()).status_code == 401
    assert sessions() == 0


def test_wrong_codes_lock_like_wrong_passwords_and_the_right_password_lifts_nothing(client, phone, shows):
    bad = wrong_code(phone[0], timekeeping.now())
    for _ in range(5):
        password(client)
        assert code(client, bad).status_code == 401
    locked = password(client)
    assert (locked.status_code, locked.headers["Retry-After"]) == (429, "900")
    refused = code(client, shows())
    assert refused.status_code == 429
    assert "登录失败次数过多" in refused.get_data(as_text=True)
    assert sessions() == 0


def test_wrong_passwords_and_wrong_codes_are_counted_together(client, phone, shows, working_morning):
    bad = wrong_code(phone[0], timekeeping.now())
    for _ in range(2):
        password(client, "wrong")
    password(client)
    for _ in range(3):
        assert code(client, bad).status_code == 401
    assert code(client, shows()).status_code == 429
    working_morning.shift(15 * 60)
    password(client)
    assert code(client, shows()).status_code == 302
    client.post("/signout")
    assert [password(client, "wrong").status_code for _ in range(4)] == [401] * 4


def test_a_recovery_code_takes_the_place_of_the_phone_once_and_the_rest_is_told(client, phone):
    password(client)
    page = client.get("/signin/code?recovery=1").get_data(as_text=True)
    assert 'inputmode="numeric"' not in page
    assert "恢复码" in page
    assert code(client, phone[1][0], recovery="1").status_code == 302
    assert "还剩 9 个" in client.get("/signin/account").get_data(as_text=True)
    assert "还剩 9 个" in client.get("/signin/factor").get_data(as_text=True)
    client.post("/signout")
    password(client)
    again = code(client, phone[1][0], recovery="1")
    assert again.status_code == 401
    assert "恢复码不正确或者已经用过" in again.get_data(as_text=True)
    assert code(client, phone[1][1], recovery="1").status_code == 302


def test_what_was_given_is_in_the_audit_chain_and_no_code_is(client, phone, shows, caplog):
    caplog.set_level(logging.DEBUG)
    before, bad = len(lines()), wrong_code(phone[0], timekeeping.now())
    password(client)
    code(client, bad)
    code(client, shows())
    client.post("/signout")
    password(client)
    code(client, phone[1][4])
    told = lines(before)
    assert [(line.tag, line.summary) for line in told] == [
        ("person.code_refused", "密码正确，动态验证码不正确，登录失败"),
        ("person.signed_in", "登录（密码和动态验证码）"),
        ("person.signed_out", "退出登录"),
        ("person.signed_in", "登录（密码和恢复码）"),
        ("person.recovery_code_used", "使用一个恢复码，还剩 9 个"),
    ]
    everything = caplog.text + str([(line.summary, line.detail) for line in told])
    for secret in (bad, shows(), phone[0], phone[1][4], phone[1][4].replace("-", "")):
        assert secret not in everything
    assert verify() is None


def test_who_is_signed_in_is_not_asked_for_a_code(client, shows):
    assert client.get("/signin/code").headers["Location"] == "/signin"
    password(client)
    code(client, shows())
    assert client.get("/signin/code").headers["Location"] == "/desk"


def test_a_password_that_is_due_is_changed_with_the_old_one_alone(client, shows):
    find_person("clerk").must_change_password = True
    db.session.commit()
    password(client)
    assert code(client, shows()).headers["Location"] == "/signin/password"
    assert "动态验证码" not in client.get("/signin/password").get_data(as_text=True)
    typed = {"old_password": PASSWORD, "password": "Kx7-rain-Vorn-9", "again": "Kx7-rain-Vorn-9"}
    assert client.post("/signin/password", data=typed).headers["Location"] == "/desk"


def test_another_password_asks_for_the_code(client, phone, shows, working_morning):
    password(client)
    code(client, shows())
    typed = {"old_password": PASSWORD, "password": "Kx7-rain-Vorn-9", "again": "Kx7-rain-Vorn-9"}
    refused = client.post("/signin/password", data={**typed, "code": shows()})
    assert refused.status_code == 422
    assert "已经用过" in refused.get_data(as_text=True)
    working_morning.shift(30)
    short = {**typed, "password": "short", "again": "short", "code": shows()}
    assert client.post("/signin/password", data=short).status_code == 422  # and the code is not used up by it
    assert client.post("/signin/password", data={**typed, "code": shows()}).headers["Location"] == "/desk"


def test_who_is_locked_out_keeps_the_factor(client, phone, shows):
    lock_out(find_person("clerk"), timekeeping.now())
    db.session.commit()
    assert password(client).headers["Location"] == "/signin/code"
    assert code(client, shows()).status_code == 302
