"""Files that people really send, at every door: told by name, nothing kept twice, nothing half done."""

import pytest

from app.casework.messages.dispatch import dispatch_due
from app.casework.models import AuditEntry, Case, Document
from app.casework.models.cases import CaseState
from app.casework.papers.documents import documents_of
from app.casework.store.files import file_store
from app.database import db
from app.processes.disclosure.reply_files import files_of
from tests.api.caller import Caller
from tests.casework import upload_samples as samples
from tests.portal.conftest import Applicant
from tests.support import tables
from tests.support.office import MORNING, PAPER, SEARCH, paper

pytestmark = pytest.mark.database
TABLE = tables.table(tables.words("金山镇"))
PROGRAM = b"MZ\x90\0" * 64
REGISTERED = {**PAPER, "organ": "LF"}


def cases() -> int:
    return db.session.query(Case).count()


def documents() -> int:
    return db.session.query(Document).count()


class TestTheSameTwice:
    def test_a_paper_at_the_desk(self, office, browser):
        office.apply()
        clerk, path = browser("clerk"), f"/desk/cases/{office.number}/papers"
        sent = [
            clerk.send(path, {"form_key": key, "purpose": "material"}, ("表.xlsx", TABLE)) for key in "aab"
        ]
        assert [one.status_code for one in sent] == [302, 302, 422]
        assert "“表.xlsx”与已收存的“表.xlsx”内容相同，没有重复添加" in sent[2].text
        assert len(documents_of(office.case)) == 1

    def test_a_released_file_by_a_program(self, client, office):
        office.apply()
        office.handled()
        caller = Caller(client, number=office.number, now=office.now)
        sent = [caller.attach("handler", name, paper("一")) for name in ("甲.pdf", "乙.pdf")]
        assert [one.status_code for one in sent] == [201, 409 if sent[1].status_code == 409 else 422]
        assert "内容相同的文件" in sent[1].json["fields"]["files"]
        assert [one.name for one in files_of(office.case)] == ["甲"]


class TestAFileThatLies:
    """Its name says xlsx, its content is a program."""

    def test_at_the_desk(self, office, browser):
        answer = browser("clerk").send(
            "/desk/disclosure/register", {"form_key": "a", **REGISTERED}, ("申请.xlsx", PROGRAM)
        )
        assert answer.status_code == 422
        assert "这个文件的内容是Windows 程序" in answer.text
        assert PAPER["description"] in answer.text
        assert (cases(), documents()) == (0, 0)

    def test_on_the_portal(self, client):
        applicant = Applicant(client, MORNING)
        answer = applicant.starts().later(minutes=2).fills(("申请.pdf", PROGRAM))
        assert answer.status_code == 422
        assert "Windows 程序" in answer.text

    def test_among_released_files_by_a_program(self, client, office):
        office.apply()
        office.handled()
        answer = Caller(client, number=office.number, now=office.now).attach("handler", "明细.xlsx", PROGRAM)
        assert answer.status_code == 422
        assert "Windows 程序" in answer.json["fields"]["files"]
        assert files_of(office.case) == []


class TestActiveContent:
    def test_of_a_paper_is_told_on_the_case_page(self, office, browser):
        office.apply()
        data = tables.table(tables.words("一"), **{"xl/vbaProject.bin": b"\0"})
        sent = browser("clerk").send(
            f"/desk/cases/{office.number}/papers",
            {"form_key": "a", "purpose": "material"},
            ("表.xlsx", data),
        )
        assert sent.status_code == 302
        assert "含宏、脚本、嵌入的文件或者外部内容" in browser("reviewer").case().text


class TestADocumentWithMacros:
    """docm, xlsm: no office program opens them under another ending, so they are refused in one sentence."""

    SAID = "是启用宏的 Word 或者 Excel 文件（docm、xlsm），请另存为不含宏的 docx、xlsx 或者 PDF 后上传"
    FILE = ("申请材料.docm", samples.docx(samples.MACRO_TYPE))

    def test_on_the_portal(self, client):
        applicant = Applicant(client, MORNING).starts().later(minutes=2)
        answer = applicant.fills(self.FILE)
        assert (answer.status_code, f"“{self.FILE[0]}”{self.SAID}" in answer.text) == (422, True)

    def test_at_the_desk(self, office, browser):
        clerk = browser("clerk")
        answer = clerk.send("/desk/disclosure/register", {"form_key": "a", **REGISTERED}, self.FILE)
        assert (answer.status_code, self.SAID in answer.text, cases()) == (422, True, 0)

    def test_as_a_paper_of_a_case(self, office, browser):
        office.apply()
        path, kept = f"/desk/cases/{office.number}/papers", documents()
        answer = browser("clerk").send(path, {"form_key": "a", "purpose": "material"}, self.FILE)
        assert (answer.status_code, self.SAID in answer.text, documents()) == (422, True, kept)

    def test_with_the_decision_and_among_released_files(self, office, browser):
        office.apply()
        office.assigned()
        handler = browser("handler")
        answer = handler.send(f"/desk/disclosure/{office.number}/searches/new", {"form_key": "a"}, self.FILE)
        assert (answer.status_code, self.SAID in answer.text) == (422, True)
        office.do("handler", "T_handle", **SEARCH, outcome="granted")
        answer = handler.send(f"/desk/disclosure/{office.number}/files", {"form_key": "b"}, self.FILE)
        assert (answer.status_code, self.SAID in answer.text) == (422, True)
        assert files_of(office.case) == []

    def test_by_a_program(self, client, office):
        office.apply()
        office.handled()
        answer = Caller(client, number=office.number, now=office.now).attach("handler", *self.FILE)
        assert answer.status_code == 422
        assert self.SAID in answer.json["fields"]["files"]


class TestALostFile:
    def lose(self, document: Document) -> None:
        name = document.file_hash
        (file_store().folder / name[:2] / name[2:4] / name).unlink()

    @pytest.fixture
    def closed(self, office):
        office.apply()
        office.issued()
        assert office.open_nodes() == {"T_archive"}
        dispatch_due(office.now)
        self.lose(documents_of(office.case)[0])
        return office

    def test_stops_the_archiving_by_name_until_somebody_accounts_for_it(self, closed, browser):
        name = documents_of(closed.case)[0].filename
        clerk = browser("clerk")
        answer = clerk.submit("T_archive", "a", retention_years="10", note="")
        assert answer.status_code == 422
        assert f"文件库中找不到：“{name}”" in answer.text
        assert closed.case.state == CaseState.CLOSED
        told = clerk.submit(
            "T_archive", "b", retention_years="10", note="磁盘损坏，备份中也没有，已另取纸质件归卷"
        )
        assert told.status_code == 302
        assert closed.case.state == CaseState.ARCHIVED
        line = db.session.query(AuditEntry).filter_by(tag="case.files_lost").one()
        assert name in line.summary

    def test_is_named_to_whoever_opens_it(self, closed, browser):
        document = documents_of(closed.case)[0]
        answer = browser("clerk").get(f"/desk/cases/{closed.number}/documents/{document.id}")
        assert answer.status_code == 500
        assert f"“{document.filename}”：文件库中找不到这份文件" in answer.text
