"""审核人不是拟稿人: whoever wrote does not review, at any step; the last look is another's where there is another."""

import pytest
from sqlalchemy import select

from app.casework.models import Case, Publication
from app.casework.work import work_items
from app.database import db
from app.law.errors import InvalidInput
from app.office.errors import OwnDraft
from app.office.people import appoint
from app.office.vocabulary import Role
from app.processes.interpretation.questions import ask
from tests.support.browsing import Browser
from tests.support.county import LONG_AGO

pytestmark = pytest.mark.database
CARD = {"card_title": "建房明白卡", "card_text": "一户一宅。"}


@pytest.fixture
def drafter(county, office):
    """Whoever drafts in the department holds the reviewing posts of the organ as well."""
    for role in (Role.OFFICE_REVIEWER, Role.OFFICE_HEAD):
        appoint(county.people["handler"], county.units["LF"], role, LONG_AGO)
    db.session.commit()
    return county.people["handler"]


def at_the_gate(office):
    office.begun().drafted().planned().sent_in()


def exempt(office):
    office.begun().drafted(road="exempt", exempt_reason="只调整内部分工", co_signing="no")


def with_further_forms(office):
    office.organised({"co_signing": "no"}, {"forms": ["card"]}).signed().numbered().deployed()
    office.do("handler", "T_further", **CARD)


def question(office):
    office.ready(co_signing="no").deployed()
    published = db.session.scalars(select(Publication.id).order_by(Publication.id)).first()
    office.run(ask, office.person("reviewer"), publication_id=published, data={"question": "怎样申请？"})
    office.number = db.session.scalars(select(Case.number).order_by(Case.id.desc())).first()
    office.do("handler", "T_answer", answer="到便民服务中心申请。")


def in_the_pool(office, node):
    """The step as it lies before anybody took it."""
    item = office.item(node)
    item.assignee_id = None
    db.session.commit()
    return item


REVIEWS = {
    "T_gate": (at_the_gate, "reviewer", {"decision": "accept"}),
    "T_exempt": (exempt, "officehead", {"exemption": "default"}),
    "T_check_further": (with_further_forms, "reviewer", {"further_check": "default"}),
    "T_check_answer": (question, "reviewer", {"answer_check": "default"}),
}


@pytest.mark.parametrize("node", REVIEWS)
def test_who_wrote_does_not_review(office, drafter, node):
    come_here, another, answer = REVIEWS[node]
    come_here(office)
    item = in_the_pool(office, node)
    assert item.drafter_ids == [drafter.id]
    for use in (work_items.claim, work_items.complete):
        data = {} if use is work_items.claim else {"data": answer}
        with pytest.raises(OwnDraft, match="审核人不能是拟稿人，须由他人审核"):
            office.run(use, office.person("handler"), case_id=item.case_id, item_id=item.id, **data)
    assert office.open_nodes() >= {node}
    office.do(another, node, **answer)
    assert node not in office.open_nodes()


def test_a_review_that_waited_since_before_the_rule_is_held_to_it(office, drafter):
    at_the_gate(office)
    item = office.item("T_gate")
    item.drafter_ids, item.assignee_id = [], drafter.id
    db.session.commit()
    with pytest.raises(OwnDraft):
        office.do("handler", "T_gate", decision="accept")


class TestTheLastLook:
    """同步部署 checks what others signed: another's work where there is another."""

    def test_the_drafter_does_not_deploy_where_somebody_else_can(self, office, drafter):
        office.ready(co_signing="no")
        in_the_pool(office, "T_deploy")
        with pytest.raises(OwnDraft):
            office.do("handler", "T_deploy", decision="deployed")
        assert db.session.query(Publication).count() == 0

    def test_where_nobody_else_holds_the_post_the_drafter_deploys(self, office, county, drafter):
        office.ready(co_signing="no")
        for held in county.people["reviewer"].appointments:
            held.valid_until = LONG_AGO
        in_the_pool(office, "T_deploy")
        office.do("handler", "T_deploy", decision="deployed")
        assert db.session.query(Publication).count() == 2


@pytest.mark.parametrize(
    ("node", "back"),
    [("T_check_further", "send_back"), ("T_check_answer", "send_back"), ("T_exempt", "refuse")],
)
def test_who_wrote_is_told_why_it_comes_back(app, office, node, back):
    earlier, login, answer = REVIEWS[node]
    earlier(office)
    [name] = answer
    with pytest.raises(InvalidInput) as refused:
        office.do(login, node, **{name: back})
    assert refused.value.fields == {"opinion": "退回、不同意的，请写明理由"}
    office.do(login, node, **{name: back}, opinion="请写明向哪里申请")
    page = Browser(app.test_client(), office.now).sign_in("handler").get(f"/desk/cases/{office.number}").text
    assert "请写明向哪里申请" in page.split("办理记录")[0]
