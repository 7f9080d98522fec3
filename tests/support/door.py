"""How somebody comes in. What the pages at the door do has tests of its own; here a browser gets the cookies that it
would have got there, and the database what was written there (tests.support.walks)."""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from flask.testing import FlaskClient

from app import timekeeping
from app.database import db
from app.web.known_browser import COOKIE
from tests.support.county import PASSWORD
from tests.support.walks import walked

Cookies = list[tuple[str, str]]


@dataclass
class Door:
    """The door at a moment."""

    now: datetime

    @walked
    def signed_in(self, login: str) -> Cookies:
        """What a new browser has when this person has signed in."""
        db.session.rollback()
        client = current_app.test_client()
        with timekeeping.moved_to(self.now), client.application.app_context():
            answer = client.post("/signin", data={"login": login, "password": PASSWORD})
        assert answer.status_code == 302, login
        return cookies_of(client)

    @walked
    def token_of(self, login: str) -> str:
        """What a program of this person calls the API with."""
        db.session.rollback()
        client = current_app.test_client()
        with timekeeping.moved_to(self.now):
            answer = client.post("/api/v1/tokens", json={"login": login, "password": PASSWORD})
        assert answer.status_code == 201, answer.json
        return str(answer.json["token"])


def enter(client: FlaskClient, login: str, now: datetime) -> None:
    """Sign this person in with a browser that has no cookies yet."""
    give(client, Door(now).signed_in(login))


def has_cookies(client: FlaskClient) -> bool:
    return bool(cookies_of(client))


def cookies_of(client: FlaskClient) -> Cookies:
    found = (client.get_cookie(name) for name in (current_app.config["SESSION_COOKIE_NAME"], COOKIE))
    return [(one.decoded_key, one.decoded_value) for one in found if one is not None]


def give(client: FlaskClient, cookies: Cookies) -> None:
    for name, value in cookies:
        client.set_cookie(name, value, httponly=True, samesite="Lax")
