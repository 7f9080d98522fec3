"""The office of a test whose people sit at browsers: every act is a form that is sent to a page, never a command."""

import io
import itertools
import re
from collections.abc import Callable
from typing import Any

from flask import current_app
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from app import timekeeping
from app.casework.messages.dispatch import dispatch_due
from app.casework.messages.outbox import Way
from app.casework.models import WorkItem
from app.casework.texts import seen
from app.casework.work import work_items
from app.database import db
from tests.desk.browsing import hidden
from tests.support.browsing import seen_letters
from tests.support.county import PASSWORD
from tests.support.office import APPLICATION, Office, paper

File = tuple[str, bytes]


class PagesOffice(Office):
    """`Office` over HTTP: each person signs in once, and so does the applicant with number and query code."""

    def __init__(self) -> None:
        super().__init__()
        self.keys = itertools.count()
        self.clients: dict[str, FlaskClient] = {}

    def later(self, days: int = 0, **more: int) -> "PagesOffice":
        """Another day finds nobody signed in any more."""
        if days:
            self.clients.clear()
        super().later(days, **more)
        return self

    def browser(self, login: str) -> FlaskClient:
        """The browser of a person, signed in; "" is the applicant's."""
        if login not in self.clients:
            self.clients[login] = current_app.test_client()
            if login:
                self.send(login, "/signin", login=login, password=PASSWORD)
        return self.clients[login]

    def get(self, login: str, path: str) -> str:
        """The text of a page."""
        client = self.browser(login)
        answer = self._asked(lambda: client.get(path))
        assert answer.status_code == 200, path
        return str(answer.text)

    def send(self, who: str, path: str, /, *files: File, field: str = "files", **data: Any) -> TestResponse:
        """A form is sent; letters that it would number are looked at and confirmed. It has to be taken."""
        client, typed = self.browser(who), {"form_key": f"form-{next(self.keys)}", **_typed(data)}
        answer = self._posted(client, path, typed, files, field)
        if letters := seen_letters(answer.text):
            answer = self._posted(client, path, {**typed, **letters}, files, field)
        assert answer.status_code == 302, re.findall(r'id="f-[^" ]*-error"[^<]*<[^<]*<[^<]*', answer.text)
        assert "/signin" not in answer.location, path
        return answer

    def _posted(
        self,
        client: FlaskClient,
        path: str,
        data: dict[str, Any],
        files: tuple[File, ...],
        field: str = "files",
    ) -> TestResponse:
        chosen = {field: [FileStorage(io.BytesIO(content), name) for name, content in files]}
        boundary, body = encode_multipart({**data, **(chosen if files else {})})
        content_type = f"multipart/form-data; boundary={boundary}"
        return self._asked(lambda: client.post(path, data=body, content_type=content_type))

    def _asked(self, ask: Callable[[], TestResponse]) -> TestResponse:
        db.session.rollback()  # the test's own reading must not hold the database while the page writes
        with timekeeping.moved_to(self.now), current_app._get_current_object().app_context():  # type: ignore[attr-defined]
            answer = ask()
        self.later(minutes=1)
        db.session.expire_all()
        return answer

    # what people do

    def apply(self, **changes: Any) -> str:
        self.send("", "/apply", has_read_guide=True)
        self.later(minutes=2)
        self.send(
            "",
            "/apply/form",
            form_key=hidden(self.get("", "/apply/form"), "form_key"),
            **{**APPLICATION, **changes},
        )
        self.send("", "/apply/check", form_key=hidden(self.get("", "/apply/check"), "form_key"))
        page = self.get("", "/apply/done")
        self.number = _only(r'申请编号 <span class="num">([^<]+)<', page)
        self.code = _only(r"data-query-code>([^<]+)<", page)
        return self.number

    def complete(self, login: str, item: WorkItem, **data: Any) -> dict[str, Any]:
        if item.form == "archive":  # the letters are made meanwhile
            with timekeeping.moved_to(self.now):
                dispatch_due(self.now, Way.OTHERS)
        mark = seen.known_mark(work_items.form_of(item).texts(item.case))
        self.send(login, f"/desk/tasks/{item.id}/complete", **{**mark, **data})
        return {}

    def attach(
        self, name: str = "补贴发放明细.pdf", data: bytes | None = None, login: str = "handler"
    ) -> int:
        self.send(login, f"/desk/disclosure/{self.number}/files", (name, data or paper(name)))
        return 0

    def looks_up(self) -> None:
        """The applicant opens his request with number and query code."""
        self.send("", "/progress", number=self.number, code=self.code)

    def at_the_desk(self, login: str, rest: str, /, *files: File, **data: Any) -> None:
        """A page of the disclosure process for the case."""
        self.send(login, f"/desk/disclosure/{self.number}/{rest}", *files, **data)

    def at_the_case(self, login: str, rest: str, /, **data: Any) -> None:
        """A page that every case has."""
        self.send(login, f"/desk/cases/{self.number}/{rest}", **data)


def _typed(data: dict[str, Any]) -> dict[str, str]:
    """As a form sends it: a box that is not ticked is not sent."""
    said = {name: "1" if value is True else value for name, value in data.items() if value is not False}
    return {name: "" if value is None else str(value) for name, value in said.items()}


def _only(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    assert found, pattern
    return found.group(1)
