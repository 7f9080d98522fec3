"""What the portal keeps in a browser's session cookie: random names only, whose meaning is on the server."""

import secrets

from flask import session

DRAFT, GRANT = "apply", "progress"


def draft_name() -> str:
    """The random name of this browser's drafts."""
    return _name(DRAFT)


def grant_token() -> str:
    """The random name of this browser's leave to follow requests."""
    return _name(GRANT)


def forget_grant() -> None:
    session.pop(GRANT, None)


def _name(purpose: str) -> str:
    if purpose not in session:
        session[purpose] = secrets.token_urlsafe(24)
    name: str = session[purpose]
    return name
