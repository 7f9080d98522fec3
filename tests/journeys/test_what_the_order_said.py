"""The letter of 重新答复 tells what was ruled, and of the first reply only where the applicant has it."""

import pytest

from app.casework.letters import recalls
from app.casework.letters.issuing import letters_of
from app.casework.models import IssuedLetter
from app.database import db
from app.letters import preview_html
from app.processes.disclosure import redo, redo_letter
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.letters import reply_text
from app.processes.disclosure.linked import link_to_earlier
from app.processes.disclosure.proceedings import order_words, standing_proceedings
from app.processes.disclosure.registration import request_of
from app.steps.withdrawal import withdraw_request
from tests.journeys.test_proceedings import ORDERED, begin, correct, rule
from tests.journeys.test_redo import opened, replied
from tests.journeys.test_the_old_reply_stands_until_then import issued_anew
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]

NUMBER = "楚政复决〔2026〕12号"
RULED = [
    ("revoked", "撤销原答复。", "现重新答复如下"),
    ("redo_ordered", "撤销原答复并责令本机关重新答复。", "现重新答复如下"),
    ("reply_ordered", "责令本机关在期限内答复。", "现答复如下"),
]


def printed(letter: IssuedLetter) -> str:
    """The words of the letter as it was sealed."""
    return preview_html(reply_text(request_of(letter.case), letter.issued_on), letter.facts)


@pytest.mark.parametrize(("ruling", "ruled", "anew"), RULED)
def test_the_letter_and_the_recall_say_what_was_ruled(ruling, ruled, anew):
    office, first = opened(ruling=ruling)
    old = db.session.get_one(IssuedLetter, request_of(first).reply_letter_id)
    said = printed(replied(office))
    assert f"作出{NUMBER}行政复议决定，{ruled}" in said
    assert anew in said
    assert f"本机关曾以{old.document_number}作出答复" in said
    (order,) = standing_proceedings(first)
    assert recalls.recall_of(old.id).reason == f"{order.body}{NUMBER}：{redo.ruling_words(order)}"


def after_silence() -> Office:
    """Nobody replied, for the request was thought to be withdrawn; a reply is ordered."""
    office = Office()
    office.apply()
    office.assigned()
    office.run(withdraw_request, APPLICANT, case_id=office.case.id, reason="来电要求撤回")
    return ordered_anew(office.later(days=45), "reply_ordered")


def ordered_anew(office: Office, ruling: str) -> Office:
    begin(office)
    rule(office, ruling=ruling)
    case = office.case
    office.number = office.run(redo.open_redo, office.person("clerk"), case_id=case.id, number=2)["number"]
    return office


def test_after_silence_the_reply_is_the_first_and_its_letter_an_ordinary_one():
    office = after_silence()
    letter = issued_anew(office)
    assert (letter.kind, letter.title) == ("reply_granted", "政府信息公开告知书")
    assert "重新答复" not in printed(letter)
    assert office.case.reply_state == "met"


def test_a_first_reply_that_nobody_got_is_not_told():
    office = Office()
    office.register(reply_way="post", address="禄丰市金山镇示例路9号")
    office.signed().do("reviewer", "T_issue", checked=True)
    old = letters_of(office.case)[-1]
    ordered_anew(office.later(days=45), "reply_ordered")
    letter = issued_anew(office)
    assert letter.kind == "reply_granted"
    assert old.document_number not in printed(letter)


def test_what_was_revoked_is_replied_anew_whatever_became_of_it():
    office = after_silence()
    office.number = link_to_earlier(office.case).earlier.number
    correct(office, 2, **{**ORDERED, "ruling": "revoked"})
    office.number = redo.redo_of(standing_proceedings(office.case)[0]).later.number
    assert redo_letter.names_its_order(office.case)


def test_every_letter_names_the_application_by_the_number_of_its_receipt():
    office, first = opened()
    letter = replied(office)
    assert letter.facts["case_number"] == first.number != office.number
    assert f"申请编号：{first.number}" in printed(letter)
    office.number = office.run(
        redo.replace_reply, office.person("reviewer"), case_id=office.case.id, data={"reason": "附件漏列一份"}
    )["number"]
    assert issued_anew(office).facts["case_number"] == first.number


def test_the_term_of_an_order_is_told_in_its_own_words():
    _office, first = opened(ruling="reply_ordered")
    (order,) = standing_proceedings(first)
    assert order_words(order) == "15个工作日内答复"
