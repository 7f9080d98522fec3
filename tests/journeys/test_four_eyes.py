"""审签人不是拟稿人: whoever wrote on a reply does not sign it, at any step; and nobody is left without a way."""

from datetime import date

import pytest

from app.casework.models import WorkItem
from app.casework.texts.versions import versions_of
from app.casework.work import handing, work_items
from app.database import db
from app.law.errors import InvalidInput, NotAllowed
from app.office.absences import record_absence
from app.office.errors import OwnDraft
from app.office.people import appoint
from app.office.vocabulary import Role
from app.processes.disclosure import draft_form, use_cases
from app.processes.disclosure.letters import reply_kind
from app.processes.disclosure.queries import latest_extension
from app.processes.disclosure.registration import request_of
from tests.support.county import LONG_AGO
from tests.support.office import GRANTED, SEARCH, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]

CHAIN = {
    "T_sign_unit_head": ("unithead", "LF-ZRZY", Role.UNIT_HEAD),
    "T_sign_legal": ("legal", "LF", Role.LEGAL_REVIEWER),
    "T_sign_office_head": ("officehead", "LF", Role.OFFICE_HEAD),
    "T_sign_leader": ("leader", "LF", Role.RESPONSIBLE_LEADER),
}


def refusal_drafted_by(county, login: str, *posts: str) -> Office:
    """A refusal, which passes the whole chain, drafted by a person who also holds these posts of the chain."""
    for node in posts:
        _login, unit, role = CHAIN[node]
        appoint(county.people[login], county.units[unit], role, LONG_AGO)
    db.session.commit()
    office = Office()
    office.apply()
    office.handled("denied_process")
    kind = reply_kind(request_of(office.case))
    office.do(login, "T_draft", **draft_form.values_from(kind, kind.sample_facts()))
    return office


def sign_up_to(office: Office, node: str) -> None:
    for step, (login, _unit, _role) in CHAIN.items():
        if step == node:
            return
        office.do(login, step, decision="approve")


@pytest.mark.parametrize("node", CHAIN)
def test_the_drafter_signs_at_no_step(county, node):
    office = refusal_drafted_by(county, "handler", *CHAIN)
    sign_up_to(office, node)
    for decision in ("approve", "send_back"):
        with pytest.raises(NotAllowed):
            office.do("handler", node, decision=decision, opinion="同意")
    assert office.open_nodes() == {node}
    assert office.item(node).drafter_ids == [county.people["handler"].id]


@pytest.mark.parametrize("node", CHAIN)
def test_the_only_holder_of_a_post_is_told_why_and_to_whom_it_may_go(county, node):
    office = refusal_drafted_by(county, "handler", node)
    other, _unit, _role = CHAIN[node]
    leave_alone(county, other, node)
    sign_up_to(office, node)
    assert office.item(node).assignee_id is None
    with pytest.raises(OwnDraft) as refused:
        office.do("handler", node, decision="approve")
    assert "审签人不能是拟稿人" in refused.value.message
    assert "请系统管理员另行任命一人" in refused.value.message
    with pytest.raises(OwnDraft):
        claim(office, "handler", node)


def leave_alone(county, login: str, node: str) -> None:
    """The other holder left before the step was reached."""
    for held in county.people[login].appointments:
        if held.role == CHAIN[node][2]:
            held.valid_until = date(2026, 3, 2)
    for item in db.session.query(WorkItem).filter_by(node=node, status="open"):
        item.assignee_id = None
    db.session.commit()


def claim(office: Office, login: str, node: str) -> None:
    item = office.item(node)
    office.run(work_items.claim, office.person(login), case_id=item.case_id, item_id=item.id)


def test_it_goes_to_the_other_holder_by_itself(county):
    office = refusal_drafted_by(county, "handler", "T_sign_unit_head")
    assert office.item("T_sign_unit_head").assignee_id == county.people["unithead"].id
    office.do("unithead", "T_sign_unit_head", decision="approve")


def test_whoever_is_appointed_finds_it_in_the_pool(county):
    office = refusal_drafted_by(county, "handler", "T_sign_unit_head")
    leave_alone(county, "unithead", "T_sign_unit_head")
    appoint(county.people["handler2"], county.units["LF-ZRZY"], Role.UNIT_HEAD, LONG_AGO)
    db.session.commit()
    with pytest.raises(OwnDraft, match="承办戊"):
        office.do("handler", "T_sign_unit_head", decision="approve")
    office.do("handler2", "T_sign_unit_head", decision="approve")
    assert office.open_nodes() == {"T_sign_legal"}


def test_a_deputy_of_the_drafter_signs_while_the_drafter_is_away(county):
    office = refusal_drafted_by(county, "handler", "T_sign_unit_head")
    leave_alone(county, "unithead", "T_sign_unit_head")
    record_absence(county.people["handler"], county.people["handler2"], date(2026, 3, 2), date(2026, 3, 3))
    db.session.commit()
    office.do("handler2", "T_sign_unit_head", decision="approve")
    assert office.open_nodes() == {"T_sign_legal"}


def test_a_drafter_does_not_sign_as_the_deputy_of_another(county):
    office = refusal_drafted_by(county, "handler")
    record_absence(county.people["unithead"], county.people["handler"], date(2026, 3, 2), date(2026, 3, 3))
    db.session.commit()
    with pytest.raises(OwnDraft):
        office.do("handler", "T_sign_unit_head", decision="approve")


def test_it_cannot_be_handed_to_the_drafter(county):
    office = refusal_drafted_by(county, "handler", "T_sign_unit_head")
    item, drafter = office.item("T_sign_unit_head"), county.people["handler"].id
    for use, login in ((handing.transfer, "reviewer"), (handing.delegate, "unithead")):
        with pytest.raises(InvalidInput) as refused:
            office.run(use, office.person(login), case_id=item.case_id, item_id=item.id, person_id=drafter,
                       reason="x")  # fmt: skip
        assert refused.value.fields == {"person_id": "拟稿人不能审签，请选择本岗位的其他人员"}


def test_an_item_that_already_lies_with_the_drafter_is_neither_signed_nor_kept_as_a_draft(county):
    office = refusal_drafted_by(county, "handler", "T_sign_unit_head")
    item = office.item("T_sign_unit_head")
    item.assignee_id = county.people["handler"].id
    db.session.commit()
    with pytest.raises(OwnDraft):
        office.do("handler", "T_sign_unit_head", decision="approve")
    with pytest.raises(OwnDraft):
        office.run(work_items.save_draft, office.person("handler"), case_id=item.case_id, item_id=item.id,
                   data={"opinion": "x"})  # fmt: skip
    office.run(handing.transfer, office.person("reviewer"), case_id=item.case_id, item_id=item.id,
               person_id=county.people["unithead"].id, reason="审签人不是拟稿人")  # fmt: skip
    office.do("unithead", "T_sign_unit_head", decision="approve")


def test_whoever_corrected_the_draft_and_whoever_wrote_it_first_both_do_not_sign(county):
    for login in ("handler", "handler2"):
        appoint(county.people[login], county.units["LF-ZRZY"], Role.UNIT_HEAD, LONG_AGO)
    db.session.commit()
    office = Office()
    office.apply()
    office.drafted()
    office.do("unithead", "T_sign_unit_head", decision="send_back", opinion="请核对页数")
    item = office.item("T_draft")
    item.assignee_id = county.people["handler2"].id
    db.session.commit()
    office.do("handler2", "T_draft", **GRANTED)
    for login in ("handler", "handler2"):
        with pytest.raises(NotAllowed):
            office.do(login, "T_sign_unit_head", decision="approve")
    office.do("unithead", "T_sign_unit_head", decision="approve")


def decide_anew(office: Office, outcome: str) -> None:
    office.do("unithead", "T_sign_unit_head", decision="send_back", opinion="请重新判断")
    rethink(office, outcome)


def rethink(office: Office, outcome: str, login: str = "handler") -> None:
    office.item("T_draft").assignee_id = office.person(login).person_id
    db.session.commit()
    office.do(login, "T_draft", decision="rethink", opinion="经核实，改变处理决定")
    office.item("T_handle").assignee_id = office.person(login).person_id
    db.session.commit()
    office.do(login, "T_handle", **SEARCH, outcome=outcome)


def test_a_decision_that_is_changed_and_changed_back_makes_nobody_the_signer_of_his_own_words(county):
    """甲 writes, the decision is changed, changed back, and 乙 hands the words of 甲 in: 甲 does not sign them."""
    appoint(county.people["handler"], county.units["LF-ZRZY"], Role.UNIT_HEAD, LONG_AGO)
    db.session.commit()
    office = Office()
    office.apply()
    office.drafted()
    decide_anew(office, "needs_making")
    rethink(office, "granted", "handler2")
    for file in request_of(office.case).files:
        file.added_by_id = county.people["handler2"].id
    office.item("T_draft").assignee_id = county.people["handler2"].id
    db.session.commit()
    office.do("handler2", "T_draft", **GRANTED)
    both = sorted(county.people[login].id for login in ("handler", "handler2"))
    assert office.item("T_sign_unit_head").drafter_ids == both
    with pytest.raises(NotAllowed):
        office.do("handler", "T_sign_unit_head", decision="approve")
    office.do("unithead", "T_sign_unit_head", decision="approve")


def signed_up_to_the_issue(county, login: str) -> Office:
    """A refusal by a drafter who also holds the post that issues; everybody else has signed."""
    appoint(county.people[login], county.units["LF"], Role.OFFICE_REVIEWER, LONG_AGO)
    db.session.commit()
    office = refusal_drafted_by(county, login)
    sign_up_to(office, "T_issue")
    return office


@pytest.mark.parametrize("answer", [{"checked": True}, {"decision": "send_back", "opinion": "改一处"}])
def test_the_drafter_does_not_issue_the_own_text(county, answer):
    office = signed_up_to_the_issue(county, "handler")
    assert office.item("T_issue").assignee_id == county.people["reviewer"].id
    office.item("T_issue").assignee_id = county.people["handler"].id
    db.session.commit()
    with pytest.raises(OwnDraft, match=r"编号用印前的复核不能由拟稿人自己作.*审核丙"):
        office.do("handler", "T_issue", **answer)
    assert office.open_nodes() == {"T_issue"}


def test_the_issue_is_handed_to_nobody_who_drafted(county):
    office = signed_up_to_the_issue(county, "handler")
    item = office.item("T_issue")
    with pytest.raises(InvalidInput) as refused:
        office.run(handing.transfer, office.person("reviewer"), case_id=item.case_id, item_id=item.id,
                   person_id=county.people["handler"].id, reason="出差")  # fmt: skip
    assert refused.value.fields == {"person_id": "拟稿人不能制发，请选择本岗位的其他人员"}
    office.do("reviewer", "T_issue", checked=True)


def test_a_signature_without_a_known_drafter_is_nobodys(county):
    office = refusal_drafted_by(county, "handler")
    request_of(office.case).drafter_ids = []
    for version in versions_of(office.case):
        version.author_id = None
    db.session.commit()
    with pytest.raises(OwnDraft, match="没有拟稿记录"):
        office.do("unithead", "T_sign_unit_head", decision="approve")


def test_a_step_that_signs_nothing_asks_for_no_drafter(county):
    """The head of the office decides on an extension; that is no signature under a text."""
    office = Office()
    office.apply()
    office.assigned()
    office.run(use_cases.request_extension, office.person("handler"), case_id=office.case.id,
               data={"working_days": 5, "reason": "材料较多"})  # fmt: skip
    office.do("officehead", "T_approve_extension", extension_decision="approve")
    assert latest_extension(office.case).decision == "approve"


def test_who_put_the_released_file_into_the_reply_does_not_sign_it(county):
    appoint(county.people["handler"], county.units["LF-ZRZY"], Role.UNIT_HEAD, LONG_AGO)
    db.session.commit()
    office = Office()
    office.apply()
    office.attached()
    item = office.item("T_draft")
    office.run(handing.transfer, office.person("handler"), case_id=item.case_id, item_id=item.id,
               person_id=county.people["handler2"].id, reason="出差")  # fmt: skip
    office.do("handler2", "T_draft", **GRANTED)
    both = sorted(county.people[login].id for login in ("handler", "handler2"))
    assert office.item("T_sign_unit_head").drafter_ids == both
    with pytest.raises(NotAllowed):
        office.do("handler", "T_sign_unit_head", decision="approve")
