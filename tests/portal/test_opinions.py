"""征求意见的网上答复: the number and the code of the letter open one answer, and nothing of who applied."""

import io
import re
from datetime import datetime

import pytest
from werkzeug.datastructures import FileStorage

from app.casework.letters.issuing import letters_of
from app.casework.models import AuditEntry
from app.casework.models.consultations import ConsultationState as State
from app.casework.papers.documents import documents_of
from app.database import db
from app.steps.consultation_codes import answer_code, answer_number, fits
from app.steps.consultation_record import consultation_of
from app.steps.consultation_silence import record_silences
from app.timekeeping import OFFICE_TIME
from tests.portal.conftest import Applicant
from tests.support.office import Office, paper

pytestmark = pytest.mark.database
WRONG = "2345-6789-ABCD"


@pytest.fixture
def office(app):
    """A third party has its letter since 2 March 2026, 15 working days to answer; the reply is due on 30 March."""
    office = Office()
    office.apply()
    office.assigned().consulted("", name="欧阳示例", kind="natural_person")
    return office


@pytest.fixture
def party(client, office):
    return Applicant(client, office.now)


def row(office, number: int = 1):
    return consultation_of(office.case, number)


def of_letter(office) -> dict[str, str]:
    """What the party reads in its letter."""
    facts = next(one.facts for one in letters_of(office.case) if one.kind == "third_party_consultation")
    return {"number": facts["answer_number"], "code": facts["answer_code"]}


def send(party, office, *files, **typed):
    said = {"answer": "objected", "reason": "合同金额属于商业秘密", "is_meant": "on", **typed}
    said = {
        name: value for name, value in said.items() if value is not None
    }  # what is not ticked is not sent
    chosen = [FileStorage(io.BytesIO(content), name) for name, content in files]
    return party.send("/opinions/answer", {**of_letter(office), **said, "files": chosen})


class TestTheWay:
    def test_the_letter_opens_a_page_that_says_nothing_of_who_applied(self, party, office):
        assert party.get("/opinions").status_code == 200
        page = party.post("/opinions", of_letter(office)).text
        assert "项目合同的名称和金额" in page
        assert "2026年3月23日" in page
        for secret in ("申请人甲", "T0000001", "13900000000", "欧阳示例"):
            assert secret not in page

    def test_an_objection_with_a_paper_stops_the_pause_and_is_on_record(self, party, office):
        party.now = office.now = datetime(2026, 3, 12, 9, 0, tzinfo=OFFICE_TIME)
        assert send(party, office, ("意见.pdf", paper("意见"))).status_code == 302
        assert "已收到您对征求意见" in party.get("/opinions").text
        found = row(office)
        assert (found.state, found.answer, found.answer_way) == (State.ANSWERED, "objected", "portal")
        assert office.case.due_on.isoformat() == "2026-04-10"
        [kept] = [one for one in documents_of(office.case) if one.purpose == "opinion"]
        assert (kept.origin, kept.is_visible_to_applicant) == ("asked", False)
        line = db.session.query(AuditEntry).filter_by(tag="consultation.answered").one()
        assert "网上提交" in line.summary
        assert "欧阳" not in str(line.summary) + str(line.detail)

    def test_the_code_serves_once(self, party, office):
        send(party, office, answer="agreed", reason="")
        again = party.post("/opinions", of_letter(office))
        assert again.status_code == 409
        assert "已于2026-03-02收到" in again.text
        assert send(party, office, answer="objected").status_code == 409
        assert row(office).answer == "agreed"

    def test_what_is_wrong_comes_back_with_what_was_typed(self, party, office):
        page = send(party, office, answer="partly", reason="", is_meant=None)
        assert page.status_code == 422
        assert "请写明理由" in page.text
        assert "请确认以上是本单位" in page.text
        page = send(party, office, ("意见.exe", b"MZ"), reason="只同意公开合同名称")
        assert page.status_code == 422
        assert "只同意公开合同名称" in page.text
        assert row(office).answer == ""

    def test_a_refused_paper_is_told_with_the_rest(self, party, office):
        answer = send(party, office, ("意见.pdf", b"MZ"), reason="", is_meant=None)
        assert answer.status_code == 422
        for words in ("“意见.pdf”不能上传", 'href="#f-reason"', 'href="#f-is_meant"'):
            assert words in answer.text

    def test_after_the_end_it_is_kept_and_changes_nothing(self, party, office):
        party.now = office.now = datetime(2026, 3, 24, 9, 0, tzinfo=OFFICE_TIME)
        record_silences(office.now)
        before = office.case.due_on
        assert "期限已满" in party.post("/opinions", of_letter(office)).text
        send(party, office)
        assert "存入案卷" in party.get("/opinions").text
        assert (row(office).state, row(office).is_late, office.case.due_on) == (State.SILENT, True, before)


class TestWhoGetsIn:
    @pytest.mark.parametrize("number", ["LF-2026-9999-1", "LF-2026-0001-9", "x", "-1", "LF-2026-0001-٣"])
    def test_a_number_that_there_is_not_is_told_like_a_wrong_code(self, party, office, number):
        wrong = party.post("/opinions", {**of_letter(office), "code": WRONG})
        unknown = party.post("/opinions", {"number": number, "code": WRONG})
        assert (wrong.status_code, unknown.status_code) == (404, 404)
        assert all("征求意见编号或者提交码不正确" in page.text for page in (wrong, unknown))

    def test_guesses_are_slowed_down_for_the_right_code_too(self, party, office):
        for _ in range(5):
            party.post("/opinions", {**of_letter(office), "code": WRONG})
        assert party.post("/opinions", of_letter(office)).status_code == 429

    def test_a_letter_that_is_not_out_or_was_dropped_opens_nothing(self, party, office):
        code = answer_code(row(office))
        assert fits(row(office), code.lower().replace("-", " "))
        row(office).dropped_on = office.now.date()
        assert not fits(row(office), code)
        row(office).dropped_on, row(office).sent_on = None, None
        assert not fits(row(office), code)

    def test_each_party_has_its_own(self, party, office):
        office.consulted("", name="第三方丙公司")
        first, second = row(office), row(office, 2)
        assert answer_code(first) != answer_code(second)
        assert not fits(second, answer_code(first))
        assert answer_number(second) == f"{office.number}-2"

    def test_no_address_and_no_line_of_the_log_holds_the_code(self, party, office, caplog):
        page = party.post("/opinions", of_letter(office)).text
        code = of_letter(office)["code"]
        assert not [one for one in re.findall(r'(?:href|action)="([^"]*)"', page) if code in one]
        send(party, office)
        assert code not in caplog.text
        assert all(code not in str(one.summary) + str(one.detail) for one in db.session.query(AuditEntry))
