"""A person of the office with a browser: signs in and works on the desk at the office's moment."""

import io

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from app import timekeeping
from app.casework.work import work_items
from app.database import db
from tests.support.browsing import seen_letters
from tests.support.door import enter
from tests.support.office import Office


class Browser:
    """One signed-in person. The clock is that of the office that the test drives."""

    def __init__(self, client, office: Office, login: str):
        self.client, self.office = client, office
        enter(client, login, office.now)

    def get(self, path: str, **options):
        return self._open("get", path, **options)

    def post(self, path: str, data=None, **options):
        return self._open("post", path, data=data or {}, **options)

    def _open(self, method: str, path: str, **options):
        """In an application context of its own, so that `g` and the session are those of this request alone."""
        db.session.rollback()  # the test's own reading must not hold the database while the page writes
        with timekeeping.moved_to(self.office.now), self.client.application.app_context():
            return getattr(self.client, method)(path, **options)

    def send(self, path: str, data: dict, *files: tuple[str, bytes], field: str = "files"):
        """A form with files. (The client's own way leaves temporary files open.)"""
        chosen = [FileStorage(io.BytesIO(content), name) for name, content in files]
        boundary, body = encode_multipart({**data, field: chosen})
        return self.post(path, body, content_type=f"multipart/form-data; boundary={boundary}")

    def case(self, **query):
        """The page of the office's case."""
        return self.get(f"/desk/cases/{self.office.number}", query_string=query)

    def submit(self, node: str, form_key: str = "", **data):
        """The form of an open task."""
        path, typed = (
            f"/desk/tasks/{self.office.item(node).id}/complete",
            {"form_key": form_key or f"key-{node}", **data},
        )
        answer = self.post(path, typed)
        return self.post(path, {**typed, **seen}) if (seen := seen_letters(answer.text)) else answer


class DeskOffice(Office):
    """The office, which can also claim."""

    def do_claim(self, login: str, node: str) -> None:
        item = self.item(node)
        self.run(work_items.claim, self.person(login), case_id=item.case_id, item_id=item.id)


@pytest.fixture
def office(app) -> DeskOffice:
    return DeskOffice()


@pytest.fixture
def browser(app, office):
    """Opens a browser for a person."""
    return lambda login: Browser(app.test_client(), office, login)
