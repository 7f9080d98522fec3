"""Notices and replies count from the act that the law names (交邮、签收、进入账户), never from the printing."""

from datetime import date

import pytest

from app.casework.letters.issuing import letters_of
from app.casework.models import Alert
from app.casework.models.cases import ClockState
from app.casework.terms import clocks
from app.casework.terms.sweep import raise_alerts
from app.database import db
from app.law.errors import InvalidInput
from app.processes.disclosure import use_cases
from app.processes.disclosure.applicant_view import view_for_applicant
from app.processes.disclosure.forms.screening import screening
from app.processes.disclosure.queries import clarification_of
from app.processes.disclosure.registration import request_of
from tests.journeys.letters_seen import words_of
from tests.journeys.told import (
    CLARIFY,
    DAY_7,
    DAY_8,
    DUE,
    POST,
    asked,
    at,
    events,
    level,
    on_paper,
    record,
    sent,
    tags,
)
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]


class TestAClarificationNotice:
    def test_printed_it_stops_nothing_and_leads_the_case_until_it_is_out(self):
        office = asked()
        assert (office.case.due_kind, office.case.due_on) == ("clarification_notice", DAY_7)
        assert clocks.clocks_of(office.case).running("reply").due_on == DUE
        assert level(office) == "due_soon"
        office.now = at(DAY_7)
        assert level(office) == "today"
        office.now = at(DAY_8)
        assert level(office) == "overdue"

    def test_posted_on_the_seventh_day_it_stops_the_clock_and_its_arrival_starts_the_period(self):
        office = sent(asked(), DAY_7)
        assert (office.case.clock_state, office.case.due_on) == (ClockState.WAITING, None)
        office.later(days=3)
        record(office, **POST, sent_on=DAY_7.isoformat(), delivered_on="2026-03-13", receiver="本人")
        assert office.case.due_on == date(2026, 3, 20)
        assert clarification_of(office.case).delivered_on == date(2026, 3, 13)

    def test_posted_on_the_eighth_day_the_old_clock_runs_on_and_everybody_is_told(self):
        office = sent(asked(), DAY_8)
        assert (office.case.due_kind, office.case.due_on) == ("reply", DUE)
        assert "clarification.sent_late" in tags(office)
        seen = view_for_applicant(request_of(office.case), office.now)
        assert seen.headline == "等待您补正，答复期限照常计算"
        assert seen.due_on == DUE

    def test_printed_in_time_the_letter_promises_nothing_that_hangs_on_the_post(self):
        printed = words_of(letters_of(asked().case)[-1])
        assert (
            "本告知书于2026年3月11日以前（含当日）发出的，答复期限自本机关收到补正的申请之日起计算" in printed
        )

    def test_after_the_seventh_day_it_is_possible_and_says_plainly_what_it_does_not_do(self):
        office = asked(DAY_8)
        printed = words_of(letters_of(office.case)[-1])
        assert "答复期限不因补正停止或者重新计算，仍于2026年3月30日届满" in printed
        assert (office.case.due_kind, office.case.due_on) == ("reply", DUE)

    @pytest.mark.parametrize(("day", "said"), [(DAY_7, []), (DAY_8, ["现在要求补正，不影响原答复期限"])])
    def test_the_page_says_it_before_it_is_chosen(self, day, said):
        checks = screening.checks(on_paper().case, day, {})
        assert [one["words"] for one in checks] == said

    def test_an_answer_to_a_late_notice_moves_nothing(self):
        office = sent(asked(DAY_8), DAY_8)
        office.do("clerk", "T_clarification", answer="2024年度")
        assert office.open_nodes() == {"T_screening"}
        assert office.case.due_on == DUE
        history = view_for_applicant(request_of(office.case), office.now).history
        assert "收到您的补正，答复期限照常计算" in [one["act"] for one in history]

    def test_a_late_notice_need_not_be_waited_for(self):
        office = sent(asked(DAY_8), DAY_8)
        office.do("clerk", "T_clarification", goes_on=True)
        assert office.open_nodes() == {"T_screening"}
        assert "clarification.given_up" in tags(office)
        assert clarification_of(office.case).answered_on is None

    def test_a_notice_in_time_is_waited_for(self):
        office = sent(asked(), DAY_7)
        with pytest.raises(InvalidInput):
            office.do("clerk", "T_clarification", goes_on=True)
        assert office.open_nodes() == {"T_clarification"}

    def test_an_arrival_that_is_recorded_after_the_answer_ends_no_period(self):
        office = sent(asked(), DAY_7)
        office.now = at(date(2026, 3, 25))
        office.do("clerk", "T_clarification", answer="2024年度")
        record(office, **POST, sent_on=DAY_7.isoformat(), delivered_on="2026-03-12")
        assert clocks.clocks_of(office.case).running("reply").started_on == date(2026, 3, 25)

    def test_online_the_entry_into_the_account_is_the_day(self):
        office = Office()
        office.apply()
        office.registered().do("reviewer", "T_screening", **CLARIFY)
        known = dict(events(office))
        assert (
            known["clarification_notice_sent"] == known["clarification_notice_delivered"] == date(2026, 3, 2)
        )


class TestTheReminder:
    def stages(self, office: Office, day: date) -> list[str]:
        raise_alerts(at(day))
        query = db.select(Alert.stage).where(
            Alert.case_id == office.case.id, Alert.kind == "clarification_notice"
        )
        return sorted(db.session.scalars(query))

    def test_it_comes_before_the_seventh_day_while_nobody_has_screened(self):
        office = on_paper()
        assert self.stages(office, date(2026, 3, 6)) == []
        assert self.stages(office, date(2026, 3, 9)) == ["due_soon"]
        assert self.stages(office, DAY_7) == ["due_soon", "due_today"]

    def test_it_comes_for_a_notice_that_is_printed_and_not_out(self):
        assert self.stages(asked(date(2026, 3, 3)), date(2026, 3, 9)) == ["due_soon"]

    def test_an_accepted_request_is_reminded_of_nothing(self):
        office = on_paper()
        office.do("reviewer", "T_screening", screening="accept")
        assert self.stages(office, DAY_7) == []

    def test_a_notice_that_is_out_is_reminded_of_nothing(self):
        assert self.stages(sent(asked(date(2026, 3, 3)), date(2026, 3, 4)), DAY_7) == []


class TestAnExtension:
    def approved(self) -> Office:
        office = on_paper()
        office.do("reviewer", "T_screening", screening="accept")
        office.do("reviewer", "T_assign", unit="LF-ZRZY")
        office.run(use_cases.request_extension, office.person("handler"), case_id=office.case.id,
                   data={"working_days": 20, "reason": "涉及多个年度"})  # fmt: skip
        office.now = at(date(2026, 3, 27))
        office.do("officehead", "T_approve_extension", extension_decision="approve")
        return office

    def test_printed_it_extends_nothing(self):
        office = self.approved()
        assert office.case.due_on == DUE
        assert office.case.flags == []
        assert letters_of(office.case)[-1].facts["new_due_on"] == "2026-04-28"

    def test_posted_on_the_due_day_it_holds(self):
        office = self.approved()
        office.now = at(DUE)
        record(office, **POST, sent_on=DUE.isoformat())
        assert (office.case.due_on, office.case.flags) == (date(2026, 4, 28), ["延期"])

    def test_posted_a_day_later_it_holds_not_and_the_record_says_so(self):
        office = self.approved()
        office.now = at(date(2026, 3, 31))
        record(office, **POST, sent_on="2026-03-31")
        assert (office.case.due_on, office.case.flags) == (DUE, [])
        assert "extension.sent_late" in tags(office)
        acts = [one["act"] for one in view_for_applicant(request_of(office.case), office.now).history]
        assert "告知延期答复 20 个工作日（已过原届满日，不产生效力）" in acts

    def test_before_it_is_out_nobody_asks_for_another(self):
        office = self.approved()
        with pytest.raises(Exception, match="尚未送出"):
            office.run(use_cases.request_extension, office.person("handler"), case_id=office.case.id,
                       data={"working_days": 5, "reason": "再延"})  # fmt: skip
