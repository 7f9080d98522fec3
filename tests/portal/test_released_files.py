"""From the handler's upload to the applicant's download, and the doors that stay shut with a refusal."""

import json
import re
from io import BytesIO

import pikepdf
import pytest
from sqlalchemy import select

from app import timekeeping
from app.casework.messages.dispatch import dispatch_due
from app.casework.models import Document
from app.database import db
from app.processes.disclosure import draft_form
from app.processes.disclosure.letters import reply_kind
from app.processes.disclosure.registration import request_of
from tests.support.office import SEARCH, paper

pytestmark = pytest.mark.database


@pytest.fixture
def at(applicant, office):
    """An applicant whose request was submitted; the office works on it, the applicant looks."""
    office.number, office.code = applicant.applies()
    office.later(minutes=10)
    return applicant


def looks(applicant, office) -> str:
    applicant.now = office.now
    applicant.looks_up(office.number, office.code)
    return applicant.get(f"/progress/{office.number}").text


def by_api(applicant, office, path: str = ""):
    return applicant.get(
        f"/api/v1/public/requests/{office.number}{path}", headers={"X-Query-Code": office.code}
    )


def file_id() -> int:
    return db.session.scalars(select(Document.id).where(Document.filename == "补贴发放明细.pdf")).one()


def refuse(office) -> None:
    """The files are found first; then it is decided that they are not given out."""
    office.assigned()
    office.attach()
    office.do("handler", "T_handle", **SEARCH, outcome="denied_process")
    kind = reply_kind(request_of(office.case))
    office.do("handler", "T_draft", **draft_form.values_from(kind, kind.sample_facts()))
    for login, node in (("unithead", "T_sign_unit_head"), ("legal", "T_sign_legal"),
                        ("officehead", "T_sign_office_head"), ("leader", "T_sign_leader")):  # fmt: skip
        office.do(login, node, decision="approve")
    office.do("reviewer", "T_issue", checked=True)


class TestGranted:
    def test_from_the_handlers_upload_to_the_applicants_download(self, at, office):
        office.drafted()
        assert "补贴发放明细.pdf" not in looks(at, office)
        assert at.get(f"/progress/{office.number}/papers/{file_id()}").status_code == 404
        office.do("unithead", "T_sign_unit_head", decision="approve")
        office.do("officehead", "T_sign_office_head", decision="approve")
        office.do("reviewer", "T_issue", checked=True)
        html = looks(at, office)
        link = re.search(rf'href="(/progress/{office.number}/papers/\d+)"', html)[1]
        answer = at.get(link)
        assert answer.data == paper("补贴发放明细.pdf")
        assert answer.headers["Content-Disposition"].startswith("attachment")

    @pytest.mark.usefixtures("letters_wait")
    def test_the_letters_pdf_says_and_carries_what_is_enclosed(self, at, office):
        office.issued()
        with timekeeping.moved_to(office.now):
            dispatch_due(office.now)
        html = looks(at, office)
        pdf = at.get(re.findall(rf'href="(/progress/{office.number}/letters/\d+\.pdf)"', html)[0]).data
        with pikepdf.open(BytesIO(pdf)) as letter:
            carried = json.loads(letter.attachments["letter.json"].get_file().read_bytes())
        named = carried["facts"]["enclosures"][0]
        assert named["name"] == "补贴发放明细"
        assert named["sha256"] == db.session.scalars(
            select(Document.file_hash).where(Document.id == file_id())).one()  # fmt: skip

    def test_the_public_api_lists_and_gives_the_same(self, at, office):
        office.issued()
        at.now = office.now
        listed = by_api(at, office).json["enclosures"]
        assert [one["filename"] for one in listed] == ["补贴发放明细.pdf"]
        assert by_api(at, office, f"/papers/{listed[0]['id']}").data == paper("补贴发放明细.pdf")


class TestNotGiven:
    def test_with_a_refusal_every_door_is_shut(self, at, office):
        refuse(office)
        html = looks(at, office)
        assert "补贴发放明细.pdf" not in html
        assert "答复附件" not in html
        assert at.get(f"/progress/{office.number}/papers/{file_id()}").status_code == 404
        assert by_api(at, office).json["enclosures"] == []
        assert by_api(at, office, f"/papers/{file_id()}").status_code == 404

    def test_after_a_withdrawal_as_well(self, at, office):
        office.signed()
        looks(at, office)
        at.post(f"/progress/{office.number}/withdrawal", {"reason": "", "form_key": "k1"})
        assert "补贴发放明细.pdf" not in looks(at, office)
        assert at.get(f"/progress/{office.number}/papers/{file_id()}").status_code == 404
        assert by_api(at, office, f"/papers/{file_id()}").status_code == 404

    def test_a_paper_of_another_request_is_not_there(self, at, office):
        office.issued()
        given = file_id()
        at.now = office.now
        number, code = at.later(minutes=20).applies(description="另一项内容")
        at.looks_up(number, code)
        assert at.get(f"/progress/{number}/papers/{given}").status_code == 404
