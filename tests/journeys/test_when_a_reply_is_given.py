"""A reply is given when it is posted, handed over or entered; the remedies run from its arrival."""

from datetime import date

import pytest

from app.casework.terms import clocks
from app.law.errors import InvalidInput
from app.processes.disclosure.applicant_view import view_for_applicant
from app.processes.disclosure.registration import request_of
from tests.journeys.reply_file_hands import sample_of_reply, sign_until
from tests.journeys.told import (
    DUE,
    POST,
    at,
    events,
    level,
    record,
)
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]


class TestAReply:
    def issued(self, **more) -> Office:
        office = Office()
        office.register(**more)
        office.now = at(DUE)
        return office.issued()

    def deliver(self, office: Office, **data) -> None:
        office.do("clerk", "T_deliver", delivery="delivered", **data)

    def test_posted_after_the_due_day_it_asks_its_reason_then(self):
        office = self.issued()
        office.now = at(date(2026, 3, 31))
        assert level(office) == "overdue"
        with pytest.raises(InvalidInput) as refused:
            self.deliver(office, **POST, sent_on="2026-03-31")
        assert refused.value.fields == {"late_reason": "答复期限已于2026年3月30日届满，请写明逾期原因"}
        self.deliver(office, **POST, sent_on="2026-03-31", late_reason="当日收发室已停止收件")
        assert request_of(office.case).late_reason == "当日收发室已停止收件"
        assert clocks.clocks_of(office.case).of_kind("reply")[-1].state == "missed"

    def test_recorded_a_day_later_and_posted_in_time_it_asks_nothing(self):
        office = self.issued()
        office.now = at(date(2026, 3, 31))
        self.deliver(office, **POST, sent_on=DUE.isoformat())
        assert clocks.clocks_of(office.case).of_kind("reply")[-1].state == "met"

    def test_a_reason_that_was_written_at_the_issue_is_not_asked_again(self):
        office = Office()
        office.register()
        office.signed()
        office.now = at(date(2026, 3, 31))
        office.do("reviewer", "T_issue", checked=True, late_reason="查找耗时")
        self.deliver(office, **POST, sent_on="2026-03-31")
        assert request_of(office.case).late_reason == "查找耗时"

    @pytest.mark.parametrize(
        ("way", "day", "because"),
        [
            ({"method": "in_person", "delivered_on": "2026-03-30", "receiver": "本人"}, DUE, "the signature"),
            (
                {"method": "email", "sent_on": "2026-03-30", "note": "从政务邮箱发出，发送记录入卷"},
                DUE,
                "the arrival in the mailbox",
            ),
            (
                {**POST, "sent_on": "2026-03-30"},
                None,
                "on its way by post nothing runs for the applicant yet",
            ),
        ],
    )
    def test_the_remedies_run_from_the_day_on_which_the_applicant_has_it(self, way, day, because):
        office = self.issued()
        self.deliver(office, **way)
        assert dict(events(office)).get("decision_delivered") == day, because

    def test_the_arrival_of_a_posted_reply_starts_the_remedies_and_ends_the_wait_before_archiving(self):
        office = self.issued()
        self.deliver(office, **POST, sent_on="2026-03-30")
        with pytest.raises(InvalidInput):
            office.do("clerk", "T_archive", retention_years=10)
        office.now = at(date(2026, 4, 2))
        record(office, **POST, sent_on="2026-03-30", delivered_on="2026-04-01", receiver="本人")
        seen = {
            one.kind: one.due_on for one in view_for_applicant(request_of(office.case), office.now).remedies
        }
        assert seen == {"reconsideration": date(2026, 6, 1), "litigation": date(2026, 10, 8)}
        office.do("clerk", "T_archive", retention_years=10)
        assert office.case.state == "archived"

    def test_of_a_refusal_the_portal_says_that_reconsideration_comes_first(self):
        office = Office()
        office.apply()
        office.handled("denied_internal_affairs")

        office.do("handler", "T_draft", **sample_of_reply(office))

        sign_until(office, "T_issue")
        office.do("reviewer", "T_issue", checked=True)
        (only,) = view_for_applicant(request_of(office.case), office.now).remedies
        assert (only.kind, "先申请行政复议" in only.note) == ("reconsideration", True)

    def test_what_is_recorded_of_a_sending_is_not_put_in_anothers_place(self):
        office = self.issued()
        self.deliver(office, **POST, sent_on="2026-03-30")
        with pytest.raises(InvalidInput) as refused:
            record(office, **POST, sent_on="2026-03-28", delivered_on="2026-03-30")
        assert "sent_on" in refused.value.fields
