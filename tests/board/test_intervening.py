"""干预: a supervisor gives a step back or closes by force, with a reason, on the record; nobody else, nothing owed."""

import pytest
from sqlalchemy import select

from app.casework.models import AuditEntry, Case, CaseClock, CaseTimer, WorkItem
from app.database import db
from tests.support.browsing import Browser
from tests.support.office import Office

pytestmark = pytest.mark.database
WHY = "连续两周没有进展，另行安排人员办理"


@pytest.fixture
def office(app):
    """A case that lies with its handler."""
    office = Office()
    office.register()
    office.assigned()
    return office


@pytest.fixture
def supervisor(client, office):
    return Browser(client, office.now).sign_in("supervisor")


def address(office, act=""):
    return f"/board/cases/{office.number}/intervene{act}"


def case_of(office):
    db.session.expire_all()
    return db.session.scalars(select(Case).where(Case.number == office.number)).one()


def open_titles(office):
    query = select(WorkItem.title).where(WorkItem.case_id == case_of(office).id, WorkItem.status == "open")
    return db.session.scalars(query).all()


def choice(page, words):
    return next(
        option.get("value")
        for option in page.tree.xpath("//select[@name='what']/option")
        if words in option.text
    )


def entries(tag):
    return db.session.scalars(select(AuditEntry).where(AuditEntry.tag == tag)).all()


def test_a_row_leads_to_what_may_be_done(supervisor, office):
    assert f"{address(office)}?list=open" in supervisor.get("/board/list").hrefs("/intervene")
    page = supervisor.get(address(office))
    assert "改派承办单位" in page.words
    assert "转办" in page.words


def test_a_step_goes_back_along_a_drawn_way_with_the_reason(supervisor, office):
    before = open_titles(office)
    what = choice(supervisor.get(address(office)), "退回分办")
    assert supervisor.post(address(office, "/return"), what=what, reason=WHY).status == 302
    assert open_titles(office) != before
    (entry,) = entries("case.intervened")
    assert WHY in entry.summary


def test_a_step_in_hand_goes_back_to_the_pool(supervisor, office):
    case = case_of(office)
    item = db.session.scalars(
        select(WorkItem).where(WorkItem.case_id == case.id, WorkItem.status == "open")
    ).one()
    item.assignee_id = office.person("handler").person_id
    db.session.commit()
    what = choice(supervisor.get(address(office)), "退回待认领")
    assert supervisor.post(address(office, "/return"), what=what, reason=WHY).status == 302
    db.session.expire_all()
    assert item.assignee_id is None


@pytest.mark.parametrize("typed", [{"reason": "无"}, {"reason": WHY, "what": "x~pool"}, {"reason": ""}])
def test_without_a_reason_or_a_step_nothing_goes_back(supervisor, office, typed):
    what = choice(supervisor.get(address(office)), "退回分办")
    assert supervisor.post(address(office, "/return"), **{"what": what, **typed}).status == 422
    assert entries("case.intervened") == []


def close(supervisor, office, **typed):
    return supervisor.post(address(office, "/close"), **{"circumstances": WHY, **typed})


def test_what_is_owed_is_not_closed_by_force(supervisor, office):
    refused = close(supervisor, office, ground="stuck")
    assert refused.status == 422
    assert "不能以此理由强制办结" in refused.words
    assert case_of(office).is_open


def test_a_duplicate_is_closed_for_good_and_names_the_other(supervisor, office):
    assert "没有这个编号" in close(supervisor, office, ground="duplicate", instead="LF-2026-9999").words
    assert "没有这个编号" in close(supervisor, office, ground="duplicate", instead=office.number).words
    closed = office.number
    office.register()
    other, office.number = office.number, closed
    done = close(supervisor, office, ground="duplicate", instead=other)
    assert (done.status, done.location) == (302, "/board/list?list=open")
    case = case_of(office)
    assert (case.state, case.reply_state, case.flags) == ("closed", None, ["强制办结"])
    assert {
        clock.state for clock in db.session.scalars(select(CaseClock).where(CaseClock.case_id == case.id))
    } == {"void"}
    assert open_titles(office) == []
    waiting = select(CaseTimer).where(CaseTimer.case_id == case.id, CaseTimer.fired_at.is_(None))
    assert db.session.scalars(waiting).all() == []
    assert other in entries("case.closed_by_force")[0].summary
    assert "不能再干预" in supervisor.get(address(office)).words


@pytest.mark.parametrize("login", ["reviewer", "officehead", "handler"])
def test_only_supervisors_intervene(client, office, login):
    other = Browser(client, office.now).sign_in(login)
    assert other.get(address(office)).status == 403
    assert close(other, office, ground="mistaken").status == 403
    assert case_of(office).is_open


def test_what_an_applicant_was_asked_for_is_not_closed_away(client):
    office = Office()
    office.register()
    office.registered().do("reviewer", "T_screening", screening="clarify", clarification_items="年度",
                           clarification_guidance="写明年度", clarification_period=10)  # fmt: skip
    office.do("clerk", "T_deliver_notice", method="in_person", delivered_on="2026-03-02", receiver="本人")
    refused = close(Browser(client, office.now).sign_in("supervisor"), office, ground="stuck")
    assert refused.status == 422
    assert case_of(office).is_open
