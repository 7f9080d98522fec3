"""Pages: sign in, in one step or, with a second factor, in two; sign out."""

from flask import current_app, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app import timekeeping
from app.law.errors import RuleViolation
from app.office import factors
from app.office.factors import Accepted
from app.office.second_step import CodeRefused, SignInOver, waiting_for_code
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
from app.web.limits import count_stranger

WAITING = "sign_in_waits"
WRONG_RECOVERY = "恢复码不正确或者已经用过，请核对后重新输入"
RECOVERY_USED = "已使用一个恢复码，还剩 {left} 个。手机已经丢失或者更换的，请到“登录安全”停用后重新设置"


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
    """Check login and password; on success a new session and a new CSRF token, or the way to the second step."""
    login, password = request.form.get("login", ""), request.form.get("password", "")
    browser, device, now = request.user_agent.string, known_browser.mark_for(about(login)), timekeeping.now()
    count_stranger(device, now)
    result = acts.enter(login, password, client_address(), browser, now, device)
    if result.refusal is not None:
        return _refused(login, result)
    if result.waiting is not None:
        session[WAITING] = result.waiting
        return redirect(url_for("signin.code", next=_next() or None))
    return _entered(login, result)


@bp.get("/signin/code")
@public
def code() -> ResponseReturnValue:
    """The second step asks for the code; it tells nothing of the account."""
    if g.person is not None:
        return go_on()
    if waiting_for_code(session.get(WAITING, ""), timekeeping.now()) is None:
        session.pop(WAITING, None)
        flash(SignInOver.message, "warning")
        return redirect(url_for("signin.sign_in", next=_next() or None))
    return _code_page()


@bp.post("/signin/code")
@public
def enter_code() -> ResponseReturnValue:
    """Check the code; on success a new session, as after a password alone."""
    token, now = session.get(WAITING, ""), timekeeping.now()
    waiting = waiting_for_code(token, now)
    login = waiting.person.login if waiting is not None else ""
    browser, device = request.user_agent.string, known_browser.mark_for(about(login))
    result = acts.finish(token, request.form.get("code", ""), client_address(), browser, now, device)
    if result.refusal is not None:
        # The cookie stays as it is: of a double click the first sending may have signed in.
        return _refused("", result) if isinstance(result.refusal, SignInOver) else _code_page(result.refusal)
    if result.accepted is Accepted.RECOVERY and result.person is not None:
        flash(RECOVERY_USED.format(left=factors.recovery_left(result.person)), "warning")
    return _entered(login, result)


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
    standing = standing_of(g.person, timekeeping.today())
    target = (_next() if standing.posts else "") or first_page(standing)
    return redirect(request.script_root + target)


def _entered(login: str, result: SignInResult) -> Response:
    """The browser is known from now on, and gets the new session with a new CSRF token."""
    known_browser.remember(about(login))
    for name in ("csrf_token", WAS, WAITING):
        session.pop(name, None)
    session[TOKEN], session.permanent = result.token, True
    g.person = result.person
    return go_on()


def _code_page(refusal: RuleViolation | None = None) -> ResponseReturnValue:
    by_recovery = bool(request.values.get("recovery"))
    field = forms.recovery_field() if by_recovery else forms.code_field()
    errors = {"": _words_of(refusal, by_recovery=by_recovery)} if refusal else {}
    page = render_template(
        "signin/code.html", field=field, errors=errors, next=_next(), by_recovery=by_recovery,
        now=timekeeping.now(),
    )  # fmt: skip
    return page, refusal.status if refusal else 200, waiting_header(refusal)


def _words_of(refusal: RuleViolation, *, by_recovery: bool) -> str:
    """A recovery code has nothing to do with the phone's time."""
    return WRONG_RECOVERY if by_recovery and isinstance(refusal, CodeRefused) else refusal.message


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
