"""送达回证: filled by the record, way by way; nothing typed, nothing that the record does not know."""

import pytest

from app import timekeeping
from app.casework.acts.errors import NotFound
from app.casework.letters import by_clerk, delivery_proof
from app.casework.letters.fitting import LetterNotOffered
from app.casework.letters.issuing import letters_of
from app.casework.messages.dispatch import dispatch_due
from app.casework.terms.clocks import events_of
from app.law.errors import InvalidInput, NotAllowed
from tests.journeys.told import POST
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
ADDRESS = "禄丰市金山镇示例路9号"


def replied(**how) -> Office:
    office = Office()
    office.register(**how)
    return office.issued()


def reply_of(office: Office):
    return next(one for one in letters_of(office.case) if one.kind == "reply_granted")


def proof(office: Office, login: str = "clerk") -> dict:
    office.run(delivery_proof.issue_proof, office.person(login), case_id=office.case.id,
               letter_id=reply_of(office).id)  # fmt: skip
    return letters_of(office.case)[-1].facts


def test_of_a_posted_reply_it_has_number_days_and_address():
    office = replied(reply_way="post", address=ADDRESS)
    before = proof(office)
    assert (before["method"], before["address"]) == ("mail", ADDRESS)
    assert "evidence" not in before
    assert "delivered_on" not in before
    day = office.now.date().isoformat()
    office.do(
        "clerk", "T_deliver", delivery="delivered", **POST, sent_on=day, delivered_on=day, receiver="本人"
    )
    after = proof(office)
    assert after["letter_number"] == reply_of(office).document_number
    assert (after["evidence"], after["delivered_on"]) == ("邮件号码 1099000000001，2026年3月2日交邮", day)
    assert after["remark"] == "签收人：本人"
    with timekeeping.moved_to(office.now):
        dispatch_due(office.now)
    assert letters_of(office.case)[-1].document_id is not None


def test_of_one_that_was_handed_over_it_names_no_address():
    office = replied(reply_way="in_person", address=ADDRESS)
    day = office.now.date().isoformat()
    office.do(
        "clerk", "T_deliver", delivery="delivered", method="in_person", delivered_on=day, receiver="本人"
    )
    facts = proof(office)
    assert (facts["method"], facts["delivered_on"]) == ("in_person", day)
    assert "address" not in facts


def test_of_one_on_the_portal_it_tells_the_account():
    office = Office()
    office.apply()
    office.issued()
    assert proof(office)["evidence"] == "2026年3月2日进入申请人网上账户"


def test_nobody_types_it_and_only_the_desk_prints_it():
    office = replied(reply_way="in_person")
    with pytest.raises(LetterNotOffered):
        by_clerk.sheet_of(office.case, "delivery_proof", office.now.date())
    with pytest.raises(NotAllowed):
        proof(office, "handler")
    proof(office)
    form = letters_of(office.case)[-1]
    with pytest.raises(NotFound):
        office.run(
            delivery_proof.issue_proof, office.person("clerk"), case_id=office.case.id, letter_id=form.id
        )


@pytest.mark.parametrize(
    ("given", "method", "evidence"),
    [
        (
            {"method": "entrusted", "note": "委托金山镇人民政府送达，送达回证存案卷"},
            "entrusted",
            "委托金山镇人民政府",
        ),
        (
            {"method": "courier", "tracking_number": "SF100001", "sent_on": "2026-03-02"},
            "courier",
            "快递单号 SF100001",
        ),
    ],
)
def test_what_another_brings_counts_on_the_day_of_the_signature(given, method, evidence):
    office = replied(reply_way="post", address=ADDRESS)
    issued = office.now.date()
    day = office.later(days=3).now.date().isoformat()
    with pytest.raises(InvalidInput) as refused:
        office.do(
            "clerk", "T_deliver", delivery="delivered", method=given["method"], sent_on=issued.isoformat()
        )
    missing = {"delivered_on", "note" if method == "entrusted" else "tracking_number"}
    assert set(refused.value.fields) == missing
    office.do("clerk", "T_deliver", delivery="delivered", **given, delivered_on=day, receiver="本人")
    events = {event.type: event.on for event in events_of(office.case)}
    assert events["reply_signed_for"].isoformat() == events["decision_delivered"].isoformat() == day
    assert "reply_posted" not in events
    facts = proof(office)
    assert (facts["method"], facts["delivered_on"]) == (method, day)
    assert facts["evidence"].startswith(evidence)
