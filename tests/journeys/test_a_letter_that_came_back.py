"""登记退回: a posted letter comes back when no task waits for it; it is sent again, its day stays (235号)."""

from datetime import date

import pytest

from app.casework.acts.errors import CannotHappenNow, NotFound
from app.casework.letters import deliveries, returns
from app.casework.letters.deliveries import delivery_of, list_under_way
from app.casework.letters.issuing import letters_of
from app.casework.letters.whole import not_brought_out
from app.casework.models import AuditEntry, IssuedLetter
from app.casework.terms import clocks
from app.database import db
from app.law.errors import InvalidInput, NotAllowed
from app.processes.disclosure import corrections
from app.processes.disclosure.applicant_letters import letter_rows
from app.processes.disclosure.overview import facts_of
from app.processes.disclosure.queries import is_reply_out
from app.processes.disclosure.registration import request_of
from tests.journeys.told import DAY_7, POST, asked, at, events, on_paper, sent
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
POSTED, BACK, AGAIN, GOT = date(2026, 3, 9), date(2026, 3, 13), date(2026, 3, 16), date(2026, 3, 18)


@pytest.fixture
def office() -> Office:
    """A reply that was posted; the step 送达 has ended."""
    office = Office()
    office.register()
    office.signed().do("reviewer", "T_issue", checked=True)
    office.now = at(POSTED)
    office.do("clerk", "T_deliver", delivery="delivered", **POST, sent_on=POSTED.isoformat())
    return office


def reply(office: Office) -> IssuedLetter:
    return db.session.get_one(IssuedLetter, request_of(office.case).reply_letter_id)


def came_back(office: Office, login: str = "clerk", day: date = BACK, **changes) -> None:
    office.now = max(office.now, at(day))
    office.run(returns.record_letter_return, office.person(login), case_id=office.case.id, letter_id=reply(office).id,
               data={"returned_on": day.isoformat(), "reason": "查无此人", **changes})  # fmt: skip


def sent_again(office: Office, day: date, **data) -> None:
    office.now = max(office.now, at(day))
    office.run(deliveries.record_delivery, office.person("clerk"), case_id=office.case.id, letter_id=reply(office).id,
               data=data)  # fmt: skip


def listed() -> dict[int, str]:
    return {row.letter_id: row.state for row in list_under_way(db.true()).rows}


def of_reply(office: Office) -> list[tuple[str, date]]:
    wanted = ("reply_posted", "reply_signed_for", "decision_delivered")
    return [one for one in events(office) if one[0] in wanted]


def test_it_waits_for_its_next_attempt_and_the_day_of_posting_stays(office):
    came_back(office)
    assert listed()[reply(office).id] == "returned"
    assert delivery_of(reply(office).id).note == "2026-03-13退回：查无此人"
    assert of_reply(office) == [("reply_posted", POSTED)]
    assert clocks.clocks_of(office.case).of_kind("reply")[-1].state == "met"
    assert is_reply_out(request_of(office.case))
    assert reply(office) in not_brought_out(office.case, ())


def test_it_is_told_in_the_log_by_whom_and_why(office):
    came_back(office)
    line = db.session.scalars(db.select(AuditEntry).where(AuditEntry.tag == "letter.returned")).one()
    assert (line.case_id, line.detail["letter"]) == (office.case.id, reply(office).id)
    assert line.actor_name
    assert "2026-03-13退回：查无此人" in line.summary
    (row,) = [one for one in letter_rows(request_of(office.case)) if one.is_reply]
    assert row.way == "邮件退回，将重新送达"


def test_handed_over_next_the_remedies_run_from_the_true_arrival_alone(office):
    came_back(office)
    sent_again(office, GOT, method="in_person", delivered_on=GOT.isoformat(), receiver="申请人")
    assert [one.state for one in reply(office).deliveries] == ["returned", "delivered"]
    assert of_reply(office) == [("reply_posted", POSTED), ("decision_delivered", GOT)]
    assert reply(office).id not in listed()
    assert reply(office) not in not_brought_out(office.case, ())


def test_posted_again_the_first_posting_is_the_day_and_the_second_arrives(office):
    came_back(office)
    again = {**POST, "tracking_number": "1099000000002", "sent_on": AGAIN.isoformat()}
    sent_again(office, AGAIN, **again)
    assert listed()[reply(office).id] == "sent"
    assert of_reply(office) == [("reply_posted", POSTED)]
    sent_again(office, GOT, **again, delivered_on=GOT.isoformat())
    assert of_reply(office)[0] == ("reply_posted", POSTED)
    assert of_reply(office)[1:] == [("reply_signed_for", GOT), ("decision_delivered", GOT)]
    assert reply(office).id not in listed()


def test_it_may_come_back_twice(office):
    came_back(office)
    sent_again(office, AGAIN, **POST, sent_on=AGAIN.isoformat())
    came_back(office, day=GOT, reason="地址不详")
    assert [one.state for one in reply(office).deliveries] == ["returned", "returned"]
    assert listed()[reply(office).id] == "returned"


@pytest.mark.parametrize(
    "data", [{"returned_on": "2026-03-08"}, {"returned_on": "2026-04-01"}, {"reason": "无"}]
)
def test_a_day_before_the_posting_or_to_come_and_no_reason_are_refused(office, data):
    office.now = at(BACK)
    with pytest.raises(InvalidInput):
        came_back(office, **data)


def test_the_next_attempt_is_not_before_the_first(office):
    came_back(office)
    with pytest.raises(InvalidInput):
        sent_again(office, AGAIN, **POST, sent_on="2026-03-06")


def test_only_who_enters_sendings_enters_it_and_only_of_what_is_on_its_way(office):
    with pytest.raises(NotAllowed):
        came_back(office, login="handler")
    came_back(office)
    with pytest.raises(CannotHappenNow):
        came_back(office)
    sent_again(office, GOT, method="in_person", delivered_on=GOT.isoformat(), receiver="申请人")
    with pytest.raises(CannotHappenNow):
        came_back(office, day=GOT)


def test_a_letter_of_another_case_is_not_found(office):
    letter, other = reply(office), on_paper()
    with pytest.raises(NotFound):
        other.run(returns.record_letter_return, other.person("clerk"), case_id=other.case.id, letter_id=letter.id,
                  data={"returned_on": "2026-03-09", "reason": "查无此人"})  # fmt: skip


def test_the_archive_does_not_ask_when_it_was_signed_for_but_why_it_is_not_out(office):
    came_back(office)
    with pytest.raises(InvalidInput) as refused:
        office.do("clerk", "T_archive", retention_years=10, note="")
    assert set(refused.value.fields) == {"note"}


def notice_back() -> tuple[Office, IssuedLetter]:
    """The 补正 notice was posted and came back; the office is at the day on which it is got in the end."""
    office = sent(asked(), DAY_7)
    (notice,) = [one for one in letters_of(office.case) if one.kind == "clarification_notice"]
    office.now = at(BACK)
    office.run(returns.record_letter_return, office.person("clerk"), case_id=office.case.id, letter_id=notice.id,
               data={"returned_on": BACK.isoformat(), "reason": "查无此人"})  # fmt: skip
    office.now = at(GOT)
    return office, notice


def holds_for_the_notice(office: Office) -> bool:
    """Told on the day of posting, once; got on the day of the arrival; the page says the same."""
    names = ("clarification_notice_sent", "clarification_notice_delivered")
    told = [one for one in events(office) if one[0] in names]
    (said,) = [one.value for one in facts_of(office.case) if one.label == "补正告知书"]
    return told == [(names[0], DAY_7), (names[1], GOT)] and said.startswith("2026-03-11送出，2026-03-18送达")


def test_a_notice_keeps_the_day_of_its_posting():
    office, notice = notice_back()
    office.run(deliveries.record_delivery, office.person("clerk"), case_id=office.case.id, letter_id=notice.id,
               data={"method": "in_person", "delivered_on": GOT.isoformat(), "receiver": "申请人"})  # fmt: skip
    assert holds_for_the_notice(office)


def test_a_notice_enters_the_account_when_the_applicant_wishes_it_so():
    office, notice = notice_back()
    office.run(corrections.correct_request, office.person("clerk"), case_id=office.case.id, field="reply_way",
               data={"reply_way": "portal", "reason": "申请人来电更改"})  # fmt: skip
    assert [(one.method, one.state) for one in notice.deliveries] == [
        ("post", "returned"),
        ("portal", "delivered"),
    ]
    assert holds_for_the_notice(office)
