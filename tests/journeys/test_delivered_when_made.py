"""网上送达: nothing is delivered before its PDF is there; then it is, on that day and once, and the case goes on."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import perform
from app.casework.letters import serving
from app.casework.letters.deliveries import delivery_of, record_delivery
from app.casework.letters.issuing import letters_of
from app.casework.letters.made import LetterNotMade
from app.casework.letters.typesetting import record_rendered
from app.casework.models import IssuedLetter, OutboxMessage
from app.casework.terms import clocks
from app.database import db
from app.law.errors import RuleViolation
from app.processes.disclosure import corrections, use_cases
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.applicant_letters import reply_papers
from app.processes.disclosure.applicant_view import view_for_applicant
from app.processes.disclosure.registration import request_of
from app.timekeeping import OFFICE_TIME
from tests.journeys.told import CLARIFY, DUE, POST, events, tags
from tests.support.office import Office
from tests.support.papers import paper
from tests.support.setting import held_back

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]


def issued(**how) -> Office:
    """The reply has its number, and the worker has not come to it."""
    office = Office()
    office.apply(**how)
    office.signed()
    with held_back():
        office.do("reviewer", "T_issue", checked=True)
    return office


def reply(office: Office) -> IssuedLetter:
    db.session.rollback()
    letter = db.session.get(IssuedLetter, request_of(office.case).reply_letter_id)
    assert letter is not None
    return letter


def made(office: Office) -> None:
    """The worker comes to the reply now."""
    letter = reply(office)
    perform(record_rendered, actor=SYSTEM, now=office.now, case_id=letter.case_id, letter_id=letter.id,
            pdf=paper(letter.document_number))  # fmt: skip


def told_of(letter: IssuedLetter) -> list[OutboxMessage]:
    """The words to the applicant that a letter waits."""
    return list(
        db.session.scalars(select(OutboxMessage).where(OutboxMessage.key == f"mail:letter:{letter.id}"))
    )


class TestBeforeIt:
    def test_nothing_is_delivered_told_or_closed(self):
        office = issued()
        letter = reply(office)
        found = delivery_of(letter.id)
        assert (found.method, found.state, found.sent_on, found.delivered_on) == (
            "portal",
            "pending",
            None,
            None,
        )
        assert office.case.state == "open"
        assert office.open_nodes() == {"T_deliver"}
        assert not {"reply_delivered_online", "decision_delivered"} & {type_ for type_, _ in events(office)}
        assert clocks.clocks_of(office.case).running("reply") is not None
        assert told_of(letter) == []

    def test_the_applicant_reads_that_it_is_being_made_and_gets_no_paper(self):
        office = issued()
        view = view_for_applicant(request_of(office.case), office.now)
        row = next(one for one in view.letters if one.is_reply)
        assert row.way.startswith("待送达：文书还没有生成")
        assert not row.is_ready
        assert view.headline == "答复已经制发，等待送达"
        assert (view.remedies, view.may_evaluate, reply_papers(view.request)) == ([], False, [])

    @pytest.mark.parametrize(
        "given",
        [
            {
                "delivery": "delivered",
                "method": "in_person",
                "delivered_on": "2026-03-02",
                "receiver": "本人",
            },
            {"delivery": "delivered", **POST, "sent_on": "2026-03-02"},
            {"delivery": "failed", **POST, "sent_on": "2026-03-02", "note": "查无此人"},
        ],
    )
    @pytest.mark.parametrize("way", ["portal", "post"])
    def test_a_person_cannot_enter_what_did_not_happen(self, way, given):
        office = issued(reply_way=way, address="禄丰市示例路9号")
        with pytest.raises(LetterNotMade) as refused:
            office.do("clerk", "T_deliver", **given)
        assert "没有文书就没有送达" in refused.value.message
        assert "国办公开办函〔2016〕235号" in refused.value.message
        assert delivery_of(reply(office).id).state == "pending"

    def test_a_letter_of_no_task_cannot_be_entered_either(self):
        with held_back():
            office = Office()
            office.register()
            office.registered()
        letter = letters_of(office.case)[0]
        with pytest.raises(LetterNotMade):
            office.run(record_delivery, office.person("clerk"), case_id=office.case.id, letter_id=letter.id,
                       data={"method": "in_person", "delivered_on": "2026-03-02", "receiver": "本人"})  # fmt: skip


class TestWhenItIsThere:
    def test_it_is_delivered_and_the_case_goes_on_by_itself(self):
        office = issued()
        made(office)
        letter, today = reply(office), office.now.date()
        found = delivery_of(letter.id)
        assert (found.state, found.sent_on, found.delivered_on) == ("delivered", today, today)
        assert (office.case.state, office.open_nodes()) == ("closed", {"T_archive"})
        assert ("reply_delivered_online", today) in events(office)
        assert len(told_of(letter)) == 1
        assert {"letter.delivered", "case.closed"} <= tags(office)

    def test_after_midnight_the_next_day_counts_and_the_letter_keeps_its_own(self):
        office = issued()
        issued_on = reply(office).issued_on
        office.now = datetime(2026, 3, 3, 0, 20, tzinfo=OFFICE_TIME)
        made(office)
        letter = reply(office)
        assert (issued_on, letter.issued_on) == (date(2026, 3, 2), date(2026, 3, 2))
        assert delivery_of(letter.id).delivered_on == date(2026, 3, 3)
        remedies = {
            kind: clocks.clocks_of(office.case).of_kind(kind)[-1]
            for kind in ("reconsideration", "litigation")
        }
        assert {one.started_on for one in remedies.values()} == {date(2026, 3, 3)}
        assert remedies["reconsideration"].due_on == date(2026, 5, 6)  # 60 days end in the holiday of May
        assert remedies["litigation"].due_on == date(2026, 9, 3)

    def test_made_after_its_last_day_it_is_late_and_a_person_says_why(self):
        office = Office()
        office.apply()
        office.signed()
        office.now = datetime.combine(DUE, datetime.min.time(), OFFICE_TIME).replace(hour=17)
        with held_back():
            office.do("reviewer", "T_issue", checked=True)
        office.later(days=1)
        made(office)
        assert office.open_nodes() == {"T_deliver"}
        with pytest.raises(RuleViolation):
            office.do("clerk", "T_deliver", delivery="failed", method="post", note="查无此人")
        with pytest.raises(RuleViolation) as refused:
            office.do("clerk", "T_deliver", delivery="delivered", method="in_person")
        assert "请写明逾期原因" in refused.value.fields["late_reason"]
        office.do(
            "clerk",
            "T_deliver",
            delivery="delivered",
            method="in_person",
            late_reason="服务器停电，文书次日生成",
        )
        assert office.open_nodes() == {"T_archive"}
        assert delivery_of(reply(office).id).method == "portal"

    def test_made_twice_it_is_told_once(self):
        office = issued()
        made(office)
        before = events(office)
        office.later(days=1)
        made(office)
        assert events(office) == before
        assert len(told_of(reply(office))) == 1
        assert len(reply(office).deliveries) == 1

    def test_a_command_that_breaks_off_leaves_neither_pdf_nor_delivery(self, monkeypatch):
        def break_off(*_rest):
            raise RuntimeError("killed")

        office = issued()
        with monkeypatch.context() as patched:
            patched.setattr(serving, "tell", break_off)
            with pytest.raises(RuntimeError):
                made(office)
        letter = reply(office)
        assert (letter.document_id, delivery_of(letter.id).state) == (None, "pending")
        made(office)
        assert delivery_of(reply(office).id).state == "delivered"


class TestNotices:
    def test_the_days_of_a_clarification_run_from_its_pdf(self):
        office = Office()
        office.apply()
        office.registered()
        with held_back():
            office.do("reviewer", "T_screening", **CLARIFY)
        assert office.open_nodes() == {"T_deliver_notice"}
        assert view_for_applicant(request_of(office.case), office.now).waiting is None
        assert clocks.clocks_of(office.case).running("reply") is not None
        with pytest.raises(RuleViolation):
            office.run(use_cases.answer_clarification, APPLICANT, case_id=office.case.id, data={"answer": "2024年度"},
                       uploads=[])  # fmt: skip
        office.later(days=1)
        letter = letters_of(office.case)[-1]
        perform(record_rendered, actor=SYSTEM, now=office.now, case_id=letter.case_id, letter_id=letter.id,
                pdf=paper("补正"))  # fmt: skip
        assert office.open_nodes() == {"T_clarification"}
        assert ("clarification_notice_sent", date(2026, 3, 3)) in events(office)
        assert clocks.clocks_of(office.case).running("clarification").due_on == date(2026, 3, 10)

    def test_who_leaves_the_portal_meanwhile_is_not_served_there(self):
        office = issued()
        office.run(corrections.correct_request, office.person("clerk"), case_id=office.case.id, field="reply_way",
                   data={"reply_way": "in_person", "reason": "申请人来电更改"})  # fmt: skip
        made(office)
        letter = reply(office)
        assert (delivery_of(letter.id).method, delivery_of(letter.id).state) == ("in_person", "pending")
        assert (office.open_nodes(), told_of(letter)) == ({"T_deliver"}, [])
        today = office.now.date().isoformat()
        office.do(
            "clerk",
            "T_deliver",
            delivery="delivered",
            method="in_person",
            delivered_on=today,
            receiver="本人",
        )
        assert office.open_nodes() == {"T_archive"}

    def test_who_changes_to_the_portal_waits_for_the_pdf_as_well(self):
        office = issued(reply_way="post", address="禄丰市示例路9号")
        office.run(corrections.correct_request, office.person("clerk"), case_id=office.case.id, field="reply_way",
                   data={"reply_way": "portal", "reason": "申请人来电更改"})  # fmt: skip
        found = delivery_of(reply(office).id)
        assert (found.method, found.state) == ("portal", "pending")
        assert office.open_nodes() == {"T_deliver"}
        made(office)
        assert office.open_nodes() == {"T_archive"}
