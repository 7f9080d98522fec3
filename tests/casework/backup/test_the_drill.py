"""The drill: an office that works is backed up, destroyed, and stands again from one file, on either database."""

import gzip
import os
import re
import resource
import tarfile

import pytest
from flask_migrate import upgrade
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from app import create_app
from app.casework.acts.installation import is_in_use
from app.casework.acts.keys import sealer, secrets
from app.casework.backup import restoring
from app.casework.backup.archive import MANIFEST, PROOF, ROWS, Reading, Writing
from app.casework.backup.errors import NotTheSame
from app.casework.backup.restoring import restore
from app.casework.backup.rows import Tally
from app.casework.models import AuditEntry, Case, JobHeartbeat, StoredFile
from app.casework.search.asking import Asked
from app.casework.store.files import file_store
from app.database import db, is_sqlite
from app.office.secrets import FILE
from app.processes.disclosure.models import Applicant
from tests.support.crashes import FAILED, FINISHED, in_child
from tests.support.databases import bring_up
from tests.support.office import APPLICATION, MORNING, Office
from tests.support.passphrase import PASSPHRASE
from tests.support.settings import settings_for
from tests.support.starts import invoke

pytestmark = pytest.mark.database
FULL_IN_WORDS = "磁盘已满，暂时不能保存：请腾出空间（只读的改为可写）后再运行同一命令"
SAID_BESIDE = re.compile(r"::[a-z ]+(\[\])?|[()]")
"""Casts and brackets: PostgreSQL writes them otherwise of a condition that it has written itself before."""


def backed_up(application, file, *more):
    answer = invoke(application, "backup", str(file), *more)
    assert answer.exit_code == 0, answer.output
    db.session.rollback()
    return file


def structure():
    """What holds the rows together, each by its name and as it is defined: indexes, constraints and triggers."""
    made = (
        ["SELECT type, name, sql FROM sqlite_master WHERE type <> 'table'"]
        if is_sqlite()
        else [
            "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()",
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) || convalidated FROM pg_constraint",
            "SELECT tgrelid::regclass::text, tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal",
        ]
    )
    with db.engine.connect() as connection:
        for query in made:
            yield from (SAID_BESIDE.sub("", str(row)) for row in connection.execute(text(query)))


def is_as_before(application, *, numbers):
    """Cases, sealed values, files, words, chain, rules of the database and the next number."""
    with application.app_context():
        assert db.session.scalars(select(Case.number)).all() == numbers
        person = db.session.scalars(select(Applicant)).first()
        opened = sealer().open(person.telephone_sealed, "applicant", person.seal_id, "telephone")
        assert opened == APPLICATION["telephone"]
        stored = db.session.scalars(select(StoredFile)).one()
        assert len(file_store().get(stored.hash)) == stored.size
        assert len(Asked.anywhere(["耕地地力"]).newest(5)) == len(numbers)
        db.session.rollback()
        with pytest.raises(DatabaseError, match="append only"), db.engine.begin() as connection:
            connection.execute(text("UPDATE audit_entry SET summary = '' WHERE sequence = 1"))
        if not is_sqlite():
            with pytest.raises(DatabaseError, match="append only"), db.engine.begin() as connection:
                connection.execute(text("TRUNCATE audit_entry CASCADE"))
        office = Office()
        assert office.apply() not in numbers
        return [*numbers, office.number]


def test_a_destroyed_office_stands_again_and_goes_from_one_database_to_the_other(
    worked, empty, tmp_path, passphrase
):
    numbers = db.session.scalars(select(Case.number)).all()
    first = backed_up(worked, tmp_path / "first.tar", "--passphrase-file", str(passphrase))
    assert db.session.get(JobHeartbeat, "backup").succeeded_at is not None
    other, folder = empty("sqlite")
    with other.app_context():
        assert in_child(lambda: restore(first, folder, MORNING, full_disk, PASSPHRASE)) == FAILED
        db.engine.dispose()
        assert not is_in_use()  # the disk was full in the middle: nothing of the backup is there
        assert not any(path.is_file() for path in (folder / "files").rglob("*"))

    answer = invoke(other, "restore", str(first), "--passphrase-file", str(passphrase))

    assert answer.exit_code == 0, answer.output
    assert "审计链完整" in answer.output
    numbers = is_as_before(other, numbers=numbers)
    if not os.environ.get("TEST_DATABASE_URL"):
        return
    second = backed_up(other, tmp_path / "second.tar")  # an office that grows: SQLite → PostgreSQL
    server, place = empty("server", on_the_server=True)
    (place / FILE).write_bytes((folder / FILE).read_bytes())
    grown = invoke(server, "restore", str(second))
    assert grown.exit_code == 0, grown.output
    again = create_app(settings_for(place, server.config["SQLALCHEMY_DATABASE_URI"]))
    is_as_before(again, numbers=numbers)
    with again.app_context():
        db.session.remove()
        db.engine.dispose()


def full_disk():
    """The tables are made; then no file of this process grows beyond the least that they took."""
    upgrade(revision="heads")
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))


def test_a_disk_that_fills_is_told_as_that_and_not_as_a_lost_database(worked, empty, tmp_path, passphrase):
    file = backed_up(worked, tmp_path / "whole.tar", "--passphrase-file", str(passphrase))
    other, _folder = empty("full")

    def attack():
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
        answer = invoke(other, "restore", str(file), "--passphrase-file", str(passphrase))
        assert answer.exit_code == 1
        assert answer.stderr.strip() == FULL_IN_WORDS

    assert in_child(attack) == FINISHED


def test_a_disk_without_room_for_the_copy_of_the_database_is_told_as_that(worked, tmp_path, passphrase):
    if not is_sqlite():
        pytest.skip("PostgreSQL keeps the old rows itself; no copy is made")
    db.session.rollback()

    def attack():
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
        answer = invoke(worked, "backup", str(tmp_path / "x.tar"), "--passphrase-file", str(passphrase))
        assert (answer.exit_code, answer.stderr.strip()) == (1, FULL_IN_WORDS)

    assert in_child(attack) == FINISHED


def test_indexes_keys_and_triggers_are_those_that_were(worked, empty, tmp_path, passphrase):
    before = sorted(structure())
    file = backed_up(worked, tmp_path / "whole.tar", "--passphrase-file", str(passphrase))
    other, folder = empty("same", on_the_server=not is_sqlite())
    with other.app_context():
        restore(file, folder, MORNING, lambda: upgrade(revision="heads"), PASSPHRASE)
        assert sorted(structure()) == before
        db.session.remove()
        db.engine.dispose()


def test_rows_that_point_nowhere_are_refused_and_nothing_stays(worked, empty, tmp_path, passphrase):
    file = backed_up(worked, tmp_path / "whole.tar", "--passphrase-file", str(passphrase))
    with Reading(file) as reading:
        told = {**reading.manifest["tables"], "office_case": Tally().as_record}
    torn = rewritten(file, worked, {ROWS.format("office_case"): gzip.compress(b"")}, tables=told)
    other, folder = empty("torn", on_the_server=not is_sqlite())
    with other.app_context():
        with pytest.raises(NotTheSame):
            restore(torn, folder, MORNING, bring_up, PASSPHRASE)
        assert not is_in_use()


def test_a_row_that_stands_twice_is_refused_by_the_database_and_nothing_stays(
    worked, empty, tmp_path, passphrase
):
    file = backed_up(worked, tmp_path / "whole.tar", "--passphrase-file", str(passphrase))
    with Reading(file) as reading:
        twice = [*reading.lines("stored_file")] * 2
        told = {**reading.manifest["tables"], "stored_file": Tally.of(twice).as_record}
    rows = gzip.compress(b"".join(line + b"\n" for line in twice))
    torn = rewritten(file, worked, {ROWS.format("stored_file"): rows}, tables=told)
    other, _folder = empty("twice", on_the_server=not is_sqlite())
    answer = invoke(other, "restore", str(torn), "--passphrase-file", str(passphrase))
    assert answer.exit_code == 1
    assert "数据库没有接受这次操作" in answer.stderr
    with other.app_context():
        assert not is_in_use()
        db.session.remove()
        db.engine.dispose()


def test_what_is_refused_writes_nothing(worked, empty, tmp_path, passphrase):
    good = backed_up(worked, tmp_path / "good.tar", "--passphrase-file", str(passphrase))
    target, folder = empty("target")
    own = ("--passphrase-file", str(passphrase))
    wrong = tmp_path / "wrong"
    wrong.write_text("another long word 2026\n", encoding="utf-8")
    for file, options, sentence in (
        (half(good), own, "不完整"),
        (altered(good), own, "不完整"),
        (rewritten(good, worked, revisions=["9999"]), own, "结构与本程序不同"),
        (rewritten(good, worked, format=99), own, "不完整"),
        (good, (), "密钥与这份备份不相符"),
        (good, ("--passphrase-file", str(wrong)), "口令打不开"),
        (tmp_path / "nowhere.tar", own, "不能读取"),
    ):
        answer = invoke(target, "restore", str(file), *options)
        assert answer.exit_code == 2, answer.output
        assert sentence in answer.stderr
        assert len(answer.stderr.strip().splitlines()) == 1
    assert not (folder / "mingbai.db").exists()
    assert not any(path.is_file() for path in (folder / "files").rglob("*"))
    over = invoke(worked, "restore", str(good), *own)
    assert over.exit_code == 2
    assert "已有数据" in over.stderr


def test_too_little_room_is_told_before_the_first_byte(worked, empty, tmp_path, passphrase, monkeypatch):
    file = backed_up(worked, tmp_path / "large.tar", "--passphrase-file", str(passphrase))
    target, folder = empty("narrow")
    monkeypatch.setattr(restoring, "ROWS_TAKE", 2**40)  # as if each row took so much: no disk has that
    answer = invoke(target, "restore", str(file), "--passphrase-file", str(passphrase))
    assert answer.exit_code == 2, answer.output
    assert "空间" in answer.stderr
    assert not (folder / "mingbai.db").exists()


def half(file):
    cut = file.with_name("half.tar")
    cut.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    return cut


def altered(file):
    """One byte of the packed audit chain is another."""
    with tarfile.open(file) as packed:
        place = packed.getmember(ROWS.format("audit_entry")).offset_data
    content = bytearray(file.read_bytes())
    content[place + 40] ^= 1
    changed = file.with_name("altered.tar")
    changed.write_bytes(content)
    return changed


def rewritten(file, application, contents=None, **changes):
    """The same backup with another manifest and other contents, proven by whoever has the keys."""
    changed = file.with_name(f"{'-'.join(changes)}.tar")
    writing = Writing(changed)
    with Reading(file) as reading, tarfile.open(file) as packed, application.app_context():
        for entry in packed.getmembers():
            if entry.name not in (MANIFEST, PROOF):
                writing.content(entry.name, (contents or {}).get(entry.name, reading.content(entry.name)))
        writing.end({**reading.manifest, **changes}, secrets().audit_key)
    return changed


def test_backups_of_the_folder_are_kept_in_number_brought_away_and_told(worked, tmp_path, monkeypatch):
    folder = tmp_path / "backups"
    folder.mkdir()
    for day in (1, 2, 3):
        (folder / f"mingbai-2026010{day}-030000.tar").touch()
    (folder / "other.tar").touch()
    monkeypatch.setitem(worked.config, "BACKUP_FOLDER", str(folder))
    monkeypatch.setitem(worked.config, "BACKUP_KEEP", 2)
    monkeypatch.setitem(worked.config, "BACKUP_COMMAND", f"cp -t {tmp_path}")
    answer = invoke(worked, "backup")
    assert answer.exit_code == 0, answer.output
    kept = sorted(path.name for path in folder.iterdir())
    assert kept[0] == "mingbai-20260103-030000.tar"
    assert kept[-1] == "other.tar"
    assert len(kept) == 3
    assert (tmp_path / kept[1]).read_bytes() == (folder / kept[1]).read_bytes()
    db.session.rollback()
    line = db.session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()
    assert line.tag == "installation.backed_up"
    assert kept[1] in line.summary


def test_a_file_that_is_lost_is_named_and_the_rest_is_backed_up(worked, tmp_path):
    name = db.session.scalars(select(StoredFile.hash)).one()
    file_store().remove(name)
    answer = invoke(worked, "backup", str(tmp_path / "rest.tar"))
    assert answer.exit_code == 1
    assert name in answer.stderr
    with Reading(tmp_path / "rest.tar") as rest:
        assert rest.manifest["missing"] == [name]


def test_a_command_that_fails_leaves_the_backup_untold(worked, tmp_path, monkeypatch):
    monkeypatch.setitem(worked.config, "BACKUP_COMMAND", "false")
    answer = invoke(worked, "backup", str(tmp_path / "here.tar"))
    assert answer.exit_code == 1
    assert "异地保存" in answer.stderr
    assert (tmp_path / "here.tar").is_file()
    db.session.rollback()
    assert db.session.get(JobHeartbeat, "backup") is None
