"""编辑稿: readers of a case may take one along; it says what it is, and the record says who took it."""

import io
import zipfile
from urllib.parse import unquote

import pytest
from sqlalchemy import select

from app.casework.letters.issuing import letters_of
from app.casework.models import AuditEntry
from app.database import db

pytestmark = pytest.mark.database


def name_of(answer):
    return unquote(answer.headers["Content-Disposition"].partition("''")[2])


def text_of(answer):
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        return archive.read("word/document.xml").decode()


def recorded():
    lines = db.session.scalars(select(AuditEntry).where(AuditEntry.tag == "letter.editing_copy"))
    return [(line.actor_name, line.detail["source"]) for line in lines]


class TestOfAnIssuedLetter:
    def test_a_reader_gets_it_under_a_name_that_says_it_has_no_effect(self, office, browser, county):
        office.apply()
        office.issued()
        letter = letters_of(office.case)[-1]
        number, clerk = letter.document_number, browser("clerk")
        assert f"/letters/{letter.id}/editing-copy" in clerk.case().text
        answer = clerk.get(f"/desk/cases/{office.number}/letters/{letter.id}/editing-copy")
        assert answer.status_code == 200
        assert name_of(answer) == f"{letter.title}（{number}）（编辑稿，不具效力）.docx"
        assert number in text_of(answer)
        assert "非正式文书" in text_of(answer)
        assert [source for _who, source in recorded()] == [number]

    def test_a_letter_of_another_case_is_not_found(self, office, browser):
        office.apply()
        office.registered()
        letter = letters_of(office.case)[-1].id
        office.apply()
        assert (
            browser("clerk").get(f"/desk/cases/{office.number}/letters/{letter}/editing-copy").status_code
            == 404
        )
        assert recorded() == []

    def test_who_may_not_read_the_case_gets_none(self, office, browser):
        office.apply()
        office.handled()
        letter = letters_of(office.case)[-1].id
        foreign = browser("foreign")
        paths = (f"letters/{letter}/editing-copy", "draft/editing-copy")
        assert {foreign.get(f"/desk/cases/{office.number}/{path}").status_code for path in paths} == {404}
        assert recorded() == []


class TestOfADraft:
    def test_the_drafter_gets_what_was_typed_and_kept(self, office, browser):
        office.apply()
        office.handled()
        handler, item = browser("handler"), office.item("T_draft").id
        handler.post(f"/desk/tasks/{item}/draft", {"fact_items": "二〇二四年发放明细｜电子文件｜12"})
        assert "/draft/editing-copy" in handler.case().text
        answer = handler.get(f"/desk/cases/{office.number}/draft/editing-copy")
        assert "拟稿）（编辑稿，不具效力）.docx" in name_of(answer)
        assert "二〇二四年发放明细" in text_of(answer)
        assert [source for _who, source in recorded()] == ["拟稿"]

    def test_before_an_outcome_is_chosen_there_is_none(self, office, browser):
        office.apply()
        clerk = browser("clerk")
        assert "editing-copy" not in clerk.case().text
        assert clerk.get(f"/desk/cases/{office.number}/draft/editing-copy").status_code == 404
