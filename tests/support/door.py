"""How somebody comes in. What the pages at the door do has tests of its own; here a browser gets the cookies that it
would have got there, and the database what was written there (tests.support.walks)."""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app, has_app_context
from flask.testing import FlaskClient

from app import timekeeping
from app.database import db
from app.web.known_browser import COOKIE
from tests.support.county import PASSWORD
from tests.support.walks import walked

Cookies = list[tuple[str, str]]


@dataclass
class Door:
    """The door of the present application at a moment."""

    now: datetime

    @walked
    def signed_in(self, login: str) -> Cookies:
        """What a new browser has when this person has signed in."""
        client = current_app.test_client()
        through_the_page(client, login, self.now)
        return cookies_of(client)

    @walked
    def token_of(self, login: str) -> str:
        """What a program of this person calls the API with."""
        return token_by_call(current_app.test_client(), login, self.now)


def through_the_page(client: FlaskClient, login: str, now: datetime) -> None:
    db.session.rollback()  # the test's own reading must not hold the database while the page writes
    with timekeeping.moved_to(now), client.application.app_context():
        answer = client.post("/signin", data={"login": login, "password": PASSWORD})
    assert answer.status_code == 302, login


def token_by_call(client: FlaskClient, login: str, now: datetime) -> str:
    db.session.rollback()
    with timekeeping.moved_to(now):
        answer = client.post("/api/v1/tokens", json={"login": login, "password": PASSWORD})
    assert answer.status_code == 201, answer.json
    return str(answer.json["token"])


def enter(client: FlaskClient, login: str, now: datetime) -> None:
    """Sign this person in with a browser that has no cookies yet."""
    if is_of_the_present(client):
        give(client, Door(now).signed_in(login))
    else:
        through_the_page(client, login, now)


def token_for(client: FlaskClient, login: str, now: datetime) -> str:
    return Door(now).token_of(login) if is_of_the_present(client) else token_by_call(client, login, now)


def is_of_the_present(client: FlaskClient) -> bool:
    """Whether this is a browser of the application whose database may be on a known road."""
    return has_app_context() and client.application is current_app._get_current_object()  # type: ignore[attr-defined]


def has_cookies(client: FlaskClient) -> bool:
    return bool(cookies_of(client))


def cookies_of(client: FlaskClient) -> Cookies:
    found = (client.get_cookie(name) for name in (client.application.config["SESSION_COOKIE_NAME"], COOKIE))
    return [(one.decoded_key, one.decoded_value) for one in found if one is not None]


def give(client: FlaskClient, cookies: Cookies) -> None:
    for name, value in cookies:
        client.set_cookie(name, value, httponly=True, samesite="Lax")
