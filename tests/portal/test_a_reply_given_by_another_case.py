"""What the applicant reads of a reply that was taken back: where the reply is, no sending that is over."""

import pytest

from app.processes.disclosure.applicant_view import view_for_applicant
from app.processes.disclosure.registration import request_of
from tests.journeys.test_letters_that_cannot_be_made import give_up, replace_reply
from tests.journeys.test_the_old_reply_stands_until_then import issued_anew
from tests.support.office import Office
from tests.support.setting import held_back

pytestmark = pytest.mark.database


@pytest.fixture
def at(applicant, office):
    """An applicant whose reply is signed."""
    office.number, office.code = applicant.applies()
    office.later(minutes=10).signed()
    return applicant


def seen(applicant, office: Office, number: str) -> str:
    applicant.now = office.now
    applicant.looks_up(number, office.code)
    return applicant.get(f"/progress/{number}").text


def test_a_lost_reply_points_to_the_case_that_gave_it(at, office):
    with held_back():
        office.do("reviewer", "T_issue", checked=True)
    give_up(office)
    first, second = office.number, replace_reply(office)["number"]
    office.number = second
    issued_anew(office)
    page = seen(at, office, first)
    assert f"由办件 {second} 答复" in page
    assert "等待送达" not in page
    office.number = first
    office.do("clerk", "T_deliver", delivery="delivered", method="in_person")
    page = seen(at, office, first)
    assert f"由办件 {second} 答复" in page
    assert "未能送达" not in page
    assert "答复见下方" not in page
    assert "答复见下方“文书”" in seen(at, office, second)


def test_a_reply_that_was_had_and_replaced_twice_points_to_the_last_and_still_says_how_it_came(at, office):
    office.do("reviewer", "T_issue", checked=True)
    first = office.case
    for _ in range(2):
        office.number = replace_reply(office)["number"]
        issued_anew(office)
    told = view_for_applicant(request_of(first), office.now)
    assert f"由办件 {office.number} 答复" in told.headline
    (row,) = [one for one in told.letters if one.is_reply]
    assert row.may_download
    assert (row.way, "撤回" in row.recalled) == ("已在网上送达", True)
