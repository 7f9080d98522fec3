"""Pages: 登录安全, one's own second factor: what it is, set up, new recovery codes, ended."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.keys import sealer
from app.office import factors, one_time_codes
from app.signin import factor_acts, forms
from app.signin.blueprint import bp
from app.signin.pictures import qr_svg
from app.web.access import signed_in
from app.web.addresses import client_address

ISSUER = "政务公开"  # what the phone shows above the code, beside the login
ALREADY = "双因素登录已经设置"


@bp.get("/signin/factor")
@signed_in
def factor() -> ResponseReturnValue:
    """Whether the account has a second factor, and what its owner can do with it."""
    return _page({}, 200)


@bp.post("/signin/factor/begin")
@signed_in
def begin_factor() -> ResponseReturnValue:
    """The password first: whoever finds an open browser locks nobody out."""
    errors, status = forms.tried(_begin)
    return _page(errors, status) if errors else redirect(url_for("signin.set_up_factor"))


@bp.route("/signin/factor/set-up", methods=["GET", "POST"])
@signed_in
def set_up_factor() -> ResponseReturnValue:
    """The secret as a picture and as text until a code of it was right; then the recovery codes, once."""
    codes: list[str] = []
    errors, status = forms.tried(lambda: codes.extend(_confirm())) if request.method == "POST" else ({}, 200)
    if codes:
        return render_template("signin/recovery_codes.html", codes=codes, is_new=True)
    secret = factors.begun(g.person, timekeeping.now(), sealer())
    if secret is None:
        flash(ALREADY if factors.is_set(g.person) else factors.FactorNotBegun.message, "warning")
        return redirect(url_for("signin.factor"))
    address = one_time_codes.address_for_phone(secret, g.person.login, ISSUER)
    return render_template(
        "signin/set_up_factor.html", picture=qr_svg(address), secret=factors.grouped(secret, " "),
        login=g.person.login, field=forms.code_field(errors), errors=errors, now=timekeeping.now(),
    ), status  # fmt: skip


@bp.route("/signin/factor/recovery", methods=["GET", "POST"])
@signed_in
def renew_recovery() -> ResponseReturnValue:
    """Ten new recovery codes, shown once, for password and code."""
    if not factors.is_set(g.person):
        return redirect(url_for("signin.factor"))
    codes: list[str] = []
    errors, status = forms.tried(lambda: codes.extend(_renew())) if request.method == "POST" else ({}, 200)
    if codes:
        return render_template("signin/recovery_codes.html", codes=codes, is_new=False)
    return _asking("换发恢复码", "原来的恢复码立即作废，新的10个只显示一次。", errors), status


@bp.route("/signin/factor/end", methods=["GET", "POST"])
@signed_in
def end_factor() -> ResponseReturnValue:
    """No second factor any more, for password and code."""
    if not factors.is_set(g.person):
        return redirect(url_for("signin.factor"))
    errors, status = forms.tried(_end) if request.method == "POST" else ({}, 200)
    if request.method == "POST" and not errors:
        flash("双因素登录已停用，其他设备上的登录已全部退出，接口令牌已全部作废", "success")
        return redirect(url_for("signin.factor"))
    words = "停用后只用密码登录。更换手机的，停用后在新手机上重新设置。"
    return _asking("停用双因素登录", words, errors), status


def _page(errors: dict[str, str], status: int) -> ResponseReturnValue:
    kept = factors.factor_of(g.person)
    page = render_template(
        "signin/factor.html", kept=kept, left=factors.recovery_left(g.person) if kept else 0,
        field=forms.own_password_field(errors), errors=errors, login=g.person.login,
        must=g.sign_in_session.must_set_factor,
    )  # fmt: skip
    return page, status


def _asking(title: str, words: str, errors: dict[str, str]) -> str:
    return render_template(
        "signin/ask_both.html", title=title, words=words, fields=forms.both_fields(errors), errors=errors,
        login=g.person.login,
    )  # fmt: skip


def _begin() -> None:
    typed = request.form.get("password", "")
    factor_acts.begin(g.sign_in_session, typed, client_address(), timekeeping.now())


def _confirm() -> list[str]:
    return factor_acts.confirm(g.sign_in_session, request.form.get("code", ""), timekeeping.now())


def _renew() -> list[str]:
    password, code = request.form.get("password", ""), request.form.get("code", "")
    now = timekeeping.now()
    return factor_acts.renew_recovery(g.sign_in_session, password, code, client_address(), now)


def _end() -> None:
    password, code = request.form.get("password", ""), request.form.get("code", "")
    factor_acts.end(g.sign_in_session, password, code, client_address(), timekeeping.now())
