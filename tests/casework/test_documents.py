import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.casework.acts.act import Act
from app.casework.acts.actor import APPLICANT, SYSTEM
from app.casework.acts.commands import perform, use_case
from app.casework.acts.errors import KeyReused
from app.casework.models import Case, Document, StoredFile
from app.casework.models.documents import DocumentOrigin
from app.casework.papers import documents
from app.casework.papers.uploads import CheckedUpload, check_upload
from app.casework.store.files import FileDamaged, FileStore, file_store, hash_of
from app.database import db
from tests.casework import upload_samples as samples
from tests.casework.office_cases import add_case, at

pytestmark = pytest.mark.database
NOW = at(2026, 3, 2)
ROOT = Path(__file__).parents[2]


@use_case("hand_in")
def hand_in(act: Act, upload: CheckedUpload, visible: bool = False) -> dict:
    document = documents.add_document(
        act, upload, origin=DocumentOrigin.APPLICANT, purpose="identity", title="身份证明", visible=visible
    )
    act.audit("document.added")
    return {"document": document.id}


@use_case("file_protocol")
def file_protocol(act: Act, fails: bool = False) -> dict:
    documents.add_bytes(
        act, b"%PDF-1.7 made here", filename="记录.pdf", media_type="application/pdf",
        origin=DocumentOrigin.OFFICE,
    )  # fmt: skip
    act.audit("document.added")
    if fails:
        raise RuntimeError("after the paper")
    return {}


@pytest.fixture(autouse=True)
def own_folder(app, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "FILES_FOLDER", tmp_path / "files")


@pytest.fixture
def case(county):
    case = add_case(county)
    db.session.commit()
    return case.id


def upload(shade="PNG"):
    return check_upload("身份证.png", samples.picture(shade), limit=10**6)


def papers(case_id):
    db.session.rollback()
    return documents.documents_of(db.session.get_one(Case, case_id))


def test_an_upload_becomes_a_paper_of_the_case(case):
    sent = upload()
    perform(hand_in, actor=APPLICANT, now=NOW, case_id=case, upload=sent, visible=True)
    [paper] = papers(case)
    assert (paper.title, paper.filename, paper.purpose) == ("身份证明", "身份证.png", "identity")
    assert (paper.origin, paper.added_by, paper.added_at) == ("applicant", "当事人", NOW)
    assert (paper.file.media_type, paper.file.size) == ("image/png", len(sent.data))
    assert paper.is_visible_to_applicant
    assert documents.read_document(paper) == sent.data


def test_active_content_is_noted(case):
    sent = check_upload("a.pdf", samples.pdf_with_script(), limit=10**6)
    perform(hand_in, actor=APPLICANT, now=NOW, case_id=case, upload=sent)
    assert papers(case)[0].file.has_active_content


def test_the_same_bytes_are_stored_once_for_all_cases(case, county):
    other = add_case(county, "LF-2026-0002").id
    db.session.commit()
    for case_id in (case, other):
        perform(hand_in, actor=APPLICANT, now=NOW, case_id=case_id, upload=upload())
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 1
    assert db.session.scalar(select(func.count()).select_from(Document)) == 2


def test_the_same_bytes_may_be_filed_in_two_cases_at_once(app, case, county):
    cases = [case, *(add_case(county, f"LF-2026-{number}").id for number in range(2, 6))]
    db.session.commit()
    start, failed, sent = threading.Barrier(len(cases)), [], upload()

    def act(case_id):
        with app.app_context():
            start.wait()
            try:
                perform(hand_in, actor=APPLICANT, now=NOW, case_id=case_id, upload=sent)
            except Exception as error:
                failed.append(error)
            db.session.remove()

    threads = [threading.Thread(target=act, args=[case_id]) for case_id in cases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert [len(papers(case_id)) for case_id in cases] == [1] * 5


def test_a_repeated_submission_files_one_paper_and_another_file_is_refused(case):
    for _ in range(2):
        perform(hand_in, actor=APPLICANT, now=NOW, key="k", case_id=case, upload=upload())
    with pytest.raises(KeyReused):
        perform(hand_in, actor=APPLICANT, now=NOW, key="k", case_id=case, upload=upload("JPEG"))
    assert len(papers(case)) == 1


def test_an_act_that_fails_leaves_no_row_and_at_most_bytes_without_a_name(case):
    with pytest.raises(RuntimeError):
        perform(file_protocol, actor=SYSTEM, now=NOW, case_id=case, fails=True)
    assert papers(case) == []
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 0


def test_what_the_office_makes_is_filed_too(case):
    perform(file_protocol, actor=SYSTEM, now=NOW, case_id=case)
    [paper] = papers(case)
    assert (paper.origin, paper.title, paper.added_by) == ("office", "记录.pdf", "系统")
    assert documents.read_document(paper) == b"%PDF-1.7 made here"
    assert not paper.is_visible_to_applicant


def test_a_damaged_file_is_not_handed_out(case):
    perform(hand_in, actor=APPLICANT, now=NOW, case_id=case, upload=upload())
    [paper] = papers(case)
    name = paper.file_hash
    (file_store().folder / name[:2] / name[2:4] / name).write_bytes(b"else")
    with pytest.raises(FileDamaged):
        documents.read_document(paper)


def test_a_writer_killed_in_the_middle_leaves_a_leftover_and_no_file(tmp_path):
    script = (
        "import os, signal, sys; from pathlib import Path; from app.casework.store import files;"
        "store = files.FileStore(Path(sys.argv[1])); store.put(b'before');"
        "files.os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL);"
        "store._place(files.hash_of(b'lost')).parent.mkdir(parents=True, exist_ok=True); store.put(b'lost')"
    )
    store = FileStore(tmp_path / "killed")
    killed = subprocess.run([sys.executable, "-c", script, str(store.folder)], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert store.get(hash_of(b"before")) == b"before"
    assert not store.exists(hash_of(b"lost"))
    assert store.sweep_leftovers(at(2100, 1, 1)) == 1
    assert store.get(store.put(b"lost")) == b"lost"
