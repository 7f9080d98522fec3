"""缴费登记的作废和退付, and what the applicant sees of a fee (条例第四十二条)."""

from datetime import timedelta

import pytest

from app import timekeeping
from app.casework.letters.issuing import letters_of
from app.casework.letters.recalls import recalls_of
from app.casework.terms import clocks
from app.casework.terms.sweep import fire_due_timers
from app.casework.work.going_back import send_back
from app.casework.work.work_items import save_draft
from app.law.charging import NothingToRefund, PaymentOutOfRange, PaymentPaidBack
from app.law.clock import ClockState
from app.law.errors import DayOutOfRange, InvalidInput, NoPaymentRequested, NotAllowed
from app.processes.disclosure.applicant_view import view_for_applicant
from app.processes.disclosure.fee_acts import may_refund, may_void, record_refund, void_payment
from app.processes.disclosure.fee_waiting import PaymentStepElsewhere
from app.processes.disclosure.fees import charge_of, owed_of, words_of
from app.processes.disclosure.registration import request_of
from tests.journeys.test_fees import pay, screened, several, told, written
from tests.support.office import SEARCH

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
WRONG = "金额录入有误，实际到账 40 元"


def void(office, place: int = 1, login: str = "clerk", reason: str = WRONG):
    data = {"payment": place, "reason": reason}
    return office.run(void_payment, office.person(login), case_id=office.case.id, data=data)


def refund(office, amount: int = 100, login: str = "clerk", **more):
    day = office.now.date().isoformat()
    data = {"amount": amount, "refunded_on": day, "reason": "复议决定撤销收费", "document": "T-1", **more}
    return office.run(record_refund, office.person(login), case_id=office.case.id, data=data)


def seen(office):
    return view_for_applicant(request_of(office.case), office.now).fee


class TestVoiding:
    def test_a_part_that_was_entered_by_mistake_counts_no_more(self):
        office = told()
        pay(office, 60)
        assert may_void(office.case, office.now.date())
        void(office)
        assert (owed_of(charge_of(office.case)).rest, len(charge_of(office.case).payments)) == (100, 1)
        pay(office, 40)
        assert "已缴 40 元，尚欠 60 元" in words_of(charge_of(office.case))
        with pytest.raises(InvalidInput):
            void(office, 1)
        with pytest.raises(InvalidInput):
            void(office, 3)

    def test_it_needs_a_fee_a_reason_and_the_desk(self):
        office = told()
        pay(office, 60)
        with pytest.raises(InvalidInput):
            void(office, reason="无")
        with pytest.raises(NotAllowed):
            void(office, login="handler")
        with pytest.raises(NoPaymentRequested):
            void(written(screened(several())))


class TestVoidingWhatMadeItWhole:
    """109号第六条：the term begins anew from the completed payment; without one it has not begun."""

    def test_the_case_waits_again_and_the_confirmation_is_taken_back(self):
        office = told()
        pay(office)
        assert may_void(office.case, office.now.date())
        assert office.open_nodes() == {"T_screening"}
        void(office)
        assert office.open_nodes() == {"T_payment"}
        found = clocks.clocks_of(office.case)
        assert (found.reply, found.of_kind("reply")[-1].state, found.of_kind("reply")[-1].ended_by) == (
            None, ClockState.VOID, "缴费登记作废",
        )  # fmt: skip
        assert found.running("payment").due_on.isoformat() == "2026-03-30"
        letters = {one.kind: one.id in recalls_of(office.case) for one in letters_of(office.case)}
        assert (letters["fee_payment_confirmation"], letters["fee_notice"]) == (True, False)
        assert seen(office).says == "等待您缴费"

    def test_what_is_then_paid_in_truth_counts_from_its_own_day_and_replaces_the_letter(self):
        office = told()
        office.later(days=4)
        pay(office, paid_on="2026-03-06")
        void(office)
        pay(office, paid_on="2026-03-04")
        assert office.open_nodes() == {"T_screening"}
        assert office.case.due_on.isoformat() == "2026-04-01"
        *_, first, second = [one for one in letters_of(office.case) if one.kind == "fee_payment_confirmation"]
        assert recalls_of(office.case)[first.id].replaced_by_id == second.id

    def test_after_the_period_a_person_looks_whether_it_lapsed(self):
        office = told()
        pay(office)
        office.later(days=32)
        void(office)
        with timekeeping.moved_to(office.now):
            fire_due_timers(office.now)
        assert office.open_nodes() == {"T_confirm_fee_lapse"}

    def test_a_half_written_reply_is_there_again(self):
        office = told()
        pay(office)
        office.do("reviewer", "T_screening", screening="accept")
        office.do("reviewer", "T_assign", unit="LF-ZRZY")
        office.do("handler", "T_handle", **SEARCH, outcome="petition")
        typed = {"item_id": office.item("T_draft").id, "data": {"fact_channel": "禄丰市信访局"}}
        office.run(save_draft, office.person("handler"), case_id=office.case.id, **typed)
        void(office)
        pay(office)
        assert office.open_nodes() == {"T_draft"}
        assert request_of(office.case).draft_facts == {"channel": "禄丰市信访局"}
        whole = {
            "fact_matter": "complaint",
            "fact_matter_content": "补贴少发",
            "fact_channel": "禄丰市信访局",
        }
        office.do("handler", "T_draft", **whole)
        with pytest.raises(PaymentStepElsewhere):
            void(office, 2)

    def test_not_at_a_step_without_a_way_nor_after_the_reply_nor_what_was_paid_back(self):
        office = told()
        pay(office)
        office.do("reviewer", "T_screening", screening="accept")
        with pytest.raises(PaymentStepElsewhere):
            void(office)
        item = office.item("T_assign")
        office.run(send_back, office.person("reviewer"), case_id=office.case.id, item_id=item.id,
                   way="return_screening", data={"opinion": "缴费登记有误，须核对"})  # fmt: skip
        refund(office, 30)
        with pytest.raises(PaymentPaidBack):
            void(office)


class TestRefund:
    def test_it_is_on_record_and_moves_no_clock(self):
        office = told()
        pay(office)
        before = office.case.due_on
        refund(office, 30)
        assert may_refund(office.case, office.now.date())
        refund(office, 70)
        assert not may_refund(office.case, office.now.date())
        assert office.case.due_on == before
        assert words_of(charge_of(office.case)).endswith("缴清，已退 100 元")
        with pytest.raises(NothingToRefund):
            refund(office, 1)

    def test_never_more_than_came_in_nor_before_it_nor_tomorrow(self):
        office = told()
        pay(office)
        with pytest.raises(PaymentOutOfRange):
            refund(office, 101)
        for day in (office.now.date() - timedelta(days=1), office.now.date() + timedelta(days=1)):
            with pytest.raises(DayOutOfRange) as refused:
                refund(office, refunded_on=day.isoformat())
            assert set(refused.value.fields) == {"refunded_on"}

    def test_not_while_the_rest_is_waited_for(self):
        office = told()
        pay(office, 40)
        with pytest.raises(NothingToRefund):
            refund(office, 40)


class TestWhatTheApplicantSees:
    def test_nothing_before_the_notice_then_how_to_pay_then_that_it_is_paid(self):
        office = written(screened(several()))
        assert seen(office) is None
        office.do("officehead", "T_sign_fee", decision="approve", opinion="同意收费")
        fee = seen(office)
        assert (fee.amount, fee.is_owed, fee.says) == (100, True, "等待您缴费")
        assert fee.payment_way == "凭缴款码在银行柜台缴入国库"
        assert fee.due_on.isoformat() == "2026-03-30"
        pay(office, 40)
        assert seen(office).says == "已缴 40 元，尚欠 60 元"
        pay(office, 60)
        assert (seen(office).is_owed, seen(office).says) == (False, "已于 2026-03-02 缴清")
