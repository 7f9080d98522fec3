"""An order to reply anew is answered by one case: a reply, or the applicant's withdrawal; a mistake answers nothing."""

import pytest

from app.casework.acts.errors import CannotHappenNow
from app.casework.models import OutboxMessage
from app.database import db
from app.office.models import Person
from app.processes.disclosure import redo
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.proceedings import record_of
from app.processes.disclosure.registration import request_of
from app.steps import withdrawal
from tests.journeys.test_letters_that_cannot_be_made import give_up, replace_reply
from tests.journeys.test_one_reply_anew_at_a_time import end_by_force, open_redo
from tests.journeys.test_redo import opened, ordered, replied
from tests.journeys.test_the_old_reply_stands_until_then import issued_anew
from tests.support.browsing import Browser
from tests.support.setting import held_back

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]


def test_an_order_is_opened_again_when_its_case_ended_as_a_mistake(client):
    office, first = opened()
    wrong = office.case
    end_by_force(office)
    order = record_of(first, 2)
    assert redo.redo_of(order) is None
    page = Browser(client).sign_in("clerk").get(f"/desk/disclosure/{first.number}/proceedings")
    assert "开立重新答复件" in page.words
    number = open_redo(office, first)
    assert number != wrong.number
    assert redo.redo_of(order).later.number == number
    replied(office)
    with pytest.raises(CannotHappenNow, match=number):
        open_redo(office, first)


def test_an_order_whose_case_the_applicant_withdrew_is_answered():
    office, first = opened()
    number = office.accepted().number
    office.run(withdrawal.withdraw_request, APPLICANT, case_id=office.case.id, reason="已从其他途径取得")
    with pytest.raises(CannotHappenNow, match=number):
        open_redo(office, first)


def test_an_order_whose_lost_reply_was_given_by_another_case_is_answered():
    office = ordered()
    first = office.case
    number = open_redo(office, first)
    with held_back():
        replied(office)
    give_up(office)
    office.number = replace_reply(office)["number"]
    issued_anew(office)
    office.number = number
    office.do("clerk", "T_deliver", delivery="delivered", method="in_person")
    assert not office.case.is_open
    with pytest.raises(CannotHappenNow, match=number):
        open_redo(office, first)


def test_who_drafted_first_is_told_again_when_the_order_is_opened_a_second_time():
    office = ordered()
    first = office.case
    drafter = db.session.get_one(Person, request_of(first).drafter_id)
    drafter.email = "drafter@example.invalid"
    db.session.commit()
    for _ in range(2):
        open_redo(office, first)
        end_by_force(office)
    mails = db.session.query(OutboxMessage).filter(OutboxMessage.key.startswith("redo:")).all()
    assert [one.payload["person_id"] for one in mails] == [drafter.id, drafter.id]
