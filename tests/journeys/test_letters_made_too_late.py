"""A letter is worth what it says on the day it is there: what came too late, or was taken back, is not served."""

from datetime import date, datetime

import pytest

from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import perform
from app.casework.letters import deliveries, recalls
from app.casework.letters.deliveries import delivery_of
from app.casework.letters.issuing import letters_of
from app.casework.letters.recalls import AlreadyRecalled
from app.casework.letters.typesetting import record_rendered
from app.casework.models import IssuedLetter, OutboxMessage
from app.database import db
from app.law.errors import InvalidInput
from app.processes.disclosure import corrections, passing_on, redo, use_cases
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.registration import request_of
from app.steps.withdrawal import withdraw_request
from app.timekeeping import OFFICE_TIME
from tests.journeys.test_delivered_when_made import issued, made, reply
from tests.journeys.test_proceedings import begin, closed, rule
from tests.journeys.told import CLARIFY, DUE, POST, events, tags
from tests.support.former import formers
from tests.support.office import Office
from tests.support.papers import paper
from tests.support.setting import held_back

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
LATER_DAY = date(2026, 3, 31)


def on(office: Office, day: date, hour: int = 9) -> Office:
    office.now = datetime(day.year, day.month, day.day, hour, 0, tzinfo=OFFICE_TIME)
    return office


def latest(office: Office) -> IssuedLetter:
    db.session.rollback()
    return letters_of(office.case)[-1]


def set_now(office: Office) -> IssuedLetter:
    """The worker comes to the last letter now."""
    letter = latest(office)
    perform(record_rendered, actor=SYSTEM, now=office.now, case_id=letter.case_id, letter_id=letter.id,
            pdf=paper(letter.document_number))  # fmt: skip
    return latest(office)


@pytest.fixture
def extended() -> Office:
    """The extension is approved on the last day; its notice waits for its PDF."""
    office = Office()
    office.apply()
    office.assigned()
    office.run(use_cases.request_extension, office.person("handler"), case_id=office.case.id,
               data={"working_days": 10, "reason": "涉及多个年度，查找核对的材料较多"})  # fmt: skip
    on(office, DUE)
    with held_back():
        office.do("officehead", "T_approve_extension", extension_decision="approve")
    return office


class TestANoticeThatMovesNothingAnyMore:
    def test_made_on_the_last_day_it_extends(self, extended):
        letter = set_now(extended)
        assert delivery_of(letter.id).state == "delivered"
        assert extended.case.due_on == date(2026, 4, 14)

    def test_made_the_day_after_it_is_not_served_and_those_at_work_are_told(self, extended):
        letter = set_now(on(extended, LATER_DAY))
        found = delivery_of(letter.id)
        assert (found.state, found.delivered_on) == ("failed", None)
        assert found.note == "已过答复期限（2026-03-30），不再送达"
        assert (extended.case.due_on, "延期" in extended.case.flags) == (DUE, False)
        assert not {"extension_notice_sent", "extension_granted"} & {kind for kind, _ in events(extended)}
        assert "letter.not_served" in tags(extended)
        keys = [one.key for one in db.session.scalars(db.select(OutboxMessage)) if "not_served" in one.key]
        assert keys

    def test_nor_is_one_that_comes_to_the_portal_by_a_correction_after_the_day(self):
        office = Office()
        office.apply(reply_way="post", address="禄丰市示例路9号")
        office.assigned()
        office.run(use_cases.request_extension, office.person("handler"), case_id=office.case.id,
                   data={"working_days": 10, "reason": "涉及多个年度，查找核对的材料较多"})  # fmt: skip
        on(office, DUE).do("officehead", "T_approve_extension", extension_decision="approve")
        letter = latest(office)
        assert (letter.document_id is not None, delivery_of(letter.id).state) == (True, "pending")
        on(office, LATER_DAY).run(
            corrections.correct_request, office.person("clerk"), case_id=office.case.id, field="reply_way",
            data={"reply_way": "portal", "reason": "申请人来电更改"},
        )  # fmt: skip
        assert delivery_of(letter.id).state == "failed"
        assert (office.case.due_on, "延期" in office.case.flags) == (DUE, False)


class TestNothingIsDatedBeforeItsPaper:
    def test_the_reply_was_not_posted_before_it_was_printed(self):
        office = issued(reply_way="post", address="禄丰市示例路9号")
        office.later(days=3)
        made(office)
        with pytest.raises(InvalidInput) as refused:
            office.do("clerk", "T_deliver", delivery="delivered", **POST, sent_on="2026-03-04")
        assert refused.value.fields == {"sent_on": "日期不应早于文书制成的日期（2026-03-05）"}
        office.do("clerk", "T_deliver", delivery="delivered", **POST, sent_on="2026-03-05")
        assert delivery_of(reply(office).id).sent_on == date(2026, 3, 5)


class TestTheCaseEndsMeanwhile:
    def test_a_withdrawn_request_gets_its_confirmation_and_no_older_notice(self):
        office = Office()
        office.apply()
        office.registered()
        with held_back():
            office.do("reviewer", "T_screening", **CLARIFY)
        notice = latest(office)
        office.run(withdraw_request, APPLICANT, case_id=office.case.id, reason="不再需要")
        assert delivery_of(notice.id).state == "failed"
        before = events(office)
        perform(record_rendered, actor=SYSTEM, now=office.now, case_id=notice.case_id, letter_id=notice.id,
                pdf=paper(notice.document_number))  # fmt: skip
        assert events(office) == before
        assert delivery_of(latest(office).id).state == "delivered"


class TestWhatWasTakenBack:
    def test_it_is_not_recorded_as_sent(self):
        office = Office()
        office.register()
        office.registered()
        letter = letters_of(office.case)[-1]
        office.run(recalls.recall_letter, office.person("reviewer"), case_id=office.case.id, letter_id=letter.id,
                   data={"reason": "文字有误"})  # fmt: skip
        with pytest.raises(AlreadyRecalled):
            office.run(deliveries.record_delivery, office.person("clerk"), case_id=office.case.id, letter_id=letter.id,
                       data={**POST, "sent_on": office.now.date().isoformat()})  # fmt: skip

    def test_a_reply_that_is_not_out_is_not_replaced(self):
        office = issued()
        assert not redo.may_be_replaced(office.case, office.now.date())
        made(office)
        assert redo.may_be_replaced(office.case, office.now.date())


def test_what_has_its_reply_is_not_passed_on_though_the_reply_waits():
    office = Office()
    office.apply()
    office.handled("not_responsible")
    request = request_of(office.case)
    assert passing_on.may_be_passed_on(office.case, office.now.date())
    request.reply_letter_id = latest(office).id
    assert not passing_on.may_be_passed_on(office.case, office.now.date())
    db.session.rollback()


class TestFormerReplies:
    def again(self, office: Office) -> Office:
        office.later(days=1)
        office.apply()
        return office.registered()

    def test_one_that_was_set_aside_on_review_is_none(self):
        office = closed()
        assert formers(request_of(self.again(Office(now=office.now)).case))
        begin(office)
        rule(office)
        assert formers(request_of(self.again(Office(now=office.now)).case)) == []

    def test_on_one_day_the_reply_has_to_be_there_first(self):
        office = issued()
        again = Office(now=office.now)
        again.apply()
        office.now = again.later(hours=1).now
        made(office)
        again.registered()
        assert formers(request_of(again.case)) == []
        third = Office(now=again.now)
        third.apply()
        third.registered()
        assert [one.case.number for one in formers(request_of(third.case))] == [office.number]


def test_a_notice_on_the_portal_says_until_when_it_has_to_be_out():
    office = Office()
    office.apply()
    office.registered().do("reviewer", "T_screening", **CLARIFY)
    assert latest(office).facts["to_be_sent_by"] == "2026-03-11"
