import os
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.casework.store.files import FileDamaged, FileMissing, FileStore, hash_of


@pytest.fixture
def store(tmp_path):
    return FileStore(tmp_path / "files")


def place_of(store, name):
    return store.folder / name[:2] / name[2:4] / name


def test_bytes_come_back_under_their_hash(store):
    name = store.put("申请书".encode())
    assert name == hash_of("申请书".encode())
    assert store.exists(name)
    assert store.get(name) == "申请书".encode()


@settings(deadline=None)  # a disk decides how long fsync takes
@given(data=st.binary(max_size=300))
def test_any_bytes_survive(tmp_path_factory, data):
    store = FileStore(tmp_path_factory.getbasetemp() / "any")
    assert store.get(store.put(data)) == data


def test_the_same_bytes_are_kept_once(store):
    first, second = store.put(b"same"), store.put(b"same")
    assert first == second
    assert [path.name for path in store.folder.rglob("*") if path.is_file()] == [first]


def test_only_the_application_can_read_files_and_folders(store):
    name = store.put(b"private")
    file = place_of(store, name)
    assert file.stat().st_mode & 0o777 == 0o600
    folders = (store.folder, file.parent, file.parent.parent)
    assert {folder.stat().st_mode & 0o777 for folder in folders} == {0o700}


def test_a_changed_file_is_named_as_damaged(store):
    name = store.put(b"genuine")
    place_of(store, name).write_bytes(b"forged!")
    with pytest.raises(FileDamaged):
        store.get(name)


def test_putting_the_bytes_again_repairs_a_damaged_file(store):
    name = store.put(b"genuine")
    place_of(store, name).write_bytes(b"")
    store.put(b"genuine")
    assert store.get(name) == b"genuine"


@pytest.mark.parametrize("name", [hash_of(b"x"), "", "../../etc/passwd", "A" * 64, "0" * 63, f"{0:064}\n"])
def test_what_is_not_there_is_missing(store, name):
    with pytest.raises(FileMissing):
        store.get(name)


def test_a_failed_write_leaves_nothing_behind(store, tmp_path, monkeypatch):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    (store.folder / "9f" / "86").mkdir(parents=True)
    with pytest.raises(OSError, match="No space"):
        store.put(b"test")
    assert [path for path in store.folder.rglob("*") if path.is_file()] == []


def test_leftovers_of_a_crash_are_swept_but_not_those_of_a_living_writer(store):
    folder = place_of(store, store.put(b"whole")).parent
    old, fresh = folder / "a.1.tmp", folder / "a.2.tmp"
    for leftover, written in ((old, 1000), (fresh, 5000)):
        leftover.write_bytes(b"half")
        os.utime(leftover, (written, written))
    assert store.sweep_leftovers(datetime.fromtimestamp(3000, UTC)) == 1
    assert not old.exists()
    assert fresh.exists()
    assert store.exists(hash_of(b"whole"))
