"""A signed-in browser for tests of pages, at a chosen moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import encode_multipart

from app import timekeeping
from app.database import db
from tests.support.county import PASSWORD
from tests.support.door import enter, has_cookies
from tests.support.office import MORNING

SEEN = "letters_seen"


def seen_letters(text: str) -> dict[str, str]:
    """What the page that shows the letters before they are numbered sends along; empty for any other page."""
    if f'name="{SEEN}"' not in text:
        return {}
    return {SEEN: str(html.fromstring(text).xpath(f"//input[@name='{SEEN}']/@value")[0])}


@dataclass
class Page:
    """An answer, with the few questions that tests ask."""

    status: int
    text: str
    location: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def tree(self) -> Any:
        return html.fromstring(self.text)

    @property
    def words(self) -> str:
        """The text as it is read, its pieces apart by one blank."""
        return " ".join(" ".join(self.tree.itertext()).split())

    def hrefs(self, path: str) -> list[str]:
        """The addresses of links that contain this."""
        return [link for link in self.tree.xpath("//main//a/@href") if path in link]

    def form_key(self) -> str:
        return str(self.tree.xpath("//main//input[@name='form_key']/@value")[0])

    def value(self, name: str) -> str:
        """What a field of the form holds."""
        found = self.tree.xpath(f"//main//*[@name='{name}']")[0]
        return str(found.value or "")

    def error(self, name: str) -> str:
        """The sentence beside a field."""
        found = self.tree.xpath(f"//*[@id='f-{name}-error']")
        return " ".join(found[0].text_content().split()) if found else ""


@dataclass
class Browser:
    """A person at a browser."""

    client: FlaskClient
    now: datetime = MORNING

    def sign_in(self, login: str) -> "Browser":
        if not has_cookies(self.client):
            enter(self.client, login, self.now)
            return self
        answer = self.post("/signin", login=login, password=PASSWORD)
        assert answer.status == 302, answer.text
        return self

    def get(self, path: str) -> Page:
        with self._at_the_moment():
            return _page(self.client.get(path))

    def post(self, path: str, **data: Any) -> Page:
        """As a form with files is sent: the client's own way leaves temporary files open."""
        boundary, body = encode_multipart(data)
        content_type = f'multipart/form-data; boundary="{boundary}"'
        with self._at_the_moment():
            return _page(self.client.post(path, data=body, content_type=content_type))

    @contextmanager
    def _at_the_moment(self) -> Iterator[None]:
        """Each request in an application context of its own, as in production; the test's own transaction ends."""
        db.session.rollback()
        with self.client.application.app_context(), timekeeping.moved_to(self.now):
            yield


def _page(answer: Any) -> Page:
    text = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
    return Page(answer.status_code, text, answer.headers.get("Location", ""), dict(answer.headers))
