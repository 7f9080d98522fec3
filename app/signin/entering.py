"""Pages: sign in, sign out."""

from flask import current_app, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app import timekeeping
from app.office.sessions import sign_out as end_session
from app.office.sign_in import SignInResult, about
from app.office.standing import standing_of
from app.signin import acts, forms
from app.signin.blueprint import bp
from app.signin.current import TOKEN, WAS, first_page
from app.web import known_browser
from app.web.access import public
from app.web.addresses import client_address
from app.web.display import is_local_path
from app.web.errors import waiting_header


@bp.get("/signin")
@public
def sign_in() -> ResponseReturnValue:
    """The form; who is signed in already goes on."""
    if g.person is not None:
        return go_on()
    return render_template("signin/sign_in.html", fields=forms.sign_in_fields(), errors={}, next=_next())


@bp.post("/signin")
@public
def enter() -> ResponseReturnValue:
    """Check login and password; on success a new session and a new CSRF token."""
    login, password = request.form.get("login", ""), request.form.get("password", "")
    browser, device = request.user_agent.string, known_browser.mark_for(about(login))
    result = acts.enter(login, password, client_address(), browser, timekeeping.now(), device)
    if result.refusal is not None:
        return _refused(login, result)
    known_browser.remember(about(login))
    session.pop("csrf_token", None)
    session.pop(WAS, None)
    session[TOKEN], session.permanent = result.token, True
    g.person = result.person
    return go_on()


@bp.post("/signout")
@public
def sign_out() -> Response:
    """End the session on the server and forget its token."""
    if g.person is not None:
        with acts.recorded(g.person, "person.signed_out", "退出登录", timekeeping.now()):
            end_session(g.sign_in_session, timekeeping.now())
    if token := session.pop(TOKEN, None):
        session[WAS] = token
    flash("已退出登录", "success")
    return redirect(url_for("signin.sign_in"))


def go_on() -> Response:
    """To the page that was asked for, to one's own work, or first to a new password."""
    if g.person.must_change_password:
        return redirect(url_for("signin.password"))
    target = _next() or first_page(standing_of(g.person, timekeeping.today()))
    return redirect(request.script_root + target)


def _refused(login: str, result: SignInResult) -> ResponseReturnValue:
    refusal = result.refusal
    page = render_template(
        "signin/sign_in.html",
        fields=forms.sign_in_fields(login),
        errors={"": refusal.message if refusal else ""},
        next=_next(),
        profile=current_app.config.get("PASSWORD_PROFILE"),
    )
    return page, refusal.status if refusal else 401, waiting_header(refusal)


def _next() -> str:
    """Where to go afterwards: only a path of this site."""
    target = request.values.get("next", "")
    return target if is_local_path(target) else ""
