"""The mark of a browser that gave the right password or query code before (a "device cookie").

It opens nothing. Wrong tries with it are counted for this browser alone, so that nobody is shut out of their own
account or request by what strangers try. It is signed; what it is known for stands in it as keyed hashes, so that a
shared computer tells neither logins nor numbers.
"""

import hashlib
import hmac
import secrets
from datetime import timedelta

from flask import Response, after_this_request, current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

COOKIE = "known"
LASTS = timedelta(days=180)
MOST = 12  # logins and numbers of one browser; the oldest is forgotten
DIGEST_LENGTH = 24  # hexadecimal digits


def mark_for(about: str) -> str:
    """The mark of this browser when it is known for this login or number (see Guard.about); otherwise nothing."""
    mark, known = _kept()
    return mark if _digest(about) in known else ""


def remember(about: str) -> None:
    """The right secret was given: with its answer this browser becomes known for this login or number."""
    mark, known = _kept()
    digest = _digest(about)
    kept = [*(one for one in known if one != digest), digest][-MOST:]
    value = _signer().dumps([mark or secrets.token_urlsafe(16), kept])

    @after_this_request
    def keep(response: Response) -> Response:
        secure = bool(current_app.config.get("SESSION_COOKIE_SECURE"))
        response.set_cookie(COOKIE, value, max_age=LASTS, secure=secure, httponly=True, samesite="Lax")
        return response


def _kept() -> tuple[str, list[str]]:
    """The mark and what it is known for; nothing when the cookie is missing, forged or too old."""
    try:
        mark, known = _signer().loads(request.cookies.get(COOKIE, ""), max_age=int(LASTS.total_seconds()))
    except BadData:
        return "", []
    return mark, known


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="known browser")


def _digest(about: str) -> str:
    key = current_app.config["SECRET_KEY"]
    return hmac.new(key, f"known browser\0{about}".encode(), hashlib.sha256).hexdigest()[:DIGEST_LENGTH]
