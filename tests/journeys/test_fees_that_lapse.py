"""逾期未缴费: confirmed by a person, told like any reply, or paid after all (109号第六条，未核对)."""

from datetime import date, datetime

import pytest

from app import timekeeping
from app.casework.letters.issuing import letters_of
from app.casework.models import AuditEntry
from app.casework.terms import clocks
from app.casework.terms.sweep import fire_due_timers
from app.database import db
from app.law.errors import InvalidInput, LapseTooEarly
from tests.journeys.test_fees import lapsed, many_pages, pay, running, signed_and_issued, told, written
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app", "drafting_organ")]


class TestTheLapse:
    CHECKED = "已查国库到账清单，没有到账"

    def test_it_is_confirmed_by_a_person_and_told_like_any_reply(self):
        office = lapsed(told())
        office.do("clerk", "T_confirm_fee_lapse", fee_lapse="lapsed", opinion=self.CHECKED)
        assert office.case.outcome == "fee_lapsed"
        office.do("handler", "T_draft")
        signed_and_issued(office)
        letter = letters_of(office.case)[-1]
        assert letter.kind == "notice_fee_lapsed"
        assert letter.facts["payment_due_on"] == "2026-03-30"
        assert letter.facts["delivery_evidence"] == "2026年3月2日网上送达记录"
        assert "received_amount" not in letter.facts
        assert clocks.clocks_of(office.case).progress.fee.lapsed_on == office.now.date()

    def test_a_part_that_came_is_told(self):
        office = told()
        pay(office, 60)
        lapsed(office).do("clerk", "T_confirm_fee_lapse", fee_lapse="lapsed", opinion=self.CHECKED)
        office.do("handler", "T_draft")
        signed_and_issued(office)
        assert letters_of(office.case)[-1].facts["received_amount"] == "60.00"

    def test_not_before_the_period_has_passed(self):
        office = told()
        office.now = datetime(2026, 3, 31, 0, 30, tzinfo=timekeeping.OFFICE_TIME)
        with timekeeping.moved_to(office.now):
            fire_due_timers(office.now)
        office.now = datetime(2026, 3, 30, 23, 0, tzinfo=timekeeping.OFFICE_TIME)
        with pytest.raises(LapseTooEarly):
            office.do("clerk", "T_confirm_fee_lapse", fee_lapse="lapsed", opinion=self.CHECKED)

    def test_paid_in_time_and_entered_late_it_goes_on(self):
        office = lapsed(told())
        office.do(
            "clerk",
            "T_confirm_fee_lapse",
            fee_lapse="paid",
            amount=100,
            paid_on="2026-03-30",
            opinion="国库已到账",
        )
        assert running(office).started_on == date(2026, 3, 30)
        assert office.open_nodes() == {"T_screening"}

    def test_paid_late_it_goes_on_only_with_a_reason(self):
        office = lapsed(told())
        late = {"fee_lapse": "paid", "amount": 100, "paid_on": "2026-03-31", "opinion": "国库已到账"}
        with pytest.raises(InvalidInput) as refused:
            office.do("clerk", "T_confirm_fee_lapse", **late)
        assert set(refused.value.fields) == {"why_accepted"}
        office.do("clerk", "T_confirm_fee_lapse", **late, why_accepted="住院期间不能缴纳")
        assert running(office).started_on == date(2026, 3, 31)

    @pytest.mark.parametrize(
        "answer", [{"fee_lapse": "paid"}, {"fee_lapse": "paid", "amount": 60, "paid_on": "2026-03-20"}]
    )
    def test_without_the_whole_sum_nothing_goes_on(self, answer):
        office = lapsed(told())
        with pytest.raises(InvalidInput) as refused:
            office.do("clerk", "T_confirm_fee_lapse", **answer, opinion="国库已到账")
        assert set(refused.value.fields) == {"amount"}

    def test_after_a_second_look_the_decision_of_before_is_drafted(self):
        office = Office()
        office.apply()
        office.handled()
        office.attach("明细.pdf", many_pages(40))
        office.do("handler", "T_draft", decision="fee", opinion="共40页")
        written(office, charged_by="pages", items=None)
        office.do("officehead", "T_sign_fee", decision="approve")
        lapsed(office).do("clerk", "T_confirm_fee_lapse", fee_lapse="lapsed", opinion=self.CHECKED)
        office.do("handler", "T_draft", decision="fee", opinion="申请人称已缴")
        office.do(
            "clerk",
            "T_confirm_fee_lapse",
            fee_lapse="paid",
            amount=100,
            paid_on="2026-03-30",
            opinion="国库已到账",
        )
        assert (office.case.outcome, office.open_nodes()) == ("granted", {"T_draft"})
        tags = {tag for (tag,) in db.session.query(AuditEntry.tag).filter(AuditEntry.tag.like("fee.%"))}
        assert tags == {"fee.drafted", "fee.told", "fee.received", "fee.paid"}
