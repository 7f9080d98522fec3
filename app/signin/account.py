"""Pages: one's own account, password and sessions."""

from datetime import date

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app import timekeeping
from app.database import db
from app.office.models import OrgUnit, SignInSession
from app.office.organs import organ_of
from app.office.password_rules import PasswordProfile, password_profile
from app.office.sessions import ended_sessions_of, revoke, revoke_all, sessions_of
from app.office.subjects import ANYWHERE, AtOrgan
from app.office.tokens import tokens_of
from app.office.whom_to_ask import whom_to_ask
from app.signin import acts, forms
from app.signin.blueprint import bp
from app.signin.browsers import browser_words
from app.signin.entering import go_on
from app.web.access import current_standing, signed_in
from app.web.addresses import client_address

ENDINGS = {
    "signed_out": "本人退出",
    "revoked": "在其他设备、因修改密码或者由安全管理员结束",
    "restored": "系统从备份恢复时结束",
}
"""How a session was ended, as `office.sessions` and a restore write it."""


@bp.get("/signin/account")
@signed_in
def account() -> str:
    """Who one is here: roles, own and deputised; and which programs act in one's name."""
    posts = [
        {
            "label": db.session.get_one(OrgUnit, post.unit_id).name,
            "value": post.role.title_zh + ("（代理）" if post.on_behalf_of_id else ""),
        }
        for post in current_standing().posts
    ]
    tokens, idle = tokens_of(g.person, timekeeping.now()), "" if posts else _without_post(timekeeping.today())
    return render_template("signin/account.html", person=g.person, posts=posts, tokens=tokens, idle=idle)


def _without_post(today: date) -> str:
    """That no post is held today, from when on one will be, and whom to ask: at the organ of the last post."""
    held = g.person.appointments
    later = [one for one in held if one.valid_from > today and one.valid_until != one.valid_from]
    words = "您今天没有担任任何岗位，不能办理和查看办件。"
    if later:
        words += f"下一项任职自 {later[0].valid_from} 起。"
    about = AtOrgan(organ_of(held[-1].unit).id) if held else ANYWHERE
    return words + whom_to_ask("SIGN_IN_DESK", about, today, g.person.id)


@bp.route("/signin/password", methods=["GET", "POST"])
@signed_in
def password() -> ResponseReturnValue:
    """Change one's own password; the first one before anything else."""
    errors, status = forms.tried(_change_password) if request.method == "POST" else ({}, 200)
    if request.method == "POST" and not errors:
        flash("密码已修改，其他设备上的登录已全部退出，接口令牌已全部作废", "success")
        return go_on()
    with_code = acts.asks_for_code(g.person)
    fields = forms.password_fields(_hint(password_profile()), errors, with_code=with_code)
    must, login = g.person.must_change_password, g.person.login
    return render_template(
        "signin/password.html", fields=fields, errors=errors, must=must, login=login
    ), status


@bp.get("/signin/sessions")
@signed_in
def sessions() -> str:
    """Where one is signed in, and how the last sessions were ended."""
    listed = sessions_of(g.person, timekeeping.now())
    ended = [(one, ENDINGS.get(one.ended_because, "")) for one in ended_sessions_of(g.person)]
    own = g.sign_in_session.id
    return render_template(
        "signin/sessions.html", listed=listed, ended=ended, own=own, browser_words=browser_words
    )


@bp.post("/signin/sessions/<int:session_id>/end")
@signed_in
def end_session(session_id: int) -> Response:
    """End one of one's own sessions elsewhere."""
    now = timekeeping.now()
    with acts.recorded(g.person, "person.session_ended", "结束一处登录", now):
        other = db.session.get(SignInSession, session_id)
        if other is None or other.person_id != g.person.id:
            abort(404)
        revoke(other, now)
    flash("已结束该处登录", "success")
    return redirect(url_for("signin.sessions"))


@bp.post("/signin/sessions/end-others")
@signed_in
def end_other_sessions() -> Response:
    """End all of one's own sessions but this one."""
    now = timekeeping.now()
    with acts.recorded(g.person, "person.sessions_ended", "结束其他所有登录", now):
        ended = revoke_all(g.person, now, but=g.sign_in_session)
    flash(f"已结束其他 {ended} 处登录", "success")
    return redirect(url_for("signin.sessions"))


def _change_password() -> None:
    typed = request.form
    acts.change_own_password(
        g.sign_in_session,
        typed.get("old_password", ""),
        typed.get("password", ""),
        typed.get("again", ""),
        typed.get("code", ""),
        client_address(),
        timekeeping.now(),
    )


def _hint(profile: PasswordProfile) -> str:
    classes = f"，含大写字母、小写字母、数字、符号中的至少{profile.classes}类" if profile.classes else ""
    return f"至少{profile.shortest}位{classes}；不要包含登录名、姓名、单位或者地名"
