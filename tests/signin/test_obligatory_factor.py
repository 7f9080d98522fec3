"""Obligatory from a day on: an administrator without a second factor sets it up before anything else."""

from datetime import date, timedelta

import pytest
from lxml import html

from app import timekeeping
from app.casework.administration.factors import owes_factor
from app.database import db
from app.office import factor_policy
from app.office.people import find_person
from app.office.tokens import create_token
from tests.support.county import PASSWORD
from tests.support.second_factor import code_at, with_factor

pytestmark = pytest.mark.database
TODAY = date(2026, 3, 2)


def obligatory(day=TODAY):
    factor_policy.decide(day, find_person("admin"), timekeeping.now())
    db.session.commit()


def enter(client, login="admin"):
    return client.post("/signin", data={"login": login, "password": PASSWORD})


def test_by_default_it_is_not(client):
    assert enter(client).headers["Location"] == "/admin"
    assert client.get("/admin").status_code == 200


def test_all_other_addresses_answer_with_the_page_that_sets_it_up(client):
    obligatory()
    enter(client)
    for path in ("/admin", "/admin/people", "/signin/account", "/signin/sessions", "/board"):
        assert client.get(path).headers["Location"] == "/signin/factor", path
    for path in ("/admin/people/new", "/signin/sessions/end-others", "/signin/factor/end"):
        assert client.post(path, data={"name": "x"}).headers["Location"] == "/signin/factor", path
    page = client.get("/signin/factor").get_data(as_text=True)
    assert "须先设置双因素登录" in page
    assert "退出登录" in page
    assert client.get("/").status_code == 200  # what is open to everybody stays open
    assert client.post("/signout").headers["Location"] == "/signin"


def test_after_the_set_up_everything_is_open_and_the_next_sign_in_asks(client):
    obligatory()
    enter(client)
    client.post("/signin/factor/begin", data={"password": PASSWORD})
    tree = html.fromstring(client.get("/signin/factor/set-up").get_data(as_text=True))
    secret = tree.xpath("//p[contains(@class, 'typed-secret')]")[0].text_content().replace(" ", "").strip()
    assert client.get("/admin").headers["Location"] == "/signin/factor"
    client.post("/signin/factor/set-up", data={"code": code_at(secret, timekeeping.now())})
    assert client.get("/admin").status_code == 200
    client.post("/signout")
    assert enter(client).headers["Location"] == "/signin/code"


def test_who_has_one_goes_straight_on_and_ending_it_leads_to_the_next(client, working_morning):
    obligatory()
    secret, _codes = with_factor("admin")
    enter(client)
    client.post("/signin/code", data={"code": code_at(secret, timekeeping.now())})
    assert client.get("/admin").status_code == 200
    working_morning.shift(30)
    code = code_at(secret, timekeeping.now())
    client.post("/signin/factor/end", data={"password": PASSWORD, "code": code})
    assert client.get("/admin").headers["Location"] == "/signin/factor"


def test_a_due_password_comes_first(client):
    obligatory()
    find_person("admin").must_change_password = True
    db.session.commit()
    assert enter(client).headers["Location"] == "/signin/password"
    assert client.get("/signin/factor").headers["Location"] == "/signin/password"
    typed = {"old_password": PASSWORD, "password": "Kx7-rain-Vorn-9", "again": "Kx7-rain-Vorn-9"}
    assert client.post("/signin/password", data=typed).status_code == 302
    assert client.get("/admin").headers["Location"] == "/signin/factor"


def test_before_the_day_and_in_sessions_of_before_nobody_is_led_away(client, working_morning):
    enter(client)
    obligatory(TODAY + timedelta(days=1))
    assert client.get("/admin").status_code == 200
    obligatory(TODAY)
    assert client.get("/admin").status_code == 200
    client.post("/signout")
    enter(client)
    assert client.get("/admin").headers["Location"] == "/signin/factor"


def test_clerks_need_none(client):
    obligatory()
    assert enter(client, "clerk").headers["Location"] == "/desk"
    assert client.get("/desk").status_code == 200


@pytest.mark.parametrize("login", ["admin", "auditor"])
def test_each_of_the_three_does(app, login):
    assert not owes_factor(find_person(login), TODAY)
    obligatory()
    assert owes_factor(find_person(login), TODAY)
    assert not owes_factor(find_person(login), TODAY - timedelta(days=1))
    with_factor(login)
    assert not owes_factor(find_person(login), TODAY)


def test_the_account_of_a_program_without_a_password_needs_none(app):
    obligatory()
    find_person("admin").password_hash = None
    db.session.commit()
    assert not owes_factor(find_person("admin"), TODAY)


@pytest.mark.parametrize(
    ("configured", "decided", "counts"),
    [(None, None, None), (TODAY, None, TODAY), (None, TODAY, TODAY),
     (TODAY, TODAY + timedelta(days=9), TODAY), (TODAY + timedelta(days=9), TODAY, TODAY)],
)  # fmt: skip
def test_a_configured_day_is_not_put_off_at_a_page(app, monkeypatch, configured, decided, counts):
    monkeypatch.setitem(app.config, "SECOND_FACTOR_FROM", configured)
    obligatory(decided)
    assert factor_policy.obligatory_from() == counts


def test_the_command_makes_no_token_that_cannot_be_used(app):
    obligatory()
    answer = app.test_cli_runner().invoke(args=["tokens", "create", "admin"])
    assert answer.exit_code == 2
    assert "还没有设置双因素登录" in answer.stderr


def test_a_token_of_before_does_not_act_while_the_factor_is_missing(client, app):
    _token, plain = create_token(find_person("admin"), "以前的程序", timekeeping.now())
    db.session.commit()

    def call():
        db.session.rollback()
        return client.get("/api/v1/tasks", headers={"Authorization": f"Bearer {plain}"})

    assert call().status_code != 401
    obligatory()
    refused = call()
    assert (refused.status_code, refused.json["code"]) == (403, "second_factor_must_be_set")
    assert "设置双因素登录" in refused.json["message"]
    with_factor("admin")
    assert call().json.get("code") != "second_factor_must_be_set"
