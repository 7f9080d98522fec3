"""A disk that is full: whoever applies is told so, nothing of it stays, and all goes on when there is room again."""

import io
import resource

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from app.casework.models import Case
from app.casework.store.files import file_store
from app.database import db
from tests.api.caller import Caller
from tests.casework import upload_samples as samples
from tests.support.crashes import FINISHED, in_child
from tests.support.office import APPLICATION

pytestmark = pytest.mark.database
NO_ROOM = 500  # bytes that a file may have; every file of ours has more


def apply_with_a_file(client):
    paper = FileStorage(io.BytesIO(samples.pdf()), "材料.pdf", content_type="application/pdf")
    boundary, body = encode_multipart({**APPLICATION, "has_read_guide": "1", "files": [paper]})
    return Caller(client).call(
        "POST", "/public/requests", data=body, content_type=f"multipart/form-data; boundary={boundary}"
    )


def write_no_more_than(most):
    """The limit of this process for any one file, as a full disk is met."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


def kept():
    db.session.rollback()
    files = sum(path.is_file() for path in file_store().folder.rglob("*"))
    return db.session.scalar(select(func.count()).select_from(Case)), files


def test_it_is_told_in_words_nothing_stays_and_it_ends_by_itself(app, monkeypatch):
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    def attack():
        before = kept()
        write_no_more_than(NO_ROOM)
        refused = apply_with_a_file(app.test_client())
        assert (refused.status_code, refused.json["code"]) == (503, "unavailable")
        assert "磁盘已满" in refused.json["message"]
        assert refused.headers["Retry-After"] == "60"
        assert kept() == before
        write_no_more_than(resource.RLIM_INFINITY)
        assert apply_with_a_file(app.test_client()).status_code == 201
        assert kept() == (before[0] + 1, before[1] + 1)

    assert in_child(attack) == FINISHED
