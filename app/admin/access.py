"""Pages of the security administrator: tokens of programs, sessions of browsers, guarded accounts."""

from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from app import timekeeping
from app.admin.blueprint import bp
from app.admin.sending import run
from app.casework.administration import access
from app.casework.administration.access import within_access
from app.casework.administration.factors import guarded_accounts
from app.casework.work.paging import Page, paged
from app.database import db
from app.office.models import ApiToken, Appointment, Person, SignInSession
from app.office.permissions import Permission
from app.office.sessions import live_at
from app.web.access import current_standing, requires
from app.web.page_number import page_number


@bp.get("/tokens")
@requires(Permission.MANAGE_TOKENS)
def list_access() -> str:
    """Tokens in use, live sessions, and the accounts of the three administrators."""
    now, words = timekeeping.now(), request.args.get("q", "")
    return render_template(
        "admin/access.html", tokens=_tokens(now), page=_sessions(words, now), words=words, now=now, today=now.date(),
        guarded=guarded_accounts(current_standing()),
        address=lambda number: url_for(".list_access", q=words or None, page=number),
    )  # fmt: skip


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
    return redirect(url_for(".list_access", q=request.args.get("q") or None))


def _tokens(now: datetime) -> list[ApiToken]:
    query = select(ApiToken).where(ApiToken.revoked_at.is_(None), ApiToken.expires_at > now)
    found = db.session.scalars(query.options(joinedload(ApiToken.person)).order_by(ApiToken.id.desc()))
    return [token for token in found if _is_mine(token.person)]


def _sessions(words: str, now: datetime) -> Page:
    """Of people whose name or login contains the words; seen last first."""
    query = (
        select(SignInSession)
        .join(SignInSession.person)
        .where(live_at(now), within_access(current_standing()))
    )
    if part := words.strip()[:60]:
        named = Person.name.contains(part, autoescape=True)
        query = query.where(or_(named, Person.login.contains(part.lower(), autoescape=True)))
    posts = joinedload(SignInSession.person).selectinload(Person.appointments).joinedload(Appointment.unit)
    latest_first = (SignInSession.seen_at.desc(), SignInSession.id.desc())
    return paged(query.options(posts), page_number(), *latest_first)


def _is_mine(person: Person) -> bool:
    return access.is_within_access(current_standing(), person)
