"""One's own account: roles, password, sessions, absence."""

from datetime import date

import pytest
from sqlalchemy import select

from app.database import db
from app.office.models import Absence, SignInSession
from app.office.organs import find_unit
from app.office.people import appoint, find_person
from app.office.vocabulary import Role
from tests.support.county import PASSWORD

pytestmark = pytest.mark.database
NEXT = "Kx7-rain-Vorn-9"


@pytest.fixture
def signed_in(client):
    assert client.post("/signin", data={"login": "clerk", "password": PASSWORD}).status_code == 302
    return client


@pytest.fixture
def elsewhere(app):
    other = app.test_client()
    other.post(
        "/signin", data={"login": "clerk", "password": PASSWORD}, headers={"User-Agent": "Windows Edg"}
    )
    return other


def change(client, old=PASSWORD, new=NEXT, again=NEXT):
    return client.post("/signin/password", data={"old_password": old, "password": new, "again": again})


def absent(client, first="2026-03-03", last="2026-03-05", deputy="", reason="年休假"):
    data = {"first_day": first, "last_day": last, "deputy": deputy, "reason": reason}
    return client.post("/signin/absence", data=data)


@pytest.mark.parametrize("page", ["account", "password", "sessions", "absence"])
def test_nobody_sees_these_pages_without_signing_in(client, page):
    assert client.get(f"/signin/{page}").headers["Location"].startswith("/signin?next=")


@pytest.mark.parametrize("page", ["account", "password", "sessions", "absence"])
def test_the_pages_hold_nothing_that_the_content_policy_forbids(signed_in, page):
    shown = signed_in.get(f"/signin/{page}")
    text = shown.get_data(as_text=True)
    assert shown.status_code == 200
    assert "style=" not in text
    assert "onclick" not in text
    assert shown.headers["Cache-Control"] == "private, no-store"


def test_the_account_names_unit_and_role(signed_in):
    page = signed_in.get("/signin/account").get_data(as_text=True)
    assert "禄丰市人民政府" in page
    assert "受理岗" in page


def test_a_new_password_takes_the_place_of_the_old_and_ends_other_sessions(signed_in, elsewhere):
    assert change(signed_in).headers["Location"] == "/desk"
    assert signed_in.get("/signin/account").status_code == 200
    assert elsewhere.get("/signin/account").status_code == 302
    assert elsewhere.post("/signin", data={"login": "clerk", "password": PASSWORD}).status_code == 401
    assert elsewhere.post("/signin", data={"login": "clerk", "password": NEXT}).status_code == 302


@pytest.mark.parametrize(
    ("change_of", "words"),
    [
        ({"old": "wrong"}, "原密码不正确"),
        ({"again": "other"}, "两次输入的新密码不一致"),
        ({"new": "short", "again": "short"}, "密码至少10位"),
        ({"new": "Lufeng@78rkw", "again": "Lufeng@78rkw"}, "不能包含"),
        ({"new": PASSWORD, "again": PASSWORD}, "最近5次"),
    ],
)
def test_a_refused_password_says_why_and_changes_nothing(signed_in, change_of, words):
    refused = change(signed_in, **change_of)
    assert refused.status_code == 422
    assert words in refused.get_data(as_text=True)
    assert signed_in.post("/signin", data={"login": "clerk", "password": PASSWORD}).status_code == 302


def test_guessing_the_old_password_locks_like_guessing_at_the_door(signed_in):
    assert [change(signed_in, old="wrong").status_code for _ in range(6)] == [422] * 5 + [429]


def test_a_first_password_is_changed_before_anything_else(client, app):
    find_person("clerk").must_change_password = True
    db.session.commit()
    entered = client.post("/signin", data={"login": "clerk", "password": PASSWORD, "next": "/desk"})
    assert entered.headers["Location"] == "/signin/password"
    assert client.get("/signin/account").headers["Location"] == "/signin/password"
    assert "首次登录" in client.get("/signin/password").get_data(as_text=True)
    assert change(client).headers["Location"] == "/desk"
    assert client.get("/signin/account").status_code == 200


def test_ones_sessions_are_listed_and_ended_from_afar(signed_in, elsewhere, app):
    page = signed_in.get("/signin/sessions").get_data(as_text=True)
    assert "Windows 电脑，Edge 浏览器" in page
    assert "（本机）" in page
    other = db.session.scalars(select(SignInSession.id).order_by(SignInSession.id.desc())).first()
    signed_in.post(f"/signin/sessions/{other}/end")
    assert elsewhere.get("/signin/account").status_code == 302
    assert signed_in.get("/signin/account").status_code == 200


def test_what_was_ended_stands_below_with_when_and_how_and_nobody_elses(signed_in, elsewhere, app):
    assert "最近结束的登录" not in signed_in.get("/signin/sessions").get_data(as_text=True)
    app.test_client().post("/signin", data={"login": "handler", "password": PASSWORD})
    signed_in.post("/signin/sessions/end-others")
    third = app.test_client()
    third.post("/signin", data={"login": "clerk", "password": PASSWORD})
    third.post("/signout")
    page = signed_in.get("/signin/sessions").get_data(as_text=True)
    ended = page.partition("最近结束的登录")[2]
    assert ended.count("本人退出") == 1
    assert ended.count("在其他设备、因修改密码或者由安全管理员结束") == 1
    assert db.session.scalars(select(SignInSession.ended_because).order_by(SignInSession.id)).all() == [
        "", "revoked", "", "signed_out"
    ]  # fmt: skip


def test_all_others_are_ended_at_once(signed_in, elsewhere):
    signed_in.post("/signin/sessions/end-others")
    assert elsewhere.get("/signin/account").status_code == 302
    assert signed_in.get("/signin/account").status_code == 200


def test_somebody_elses_session_cannot_be_ended(signed_in, app):
    other = app.test_client()
    other.post("/signin", data={"login": "handler", "password": PASSWORD})
    foreign = db.session.scalars(select(SignInSession.id).order_by(SignInSession.id.desc())).first()
    assert signed_in.post(f"/signin/sessions/{foreign}/end").status_code == 404
    assert signed_in.post("/signin/sessions/999999/end").status_code == 404
    assert other.get("/signin/account").status_code == 200


def test_an_absence_with_a_deputy_is_recorded_and_listed(signed_in, app):
    deputy = find_person("clerk2")
    assert absent(signed_in, deputy=str(deputy.id)).headers["Location"] == "/signin/absence"
    kept = db.session.scalars(select(Absence)).one()
    assert (kept.person.login, kept.deputy.login) == ("clerk", "clerk2")
    assert (kept.first_day, kept.last_day, kept.reason) == (date(2026, 3, 3), date(2026, 3, 5), "年休假")


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [
        ({"first": ""}, 422, "请填写日期"),
        ({"first": "03/04/2026"}, 422, "请填写日期"),
        ({"first": "2026-03-09"}, 422, "结束日期不能早于开始日期"),
        ({"deputy": "999"}, 422, "请从名单中选择代理人"),
        ({"reason": "长" * 201}, 422, "不超过200字"),
    ],
)
def test_a_faulty_absence_is_refused_beside_the_field_and_what_was_typed_stays(
    signed_in, app, typed, status, words
):
    refused = absent(signed_in, **typed)
    page = refused.get_data(as_text=True)
    assert refused.status_code == status
    assert words in page
    assert 'value="2026-03-05"' in page
    assert db.session.scalars(select(Absence)).all() == []


def test_the_same_absence_sent_twice_is_recorded_once(signed_in, app):
    absent(signed_in)
    assert absent(signed_in).status_code == 409
    assert len(db.session.scalars(select(Absence)).all()) == 1


def test_ones_own_absence_is_cancelled_and_nobody_elses(signed_in, app):
    absent(signed_in, first="2099-03-03", last="2099-03-05")
    planned = db.session.scalars(select(Absence.id)).one()
    other = app.test_client()
    other.post("/signin", data={"login": "handler", "password": PASSWORD})
    assert other.post(f"/signin/absence/{planned}/end").status_code == 404
    assert "2099年3月3日" in signed_in.get("/signin/absence").get_data(as_text=True)
    signed_in.post(f"/signin/absence/{planned}/end")
    assert db.session.scalars(select(Absence)).all() == []


class TestWithoutAPost:
    """Whoever holds no post today is told so, and whom to ask; nothing leads in a circle."""

    @pytest.fixture
    def idle(self, client, app):
        find_person("clerk").appointments[0].valid_until = date(2026, 1, 1)
        db.session.commit()
        entered = client.post("/signin", data={"login": "clerk", "password": PASSWORD, "next": "/desk"})
        assert entered.headers["Location"] == "/signin/account"
        return client

    def test_it_is_said_with_whom_to_ask_and_the_way_out(self, idle):
        page = idle.get("/signin/account").get_data(as_text=True)
        assert "您今天没有担任任何岗位" in page
        assert "请联系禄丰市人民政府系统管理员" in page
        assert "回到工作页面" not in page
        assert "退出登录" in page

    def test_the_page_that_refuses_leads_there(self, idle):
        assert idle.get("/admin").status_code == 403
        assert idle.get("/signin").headers["Location"] == "/signin/account"

    def test_a_post_that_begins_later_is_told(self, idle):
        appoint(find_person("clerk"), find_unit("LF", date(2026, 3, 2)), Role.HANDLER, date(2026, 4, 1))
        db.session.commit()
        assert "下一项任职自 2026-04-01 起" in idle.get("/signin/account").get_data(as_text=True)
