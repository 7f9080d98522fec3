"""变更意见: a party says otherwise, or was entered wrongly; what was on record stays readable (第三十二条)."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from app.casework.acts.errors import CannotHappenNow, CaseIsClosed
from app.casework.models import AuditEntry
from app.casework.models.consultations import ConsultationState as State
from app.database import db
from app.law.consulting import AlreadyTold, ChangedTooLate, NotConsulted
from app.law.errors import InvalidInput, NotAllowed
from app.processes.disclosure.letters import consultation_facts
from app.processes.disclosure.registration import request_of
from app.steps import consultation_acts as acts
from app.steps.consultation_changes import change_answer
from app.steps.consultation_record import answer_words, consultation_of, rows_for_programs
from app.timekeeping import OFFICE_TIME
from tests.support.office import GRANTED, SEARCH, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]

SECRET = "属于商业秘密"
REFUSED = {
    "fact_information": "项目合同的金额",
    "fact_interest": "trade_secret",
    "fact_third_party_reason": "合同金额反映其报价方法，同行知悉后会在以后的投标中压价",
    "fact_public_interest_weighing": "中标价和合同总价已经公告，公众据此可以监督工程造价",
}
LETTER = "对方来函改变意见"


@pytest.fixture
def office() -> Office:
    """In the hands of its unit on 2 March 2026; a third party got its letter on that day, its limit is 23 March."""
    office = Office()
    office.apply()
    return office.assigned()


def at(office: Office, month: int, day: int) -> Office:
    office.now = datetime(2026, month, day, 9, 0, tzinfo=OFFICE_TIME)
    return office


def change(office: Office, answer: str, login: str = "clerk", **typed: str) -> dict:
    day = office.now.date().isoformat()
    data = {"answer": answer, "reason": "" if answer == "agreed" else SECRET, "answered_on": day,
            "answer_way": "post", "why": LETTER, **typed}  # fmt: skip
    return office.run(change_answer, office.person(login), case_id=office.case.id, number=1, data=data)


def row(office: Office):
    return consultation_of(office.case, 1)


def result(office: Office) -> str:
    return consultation_facts(request_of(office.case), office.now.date())["consultation_result"]


def test_the_new_opinion_stands_and_the_first_stays_readable_with_its_day(office):
    office.consulted("objected")
    change(at(office, 3, 10), "agreed")
    assert (row(office).answer, row(office).reason, row(office).answered_on) == (
        "agreed",
        "",
        date(2026, 3, 10),
    )
    assert answer_words(row(office)) == (
        "同意公开；原登记2026-03-02的意见为不同意公开：属于商业秘密（对方来函改变意见）"
    )
    (told,) = rows_for_programs(office.case)
    assert [(one["answer"], one["reason"]) for one in told["former_opinions"]] == [("objected", SECRET)]
    said = db.session.scalars(
        select(AuditEntry.summary).where(AuditEntry.tag == "consultation.answer_changed")
    ).one()
    assert said == "变更意见（第1份，邮寄）：由“不同意公开”变更为“同意公开”；对方来函改变意见"


def test_the_clock_keeps_the_day_of_the_first_opinion(office):
    office.consulted("")
    at(office, 3, 12).answer_consultation(1)
    due = office.case.due_on
    change(at(office, 3, 16), "agreed")
    assert (office.case.due_on, row(office).state) == (due, State.ANSWERED)


def test_a_refusal_no_longer_rests_on_an_objection_that_was_given_up(office):
    office.consulted("objected")
    change(office, "agreed")
    with pytest.raises((InvalidInput, NotConsulted)):
        office.do("handler", "T_handle", **SEARCH, outcome="denied_third_party")


def test_a_signed_refusal_is_not_issued_after_the_party_consented(office):
    office.consulted("objected")
    office.do("handler", "T_handle", **SEARCH, outcome="denied_third_party")
    office.do("handler", "T_draft", **REFUSED)
    office.all_signed()
    change(office, "agreed")
    with pytest.raises(CannotHappenNow, match="已签的文本不是现在的文本"):
        office.do("reviewer", "T_issue", checked=True)


def test_a_signed_disclosure_is_signed_anew_after_the_party_objected(office):
    office.consulted("agreed")
    office.do("handler", "T_handle", **SEARCH, outcome="granted")
    office.attach()
    office.do("handler", "T_draft", **GRANTED)
    office.all_signed()
    change(office, "objected")
    with pytest.raises(CannotHappenNow, match="已签的文本不是现在的文本"):
        office.do("reviewer", "T_issue", checked=True)


def test_an_objection_after_the_limit_changes_nothing_and_a_consent_does(office):
    office.consulted("partly")
    with pytest.raises(ChangedTooLate):
        change(at(office, 3, 24), "objected", reason="全部属于商业秘密")
    assert result(office) != "disagreed"
    change(office, "agreed")
    assert row(office).answer == "agreed"


def test_what_was_entered_wrongly_is_put_right_after_the_limit_by_its_own_day(office):
    office.consulted("agreed")
    change(at(office, 3, 24), "objected", answered_on="2026-03-02", why="登记时误选，原件载明不同意")
    assert (row(office).answer, result(office)) == ("objected", "disagreed")


def test_not_after_the_party_was_told_of_the_disclosure(office):
    office.consulted("objected")
    office.do("handler", "T_handle", **SEARCH, outcome="granted")
    office.attach()
    office.do("handler", "T_draft", **GRANTED)
    office.all_signed()
    notice = {
        "information": "合同金额",
        "reasoning": "不公开可能对公共利益造成重大影响",
        "disclosed_on": "2026-03-05",
    }
    office.run(acts.tell_of_disclosure, office.person("clerk"), case_id=office.case.id, number=1, data=notice)
    with pytest.raises(AlreadyTold):
        change(office, "agreed")


def test_not_after_the_reply_is_out(office):
    office.consulted("agreed")
    office.do("handler", "T_handle", **SEARCH, outcome="granted")
    office.attach()
    office.do("handler", "T_draft", **GRANTED)
    office.all_signed().do("reviewer", "T_issue", checked=True)
    with pytest.raises(CaseIsClosed):
        change(office, "objected")


@pytest.mark.parametrize(("typed", "field"), [
    ({"answer": "objected"}, "answer"),
    ({"answer": "partly", "reason": ""}, "reason"),
    ({"answer": "agreed", "why": ""}, "why"),
    ({"answer": "agreed", "answered_on": "2026-03-01"}, "answered_on"),
    ({"answer": "agreed", "answered_on": "2026-03-03"}, "answered_on"),
])  # fmt: skip
def test_what_is_no_change_or_not_well_said_is_told_at_its_place(office, typed, field):
    office.consulted("objected")
    with pytest.raises(InvalidInput) as refused:
        change(office, typed.pop("answer"), **typed)
    assert set(refused.value.fields) == {field}
    assert row(office).former_opinions == []


@pytest.mark.parametrize("login", ["legal", "leader", "auditor", "foreign"])
def test_others_change_nothing(office, login):
    office.consulted("objected")
    with pytest.raises(NotAllowed):
        change(office, "agreed", login)
