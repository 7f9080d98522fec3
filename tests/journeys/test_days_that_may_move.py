"""A letter that names the due day says so while that is only reckoned (条例第三十三条第三款; no holiday notice yet)."""

from dataclasses import replace
from datetime import date

import pytest

from app.casework.letters.issuing import letters_of
from app.casework.terms import clocks
from app.processes.disclosure import use_cases
from app.steps import consultation_acts, consultation_sending
from tests.journeys.letters_seen import words_of
from tests.journeys.told import CLARIFY, at, on_paper
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
PAUSED = "征求意见等依法不计入答复期限的时间尚未结束，上述届满日系推算"
PROVISIONAL = "上述届满日系按法定节假日推算，公布后有变动的"


def handled(arrived_on: date = date(2026, 3, 2)) -> Office:
    office = Office(now=at(arrived_on))
    office.register()
    return office.assigned()


def extended(office: Office, days: int = 10) -> str:
    asked = {"working_days": days, "reason": "案卷数量大，需要逐卷查找"}
    office.run(use_cases.request_extension, office.person("handler"), case_id=office.case.id, data=asked)
    office.do("officehead", "T_approve_extension", extension_decision="approve", opinion="同意延期")
    return words_of(letters_of(office.case)[-1])


def asked_by_the_office(office: Office) -> None:
    """Before the request has a handler, the office that screens it asks."""
    asked = {
        "party": "third_party",
        "name": "第三方乙公司",
        "kind": "organisation",
        "information": "合同的名称",
    }
    shared = {"case_id": office.case.id}
    office.run(consultation_acts.prepare_consultation, office.person("reviewer"), data=asked, **shared)
    office.run(consultation_acts.issue_consultation_letter, office.person("clerk"), number=1, **shared)
    handed = {"method": "in_person", "delivered_on": office.now.date().isoformat(), "receiver": "收件人"}
    office.run(consultation_sending.record_sent, office.person("clerk"), number=1, data=handed, **shared)


def test_an_extension_while_a_party_is_asked_promises_no_day():
    office = handled()
    number = office.consulted("")
    said = extended(office)
    assert PAUSED in said
    assert PROVISIONAL not in said
    named = letters_of(office.case)[-1].facts["original_due_on"]
    office.answer_consultation(number, "objected")  # the same day: nothing stood still
    assert clocks.clocks_of(office.case).running("reply").due_on.isoformat() < named


def test_after_the_opinion_it_is_certain():
    office = handled()
    office.consulted("objected")
    said = extended(office)
    assert PAUSED not in said
    assert "届满日系" not in said


def test_in_a_year_without_its_notice_it_is_said_by_what_it_was_reckoned():
    office = handled(date(2026, 12, 7))
    assert clocks.clocks_of(office.case).running("reply").provisional
    said = extended(office)
    assert PROVISIONAL in said
    assert PAUSED not in said


def test_so_is_the_day_that_a_late_request_to_clarify_leaves_as_it_is():
    office = on_paper()
    office.now = at(date(2026, 3, 12))
    asked_by_the_office(office)
    office.do("reviewer", "T_screening", **CLARIFY)
    said = words_of(letters_of(office.case)[-1])
    assert "7个工作日以后发出" in said
    assert PAUSED in said


@pytest.mark.parametrize(
    ("state", "provisional", "why"),
    [
        ("running", False, ""),
        ("paused", False, "paused"),
        ("running", True, "provisional"),
        ("paused", True, "both"),
    ],
)
def test_each_reason_has_its_words(state, provisional, why):
    clock = clocks.clocks_of(on_paper().case).running("reply")
    assert replace(clock, state=type(clock.state)(state), provisional=provisional).may_move == why
