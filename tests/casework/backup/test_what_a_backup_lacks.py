"""While a backup lacks files, or is not brought away, no older one is dropped: it may have the last good copy."""

import pytest
from sqlalchemy import select

from app import timekeeping
from app.casework.models import AuditEntry, JobHeartbeat, StoredFile
from app.casework.store.files import file_store
from app.database import db
from tests.casework.backup.test_files_that_cannot_be_read import unreadable
from tests.support.office import MORNING
from tests.support.starts import invoke

pytestmark = pytest.mark.database
OLD = [f"mingbai-2026010{day}-030000.tar" for day in (1, 2, 3)]


@pytest.fixture
def folder(worked, tmp_path, monkeypatch):
    """A folder of backups with three older ones, of which two would stay."""
    made = tmp_path / "backups"
    made.mkdir()
    for name in OLD:
        (made / name).touch()
    monkeypatch.setitem(worked.config, "BACKUP_FOLDER", str(made))
    monkeypatch.setitem(worked.config, "BACKUP_KEEP", 2)
    return made


def kept(folder):
    return sorted(path.name for path in folder.iterdir())


def spoilt(way):
    name = db.session.scalars(select(StoredFile.hash)).first()
    db.session.rollback()
    place = next(file_store().folder.glob(f"??/??/{name}"))
    if way == "unreadable":
        unreadable(name, file_store().folder)
    elif way == "missing":
        place.unlink()
    else:
        place.write_bytes(b"other")


@pytest.mark.parametrize("way", ["missing", "damaged", "unreadable"])
def test_a_backup_that_lacks_files_drops_no_older_one_and_says_so(client, worked, folder, way):
    """However many nights it lasts."""
    spoilt(way)
    for night in range(3):
        with timekeeping.moved_to(MORNING.replace(day=3 + night)):
            assert invoke(worked, "backup").exit_code == 1
    assert [name for name in OLD if name not in kept(folder)] == []
    db.session.rollback()
    beat = db.session.get_one(JobHeartbeat, "backup")
    assert "缺 1 份缺失、损坏或者无法读取的文件" in beat.detail
    assert (beat.failed_at, beat.error) == (beat.succeeded_at, "缺 1 份文件")
    line = db.session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()
    assert "缺 1 份缺失、损坏或者无法读取的文件" in line.summary
    with timekeeping.moved_to(MORNING.replace(day=5)):
        assert client.get("/readyz").json["checks"]["backup"] is False


def test_the_next_whole_backup_drops_them_and_mends_what_was_told(client, worked, folder):
    name = db.session.scalars(select(StoredFile.hash)).one()
    data = file_store().get(name)
    spoilt("missing")
    with timekeeping.moved_to(MORNING):
        assert invoke(worked, "backup").exit_code == 1
    file_store().put(data)
    with timekeeping.moved_to(MORNING.replace(day=MORNING.day + 1)):
        assert invoke(worked, "backup").exit_code == 0
        assert client.get("/readyz").json["checks"]["backup"] is True
    assert len(kept(folder)) == 2


def test_a_backup_that_is_not_brought_away_drops_no_older_one(worked, folder, monkeypatch):
    monkeypatch.setitem(worked.config, "BACKUP_COMMAND", "false")
    assert invoke(worked, "backup").exit_code == 1
    assert [name for name in OLD if name not in kept(folder)] == []


def test_the_whole_one_that_was_just_made_stays_behind_those_of_a_time_to_come(worked, folder, monkeypatch):
    """A clock that ran ahead has left a file of a later name."""
    monkeypatch.setitem(worked.config, "BACKUP_KEEP", 1)
    (folder / "mingbai-20991231-030000.tar").touch()
    with timekeeping.moved_to(MORNING):
        assert invoke(worked, "backup").exit_code == 0
    assert kept(folder) == [f"mingbai-{MORNING:%Y%m%d-%H%M%S}.tar", "mingbai-20991231-030000.tar"]
