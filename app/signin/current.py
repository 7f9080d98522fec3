"""Who is signed in: read from the cookie's token at every request, refused when the session is over.

The API's calls carry their own token and never look at the cookie.
"""

import logging
from typing import Any

from flask import flash, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from app import timekeeping
from app.casework.acts.commands import transaction
from app.casework.acts.errors import TooManyWriters
from app.office.models import SignInSession
from app.office.organs import name_of_organ, name_of_unit
from app.office.sessions import needs_touch, seconds_left, session_for, touch, whose
from app.office.standing import Post, Standing
from app.office.vocabulary import WORKING_ROLES, Role
from app.web.access import current_standing, is_public

logger = logging.getLogger(__name__)
TOKEN = "sign_in"
WAS = "signed_in_before"
"""The token of a session that is over: it opens nothing, and tells whose words a page of it sends."""
OPEN_BEFORE_THE_FIRST_CHANGE = frozenset({"signin.password", "signin.sign_out", "static"})
OPEN_BEFORE_THE_FACTOR = frozenset(
    {"signin.factor", "signin.begin_factor", "signin.set_up_factor", "signin.sign_out", "static"}
)


def load_person() -> Response | None:
    """Before every request: set `g.person` and `g.sign_in_session`; ask for what is due."""
    g.person = g.sign_in_session = None
    token = session.get(TOKEN)
    if token is None and request.method == "POST" and WAS in session:
        g.ended_for = whose(session[WAS])
    if token is None or request.endpoint == "static" or request.path.startswith("/api/"):
        return None
    kept = _session_in_use(token)
    if kept is None:
        session[WAS] = session.pop(TOKEN)
        g.ended_for = whose(token) if request.method == "POST" else None
        if not is_public() and request.method != "POST":
            flash("登录已结束，请重新登录", "warning")
        return None
    g.sign_in_session, g.person = kept, kept.person
    return _what_is_due(kept)


def _what_is_due(kept: SignInSession) -> Response | None:
    """First a due change of password, then a second factor that is due; nothing else is open meanwhile."""
    if is_public():
        return None
    if kept.person.must_change_password:
        is_open = request.endpoint in OPEN_BEFORE_THE_FIRST_CHANGE
        return None if is_open else redirect(url_for("signin.password"))
    if kept.must_set_factor and request.endpoint not in OPEN_BEFORE_THE_FACTOR:
        return redirect(url_for("signin.factor"))
    return None


def first_page(standing: Standing) -> str:
    """Where a person's work lies; for who holds no post today the page that says so."""
    if not standing.posts:
        return "/signin/account"
    if standing.has_role(*WORKING_ROLES):
        return "/desk"
    if standing.has_role(Role.SUPERVISOR):
        return "/board"
    return "/desk/post" if standing.has_role(Role.MAIL_ROOM) else "/admin"


def for_pages() -> dict[str, Any]:
    """What the layouts show of the signed-in person: `me`, and how long the session lasts."""
    if g.get("person") is None or is_public():
        return {}
    standing = current_standing()
    return {
        "me": {
            "name": g.person.name, "line": _line(standing), "organ": _organ(standing),
            "href": url_for("signin.account"),
        },
        "session_seconds": seconds_left(g.sign_in_session, timekeeping.now()),
    }  # fmt: skip


def _session_in_use(token: str) -> SignInSession | None:
    now = timekeeping.now()
    kept = session_for(token, now)
    if kept is None or not needs_touch(kept, now):
        return kept
    try:
        with transaction():
            kept = session_for(token, now)
            if kept is not None:
                touch(kept, now)
    except TooManyWriters:  # the next page notes the use; whoever only reads is not refused
        logger.info("the use of a session was not noted: others write")
    return kept


def _line(standing: Standing) -> str:
    """Unit and role of the person's first own post."""
    post = _own_post(standing)
    return f"{name_of_unit(post.unit_id)} {post.role.title_zh}" if post is not None else ""


def _organ(standing: Standing) -> str:
    """The organ for which the person works, as the head of the page names it."""
    post = _own_post(standing)
    return name_of_organ(post.unit_id) if post is not None else ""


def _own_post(standing: Standing) -> Post | None:
    return next((post for post in standing.posts if post.on_behalf_of_id is None), None)
