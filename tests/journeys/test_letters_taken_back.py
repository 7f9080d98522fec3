"""A letter that was issued is taken back or replaced: both stay, with reason and who; the later names the earlier."""

import pytest

from app.casework.acts.errors import NotFound
from app.casework.letters import by_clerk, recalls
from app.casework.letters.issuing import letters_of
from app.casework.letters.kept_texts import kind_of_letter
from app.casework.models import IssuedLetter
from app.database import db
from app.law.errors import InvalidInput, NotAllowed
from app.letters import preview_html
from app.processes.disclosure import redo
from app.processes.disclosure.applicant_letters import letter_rows
from app.processes.disclosure.linked import links_of
from app.processes.disclosure.registration import request_of
from tests.support.office import GRANTED, SEARCH, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]

WHY = {"reason": "收到日期写错，更正后重新制发"}


def take_back(office: Office, letter: IssuedLetter, login: str = "reviewer", **changes) -> None:
    office.run(recalls.recall_letter, office.person(login), case_id=office.case.id, letter_id=letter.id,
               data={**WHY, **changes})  # fmt: skip


def receipt(office: Office) -> IssuedLetter:
    return next(one for one in letters_of(office.case) if one.kind == "registration_receipt")


def by_hand(office: Office) -> IssuedLetter:
    """要求说明理由通知书, issued on the case page."""
    sheet = by_clerk.sheet_of(office.case, "reason_request_notice", office.now.date())
    facts = {name: field.sample for name, field in sheet.asked.items()}
    done = office.run(by_clerk.issue_case_letter, office.person("clerk"), case_id=office.case.id,
                      kind="reason_request_notice", facts=facts, seen=sheet.mark)  # fmt: skip
    return db.session.get(IssuedLetter, done["letter"])


def registered() -> Office:
    office = Office()
    office.apply()
    office.registered()
    return office


def test_it_stays_and_says_that_it_was_taken_back():
    office = registered()
    letter = receipt(office)
    take_back(office, letter)
    (row,) = [one for one in letter_rows(request_of(office.case)) if one.id == letter.id]
    assert row.recalled == "已于 2026-03-02 撤回：收到日期写错，更正后重新制发"
    assert row.number == letter.document_number
    found = recalls.recall_of(letter.id)
    assert found.recalled_by_id == office.person("reviewer").person_id


def test_the_next_of_its_kind_takes_its_place_and_names_it():
    office = registered()
    first = by_hand(office)
    take_back(office, first)
    second = by_hand(office)
    assert second.facts["replaced_number"] == first.document_number
    page = str(preview_html(kind_of_letter(second), second.facts))
    assert first.document_number in page
    assert "已经撤回，由本文书替代" in page
    assert recalls.recall_of(first.id).replaced_by_id == second.id
    third = by_hand(office)
    assert "replaced_number" not in third.facts


def test_once_with_a_reason_and_by_the_office():
    office = registered()
    letter = receipt(office)
    with pytest.raises(InvalidInput) as refused:
        take_back(office, letter, reason="无")
    assert set(refused.value.fields) == {"reason"}
    with pytest.raises(NotAllowed):
        take_back(office, letter, "clerk")
    take_back(office, letter)
    with pytest.raises(recalls.AlreadyRecalled):
        take_back(office, letter)


def test_a_letter_of_another_case_is_not_found():
    office = registered()
    letter = receipt(office)
    office.apply()
    with pytest.raises(NotFound):
        take_back(office, letter)


def test_a_reply_is_replaced_by_a_new_case_and_stands_until_then():
    office = Office()
    office.apply()
    office.issued()
    first, old = office.case, letters_of(office.case)[-1]
    with pytest.raises(recalls.CannotBeRecalled):
        take_back(office, old)
    office.number = office.run(redo.replace_reply, office.person("reviewer"), case_id=first.id,
                               data={"reason": "附件漏列一份"})["number"]  # fmt: skip
    assert [one.relation for one in links_of(first)] == ["redo"]
    assert recalls.recall_of(old.id) is None
    office.assigned().do("handler", "T_handle", **SEARCH, outcome="granted")
    office.attach()
    office.do("handler", "T_draft", **GRANTED)
    office.do("unithead", "T_sign_unit_head", decision="approve", opinion="同意")
    office.do("officehead", "T_sign_office_head", decision="approve", opinion="同意")
    office.do("reviewer", "T_issue", checked=True)
    new = letters_of(office.case)[-1]
    assert (new.kind, new.facts["replaced_number"]) == ("reply_granted", old.document_number)
    found = recalls.recall_of(old.id)
    assert (found.reason, found.replaced_by_id) == ("附件漏列一份", new.id)
    (row,) = [one for one in letter_rows(request_of(first)) if one.id == old.id]
    assert new.document_number in row.recalled


def test_whoever_verifies_it_is_told(client):
    office = registered()
    letter = receipt(office)
    code = letter.verification_code
    assert "撤回" not in client.get(f"/verify/{code}").text
    take_back(office, letter)
    assert "已于 2026-03-02 撤回" in client.get(f"/verify/{code}").text
