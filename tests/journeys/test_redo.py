"""责令重新答复: a linked case with the limit of the order, its letter out of the record; the first letter stays."""

from datetime import date

import pytest

from app.casework.acts.errors import CannotHappenNow
from app.casework.letters.issuing import letters_of
from app.casework.models import Case, CaseClock, IssuedLetter, OutboxMessage
from app.casework.work.work_items import form_of
from app.database import db
from app.law.errors import NotAllowed
from app.law.proceedings import NothingToRedo
from app.office.models import Person
from app.processes.disclosure import redo, redo_letter
from app.processes.disclosure.fees import earlier_cases
from app.processes.disclosure.overview import facts_of
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.similar import similar_requests
from app.processes.disclosure.use_cases import open_for_applicant
from tests.journeys.test_proceedings import ORDERED, begin, closed, correct, rule
from tests.support.former import formers
from tests.support.office import SEARCH, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]

ANEW = {
    "fact_findings": "经重新检索和审查，该明细由本机关制作并保存",
    "fact_legal_basis": "《中华人民共和国政府信息公开条例》第三十六条第（二）项、第四十条",
    "fact_decision": "予以公开，所申请的信息随本答复书一并提供",
}


def ordered(**changes) -> Office:
    """The first reply was revoked and another one ordered within fifteen working days."""
    office = closed()
    begin(office)
    rule(office, **changes)
    return office


def opened(login: str = "clerk", **changes) -> tuple[Office, Case]:
    """The case in which it is replied anew, and the first one."""
    office = ordered(**changes)
    first = office.case
    office.number = office.run(redo.open_redo, office.person(login), case_id=first.id, number=2)["number"]
    return office, first


def replied(office: Office) -> IssuedLetter:
    office.accepted().do("reviewer", "T_assign", unit="LF-ZRZY")
    office.do("handler", "T_handle", **SEARCH, outcome="granted")
    office.attach()
    office.do("handler", "T_draft", **ANEW)
    for who, node in (("unithead", "T_sign_unit_head"), ("officehead", "T_sign_office_head")):
        office.do(who, node, decision="approve", opinion="同意")
    office.do("reviewer", "T_issue", checked=True)
    return db.session.get(IssuedLetter, request_of(office.case).reply_letter_id)


def test_it_has_a_limit_of_its_own_from_the_day_of_receipt():
    office, first = opened()
    case = office.case
    assert (case.due_kind, case.due_on) == ("redo", date(2026, 5, 8))  # 15 working days after 2026-04-14
    assert (case.party, case.received_on, case.id != first.id) == (first.party, first.received_on, True)
    assert office.open_nodes() == {"T_register"}
    assert not first.is_open


def test_without_days_in_the_order_the_parameter_counts():
    office, _ = opened(redo_days=None, redo_unit="")
    assert office.case.due_on == date(2026, 5, 14)  # 20 working days, the first five of May off


def test_both_cases_name_each_other_and_the_code_opens_both():
    office, first = opened()
    assert ("重新答复的原件", f"{first.number}（2026-04-20）") in _facts(office.case)
    assert ("已开立重新答复件", f"{office.number}（2026-04-20）") in _facts(first)
    assert open_for_applicant(office.number, office.code, "192.0.2.1", office.now).case_id == office.case.id


def test_its_letter_tells_the_order_and_the_first_reply_out_of_the_record():
    office, first = opened()
    (old,) = [one for one in letters_of(first) if one.kind == "reply_granted"]
    letter = replied(office)
    assert (letter.kind, letter.facts["earlier_number"]) == ("redo_reply", old.document_number)
    assert letter.facts["order_number"] == "楚政复决〔2026〕12号"
    assert letter.facts["ordered_on"] == "2026-04-14"
    assert "楚雄" in letter.facts["order_organ"]
    assert [one.kind for one in letters_of(office.case)] == ["redo_reply"]
    assert (office.case.reply_state, office.case.state) == ("met", "closed")
    assert [one.kind for one in letters_of(first) if one.kind == "reply_granted"] == ["reply_granted"]
    remedies = {row.kind for row in _clocks(office.case)}
    assert {"redo", "reconsideration", "litigation"} <= remedies


def test_who_drafted_first_is_told():
    office = ordered()
    first = office.case
    drafter = request_of(first).drafter_id
    db.session.get(Person, drafter).email = "drafter@example.invalid"
    db.session.commit()
    office.run(redo.open_redo, office.person("clerk"), case_id=first.id, number=2)
    mails = db.session.query(OutboxMessage).filter(OutboxMessage.key.startswith("redo:")).all()
    assert [one.payload["person_id"] for one in mails] == [drafter]
    assert first.number in mails[0].payload["text"]


def test_once_and_only_for_a_reply_that_fell():
    office, first = opened()
    with pytest.raises(CannotHappenNow, match=office.number):
        office.run(redo.open_redo, office.person("clerk"), case_id=first.id, number=2)
    kept = closed()
    begin(kept)
    rule(kept, ruling="maintained", redo_days=None, redo_unit="")
    with pytest.raises(NothingToRedo):
        kept.run(redo.open_redo, kept.person("clerk"), case_id=kept.case.id, number=2)
    with pytest.raises(CannotHappenNow):
        kept.run(redo.open_redo, kept.person("clerk"), case_id=kept.case.id, number=1)


def test_a_corrected_entry_keeps_its_case_and_the_letter_follows_it():
    office, first = opened()
    number, office.number = office.number, first.number
    correct(office, 2, **{**ORDERED, "ruling_number": "楚政复决〔2026〕21号"})
    with pytest.raises(CannotHappenNow, match=number):
        office.run(redo.open_redo, office.person("clerk"), case_id=first.id, number=3)
    office.number = number
    assert redo_letter.redo_facts(request_of(office.case))["order_number"] == "楚政复决〔2026〕21号"


def test_the_first_reply_is_no_ground_for_calling_the_new_case_repeated():
    office, _first = opened()
    office.accepted().do("reviewer", "T_assign", unit="LF-ZRZY")
    offered = office.item("T_handle")
    outcomes = form_of(offered).schema(offered).fields["outcome"].metadata["options"]
    assert "repeated" not in outcomes
    assert formers(request_of(office.case)) == []


def test_only_the_desk_opens_it():
    with pytest.raises(NotAllowed):
        opened("handler")


def _facts(case: Case) -> set[tuple[str, str]]:
    return {(fact.label, str(fact.value)) for fact in facts_of(case)}


def _clocks(case: Case):
    db.session.expire_all()
    return db.session.query(CaseClock).filter_by(case_id=case.id).all()


def test_it_is_no_further_request_of_the_month_that_could_cost_a_fee():
    office = Office()
    office.apply()
    office.issued()
    first = office.case
    office.run(
        redo.replace_reply, office.person("reviewer"), case_id=first.id, data={"reason": "附件漏列一份"}
    )
    office.apply()
    assert earlier_cases(request_of(office.case)) == 1  # the first alone
    assert [one.number for one in similar_requests(office.case, office.now.date())] == [first.number]
