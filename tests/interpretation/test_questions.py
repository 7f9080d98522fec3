"""A reader asks about what stands in public; the department answers, the office looks at it, everybody reads it."""

import pytest
from sqlalchemy import select

from app.casework.models import Case, Publication
from app.casework.models.cases import CaseState
from app.database import db
from app.processes.interpretation.use_cases import withdraw_package
from tests.support.browsing import Browser

pytestmark = pytest.mark.database
QUESTION = "夫妻分户以后还能再申请一处宅基地吗？"
ANSWER = "可以。成家后分户、没有住房的，到镇便民服务中心申请（办法第二条）。"


@pytest.fixture
def document(office):
    office.ready(co_signing="no").deployed()
    return db.session.scalars(select(Publication.id).order_by(Publication.id)).first()


def test_a_question_becomes_a_task_and_its_answer_is_published(app, office, document):
    visitor = Browser(app.test_client(), office.now)
    assert "我要提问" in visitor.get(f"/policies/{document}").text
    assert "我要提问" in visitor.get(f"/publications/{document}").text
    assert visitor.post(f"/policies/{document}/questions", question=QUESTION).status in (200, 302)
    office.number = db.session.scalars(select(Case.number).order_by(Case.id.desc())).first()
    assert office.open_nodes() == {"T_answer"}
    office.do("handler", "T_answer", answer="可以。")
    office.do("reviewer", "T_check_answer", answer_check="send_back", opinion="请写明向哪里申请")
    office.do("handler", "T_answer", answer=ANSWER)
    office.do("reviewer", "T_check_answer", answer_check="default")
    assert (office.case.state, office.open_items()) == (CaseState.CLOSED, [])
    late = Browser(app.test_client(), office.now)
    assert QUESTION in late.get(f"/policies/{document}").text
    assert QUESTION in late.get("/publications/answers?q=宅基地").text


def test_a_question_with_a_telephone_number_or_without_words_is_refused(app, office, document):
    visitor = Browser(app.test_client(), office.now)
    for question in ("", "请回电13900000000"):
        assert visitor.post(f"/policies/{document}/questions", question=question).status == 422
    assert db.session.query(Case).count() == 1


def test_nobody_asks_about_what_was_withdrawn(app, office, document):
    office.run(
        withdraw_package, office.person("reviewer"), case_id=office.case.id, data={"reason": "文件内容有误"}
    )
    visitor = Browser(app.test_client(), office.now)
    assert visitor.get(f"/policies/{document}/questions").status == 404
    assert visitor.post(f"/policies/{document}/questions", question=QUESTION).status == 404


def take_back(office, number):
    office.number = number
    office.run(
        withdraw_package, office.person("reviewer"), case_id=office.case.id, data={"reason": "文件内容有误"}
    )


def answers(app, office):
    return Browser(app.test_client(), office.now).get("/publications/answers").text


def test_answers_leave_the_public_with_the_package_that_they_explain(app, office, document):
    package = office.number
    Browser(app.test_client(), office.now).post(f"/policies/{document}/questions", question=QUESTION)
    office.number = db.session.scalars(select(Case.number).order_by(Case.id.desc())).first()
    office.do("handler", "T_answer", answer=ANSWER)
    office.do("reviewer", "T_check_answer", answer_check="default")
    assert QUESTION in answers(app, office)
    take_back(office, package)
    answer = db.session.scalars(select(Publication).order_by(Publication.id.desc())).first()
    assert (answer.kind, answer.withdrawn_why) == ("policy_answer", "文件内容有误")
    assert QUESTION not in answers(app, office)


def test_an_answer_about_what_was_withdrawn_meanwhile_is_kept_and_not_published(app, office, document):
    package = office.number
    Browser(app.test_client(), office.now).post(f"/policies/{document}/questions", question=QUESTION)
    asked = db.session.scalars(select(Case.number).order_by(Case.id.desc())).first()
    take_back(office, package)
    office.number = asked
    office.do("handler", "T_answer", answer=ANSWER)
    desk = Browser(app.test_client(), office.now).sign_in("reviewer")
    assert "已撤回，答复不再公开" in desk.get(f"/desk/cases/{asked}").text
    office.do("reviewer", "T_check_answer", answer_check="default")
    assert office.case.state == CaseState.CLOSED
    assert db.session.query(Publication).filter_by(kind="policy_answer").count() == 0
    assert QUESTION not in answers(app, office)


def test_nobody_asks_about_an_answer_where_no_page_would_show_what_is_said(app, office, document):
    visitor = Browser(app.test_client(), office.now)
    visitor.post(f"/policies/{document}/questions", question=QUESTION)
    office.number = db.session.scalars(select(Case.number).order_by(Case.id.desc())).first()
    office.do("handler", "T_answer", answer=ANSWER)
    office.do("reviewer", "T_check_answer", answer_check="default")
    answer = db.session.scalars(select(Publication.id).order_by(Publication.id.desc())).first()
    late = Browser(app.test_client(), office.now)
    assert late.get(f"/policies/{answer}/questions").status == 404
    assert late.post(f"/policies/{answer}/questions", question=QUESTION).status == 404
    assert db.session.query(Case).count() == 2
