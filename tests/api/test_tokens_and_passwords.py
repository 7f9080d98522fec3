"""A token lives no longer than the password it was had for, and its owner sees what is done with it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.casework.acts.actor import of_person
from app.casework.acts.commands import perform
from app.casework.administration import accounts
from app.casework.models import AuditEntry
from app.database import db
from app.office.models import ApiToken
from app.office.people import find_person
from app.office.tokens import create_token
from tests.api.caller import Caller
from tests.support.browsing import Browser
from tests.support.county import PASSWORD
from tests.support.office import MORNING

pytestmark = pytest.mark.database
NEXT = "Kx7-rain-Vorn-9"


@pytest.fixture
def caller(client):
    caller = Caller(client.application.test_client())
    assert call(caller).status_code == 200
    return caller


@pytest.fixture
def clerk(client):
    return Browser(client).sign_in("clerk")


def call(caller, login="clerk"):
    db.session.rollback()
    return caller.call("GET", "/tasks", login)


def token_of(login="clerk"):
    db.session.rollback()
    query = select(ApiToken).where(ApiToken.person_id == find_person(login).id)
    return db.session.scalars(query.order_by(ApiToken.id.desc())).first()


def last_line(tag):
    db.session.rollback()
    query = select(AuditEntry).where(AuditEntry.tag == tag).order_by(AuditEntry.sequence.desc())
    return db.session.scalars(query).first()


def by_administrator(use, **arguments):
    perform(use, actor=of_person(find_person("admin")), now=MORNING, **arguments)


def reset():
    password = accounts.new_password(find_person("clerk"), MORNING)
    by_administrator(accounts.reset_password, person_id=find_person("clerk").id, password=password)


def test_a_reset_password_ends_the_tokens_in_the_same_act(caller):
    reset()
    assert call(caller).status_code == 401
    assert token_of().revoked_at == MORNING
    assert "作废接口令牌 1 个" in last_line("person.password_reset").summary


def test_a_change_of_ones_own_password_ends_the_tokens(caller, clerk):
    changed = clerk.post("/signin/password", old_password=PASSWORD, password=NEXT, again=NEXT)
    assert changed.status == 302
    assert call(caller).status_code == 401
    assert "作废接口令牌 1 个" in last_line("person.password_changed").summary
    assert "接口令牌已全部作废" in clerk.get("/signin/account").words


def test_a_right_password_makes_one_token_that_is_on_record(client):
    Caller(client.application.test_client()).token("clerk")
    db.session.rollback()
    assert db.session.scalars(select(ApiToken.beginning)).all() == [token_of().beginning]
    assert token_of().beginning in last_line("token.created").summary


def test_a_wrong_old_password_ends_no_token(caller, clerk):
    assert clerk.post("/signin/password", old_password="falsch", password=NEXT, again=NEXT).status == 422
    assert call(caller).status_code == 200


def test_an_account_out_of_use_loses_its_tokens_for_good(caller):
    for is_active in (False, True):
        by_administrator(
            accounts.set_active, person_id=find_person("clerk").id, is_active=is_active, reason="调离"
        )
        assert call(caller).status_code == 401
    assert "作废接口令牌 1 个" in last_line("person.deactivated").summary


def test_nobody_acts_by_a_token_before_the_password_of_somebody_else_is_changed(caller):
    reset()
    _token, plain = create_token(find_person("clerk"), "以前的程序", MORNING)
    db.session.commit()
    caller.tokens["clerk"] = plain
    for method, path in (("GET", "/tasks"), ("GET", "/cases/LF-2026-0001"), ("POST", "/requests")):
        answer = caller.call(method, path, "clerk", json={} if method == "POST" else None)
        assert answer.status_code == 403
        assert answer.json["code"] == "password_must_be_changed"
        assert "修改密码" in answer.json["message"]


def test_the_command_makes_no_token_that_cannot_be_used(app):
    reset()
    answer = app.test_cli_runner().invoke(args=["tokens", "create", "clerk"])
    assert answer.exit_code == 2
    assert "先登录修改密码" in answer.stderr
    assert token_of() is None


def test_the_program_of_an_account_without_a_password_may_act(caller):
    person = find_person("handler")
    person.password_hash, person.must_change_password = None, True
    _token, plain = create_token(person, "对接", MORNING)
    db.session.commit()
    caller.tokens["handler"] = plain
    assert call(caller, "handler").status_code == 200


def test_the_last_use_is_kept_to_the_hour_and_not_at_every_call(caller):
    first = token_of().last_used_at
    assert first is not None
    caller.later(minutes=30)
    call(caller)
    assert token_of().last_used_at == first
    caller.later(minutes=40)
    call(caller)
    assert timedelta(minutes=60) <= token_of().last_used_at - first <= timedelta(minutes=80)


def test_a_refused_token_is_not_noted(caller):
    used = token_of().last_used_at
    reset()
    caller.later(hours=2)
    call(caller)
    assert token_of().last_used_at == used


def test_the_owner_sees_tokens_on_the_account_and_revokes_them(caller, clerk):
    page = clerk.get("/signin/account")
    for words in ("接口登录", token_of().beginning, "2026年3月2日", "2026-05-31", "最近使用"):
        assert words in page.words, words
    assert clerk.post(f"/signin/tokens/{token_of().id}/revoke").status == 302
    assert call(caller).status_code == 401
    assert "接口登录" not in clerk.get("/signin/account").words
    line = last_line("token.revoked")
    assert (line.actor_name, line.summary) == ("受理甲", "作废本人的接口令牌“接口登录”")


@pytest.mark.parametrize("number", ["{}", "99999", "9999999999999"])
def test_nobody_revokes_the_token_of_somebody_else(caller, client, number):
    other = Browser(client).sign_in("reviewer")
    assert other.post(f"/signin/tokens/{number.format(token_of().id)}/revoke").status == 404
    assert call(caller).status_code == 200


def test_passwords_guessed_for_tokens_add_few_lines_to_the_chain(client, county):
    for _ in range(40):
        client.post("/api/v1/tokens", json={"login": "clerk", "password": "wrong"})
    tries = [line.detail["tries"] for line in db.session.query(AuditEntry).filter_by(tag="token.refused")]
    assert tries == [*range(1, 11), 16, 32]
