"""A file that is no backup of ours is called damaged: never a failure, and before anything is written."""

import io
import json
import tarfile

import pytest

from app.casework.backup import sealed_keys
from app.casework.backup.archive import KEYS, MANIFEST, PROOF, Reading
from app.casework.backup.errors import BackupDamaged, WrongPassphrase

WHOLE = {
    "format": 1, "revisions": ["0001"], "key_checks": {"audit_key": "00"}, "tables": {}, "files": {}, "audit": {},
    "missing": [], "damaged": [],
}  # fmt: skip
FOREIGN = [b"[]", b"5", b"null", b"[" * 100_000, b"\xff", b"{}", b'{"format": 1}']


def tar_of(place, **entries):
    with tarfile.open(place, "w") as packed:
        for name, content in entries.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            packed.addfile(entry, io.BytesIO(content))
    return place


def opened(place, manifest):
    return Reading(tar_of(place, **{MANIFEST: manifest, PROOF: b"0" * 64}))


def test_what_has_every_part_is_read_on(tmp_path):
    with opened(tmp_path / "whole.tar", json.dumps(WHOLE).encode()) as reading:
        assert reading.manifest == WHOLE
        with pytest.raises(BackupDamaged):  # without the keys nobody proves it
            reading.check(b"k" * 32)


@pytest.mark.parametrize("manifest", FOREIGN, ids=range(len(FOREIGN)))
def test_another_list_of_contents_is_refused(tmp_path, manifest):
    with pytest.raises(BackupDamaged):
        opened(tmp_path / "foreign.tar", manifest)


@pytest.mark.parametrize("part", [name for name in WHOLE if name != "format"])
@pytest.mark.parametrize("value", [5, None, [[1]], {"x": 1}], ids=["number", "nothing", "list", "mapping"])
def test_each_part_has_its_form(tmp_path, part, value):
    is_free_form = isinstance(value, type(WHOLE[part])) and part not in ("revisions", "key_checks")
    told = json.dumps({**WHOLE, part: value}).encode()
    if is_free_form:  # what is in it is read behind the proof
        opened(tmp_path / "told.tar", told).__exit__()
        return
    with pytest.raises(BackupDamaged):
        opened(tmp_path / "told.tar", told)


@pytest.mark.parametrize("content", [b"", b"\0" * 10_240, b"\x1f\x8b" + b"x" * 500, b"PK\x03\x04" * 200])
def test_what_is_no_archive_is_refused(tmp_path, content):
    file = tmp_path / "no.tar"
    file.write_bytes(content)
    with pytest.raises(BackupDamaged):
        Reading(file)


@pytest.mark.parametrize("length", [0, 1, 16, 27, 28, 200])
def test_sealed_keys_that_were_cut_are_opened_by_no_passphrase(tmp_path, length):
    place = tar_of(tmp_path / "cut.tar", **{
        MANIFEST: json.dumps(WHOLE).encode(), PROOF: b"0" * 64, KEYS: b"x" * length,
    })  # fmt: skip
    with Reading(place) as reading, pytest.raises(WrongPassphrase):
        sealed_keys.unseal(reading.content(KEYS), "a passphrase of some length")
