"""A file that the machine cannot read ends neither the looking nor a backup."""

import resource
import tarfile

import pytest
from sqlalchemy import select

from app import timekeeping
from app.casework.acts.keys import secrets
from app.casework.backup.archive import MANIFEST, PROOF, Reading, Writing
from app.casework.models import StoredFile
from app.casework.papers.looking import faulty_by_case, faulty_files, look_at_some
from app.casework.store.files import FileUnreadable, file_store, hash_of
from app.database import db
from tests.support.crashes import FINISHED, in_child
from tests.support.office import MORNING
from tests.support.starts import invoke

pytestmark = pytest.mark.database
MEMORY = "/proc/self/mem"  # reading its first byte is an input/output error, as a bad sector is


def unreadable(name, folder):
    place = next(folder.glob(f"??/??/{name}"))
    place.unlink()
    place.symlink_to(MEMORY)
    return place


@pytest.fixture
def three(worked):
    """Three files; the first that is looked at cannot be read."""
    names = [db.session.scalars(select(StoredFile.hash)).one()]
    with db.engine.begin() as connection:
        for data in (b"a", b"b"):
            names.append(file_store().put(data))
            row = {"hash": names[-1], "size": 1, "media_type": "text/plain", "stored_at": MORNING}
            connection.execute(StoredFile.__table__.insert().values(**row))
    db.session.rollback()
    unreadable(min(names), file_store().folder)
    return sorted(names)


def test_one_bad_sector_is_a_fault_of_its_own_and_the_others_are_looked_at(client, three):
    with pytest.raises(FileUnreadable):
        file_store().get(three[0])
    looked_at = look_at_some(MORNING)
    assert (looked_at.files, looked_at.faulty, faulty_files()) == (3, 1, 1)
    assert faulty_by_case() == [f"{three[0][:12]}（无法读取）"]
    with timekeeping.moved_to(MORNING):
        assert client.get("/readyz").json["checks"]["stored_files"] is False


def test_what_cannot_be_read_is_written_anew_when_its_bytes_come_again(three):
    data = next(data for data in (b"a", b"b") if hash_of(data) in three)
    name = hash_of(data)
    if name != three[0]:
        unreadable(name, file_store().folder)
    assert file_store().put(data) == name
    assert file_store().get(name) == data


def test_a_backup_names_what_cannot_be_read_and_has_the_rest(worked, three, tmp_path):
    answer = invoke(worked, "backup", str(tmp_path / "rest.tar"))
    assert answer.exit_code == 1
    assert "1 份文件缺失、损坏或者无法读取" in answer.stderr
    assert three[0] in answer.stderr
    with Reading(tmp_path / "rest.tar") as rest:
        assert (rest.manifest["unreadable"], rest.manifest["missing"], rest.manifest["damaged"]) == (
            [three[0]],
            [],
            [],
        )
        assert rest.manifest["files"]["rows"] == 2


def test_a_backup_of_before_that_did_not_tell_them_apart_is_still_one(worked, tmp_path):
    now, before = tmp_path / "now.tar", tmp_path / "before.tar"
    assert invoke(worked, "backup", str(now)).exit_code == 0
    writing = Writing(before)
    with Reading(now) as reading, tarfile.open(now) as entries:
        for entry in entries:
            if entry.name not in (MANIFEST, PROOF):
                writing.content(entry.name, reading.content(entry.name))
        manifest = dict(reading.manifest)
    del manifest["unreadable"]
    writing.end(manifest, secrets().audit_key)
    with Reading(before) as older:
        older.check(secrets().audit_key)


def test_a_disk_of_backups_that_is_full_is_no_fault_of_a_file(worked, tmp_path):
    """It ends the backup, and is not told as a file that cannot be read."""

    def attack():
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        answer = invoke(worked, "backup", str(tmp_path / "half.tar"))
        assert answer.exit_code != 0
        assert "无法读取" not in answer.output

    db.session.remove()
    assert in_child(attack) == FINISHED
    assert not (tmp_path / "half.tar").exists()
