"""A file that is no backup of ours is called damaged: never a failure, and before anything is written."""

import hashlib
import io
import json
import tarfile

import pytest

from app.casework.backup import sealed_keys
from app.casework.backup.archive import FILES, KEYS, MANIFEST, PROOF, Reading, Writing
from app.casework.backup.errors import BackupDamaged, WrongPassphrase
from app.casework.backup.rows import Tally

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


ROWS_OF_IT = {"office_case": [b'["LF-2026-0001"]', b'["LF-2026-0002"]'], "audit_entry": [b'[1, "first"]']}
PAPER = b"%PDF-1.7 " + bytes(range(256))
KEY = b"k" * 32


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A whole backup of two tables and a file."""
    file, name = tmp_path_factory.mktemp("backup") / "small.tar", hashlib.sha256(PAPER).hexdigest()
    writing = Writing(file)
    tables = {table: writing.rows(table, lines).as_record for table, lines in ROWS_OF_IT.items()}
    writing.content(FILES.format(name), PAPER)
    writing.end({**WHOLE, "tables": tables, "files": Tally.of([name.encode()]).as_record}, KEY)
    return file.read_bytes()


def taken_back(place, content):
    """All that a restore would take from it; None where it is refused."""
    place.write_bytes(content)
    try:
        with Reading(place) as reading:
            reading.check(KEY)
            return {table: [*reading.lines(table)] for table in ROWS_OF_IT}, [
                data for _, data in reading.files()
            ]
    except BackupDamaged:
        return None


def test_wherever_it_is_cut_it_is_refused_or_whole(tmp_path, small):
    place = tmp_path / "cut.tar"
    whole = taken_back(place, small)
    assert whole == (ROWS_OF_IT, [PAPER])
    end = len(small.rstrip(b"\0"))  # of the proof; behind it the archive has nothing but its end
    for length in range(0, end, 37):
        assert taken_back(place, small[:length]) is None, length
    for length in range(end, len(small), 512):
        assert taken_back(place, small[:length]) in (None, whole), length


@pytest.mark.parametrize("first", range(4))
def test_whichever_byte_is_another_it_is_refused_or_the_same(tmp_path, small, first):
    place, whole, refused = tmp_path / "other.tar", (ROWS_OF_IT, [PAPER]), 0
    for number in range(first, len(small), 4 * 7):
        changed = bytearray(small)
        changed[number] ^= 0x41
        found = taken_back(place, changed)
        assert found in (None, whole), number
        refused += found is None
    assert refused > 20
