"""Files that are lost or damaged are found in the background and told; when they are back, that is found as well."""

from datetime import timedelta

import pytest

from app import timekeeping
from app.casework.models import StoredFile
from app.casework.papers.looking import faulty_by_case, faulty_files, look_at_some
from app.casework.store.files import file_store
from app.database import db
from tests.support.office import MORNING

pytestmark = pytest.mark.database


@pytest.fixture
def three(app, tmp_path, monkeypatch):
    """One good file, one damaged, one missing."""
    monkeypatch.setitem(app.config, "FILES_FOLDER", tmp_path)
    contents = [b"good", b"damaged", b"missing"]
    names = [file_store().put(data) for data in contents]
    for name, data in zip(names, contents, strict=True):
        row = StoredFile(hash=name, size=len(data), media_type="text/plain", stored_at=MORNING)
        db.session.add(row)
    db.session.commit()
    place = next(tmp_path.glob(f"??/??/{names[1]}"))
    place.write_bytes(b"other")
    file_store().remove(names[2])
    return names


def test_each_file_is_looked_at_once_a_month_and_faults_again_soon(client, three):
    first = look_at_some(MORNING)
    assert (first.files, first.faulty) == (3, 2)
    assert faulty_files() == 2
    assert {words[12:] for words in faulty_by_case()} == {"（损坏）", "（缺失）"}
    with timekeeping.moved_to(MORNING):
        assert client.get("/readyz").json["checks"]["stored_files"] is False
    assert look_at_some(MORNING + timedelta(minutes=30)).files == 0
    file_store().put(b"damaged")
    file_store().put(b"missing")
    again = look_at_some(MORNING + timedelta(hours=2))
    assert (again.files, again.faulty, faulty_files()) == (2, 0, 0)
    assert look_at_some(MORNING + timedelta(days=31)).files == 3


def test_what_a_clock_that_ran_ahead_has_looked_at_is_looked_at_again(client, three):
    look_at_some(MORNING + timedelta(days=400))
    assert look_at_some(MORNING).files == 3
