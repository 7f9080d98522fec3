"""Withdrawn or closed by force: no diagram archives such a case, so the desk does, with the same proofs."""

import pytest
from sqlalchemy import select

from app.casework.annual import counting
from app.casework.letters.made import typeset_later
from app.casework.models import AuditEntry
from app.database import db
from app.processes.disclosure.applicant_view import view_for_applicant
from app.processes.disclosure.registration import request_of
from app.steps import supervising
from app.steps.intervening import close_by_force
from app.steps.withdrawal import record_withdrawal

pytestmark = pytest.mark.database
ORDER = {"matter": "已经超过承诺的时间，请说明进展和办结日期", "answer_by": "2026-03-06"}
ANSWER = {"answer": "申请人已经撤回申请，不再办理"}


def act(office, use, login, **more):
    return office.run(use, office.person(login), case_id=office.case.id, **more)


def archived(office, browser, login="clerk", **typed):
    path = f"/desk/cases/{office.number}/archiving"
    typed = {"form_key": f"{login} {office.now}", "retention_years": "10", **typed}
    with typeset_later():
        answer = browser(login).post(path, typed)
    db.session.expire_all()
    return answer


def test_what_was_no_matter_is_archived_counts_nowhere_and_the_applicant_is_told(office, browser, county):
    office.register()
    assert "在这里归档" in archived(office, browser).text
    act(office, close_by_force, "supervisor",
        data={"ground": "mistaken", "circumstances": "窗口误将咨询登记为申请，没有需要办理的事项"})  # fmt: skip
    found = counting.counted([county.units["LF"].id], counting.year_span(2026))
    assert {cell: number for cell, number in found.items() if number} == {}
    told = view_for_applicant(request_of(office.case), office.now)
    assert "已终止办理" in told.headline
    assert told.steps[-1]["words"] == "已终止"
    assert f"/desk/cases/{office.number}/archiving" in browser("clerk").case().text
    assert archived(office, browser, "supervisor").status_code == 403
    assert archived(office, browser).status_code == 302
    assert (office.case.state, office.case.retention_years) == ("archived", 10)
    assert "/archiving" not in browser("clerk").case().text
    assert db.session.scalars(select(AuditEntry).where(AuditEntry.tag == "case.archived")).one()


def test_a_withdrawn_case_waits_for_the_answer_to_its_order_and_stays_told_as_withdrawn(office, browser):
    office.apply()
    act(office, supervising.issue_order, "supervisor", data=ORDER)
    act(office, record_withdrawal, "clerk", reason="3月2日收到书面撤回材料")
    waiting = archived(office, browser, note="撤回材料已入卷，没有其他材料")
    assert waiting.status_code == 422
    assert "督办单" in waiting.text
    assert "撤回材料已入卷" in waiting.text
    order = supervising.waiting_order(office.case)
    act(office, supervising.answer_order, "clerk", order_id=order.id, data=ANSWER)
    answer = archived(office, browser, note="撤回材料已入卷，没有其他材料")
    assert answer.status_code == 302, answer.text
    told = view_for_applicant(request_of(office.case), office.now)
    assert "已撤回" in told.headline
    assert told.steps[-1]["words"] == "已撤回"


def test_the_clerk_finds_it_on_a_list_with_its_count_until_it_is_archived(office, browser):
    office.apply()
    clerk, path = browser("clerk"), "/desk/archive/unfiled"
    assert "没有提前结束待归档的办件" in clerk.get(path).text
    act(office, record_withdrawal, "clerk", reason="3月2日收到书面撤回材料")
    page = clerk.get(path).text
    assert f"/desk/cases/{office.number}/archiving" in page
    assert "提前结束待归档（1）" in page
    assert 'href="/desk/archive/unfiled"' in clerk.get("/desk").text
    assert office.number not in browser("foreign").get(path).text
    assert browser("handler").get(path).status_code == 403
    assert archived(office, browser, note="撤回材料已入卷，没有其他材料").status_code == 302
    assert office.number not in clerk.get(path).text
