"""说明理由 on the portal (第三十五条): asked, stated once, kept through the end of the half hour."""

from datetime import date

from app.database import db
from app.processes.disclosure.models import ReasonStatement
from tests.desk.test_issuing_letters import REASONS, issue

WHY = "用于核对本村各户补贴是否足额发放，每户一件"


def asked(applicant, office) -> str:
    """The request for a reason is out; the applicant looks three days later."""
    office.number, office.code = applicant.applies()
    office.later(minutes=10).registered()
    issue(office, "reason_request_notice", REASONS)
    applicant.now = office.later(days=3).now
    applicant.looks_up(office.number, office.code)
    return f"/progress/{office.number}/reason"


def statement(office) -> ReasonStatement | None:
    db.session.rollback()
    return db.session.get(ReasonStatement, office.case.id)


def test_who_is_asked_finds_the_form_and_states_the_reason_once(applicant, office):
    path = asked(applicant, office)
    page = applicant.get(f"/progress/{office.number}").text
    assert f'href="{path}"' in page
    assert "2026年3月16日" in page
    assert applicant.post(path, {"answer": WHY}).location == f"/progress/{office.number}"
    found = statement(office)
    assert (found.words, found.way, found.received_on) == (WHY, "portal", date(2026, 3, 5))
    assert found.recorded_by_id is None
    assert path not in applicant.get(f"/progress/{office.number}").text
    assert applicant.post(path, {"answer": "另一个理由"}).status_code == 302
    assert statement(office).words == WHY


def test_nobody_is_asked_before_the_notice_is_out(applicant, office):
    office.number, office.code = applicant.applies()
    assert applicant.get(f"/progress/{office.number}/reason").location == f"/progress/{office.number}"
    applicant.post(f"/progress/{office.number}/reason", {"answer": WHY})
    assert statement(office) is None


def test_what_was_typed_outlives_the_half_hour(applicant, office):
    path = asked(applicant, office)
    refused = applicant.later(minutes=31).post(path, {"answer": WHY})
    assert refused.status_code == 403
    assert "还没有提交" in refused.text
    again = applicant.post("/progress", {"number": office.number, "code": office.code, "answer": WHY})
    assert ">说明理由</h1>" in again.text
    assert WHY in again.text
    assert statement(office) is None


def test_empty_and_endless_reasons_are_refused_beside_the_field(applicant, office):
    path = asked(applicant, office)
    for typed in ("", " ", "长" * 701):
        answer = applicant.post(path, {"answer": typed})
        assert answer.status_code == 422
        assert typed.strip() in answer.text
    assert statement(office) is None
