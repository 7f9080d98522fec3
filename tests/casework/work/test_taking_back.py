"""取回: only what one completed oneself, until the next has opened it, and only while the system did nothing."""

import pytest

from app.casework.acts.errors import CannotHappenNow, NotFound
from app.casework.models import Opinion, WorkItem
from app.casework.texts.signatures import standing_signatures
from app.casework.work import taking_back, work_items
from app.database import db
from app.law.errors import NotAllowed
from app.steps import asking
from tests.support.office import GRANTED, SEARCH, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]


@pytest.fixture
def office() -> Office:
    office = Office()
    office.apply()
    return office


def back(office: Office, login: str, item_id: str):
    return office.run(taking_back.take_back, office.person(login), case_id=office.case.id, item_id=item_id)


def opened(office: Office, login: str, node: str) -> None:
    item = office.item(node)
    office.run(taking_back.note_opening, office.person(login), case_id=item.case_id, item_id=item.id)


def test_an_assignment_is_taken_back_and_given_to_another_unit(office):
    office.accepted()
    item = office.item("T_assign").id
    office.do("reviewer", "T_assign", unit="LF-ZRZY", person="handler")
    handling = office.item("T_handle").id
    back(office, "reviewer", item)
    assert office.open_nodes() == {"T_assign"}
    assert office.case.handling_unit is None
    assert db.session.get(WorkItem, handling) is None
    office.do("reviewer", "T_assign", unit="LF-ZRZY", person="handler2")
    assert office.item("T_handle").assignee_login == "handler2"


@pytest.mark.parametrize("when", ["before", "after"])
def test_not_when_the_next_has_asked_for_advice_though_nobody_has_opened_the_page(office, when):
    office.drafted()
    item = office.item("T_sign_unit_head").id
    office.do("unithead", "T_sign_unit_head", decision="approve", opinion="同意")
    following = office.item("T_sign_office_head")
    asked = {"person": "legal", "when": when, "reason": "请核对第三列是否涉及企业报价"}
    office.run(asking.ask_advice, office.person("officehead"), case_id=office.case.id, item_id=following.id,
               data=asked)  # fmt: skip
    with pytest.raises(CannotHappenNow):
        back(office, "unithead", item)
    assert office.open_nodes() >= {"T_sign_office_head"}


def test_a_signature_is_taken_back_and_counts_no_more(office):
    office.drafted()
    item = office.item("T_sign_unit_head").id
    office.do("unithead", "T_sign_unit_head", decision="approve", opinion="同意")
    assert len(standing_signatures(office.case, office.now.date())) == 1
    back(office, "unithead", item)
    assert office.open_nodes() == {"T_sign_unit_head"}
    assert standing_signatures(office.case, office.now.date()) == []
    assert (
        db.session.query(Opinion).filter_by(work_item_id=item, choice="approve").one().voided_at is not None
    )
    office.do("unithead", "T_sign_unit_head", decision="send_back", opinion="页数不对")
    back(office, "unithead", item)
    office.do("unithead", "T_sign_unit_head", decision="approve")
    office.do("officehead", "T_sign_office_head", decision="approve")
    assert office.open_nodes() == {"T_issue"}


@pytest.mark.parametrize("how", ["open", "claim", "draft"])
def test_not_once_the_next_has_opened_it(office, how):
    office.accepted()
    item = office.item("T_assign").id
    office.do("reviewer", "T_assign", unit="LF-ZRZY")
    following = office.item("T_handle")
    shared = {"case_id": following.case_id, "item_id": following.id}
    if how != "open":
        office.run(work_items.claim, office.person("handler"), **shared)
    if how == "draft":
        office.run(work_items.save_draft, office.person("handler"), data={"scope": "档案室"}, **shared)
        db.session.get_one(WorkItem, following.id).claimed_at = None
        db.session.commit()
    if how == "open":
        opened(office, "handler", "T_handle")
    with pytest.raises(CannotHappenNow, match="已打开"):
        back(office, "reviewer", item)
    assert office.open_nodes() == {"T_handle"}


def test_not_after_a_letter(office):
    item = office.item("T_register").id
    office.registered()
    with pytest.raises(CannotHappenNow, match="系统已办理"):
        back(office, "clerk", item)
    assert office.open_nodes() == {"T_screening"}


def test_not_after_something_else_was_done(office):
    office.drafted()
    first = office.item("T_sign_unit_head").id
    office.do("unithead", "T_sign_unit_head", decision="approve")
    office.do("officehead", "T_sign_office_head", decision="approve")
    with pytest.raises(CannotHappenNow):
        back(office, "unithead", first)


@pytest.mark.parametrize("login", ["clerk", "handler", "officehead", "supervisor", "foreign"])
def test_not_what_somebody_else_did(office, login):
    office.accepted()
    item = office.item("T_assign").id
    office.do("reviewer", "T_assign", unit="LF-ZRZY")
    with pytest.raises(NotAllowed):
        back(office, login, item)


def test_who_had_it_on_screen_signs_nothing(office):
    office.assigned().do("handler", "T_handle", **SEARCH, outcome="granted")
    office.attach()
    item = office.item("T_draft").id
    office.do("handler", "T_draft", **GRANTED)
    signature = office.item("T_sign_unit_head").id
    back(office, "handler", item)
    with pytest.raises(NotFound):
        office.run(work_items.complete, office.person("unithead"), case_id=office.case.id, item_id=signature,
                   data={"decision": "approve"})  # fmt: skip
    assert office.open_nodes() == {"T_draft"}
