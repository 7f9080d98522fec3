"""A letter whose PDF is given up does not hold the file open for good: taken back with a reason, or made anew."""

import pytest

from app import timekeeping
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.platform import platform
from app.casework.letters import recalls
from app.casework.letters.issuing import is_given_up, letters_of
from app.casework.letters.made import LetterNotMade
from app.casework.letters.whole import check_all_made
from app.casework.messages import outbox
from app.casework.messages.decisions import settle_message
from app.casework.messages.dispatch import NotSent, dispatch_due
from app.casework.models import AuditEntry, IssuedLetter, OutboxMessage
from app.casework.terms import clocks
from app.database import db
from app.processes.disclosure import redo
from app.processes.disclosure.applicant import APPLICANT
from app.steps import withdrawal
from tests.desk.test_issuing_letters import REASONS, issue
from tests.journeys.test_searches import absent, signed
from tests.journeys.test_the_old_reply_stands_until_then import issued_anew
from tests.journeys.told import CLARIFY
from tests.support.browsing import Browser
from tests.support.office import Office
from tests.support.setting import held_back, set_one

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
LOST = "文书文本已经灭失，无法重新生成，撤回后不再制发"


def give_up(office: Office) -> None:
    """Whoever is to set what is open fails as often as it is tried."""

    def fail(_payload):
        raise NotSent("印章图片已经灭失")

    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(platform().outbox_handlers, outbox.RENDER, fail)
        for _ in range(outbox.MAX_ATTEMPTS):
            with timekeeping.moved_to(office.later(hours=3).now):
                dispatch_due(office.now)
        with timekeeping.moved_to(office.later(minutes=1).now):
            dispatch_due(office.now)


def lost_reply() -> Office:
    """The reply of a granted request, whose PDF was given up."""
    office = Office()
    office.apply()
    office.signed()
    with held_back():
        office.do("reviewer", "T_issue", checked=True)
    give_up(office)
    return office


def take_back(office: Office, letter: IssuedLetter, reason: str = LOST) -> None:
    office.run(recalls.recall_letter, office.person("reviewer"), case_id=letter.case_id, letter_id=letter.id,
               data={"reason": reason})  # fmt: skip


def archive(office: Office) -> None:
    office.do("clerk", "T_archive", retention_years=10)


def lines(office: Office, tag: str) -> list[str]:
    query = db.select(AuditEntry.summary).where(AuditEntry.tag == tag)
    return list(db.session.scalars(query.where(AuditEntry.case_id == office.case.id)))


@pytest.fixture
def closed() -> tuple[Office, IssuedLetter]:
    """An answered case with a notice of its clerk that was given up."""
    office = Office()
    office.apply()
    office.signed()
    with held_back():
        issue(office, "reason_request_notice", REASONS)
    letter = letters_of(office.case)[-1]
    give_up(office)
    office.do("reviewer", "T_issue", checked=True)
    assert is_given_up(letter)
    return office, letter


def test_given_up_told_taken_back_with_its_reason_archived(closed):
    office, letter = closed
    assert "PDF 没有生成，不算送达" in lines(office, "letter.given_up")[0]
    with pytest.raises(LetterNotMade, match="写明原因撤回"):
        archive(office)
    assert office.case.state == "closed"
    take_back(office, letter)
    (line,) = lines(office, "letter.recalled")
    assert letter.document_number in line
    archive(office)
    assert office.case.state == "archived"
    assert lines(office, "case.letters_unsent") == []


def test_given_up_made_anew_archived(closed):
    office, letter = closed
    message = db.session.scalars(
        db.select(OutboxMessage).where(OutboxMessage.key == f"{outbox.RENDER}:{letter.id}")
    ).one()
    office.run(
        settle_message, office.person("admin"), case_id=office.case.id, message_id=message.id, was_sent=False
    )
    set_one(letter, office.now)
    check_all_made(office.case)
    office.do("clerk", "T_archive", retention_years=10, note="申请已经答复，不再要求说明理由，未送出")
    assert office.case.state == "archived"


def test_taken_back_while_it_is_being_made_it_is_waited_for():
    office = Office()
    office.apply()
    office.signed()
    with held_back():
        issue(office, "reason_request_notice", REASONS)
    letter = letters_of(office.case)[-1]
    take_back(office, letter)
    with pytest.raises(LetterNotMade):
        check_all_made(office.case)
    set_one(letter, office.now)
    check_all_made(office.case)


def test_the_desk_offers_it_and_says_why(closed, client):
    office, letter = closed
    page = Browser(client).sign_in("reviewer").get(f"/desk/cases/{office.number}/letters/{letter.id}/recall")
    assert letter.document_number in page.words


def test_what_a_step_waited_for_is_taken_back_once_the_case_has_ended():
    office = Office()
    office.apply(reply_way="post", address="禄丰市金山镇示例路9号")
    office.registered()
    with held_back():
        office.do("reviewer", "T_screening", **CLARIFY)
    notice = letters_of(office.case)[-1]
    with pytest.raises(recalls.CannotBeRecalled, match="登记送达结果"):
        take_back(office, notice)
    give_up(office)
    office.run(withdrawal.withdraw_request, APPLICANT, case_id=office.case.id, reason="已从其他途径取得")
    with pytest.raises(LetterNotMade):
        check_all_made(office.case)
    take_back(office, notice)
    check_all_made(office.case)
    assert lines(office, "letter.recalled")


def test_a_form_of_the_file_is_taken_back_only_when_it_was_given_up():
    office = signed(absent())
    with held_back():
        office.do("reviewer", "T_issue", checked=True)
    sheet = next(one for one in letters_of(office.case) if one.recipient == "internal")
    with pytest.raises(recalls.CannotBeRecalled, match="没有送出"):
        take_back(office, sheet)
    give_up(office)
    take_back(office, sheet)
    assert recalls.recall_of(sheet.id).reason == LOST
    reply = next(one for one in letters_of(office.case) if one.kind.startswith("reply_"))
    with pytest.raises(recalls.CannotBeRecalled):
        take_back(office, reply)


def test_a_reply_that_can_never_be_made_is_given_by_another_case():
    office = Office()
    office.apply()
    office.signed()
    with held_back():
        office.do("reviewer", "T_issue", checked=True)
    first, lost = office.case, letters_of(office.case)[-1]
    with pytest.raises(CannotHappenNow):
        replace_reply(office)  # it may still be made
    give_up(office)
    with pytest.raises(recalls.CannotBeRecalled, match=r"重新生成；.*更换答复"):
        take_back(office, lost)
    number = replace_reply(office)["number"]
    office.number = number
    new = issued_anew(office)
    assert "replaced_number" not in new.facts  # the applicant never had the first one
    assert (recalls.recall_of(lost.id).replaced_by_id, new.is_out) == (new.id, True)
    office.number = first.number
    assert office.open_nodes() == {"T_deliver"}
    office.do("clerk", "T_deliver", delivery="delivered", method="in_person")
    assert (office.case.state, office.case.reply_state) == ("closed", "met")
    assert [str(one.type) for one in clocks.events_of(office.case)][-1] == "reply_delivered_online"
    assert "由《政府信息公开告知书》" in lines(office, "letter.given_by_another")[0]
    archive(office)
    assert office.case.state == "archived"


def replace_reply(office: Office) -> dict[str, str]:
    why = {"reason": "原答复书无法生成，重新答复"}
    return office.run(redo.replace_reply, office.person("reviewer"), case_id=office.case.id, data=why)
