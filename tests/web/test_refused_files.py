"""Files of refused calls stay nowhere; files of a page that comes back wait for the next sending, for a while."""

import io
import os
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from app import timekeeping
from app.casework.store.files import FileStore
from app.web import chosen_files
from tests.casework.upload_samples import pdf
from tests.support.browsing import Browser
from tests.support.office import APPLICATION, MORNING, PAPER, Office

pytestmark = pytest.mark.database
REGISTER = "/desk/disclosure/register"


@pytest.fixture(autouse=True)
def own_folders(app, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "FILES_FOLDER", tmp_path / "files")
    monkeypatch.setitem(app.config, "INSTANCE", tmp_path)


@pytest.fixture
def kept(tmp_path):
    """How many files lie in a folder of the instance."""
    return lambda name="files": sum(path.is_file() for path in (tmp_path / name).rglob("*"))


def chosen(number=4):
    return [FileStorage(io.BytesIO(pdf() + b"\n" * n), f"{n}.pdf") for n in range(number)]


def call(app, path, token="", code="", **data):
    boundary, body = encode_multipart({**data, "files": chosen()})
    headers = {"Idempotency-Key": str(uuid4()), "X-Query-Code": code}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    with timekeeping.moved_to(MORNING):
        return app.test_client().post(
            f"/api/v1{path}",
            data=body,
            headers=headers,
            content_type=f"multipart/form-data; boundary={boundary}",
        )


def application(**changes):
    return {**{name: str(value) for name, value in APPLICATION.items()}, **changes}


def test_a_refused_application_by_the_api_leaves_no_file(app, kept):
    for changes in ({"organ": "NIRGENDS"}, {"telephone": "1"}, {"unknown": "x"}):
        assert call(app, "/public/requests", **application(**changes)).status_code == 422
    assert kept() == 0


def test_an_application_by_the_api_keeps_its_files(app, kept):
    assert call(app, "/public/requests", **application()).status_code == 201
    assert kept() == 4


def test_an_answer_that_nobody_waits_for_leaves_no_file(app, kept):
    office = Office()
    office.apply()
    answer = call(app, f"/public/requests/{office.number}/clarification", answer="x", code=office.code)
    assert (answer.status_code, kept()) == (409, 0)


def test_a_registration_that_is_refused_leaves_no_file(app, kept):
    from tests.api.caller import Caller

    token = Caller(app.test_client()).token("foreign")
    data = {**PAPER, "organ": "LF"}
    assert call(app, "/requests", token, **data).status_code == 403
    assert kept() == 0


@pytest.fixture
def clerk(app):
    return Browser(app.test_client()).sign_in("clerk")


def registration(**changes):
    return {**PAPER, "organ": "LF", "form_key": str(uuid4()), **changes}


def test_a_page_of_the_desk_that_comes_back_keeps_its_files_waiting_only(clerk, kept):
    page = clerk.post(REGISTER, **registration(name=""), files=chosen(2))
    assert (page.status, kept(), kept("chosen")) == (422, 0, 2)
    notes = page.tree.xpath("//input[@name='kept_files']/@value")
    assert clerk.post(REGISTER, **registration(), kept_files=notes).status == 302
    assert kept() == 2


def test_a_sending_that_succeeds_at_once_leaves_nothing_waiting(clerk, kept):
    assert clerk.post(REGISTER, **registration(), files=chosen(2)).status == 302
    assert (kept(), kept("chosen")) == (2, 0)


def test_waiting_files_go_after_a_day_and_the_page_says_so(clerk, kept, tmp_path):
    page = clerk.post(REGISTER, **registration(name=""), files=chosen(1))
    notes = page.tree.xpath("//input[@name='kept_files']/@value")
    for path in (tmp_path / "chosen").rglob("*"):
        if path.is_file():
            os.utime(path, (0, 1))
    assert chosen_files.drop_old(datetime(2026, 3, 2, tzinfo=UTC)) == 1
    page = clerk.post(REGISTER, **registration(), kept_files=notes)
    assert page.status == 422
    assert "“0.pdf”已过保留时间，请重新选择" in page.text


def test_a_note_of_another_person_counts_as_expired(app, clerk):
    page = clerk.post(REGISTER, **registration(name=""), files=chosen(1))
    notes = page.tree.xpath("//input[@name='kept_files']/@value")
    other = Browser(app.test_client()).sign_in("clerk2")
    assert other.post(REGISTER, **registration(), kept_files=notes).status == 422
    forged = clerk.post(REGISTER, **registration(), kept_files=["forged"])
    assert forged.status == 302


def test_one_sending_holds_no_more_than_its_limit_with_what_waits(app, clerk, monkeypatch):
    monkeypatch.setitem(app.config, "UPLOAD_LIMIT", 60_000)
    first, second = (FileStorage(io.BytesIO(pdf() + filler * 35_000), "a.pdf") for filler in (b"\n", b" "))
    page = clerk.post(REGISTER, **registration(name=""), files=[first])
    notes = page.tree.xpath("//input[@name='kept_files']/@value")
    page = clerk.post(REGISTER, **registration(name=""), kept_files=notes, files=[second])
    assert "附件合计不能超过" in page.text
    assert len(page.tree.xpath("//input[@name='kept_files']/@value")) == 1


def test_what_waits_for_one_person_is_bounded(tmp_path):
    store = FileStore(tmp_path / "some")
    for age, data in enumerate((b"newest", b"middle", b"oldest")):
        name = store.put(data)
        os.utime(store.folder / name[:2] / name[2:4] / name, (0, 1000 - age))
    store.remove_oldest_beyond(13)
    assert sorted(store.get(path.name) for path in store.folder.rglob("*") if path.is_file()) == [
        b"middle",
        b"newest",
    ]


def test_dropping_what_waits_spares_the_young(tmp_path, app):
    store = FileStore(tmp_path / "chosen" / "1")
    store.put(b"young")
    assert chosen_files.drop_old(datetime.now(UTC) + timedelta(hours=11)) == 0
    assert chosen_files.drop_old(datetime.now(UTC) + timedelta(hours=13)) == 1
