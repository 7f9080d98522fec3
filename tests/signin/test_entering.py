"""Signing in and out, as a browser does it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import timekeeping
from app.casework.acts.audit import verify
from app.casework.models import AuditEntry
from app.database import db
from app.office.models import AttemptCounter
from app.office.passwords import set_password
from app.office.people import add_person, appoint, find_person
from app.office.vocabulary import Role
from tests.support.county import LONG_AGO, PASSWORD

pytestmark = pytest.mark.database


def sign_in(client, login="clerk", password=PASSWORD, **more):
    return client.post("/signin", data={"login": login, "password": password, **more})


def tags():
    return list(db.session.scalars(select(AuditEntry.tag).order_by(AuditEntry.sequence)))


def test_the_page_asks_for_login_and_password(client):
    page = client.get("/signin").get_data(as_text=True)
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "<script>" not in page
    assert "style=" not in page


def test_signing_in_leads_to_the_desk_the_board_or_administration(client):
    for login, place in (("clerk", "/desk"), ("supervisor", "/board"), ("admin", "/admin")):
        assert sign_in(client, login).headers["Location"] == place
        client.post("/signout")


def test_whoever_only_takes_in_the_post_begins_where_it_is_taken_in(client, county):
    at_the_counter = add_person(login="counter", name="收发寅")
    appoint(at_the_counter, county.units["LF"], Role.MAIL_ROOM, LONG_AGO)
    set_password(at_the_counter, PASSWORD, timekeeping.now(), must_change=False)
    db.session.commit()
    assert sign_in(client, "counter").headers["Location"] == "/desk/post"
    assert client.get("/desk/post").status_code == 200


def test_signing_in_leads_back_to_the_page_that_was_asked_for(client):
    refused = client.get("/signin/sessions?x=1")
    assert refused.headers["Location"].startswith("/signin?next=")
    page = client.get(refused.headers["Location"]).get_data(as_text=True)
    assert 'name="next" value="/signin/sessions?x=1"' in page
    assert sign_in(client, next="/signin/sessions?x=1").headers["Location"] == "/signin/sessions?x=1"


@pytest.mark.parametrize("target", ["//evil.example/", "https://evil.example/", "/\\evil.example", "desk"])
def test_signing_in_never_leads_to_another_site(client, target):
    assert sign_in(client, next=target).headers["Location"] == "/desk"


def test_the_cookie_is_closed_to_scripts_and_to_other_sites(client):
    cookie = sign_in(client).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_wrong_password_keeps_the_login_and_says_nothing_of_what_was_wrong(client):
    wrong, unknown = sign_in(client, password="wrong"), sign_in(client, "nobody-there")
    assert wrong.status_code == unknown.status_code == 401
    page = wrong.get_data(as_text=True)
    assert "登录名或者密码不正确" in page
    assert 'value="clerk"' in page
    assert "wrong" not in page
    assert "登录名或者密码不正确" in unknown.get_data(as_text=True)


def test_the_sixth_try_is_refused_although_the_password_is_right(client):
    for _ in range(5):
        assert sign_in(client, password="wrong").status_code == 401
    locked = sign_in(client)
    assert locked.status_code == 429
    assert "登录失败次数过多" in locked.get_data(as_text=True)
    assert client.get("/signin/account").status_code == 302


def test_failures_are_counted_although_nothing_else_is_kept(client, app):
    sign_in(client, password="wrong")
    assert {counter.count for counter in db.session.scalars(select(AttemptCounter))} == {1}


def test_entering_failing_and_leaving_are_in_the_audit_chain(client, app):
    before = len(tags())
    sign_in(client, password="wrong")
    sign_in(client, "my-password-as-login")
    sign_in(client)
    client.post("/signout")
    assert tags()[before:] == [
        "person.sign_in_refused", "person.sign_in_refused", "person.signed_in", "person.signed_out",
    ]  # fmt: skip
    details = [entry.detail for entry in db.session.scalars(select(AuditEntry))]
    assert not any("my-password-as-login" in str(detail) for detail in details)
    assert verify() is None


def test_signing_out_ends_the_session_on_the_server_not_only_in_the_browser(client):
    sign_in(client)
    with client.session_transaction() as cookie:
        token = cookie["sign_in"]
    client.post("/signout")
    with client.session_transaction() as cookie:
        cookie["sign_in"] = token
    assert client.get("/signin/account").headers["Location"].startswith("/signin?")


def test_signing_out_twice_is_no_error(client):
    assert client.post("/signout").headers["Location"] == "/signin"


def test_who_is_signed_in_is_not_asked_again(client):
    sign_in(client)
    assert client.get("/signin").headers["Location"] == "/desk"


def test_every_sign_in_has_a_token_of_its_own(client):
    seen = set()
    for _ in range(2):
        sign_in(client)
        with client.session_transaction() as cookie:
            seen.add(cookie["sign_in"])
    assert len(seen) == 2


def test_thirty_idle_minutes_end_the_session_and_work_prolongs_it(client, working_morning):
    sign_in(client)
    for minute in (20, 40, 59):
        working_morning.move_to(f"2026-03-02T09:{minute}:00+08:00")
        assert client.get("/signin/account").status_code == 200
    working_morning.move_to("2026-03-02T10:29:00+08:00")
    ended = client.get("/signin/account")
    assert ended.status_code == 302
    assert "登录已结束" in client.get(ended.headers["Location"]).get_data(as_text=True)


def test_a_password_past_its_ninety_days_is_changed_first(client, app):
    find_person("clerk").password_changed_at = timekeeping.now() - timedelta(days=91)
    db.session.commit()
    assert sign_in(client).headers["Location"] == "/signin/password"


def test_an_account_taken_out_of_use_is_out_at_once(client, app):
    sign_in(client)
    find_person("clerk").is_active = False
    db.session.commit()
    assert client.get("/signin/account").status_code == 302


def test_a_public_page_does_not_mind_an_ended_session(client):
    with client.session_transaction() as cookie:
        cookie["sign_in"] = "long-gone"
    assert client.get("/healthz").status_code == 200


def test_a_forged_cookie_is_nobody(client):
    with client.session_transaction() as cookie:
        cookie["sign_in"] = "x" * 43
    assert client.get("/signin/account").status_code == 302


def test_a_stranger_at_the_same_address_does_not_lock_out_who_signed_in_here_before(client, app):
    sign_in(client)
    client.post("/signout")
    stranger = app.test_client()
    assert [sign_in(stranger, password="wrong").status_code for _ in range(6)] == [401] * 5 + [429]
    assert sign_in(stranger).status_code == 429
    assert sign_in(client).headers["Location"] == "/desk"


def test_the_lock_says_in_its_header_until_when(client):
    for _ in range(5):
        sign_in(client, password="wrong")
    assert sign_in(client).headers["Retry-After"] == "900"


def test_fifty_failures_for_others_lock_nobody_out(client):
    for number in range(55):
        assert sign_in(client, f"nobody{number}").status_code == 401
    assert sign_in(client).headers["Location"] == "/desk"


def test_an_invented_forwarding_header_gives_no_new_tries(client):
    for number in range(5):
        headers = {"X-Forwarded-For": f"203.0.113.{number}"}
        client.post("/signin", data={"login": "clerk", "password": "wrong"}, headers=headers)
    assert sign_in(client).status_code == 429


def test_strangers_keep_nobody_from_a_new_password(client, app):
    sign_in(client)
    for number in range(12):
        elsewhere = {"environ_overrides": {"REMOTE_ADDR": f"198.51.100.{number}"}}
        app.test_client().post("/signin", data={"login": "clerk", "password": "wrong"}, **elsewhere)
    typed = {"old_password": PASSWORD, "password": "Hong-2026-Lvse-shan", "again": "Hong-2026-Lvse-shan"}
    assert client.post("/signin/password", data=typed).status_code == 302
