"""满意度评价: once after the reply, its words looked at first, counted."""

from app.database import db
from app.processes.disclosure import evaluations
from app.processes.disclosure.models import ReplyEvaluation
from tests.desk.conftest import Browser

WORDS = "答复很快，附件可以直接使用"


def replied(applicant, office) -> str:
    office.number, office.code = applicant.applies()
    office.later(minutes=10).issued()
    applicant.now = office.now
    applicant.looks_up(office.number, office.code)
    return f"/progress/{office.number}/evaluation"


def kept(office) -> ReplyEvaluation | None:
    db.session.rollback()
    return db.session.get(ReplyEvaluation, office.case.id)


def numbers(office) -> dict:
    return {row.title: row.value for row in evaluations.evaluated({office.case.organ_id}, office.now)}


def test_one_evaluation_after_the_reply_and_none_before(applicant, office):
    office.number, office.code = applicant.applies()
    path = f"/progress/{office.number}/evaluation"
    assert applicant.get(path).location == f"/progress/{office.number}"
    applicant.post(path, {"score": "5"})
    assert kept(office) is None
    office.later(minutes=10).issued()
    applicant.now = office.now
    applicant.looks_up(office.number, office.code)
    assert path in applicant.get(f"/progress/{office.number}").text
    wrong = applicant.post(path, {"score": "6", "words": WORDS})
    assert wrong.status_code == 422
    assert WORDS in wrong.text
    assert applicant.post(path, {"score": "4", "words": WORDS}).status_code == 302
    applicant.post(path, {"score": "1"})
    assert (kept(office).score, kept(office).words) == (4, WORDS)
    assert path not in applicant.get(f"/progress/{office.number}").text
    assert (numbers(office)["评价件数"], numbers(office)["满意率（基本满意以上）"]) == (1, "100%")


def test_words_are_looked_at_first_and_tell_no_number(applicant, office, client):
    applicant.post(replied(applicant, office), {"score": "2", "words": WORDS})
    assert kept(office).decision == ""
    reviewer = Browser(client.application.test_client(), office, "reviewer")
    page = reviewer.get("/desk/disclosure/evaluations").text
    assert WORDS in page
    assert office.number not in page
    assert (
        Browser(client.application.test_client(), office, "handler")
        .get("/desk/disclosure/evaluations")
        .status_code
        == 403
    )
    reviewer.post(f"/desk/disclosure/evaluations/{office.case.id}", {"decision": "show"})
    assert kept(office).decision == "show"
    reviewer.post(f"/desk/disclosure/evaluations/{office.case.id}", {"decision": "hide"})
    assert kept(office).decision == "show"
    assert numbers(office)["满意率（基本满意以上）"] == "0%"
