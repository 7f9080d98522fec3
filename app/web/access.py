"""Every route says who may enter: `@public`, `@signed_in` or `@requires(permission)`; a guard test reads the marks."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import abort, current_app, flash, g, redirect, request, session

from app import timekeeping
from app.casework.work import kept_posts
from app.office.permissions import ANYWHERE, Permission, allows, standing_of
from app.web.typed import OURS

View = TypeVar("View", bound=Callable[..., Any])
MARK = "access"
KEPT_NAME = "kept_post"
KEPT_OF = ("/desk/", "/board/")
"""Pages with passwords and settings are not among them."""


def public(view: View) -> View:
    """Open to everybody."""
    setattr(view, MARK, "public")
    return view


def signed_in(view: Callable[..., Any]) -> Callable[..., Any]:
    """Only for a signed-in person; what they may see or do is decided inside, per object."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if g.get("person") is None:
            return to_sign_in()
        return view(*args, **kwargs)

    setattr(guarded, MARK, "signed_in")
    return guarded


def requires(permission: Permission) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Only for a person who may do this somewhere; the object itself is checked inside."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if g.get("person") is None:
                return to_sign_in()
            if not allows(permission, current_standing(), ANYWHERE, timekeeping.today()):
                abort(403)
            return view(*args, **kwargs)

        setattr(guarded, MARK, permission.name)
        return guarded

    return decorate


def is_public() -> bool:
    """Whether the page asked for is open to everybody; so is the page that says there is none."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, MARK, "public") == "public"


def current_standing() -> Any:
    """What the signed-in person stands for today, read once per request."""
    if "standing" not in g:
        g.standing = standing_of(g.person, timekeeping.today())
    return g.standing


def to_sign_in() -> Any:
    """To the sign-in page, and back afterwards. What was being sent is kept, and was not done."""
    if request.method == "POST":
        is_kept = _keep_what_was_sent()
        if "save" in request.form or not request.path.endswith(
            "/draft"
        ):  # a page that saves itself says nothing
            flash("登录已结束，刚才的内容没有提交，请重新登录", "warning")
        if is_kept:
            return redirect("/signin?" + urlencode({"next": "/desk/kept"}))
    back = request.full_path.rstrip("?") if request.method == "GET" else request.referrer or "/desk"
    return redirect("/signin?" + urlencode({"next": back if back.startswith("/") else "/desk"}))


def _keep_what_was_sent() -> bool:
    """Only of a session that was somebody's: its row tells whose, though it opens nothing any more."""
    person_id = g.get("ended_for")
    if person_id is None or not request.path.startswith(KEPT_OF):
        return False
    pairs = [(name, value) for name, value in request.form.items(multi=True) if name not in OURS]
    name = kept_posts.keep(person_id, request.path, pairs, timekeeping.now())
    if name is not None:
        session[KEPT_NAME] = name
    return name is not None
