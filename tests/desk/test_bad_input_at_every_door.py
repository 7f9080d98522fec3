"""What people really send, to the desk, the portal, by a program: a sentence at its place, nothing half done."""

import pytest

from app.casework.models import AuditEntry, Case, Document
from app.casework.models.cases import CaseState
from app.casework.papers.documents import documents_of
from app.casework.store.files import file_store
from app.database import db
from app.processes.disclosure.queries import clarification_of
from app.processes.disclosure.reply_files import files_of
from tests.api.caller import Caller
from tests.portal.conftest import Applicant
from tests.support import tables
from tests.support.office import MORNING, PAPER, SEARCH, paper

pytestmark = pytest.mark.database
LONG = "长" * 100_000
TABLE = tables.table(tables.words("金山镇"))
PROGRAM = b"MZ\x90\0" * 64
REGISTERED = {**PAPER, "organ": "LF"}


def cases() -> int:
    return db.session.query(Case).count()


def documents() -> int:
    return db.session.query(Document).count()


class TestDaysOfReceipt:
    """条例第三十一条: no day lies in the future, none of signing or confirming before the arrival."""

    DAYS = (
        ({"arrived_on": "2026-03-03"}, "arrived_on"),
        ({"channel": "registered_mail", "tracking_number": "1", "signed_on": "2026-03-03"}, "signed_on"),
        ({"channel": "registered_mail", "tracking_number": "1", "signed_on": "2026-02-27"}, "signed_on"),
        ({"channel": "fax", "confirmed_on": "2026-03-03"}, "confirmed_on"),
        ({"channel": "fax", "confirmed_on": "2026-02-27"}, "confirmed_on"),
        ({"arrived_on": "1999-12-31"}, "arrived_on"),
        ({"arrived_on": "2026年3月2日"}, "arrived_on"),
    )

    @pytest.mark.parametrize(("changes", "field"), DAYS)
    def test_at_the_desk(self, office, browser, changes, field):
        answer = browser("clerk").post(
            "/desk/disclosure/register", {"form_key": "a", **REGISTERED, **changes}
        )
        assert answer.status_code == 422
        assert f'id="f-{field}-error"' in answer.text
        assert PAPER["description"] in answer.text
        assert cases() == 0

    @pytest.mark.parametrize(("changes", "field"), DAYS)
    def test_by_a_program(self, client, changes, field):
        answer = Caller(client).register(**changes)
        assert answer.status_code == 422
        assert field in answer.json["fields"]
        assert cases() == 0


class TestOtherDays:
    """Sent, signed for, answered: never before what is on record, never tomorrow."""

    def test_an_answer_to_a_notice_before_the_notice_or_tomorrow(self, office, browser):
        office.register()
        office.registered().do("reviewer", "T_screening", screening="clarify", clarification_items="年度",
                               clarification_guidance="写明年度", clarification_period=10)  # fmt: skip
        office.do("clerk", "T_deliver_notice", method="in_person", delivered_on="2026-03-02", receiver="本人")
        for day in ("2026-03-01", "2026-03-03"):
            answer = browser("clerk").submit("T_clarification", f"k{day}", answer="2024年度", answered_on=day)
            assert answer.status_code == 422
            assert "2024年度" in answer.text
        assert clarification_of(office.case).answered_on is None

    @pytest.mark.parametrize("day", ["2026-02-27", "2026-03-03"])
    def test_an_opinion_before_its_letter_or_tomorrow(self, office, browser, day):
        office.apply()
        office.assigned()
        office.consulted("")
        answer = browser("clerk").post(
            f"/desk/cases/{office.number}/consultations/1/answer",
            {
                "form_key": "a",
                "answer": "objected",
                "reason": "商业秘密一项",
                "answered_on": day,
                "answer_way": "post",
            },
        )
        assert answer.status_code == 422
        assert "商业秘密一项" in answer.text

    @pytest.mark.parametrize("day", ["2026-03-01", "2026-03-03"])
    def test_a_reply_sent_before_its_own_day_or_tomorrow_by_a_program(self, client, office, day):
        office.apply(reply_way="post", address="示例路9号")
        office.issued()
        caller = Caller(client, number=office.number, now=office.now)
        task = caller.tasks()["T_deliver"]
        answer = caller.call(
            "POST",
            f"/tasks/{task['id']}/complete",
            "clerk",
            json={"delivery": "delivered", "method": "post", "sent_on": day, "tracking_number": "1"},
        )
        assert answer.status_code == 422
        assert "sent_on" in answer.json["fields"]
        assert office.open_nodes() == {"T_deliver"}


class TestAHundredThousandCharacters:
    def test_at_the_desk(self, office, browser):
        answer = browser("clerk").post(
            "/desk/disclosure/register", {"form_key": "a", **REGISTERED, "description": LONG}
        )
        assert answer.status_code == 422
        assert "所需信息的内容描述最多 2000 字，现为 100000 字" in answer.text
        assert cases() == 0

    def test_on_the_portal_where_nobody_has_signed_in_it_is_not_even_read(self, client):
        applicant = Applicant(client, MORNING)
        applicant.starts().fills(name="")
        answer = applicant.fills(description=LONG)
        assert answer.status_code == 413
        assert "请缩短文字" in answer.text
        assert PAPER["description"] in applicant.get("/apply/form").text

    def test_by_a_program(self, client):
        answer = Caller(client).apply(description=LONG)
        assert answer.status_code == 422
        assert "现为 100000 字" in answer.json["fields"]["description"]

    def test_in_a_task(self, office, browser):
        office.apply()
        office.assigned()
        answer = browser("handler").submit("T_handle", **{**SEARCH, "result": LONG}, outcome="granted")
        assert answer.status_code == 422
        assert SEARCH["scope"] in answer.text
        assert office.open_nodes() == {"T_handle"}

    def test_in_an_answer_of_the_applicant(self, client, office):
        office.apply()
        office.registered().do("reviewer", "T_screening", screening="clarify", clarification_items="年度",
                               clarification_guidance="写明年度", clarification_period=10)  # fmt: skip
        caller = Caller(client, number=office.number, code=office.code, now=office.now)
        answer = caller.public("POST", "clarification", json={"answer": LONG})
        assert answer.status_code == 422
        assert "answer" in answer.json["fields"]


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
        data = tables.table(tables.words("一"), types=tables.MACROS)
        sent = browser("clerk").send(
            f"/desk/cases/{office.number}/papers",
            {"form_key": "a", "purpose": "material"},
            ("表.xlsx", data),
        )
        assert sent.status_code == 302
        assert "含宏、脚本、嵌入的文件或者外部内容" in browser("reviewer").case().text


class TestALostFile:
    def lose(self, document: Document) -> None:
        name = document.file_hash
        (file_store().folder / name[:2] / name[2:4] / name).unlink()

    @pytest.fixture
    def closed(self, office):
        office.apply()
        office.issued()
        assert office.open_nodes() == {"T_archive"}
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
