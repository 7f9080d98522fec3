"""Files are kept with their act; what a crash left without a row is swept, and nothing else."""

import os
import threading
from datetime import UTC, datetime, timedelta

import pytest

from app.casework.acts import commands
from app.casework.acts.act import Act
from app.casework.acts.actor import APPLICANT, SYSTEM
from app.casework.acts.commands import perform, use_case
from app.casework.models.documents import DocumentOrigin
from app.casework.papers import documents
from app.casework.papers.unclaimed import CLAIMS, sweep_unclaimed
from app.casework.store.files import file_store, hash_of
from app.database import db
from app.law.errors import RuleViolation
from app.scheduler.jobs import JOBS
from tests.casework.office_cases import add_case, at

pytestmark = pytest.mark.database
NOW = at(2026, 3, 2)
THEN = datetime(2026, 3, 2, tzinfo=UTC)
GRACE = THEN - timedelta(days=1)


@use_case("file_something")
def file_something(act: Act, data: bytes, refuses: bool = False) -> dict:
    documents.add_bytes(
        act, data, filename="a.pdf", media_type="application/pdf", origin=DocumentOrigin.OFFICE
    )
    act.audit("document.added")
    if refuses:
        raise RuleViolation
    return {}


@pytest.fixture(autouse=True)
def own_folder(app, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "FILES_FOLDER", tmp_path / "files")


@pytest.fixture
def case(county):
    case = add_case(county)
    db.session.commit()
    return case.id


def everything():
    return sorted(path.name for path in file_store().folder.rglob("*") if path.is_file())


def last_kept(name, at):
    os.utime(file_store().folder / name[:2] / name[2:4] / name, (at.timestamp(), at.timestamp()))


def test_an_act_that_is_refused_at_its_end_leaves_no_file(case):
    with pytest.raises(RuleViolation):
        perform(file_something, actor=SYSTEM, now=NOW, case_id=case, data=b"refused", refuses=True)
    assert everything() == []


def test_an_act_that_dies_while_it_commits_leaves_a_file_that_is_swept_after_a_day(case, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(commands.audit, "append", _dies)
        with pytest.raises(SystemExit):
            perform(file_something, actor=SYSTEM, now=NOW, case_id=case, data=b"orphan")
    assert everything() == [hash_of(b"orphan")]
    last_kept(hash_of(b"orphan"), GRACE - timedelta(seconds=1))
    swept = sweep_unclaimed(GRACE)
    assert (swept.files, swept.size, everything()) == (1, len(b"orphan"), [])


def _dies(*_arguments):
    raise SystemExit


def test_what_has_a_row_and_what_is_young_stays(case):
    perform(file_something, actor=SYSTEM, now=NOW, case_id=case, data=b"filed long ago")
    filed, young = hash_of(b"filed long ago"), file_store().put(b"young")
    last_kept(filed, THEN - timedelta(days=900))
    last_kept(young, GRACE + timedelta(seconds=1))
    assert sweep_unclaimed(GRACE).files == 0
    assert everything() == sorted([filed, young])


def test_seals_stay_that_only_their_unit_names(county):
    name = file_store().put(b"a seal of the founding")
    last_kept(name, THEN - timedelta(days=900))
    county.units["LF"].seal_hash = name
    db.session.commit()
    assert sweep_unclaimed(GRACE).files == 0


def test_bytes_that_are_kept_again_are_young_again(case):
    name = file_store().put(b"twice")
    last_kept(name, THEN - timedelta(days=900))
    file_store().put(b"twice")
    assert sweep_unclaimed(GRACE).files == 0


def test_the_sweeper_waits_for_an_act_that_has_written_its_file(app, case, monkeypatch):
    """The clock of the disk may be wrong: a file whose row is about to be committed stays all the same."""
    written, swept, goes_on = threading.Event(), [], commands.audit.append

    def sweep():
        with app.app_context():
            written.wait(10)
            swept.append(sweep_unclaimed(GRACE).files)
            db.session.remove()

    def slowly(*arguments):
        last_kept(hash_of(b"in the making"), THEN - timedelta(days=900))
        written.set()
        sweeper.join(0.5)
        assert swept == []
        goes_on(*arguments)

    monkeypatch.setattr(commands.audit, "append", slowly)
    sweeper = threading.Thread(target=sweep)
    sweeper.start()
    perform(file_something, actor=APPLICANT, now=NOW, case_id=case, data=b"in the making")
    sweeper.join()
    assert (swept, everything()) == ([0], [hash_of(b"in the making")])


def test_the_daily_job_tells_how_many_and_how_much(app):
    last_kept(file_store().put(b"x" * 2048), THEN - timedelta(days=9))
    assert "没有登记的文件 1 个（2 KB）" in JOBS["leftovers"].run(NOW)
    assert everything() == []


def test_every_column_that_names_a_file_is_a_claim(app):
    """A new column that names a file by itself must keep the sweeper away from it."""
    named = {
        f"{table.name}.{column.name}"
        for table in db.metadata.tables.values()
        for column in table.columns
        if column.name in ("file_hash", "seal_hash") and not column.foreign_keys
    }
    assert named == {f"{column.table.name}.{column.key}" for column in CLAIMS} - {"stored_file.hash"}
