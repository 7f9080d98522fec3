"""One case replies anew at a time, whoever wanted it; the newest reply takes the place of the one that stands now."""

import pytest

from app.casework.acts.errors import CannotHappenNow
from app.casework.letters import recalls
from app.casework.letters.issuing import letters_of
from app.casework.models import Case, IssuedLetter
from app.processes.disclosure import redo
from app.steps.intervening import close_by_force
from tests.journeys.test_letters_that_cannot_be_made import archive, give_up, replace_reply
from tests.journeys.test_proceedings import begin, closed, rule
from tests.journeys.test_redo import replied
from tests.journeys.test_the_old_reply_stands_until_then import issued_anew, reply_of
from tests.support.office import Office
from tests.support.setting import held_back

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
MISTAKEN = {"ground": "mistaken", "circumstances": "应当依复议决定重新答复，本件误开，没有需要办理的事项"}


def open_redo(office: Office, first: Case, number: int = 2) -> str:
    office.number = office.run(redo.open_redo, office.person("clerk"), case_id=first.id, number=number)[
        "number"
    ]
    return office.number


def end_by_force(office: Office) -> None:
    office.run(close_by_force, office.person("supervisor"), case_id=office.case.id, data=MISTAKEN)


def standing(*letters: IssuedLetter) -> list[int]:
    return [one.id for one in letters if recalls.recall_of(one.id) is None]


def test_an_order_waits_until_the_replacement_has_ended():
    office = closed()
    first, old = office.case, reply_of(office)
    second = office.number = replace_reply(office)["number"]
    office.number = first.number
    begin(office)
    rule(office)
    with pytest.raises(CannotHappenNow, match=f"{second}.*强制办结"):
        open_redo(office, first)
    office.number = second
    end_by_force(office)
    open_redo(office, first)
    new = replied(office)
    assert standing(old, new) == [new.id]


def test_no_replacement_is_opened_beside_a_redo_further_on():
    office = closed()
    first = office.case
    office.number = replace_reply(office)["number"]
    second, _ = office.case, issued_anew(office)
    office.number = first.number
    begin(office)
    rule(office)
    open_redo(office, first)
    assert not redo.may_be_replaced(second, office.now.date())
    office.number = second.number
    with pytest.raises(CannotHappenNow):
        replace_reply(office)


def test_an_order_that_comes_after_the_replacement_takes_the_place_of_the_reply_that_stands():
    office = closed()
    first, old = office.case, reply_of(office)
    office.number = replace_reply(office)["number"]
    second = issued_anew(office)
    office.number = first.number
    begin(office)
    rule(office)
    open_redo(office, first)
    third = replied(office)
    assert third.facts["earlier_number"] == second.document_number
    assert standing(old, second, third) == [third.id]
    assert recalls.recall_of(old.id).replaced_by_id == second.id
    assert recalls.recall_of(second.id).replaced_by_id == third.id


def test_of_a_row_of_replies_the_lost_one_and_the_one_that_stood_are_taken_back_and_the_new_one_names_the_latter():
    office = Office()
    office.apply()
    first, old = office.issued().case, reply_of(office)
    office.number = replace_reply(office)["number"]
    with held_back():
        lost = issued_anew(office)
    give_up(office)
    second = office.case
    office.number = replace_reply(office)["number"]
    new = issued_anew(office)
    assert new.facts["replaced_number"] == old.document_number
    assert standing(old, lost, new) == [new.id]
    assert recalls.recall_of(old.id).replaced_by_id == new.id
    office.number = second.number
    office.do("clerk", "T_deliver", delivery="delivered", method="in_person")
    archive(office)
    assert standing(old, lost, new) == [new.id]
    assert [one.kind for one in letters_of(first)].count("reply_granted") == 1
