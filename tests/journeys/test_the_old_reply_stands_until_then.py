"""更换答复, 责令重新答复: the first reply stands until the new one is out; there is no moment without one."""

from datetime import date, datetime

import pytest

from app.casework.acts.errors import CannotHappenNow
from app.casework.letters import recalls
from app.casework.models import IssuedLetter
from app.database import db
from app.processes.disclosure import redo
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.applicant_letters import letter_rows
from app.processes.disclosure.overview import facts_of
from app.processes.disclosure.registration import request_of
from app.steps import withdrawal
from app.timekeeping import OFFICE_TIME
from tests.journeys.test_redo import opened, replied
from tests.journeys.told import POST
from tests.support.office import GRANTED, SEARCH, Office
from tests.support.setting import held_back, set_one

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]

WHY = {"reason": "附件漏列一份"}


def replaced(**how) -> tuple[Office, IssuedLetter]:
    """A case in which the reply is given anew, and the first reply, which is out."""
    office = Office()
    office.register(**how) if how else office.apply()
    office.signed().do("reviewer", "T_issue", checked=True)
    if how:
        posted(office)
    old = reply_of(office)
    office.number = office.run(
        redo.replace_reply, office.person("reviewer"), case_id=office.case.id, data=WHY
    )["number"]
    return office, old


def reply_of(office: Office) -> IssuedLetter:
    return db.session.get_one(IssuedLetter, request_of(office.case).reply_letter_id)


def posted(office: Office) -> None:
    day = office.now.date().isoformat()
    office.do("clerk", "T_deliver", delivery="delivered", **POST, sent_on=day)


def issued_anew(office: Office) -> IssuedLetter:
    office.assigned().do("handler", "T_handle", **SEARCH, outcome="granted")
    office.attach()
    office.do("handler", "T_draft", **GRANTED)
    office.all_signed().do("reviewer", "T_issue", checked=True)
    return reply_of(office)


def test_a_letter_that_is_printed_and_not_posted_takes_no_place():
    office, old = replaced(reply_way="post", address="禄丰市金山镇示例路9号")
    new = issued_anew(office)
    assert recalls.recall_of(old.id) is None
    assert new.facts["replaced_number"] == old.document_number
    posted(office)
    found = recalls.recall_of(old.id)
    assert (found.reason, found.replaced_by_id) == ("附件漏列一份", new.id)


def test_what_waits_for_its_pdf_takes_no_place():
    office, old = replaced()
    with held_back():
        new = issued_anew(office)
    assert recalls.recall_of(old.id) is None
    (row,) = [one for one in letter_rows(request_of(old.case)) if one.id == old.id]
    assert row.recalled == ""
    set_one(new, office.now)
    assert recalls.recall_of(old.id).replaced_by_id == new.id


def test_one_that_came_back_takes_no_place_until_it_is_sent_again():
    office, old = replaced(reply_way="post", address="禄丰市金山镇示例路9号")
    issued_anew(office)
    office.do("clerk", "T_deliver", delivery="failed", method="in_person", note="登门两次无人")
    assert recalls.recall_of(old.id) is None
    posted(office)
    assert recalls.recall_of(old.id) is not None


def test_by_order_of_another_organ_it_is_the_same():
    office, first = opened()
    old = db.session.get_one(IssuedLetter, request_of(first).reply_letter_id)
    with held_back():
        new = replied(office)
    assert recalls.recall_of(old.id) is None
    set_one(new, office.now)
    found = recalls.recall_of(old.id)
    assert found.replaced_by_id == new.id
    assert "楚政复决〔2026〕12号" in found.reason


def test_who_withdraws_before_it_is_out_keeps_the_old_one_and_it_may_be_replaced_again():
    office, old = replaced()
    with pytest.raises(CannotHappenNow):
        office.run(redo.replace_reply, office.person("reviewer"), case_id=old.case_id, data=WHY)
    office.assigned()
    office.run(withdrawal.withdraw_request, APPLICANT, case_id=office.case.id, reason="已从其他途径取得")
    assert recalls.recall_of(old.id) is None
    office.number = office.run(redo.replace_reply, office.person("reviewer"), case_id=old.case_id, data=WHY)[
        "number"
    ]
    new = issued_anew(office)
    assert recalls.recall_of(old.id).replaced_by_id == new.id


def test_through_whose_hands_the_letter_went_is_told_of_the_first_case_alone():
    office = Office(now=datetime(2026, 3, 9, 9, 0, tzinfo=OFFICE_TIME))
    office.register(channel="registered_mail", arrived_on="2026-03-07", signed_on="2026-03-07", signed_by="收发室",
                    tracking_number="1099000000001", reached_office_on="2026-03-09", misdirected=True)  # fmt: skip
    office.signed().do("reviewer", "T_issue", checked=True)
    posted(office)
    first = office.case
    office.number = office.run(redo.replace_reply, office.person("reviewer"), case_id=first.id, data=WHY)[
        "number"
    ]
    anew = request_of(office.case)
    assert (anew.reached_office_on, anew.misdirected, anew.signed_on) == (None, False, date(2026, 3, 7))
    assert "转到工作机构" not in {fact.label for fact in facts_of(office.case)}
    assert "转到工作机构" in {fact.label for fact in facts_of(first)}
    assert request_of(first).misdirected
