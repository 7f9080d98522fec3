"""A letter is set with the text it was signed and numbered with, whatever release is installed when it is printed."""

import io
import shutil
from datetime import timedelta

import pikepdf
import pytest
from sqlalchemy import delete, select

from app import timekeeping
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import perform
from app.casework.contract.platform import platform
from app.casework.letters import kept_texts
from app.casework.letters.editing_copies import WordingSetAside, copy_of_letter
from app.casework.letters.issuing import RENDER, letters_of
from app.casework.letters.kept_texts import kind_of_letter
from app.casework.messages.dispatch import dispatch_due
from app.casework.models import LetterText, OutboxMessage
from app.casework.papers.documents import read_document
from app.database import db
from app.letters.catalogue import LAYOUTS, read_kind
from app.letters.preview import preview_html
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("letters_wait")]
KIND = "reply_granted"
OLD, NEW = "随本告知书一并提供给", "依新版程序另行提供给"


@pytest.fixture
def office(app):
    """The reply is numbered under the release of today, which was set up; its PDF is not made yet."""
    office = Office()
    perform(kept_texts.keep_texts, actor=SYSTEM, now=office.now - timedelta(days=3))
    office.register()
    office.issued()
    return office


@pytest.fixture
def next_release(tmp_path, monkeypatch):
    """Installed meanwhile: one sentence of the letter is changed, and how dates and addressees are laid out."""

    def install() -> None:
        kind = platform().catalogue.kind(KIND)
        folder = shutil.copytree(kind.folder, tmp_path / "release" / KIND)
        layouts = shutil.copytree(LAYOUTS, tmp_path / "layouts")
        text = (folder / "letter.html").read_text("utf-8")
        assert OLD in text
        (folder / "letter.html").write_text(text.replace(OLD, NEW), "utf-8")
        (layouts / "letter.css").write_text(
            (layouts / "letter.css").read_text("utf-8") + "/* new */", "utf-8"
        )
        newer = read_kind(folder, is_delivered=True, layouts=layouts)
        monkeypatch.setitem(platform().catalogue._kinds, KIND, newer)
        db.session.rollback()

    return install


def reply(office):
    return next(letter for letter in letters_of(office.case) if letter.kind == KIND)


def printed(office) -> bytes | None:
    """What the outbox made of it; None when there is no PDF."""
    with timekeeping.moved_to(office.now):
        while dispatch_due(office.now).get("sent"):  # a round ends on a busy machine before all is out
            pass
    db.session.expire_all()
    document = reply(office).document
    return read_document(document) if document is not None else None


def test_a_letter_is_set_with_the_text_it_was_issued_with(office, next_release):
    next_release()
    issued_with = reply(office).template_hash
    assert OLD in preview_html(kind_of_letter(reply(office)), reply(office).facts)
    with pikepdf.open(io.BytesIO(printed(office))) as pdf:
        data = pdf.attachments["letter.json"].get_file().read_bytes().decode()
    assert issued_with in data
    assert platform().catalogue.kind(KIND).version_hash not in data


def test_the_copies_for_the_worker_may_be_removed(office, next_release, app):
    next_release()
    kind_of_letter(reply(office))
    shutil.rmtree(app.config["INSTANCE"] / kept_texts.FOLDER)
    assert OLD in preview_html(kind_of_letter(reply(office)), reply(office).facts)


def test_a_kept_text_that_was_tampered_with_is_not_used(office, next_release, app):
    next_release()
    shutil.rmtree(app.config["INSTANCE"] / kept_texts.FOLDER, ignore_errors=True)
    kept = db.session.get_one(LetterText, reply(office).template_hash)
    kept.files = {**kept.files, "letter.html": kept.files["letter.html"].replace(OLD, "不予提供给")}
    db.session.commit()
    assert printed(office) is None
    assert "与登记的不符" in last_error(office)


def test_no_other_text_is_put_in_the_place_of_one_that_is_not_kept(office, next_release):
    next_release()
    db.session.execute(delete(LetterText).where(LetterText.hash == reply(office).template_hash))
    db.session.commit()
    assert printed(office) is None
    assert "不能改用现行文本补做" in last_error(office)
    with pytest.raises(WordingSetAside, match="没有留存"):
        copy_of_letter(office.case, reply(office).id)


def test_a_letter_of_before_any_text_was_kept_is_still_printed(office, next_release):
    next_release()
    db.session.execute(delete(LetterText))
    db.session.commit()
    assert NEW in preview_html(kind_of_letter(reply(office)), reply(office).facts)


def test_set_up_keeps_every_text_once(office):
    kept = set(db.session.scalars(select(LetterText.hash)))
    assert {kind.version_hash for kind in platform().catalogue} <= kept
    assert kept_texts.unkept() == []


def last_error(office) -> str:
    key = f"{RENDER}:{reply(office).id}"
    return db.session.scalar(select(OutboxMessage.last_error).where(OutboxMessage.key == key)) or ""
