"""Pages of the security administrator: tokens of programs, sessions of browsers, guarded accounts."""

from datetime import datetime

from flask import flash, redirect, render_template, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from app import timekeeping
from app.admin.blueprint import bp
from app.admin.sending import run
from app.casework.administration import access
from app.casework.administration.factors import guarded_accounts
from app.database import db
from app.office.models import ApiToken, Person, SignInSession
from app.office.permissions import Permission
from app.office.sessions import is_live
from app.web.access import current_standing, requires


@bp.get("/tokens")
@requires(Permission.MANAGE_TOKENS)
def list_access() -> str:
    """Tokens in use, live sessions, and the accounts of the three administrators."""
    now = timekeeping.now()
    return render_template(
        "admin/access.html",
        tokens=_tokens(now),
        sessions=_sessions(now),
        now=now,
        guarded=guarded_accounts(current_standing()),
    )


@bp.post("/tokens/<row_id:token_id>/revoke")
@requires(Permission.MANAGE_TOKENS)
def revoke_token(token_id: int) -> Response:
    """The token is no good from now on."""
    run(access.revoke_token, token_id=token_id)
    flash("令牌已作废", "success")
    return redirect(url_for(".list_access"))


@bp.post("/people/<row_id:person_id>/sessions/end")
@requires(Permission.MANAGE_TOKENS)
def end_sessions(person_id: int) -> Response:
    """Sign somebody out everywhere."""
    result = run(access.end_sessions, person_id=person_id)
    flash(f"已结束登录 {result['ended']} 处", "success")
    return redirect(url_for(".list_access"))


def _tokens(now: datetime) -> list[ApiToken]:
    query = select(ApiToken).where(ApiToken.revoked_at.is_(None), ApiToken.expires_at > now)
    found = db.session.scalars(query.options(joinedload(ApiToken.person)).order_by(ApiToken.id.desc()))
    return [token for token in found if _is_mine(token.person)]


def _sessions(now: datetime) -> list[SignInSession]:
    query = select(SignInSession).where(SignInSession.ended_at.is_(None), SignInSession.expires_at > now)
    found = db.session.scalars(
        query.options(joinedload(SignInSession.person)).order_by(SignInSession.seen_at.desc())
    )
    return [one for one in found if is_live(one, now) and _is_mine(one.person)]


def _is_mine(person: Person) -> bool:
    return access.is_within_access(current_standing(), person)
