"""A notice whose PDF can never be made waits for no administrator: who leads the desk has it issued once more."""

import pytest

from app.casework.acts.errors import CannotHappenNow
from app.casework.letters import recalls
from app.casework.letters.deliveries import delivery_of
from app.casework.letters.issuing import letters_of
from app.casework.models import IssuedLetter
from app.law.errors import NotAllowed
from app.processes.disclosure.fees import charge_of
from app.processes.disclosure.queries import clarification_of
from tests.journeys.test_fees import told
from tests.journeys.test_letters_that_cannot_be_made import LOST, give_up, take_back
from tests.journeys.told import CLARIFY, POST, events
from tests.support.browsing import Browser
from tests.support.office import Office
from tests.support.setting import held_back

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
ON_PAPER = {"reply_way": "post", "address": "禄丰市金山镇示例路9号"}


def lost(**how) -> tuple[Office, IssuedLetter]:
    """The 补正 notice was given up; its step waits."""
    office = Office()
    office.apply(**how)
    office.registered()
    with held_back():
        office.do("reviewer", "T_screening", **CLARIFY)
    give_up(office)
    return office, letters_of(office.case)[-1]


def test_on_paper_the_new_one_is_sent_by_the_step_that_waited_for_the_lost_one():
    office, old = lost(**ON_PAPER)
    take_back(office, old)
    new = letters_of(office.case)[-1]
    assert clarification_of(office.case).letter_id == new.id != old.id
    assert "replaced_number" not in new.facts  # nobody ever had the lost one
    assert recalls.recall_of(old.id).replaced_by_id == new.id
    assert office.open_nodes() == {"T_deliver_notice"}
    day = office.now.date()
    office.do("clerk", "T_deliver_notice", **POST, sent_on=day.isoformat())
    assert delivery_of(new.id).sent_on == day
    assert ("clarification_notice_sent", day) in events(office)
    assert office.open_nodes() == {"T_clarification"}


def test_on_the_portal_it_enters_the_account_and_ends_the_step():
    office, old = lost()
    take_back(office, old)
    new = letters_of(office.case)[-1]
    assert (delivery_of(old.id).state, delivery_of(new.id).state) == ("failed", "delivered")
    assert ("clarification_notice_sent", office.now.date()) in events(office)
    assert office.open_nodes() == {"T_clarification"}


def test_after_the_seven_days_it_says_that_the_reply_stays_due():
    office, old = lost(**ON_PAPER)
    take_back(office.later(days=14), old)
    assert letters_of(office.case)[-1].facts["reply_stays_due_on"] == "2026-03-30"


def test_only_what_was_given_up_and_only_by_who_leads_the_desk():
    office, old = lost(**ON_PAPER)
    with pytest.raises(NotAllowed):
        office.run(recalls.recall_letter, office.person("handler"), case_id=old.case_id, letter_id=old.id,
                   data={"reason": LOST})  # fmt: skip
    take_back(office, old)
    with pytest.raises(recalls.CannotBeRecalled, match="登记送达结果"):
        take_back(office, letters_of(office.case)[-1])


def test_a_notice_of_a_fee_is_the_same():
    with held_back():
        office = told(**ON_PAPER)
    give_up(office)
    old = letters_of(office.case)[-1]
    take_back(office, old)
    new = letters_of(office.case)[-1]
    assert (new.kind, charge_of(office.case).letter_id) == ("fee_notice", new.id)
    assert new.facts["amount"] == old.facts["amount"]
    assert office.open_nodes() == {"T_deliver_fee"}


def test_a_notice_of_a_fee_that_comes_too_late_is_not_made():
    with held_back():
        office = told(**ON_PAPER)
    give_up(office.later(days=30))
    with pytest.raises(CannotHappenNow, match="已过答复期限"):
        take_back(office, letters_of(office.case)[-1])


def test_the_page_says_so_and_shows_the_letter_before_it_is_numbered(client):
    office, old = lost(**ON_PAPER)
    reviewer = Browser(client).sign_in("reviewer")
    path = f"/desk/cases/{office.number}/letters/{old.id}/recall"
    assert "撤回并重新制发" in reviewer.get(path).words
    shown = reviewer.post(path, reason=LOST)
    assert "确认制发" in shown.words
    assert recalls.recall_of(old.id) is None
