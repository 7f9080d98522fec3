"""大字版 and 高对比: two wishes about the display, kept in a cookie, set by plain links without script."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, redirect, request, url_for
from werkzeug.wrappers import Response

from app.web.access import public

COOKIE = "display"
ONE_YEAR = 365 * 24 * 3600
WISHES = ("large", "contrast")

bp = Blueprint("display", __name__)


@dataclass(frozen=True)
class Display:
    """How this reader wants the pages."""

    large: bool = False
    contrast: bool = False

    @classmethod
    def from_cookie(cls, text: str | None) -> "Display":
        wishes = (text or "").split(".")
        return cls(**{wish: wish in wishes for wish in WISHES})

    def to_cookie(self) -> str:
        return ".".join(wish for wish in WISHES if getattr(self, wish))

    @property
    def css_class(self) -> str:
        return " ".join(f"display-{wish}" for wish in WISHES if getattr(self, wish))

    def link(self, wish: str) -> str:
        """Address that turns one wish on or off and comes back to this page."""
        query = f"?{request.query_string.decode('utf-8', 'replace')}" if request.query_string else ""
        back = request.path + query if request.method == "GET" else "/"
        values: dict[str, Any] = {wish: "off" if getattr(self, wish) else "on", "back": back}
        return url_for("display.choose", **values)


def current_display() -> Display:
    """Wishes of the reader of this request."""
    return Display.from_cookie(request.cookies.get(COOKIE))


def is_local_path(target: str) -> bool:
    """Whether a link back stays on this site: one leading slash, no host, no backslash or control."""
    parts = urlsplit(target)
    plain = target.isprintable() and "\\" not in target
    return plain and not parts.scheme and not parts.netloc and target.startswith("/") and target[1:2] != "/"


@bp.get("/display")
@public
def choose() -> Response:
    """Sets the cookie and leads back; it stores nothing on the server."""
    now = current_display()
    wanted = {wish: request.args.get(wish, "on" if getattr(now, wish) else "off") == "on" for wish in WISHES}
    back = request.args.get("back", "/")
    answer = redirect(request.script_root + (back if is_local_path(back) else "/"))
    answer.set_cookie(COOKIE, Display(**wanted).to_cookie(), max_age=ONE_YEAR, samesite="Lax", httponly=True)
    return answer


def init_app(app: Flask) -> None:
    """Register the link and offer `display` to every page."""
    app.register_blueprint(bp)
    app.context_processor(lambda: {"display": current_display()})
