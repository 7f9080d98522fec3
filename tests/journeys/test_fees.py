"""信息处理费: counted from the record, signed, told, paid whole, in parts, late or not at all (第四十二条)."""

import io
from datetime import date, datetime

import pikepdf
import pytest

from app import timekeeping
from app.casework.letters.issuing import letters_of
from app.casework.terms import clocks
from app.casework.terms.sweep import fire_due_timers
from app.casework.work import work_items
from app.database import db
from app.law.charging import NothingToCharge, PaymentOutOfRange
from app.law.errors import FeeNoticeTooLate, InvalidInput, NotAllowed
from app.processes.disclosure.fees import charge_of, earlier_cases, owed_of, words_of
from app.processes.disclosure.models import FeeCharge
from app.processes.disclosure.overview import facts_of
from app.processes.disclosure.registration import request_of
from tests.support.office import Office, paper

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]

BY_ITEMS = {
    "charge": "charge", "charged_by": "items", "items": 11, "why_items": "十一个年度各一项",
    "payment_way": "凭缴款码在银行柜台缴入国库", "opinion": "本月已提出十一件",
}  # fmt: skip
SIGNERS = {"T_sign_unit_head": "unithead", "T_sign_legal": "legal", "T_sign_office_head": "officehead",
           "T_sign_leader": "leader"}  # fmt: skip
ON_PAPER = {"reply_way": "post", "address": "禄丰市示例路9号"}


def eleventh(**request: str) -> Office:
    """The eleventh request of one person in a month, registered and not yet screened."""
    office = Office()
    for _number in range(11):
        office.apply(**request)
    return office.registered()


def several(**request: str) -> Office:
    """A request of eleven items, registered and not yet screened."""
    office = Office()
    office.apply(**request)
    return office.registered()


def screened(office: Office) -> Office:
    office.do("reviewer", "T_screening", screening="fee")
    return office


def written(office: Office, **changes) -> Office:
    office.do("reviewer", "T_fee", **{**BY_ITEMS, **changes})
    return office


def told(**request: str) -> Office:
    """The notice is signed and, online, delivered."""
    office = written(screened(several(**request)))
    office.do("officehead", "T_sign_fee", decision="approve", opinion="同意收费")
    return office


def pay(office: Office, amount: int = 100, paid_on: str = "", **more) -> None:
    day = paid_on or office.now.date().isoformat()
    office.do("clerk", "T_payment", amount=amount, paid_on=day, receipt_number="2026-0001", **more)


def lapsed(office: Office) -> Office:
    """The period of twenty working days has passed."""
    office.now = datetime(2026, 4, 1, 9, tzinfo=timekeeping.OFFICE_TIME)
    with timekeeping.moved_to(office.now):
        fire_due_timers(office.now)
    return office


def running(office: Office):
    return clocks.clocks_of(office.case).running("reply")


def signed_and_issued(office: Office) -> None:
    while node := next((one for one in office.open_nodes() if one in SIGNERS), None):
        office.do(SIGNERS[node], node, decision="approve", opinion="同意")
    office.do("reviewer", "T_issue", checked=True)


class TestTheCount:
    def test_the_place_of_the_request_in_the_month_comes_from_the_record(self):
        office = written(screened(eleventh()), items=1, why_items="")
        charge = charge_of(office.case)
        assert (charge.first_unit, charge.last_unit, charge.amount) == (11, 11, 100)
        assert charge.calculation == "第11件，1件×100元"

    def test_requests_of_another_month_of_others_and_withdrawn_ones_do_not_count(self):
        office = Office(now=datetime(2026, 2, 27, 9, tzinfo=timekeeping.OFFICE_TIME))
        office.apply()
        office.now = datetime(2026, 3, 2, 9, tzinfo=timekeeping.OFFICE_TIME)
        office.apply(identity_number="T0000002")
        office.apply()
        office.apply()
        assert earlier_cases(request_of(office.case)) == 1

    def test_a_request_of_several_items_says_why(self):
        office = screened(several())
        with pytest.raises(InvalidInput) as refused:
            written(office, items=12, why_items="")
        assert set(refused.value.fields) == {"why_items"}
        written(office, items=12, why_items="补贴明细、拨付凭证等十二项")
        assert charge_of(office.case).amount == 200

    def test_what_is_free_is_not_charged(self):
        with pytest.raises(NothingToCharge):
            written(screened(several()), items=10)
        assert db.session.query(FeeCharge).count() == 0

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"items": None}, "items"),
            ({"items": 0}, "items"),
            ({"charged_by": ""}, "charged_by"),
            ({"charged_by": "pages"}, "charged_by"),
            ({"payment_way": ""}, "payment_way"),
            ({"payment_way": "无"}, "payment_way"),
        ],
    )
    def test_without_a_count_or_a_way_to_pay_there_is_no_fee(self, changes, field):
        office = screened(several())
        with pytest.raises(InvalidInput) as refused:
            written(office, **changes)
        assert set(refused.value.fields) == {field}

    def test_pages_are_those_that_are_handed_over(self):
        office = Office()
        office.apply()
        office.handled()
        office.attach("明细.pdf", many_pages(40))
        office.do("handler", "T_draft", decision="fee", opinion="共40页")
        with pytest.raises(InvalidInput) as refused:
            written(office, charged_by="pages", items=None, pages=41)
        assert set(refused.value.fields) == {"pages"}
        written(office, charged_by="pages", items=None)
        assert charge_of(office.case).amount == 100


def many_pages(count: int) -> bytes:
    made, target = pikepdf.open(io.BytesIO(paper("明细"))), io.BytesIO()
    for _number in range(count - 1):
        made.add_blank_page()
    made.save(target)
    return target.getvalue()


class TestTheNotice:
    def test_it_is_signed_by_the_head_told_and_stops_the_clock(self):
        office = told()
        notice = letters_of(office.case)[-1]
        assert notice.kind == "fee_notice"
        assert (notice.facts["amount"], notice.facts["quantity"]) == ("100.00", 11)
        assert (
            notice.facts["quantity_basis"]
            == "本次申请为2026年3月向本机关提出的第1至第11件（十一个年度各一项）"
        )
        assert running(office) is None
        assert office.open_nodes() == {"T_payment"}
        assert "尚欠 100 元" in words_of(charge_of(office.case))

    def test_whoever_wrote_it_does_not_sign_it_and_a_changed_text_is_read_anew(self):
        office = written(screened(several()))
        item = office.item("T_sign_fee")
        with pytest.raises(NotAllowed):
            office.run(work_items.complete, office.person("reviewer"), case_id=item.case_id, item_id=item.id,
                       data={"decision": "approve"})  # fmt: skip
        office.do("officehead", "T_sign_fee", decision="send_back", opinion="请写明拆分的理由")
        assert office.open_nodes() == {"T_fee"}
        assert charge_of(office.case).letter_id is None

    def test_on_paper_the_sending_in_time_ends_the_clock_and_the_arrival_starts_the_period(self):
        office = told(**ON_PAPER)
        assert running(office) is not None
        sent = {"method": "post", "sent_on": "2026-03-02", "tracking_number": "1099000000001"}
        office.do("clerk", "T_deliver_fee", **sent)
        assert running(office) is not None
        with pytest.raises(InvalidInput) as refused:
            pay(office)
        assert "签收还没有登记" in refused.value.fields["paid_on"]

    def test_one_notice_a_request_and_none_after_the_due_day(self):
        office = told()
        pay(office)
        assert "fee" not in schema_of(office, "T_screening").fields["screening"].options
        late = several()
        late.now = datetime(2026, 4, 7, 9, tzinfo=timekeeping.OFFICE_TIME)
        with pytest.raises(FeeNoticeTooLate):
            screened(late)

    def test_no_fee_after_all_says_why_and_goes_on(self):
        office = written(screened(several()))
        office.do("officehead", "T_sign_fee", decision="send_back", opinion="申请人生活困难")
        with pytest.raises(InvalidInput) as refused:
            written(office, charge="none", opinion="")
        assert set(refused.value.fields) == {"opinion"}
        written(office, charge="none", opinion="申请人生活困难，不收费")
        assert (office.open_nodes(), charge_of(office.case)) == ({"T_screening"}, None)


def schema_of(office: Office, node: str):
    item = office.item(node)
    return work_items.form_of(item).schema(item)


class TestThePayment:
    def test_whole_it_starts_the_clock_anew_and_the_applicant_is_told(self):
        office = told().later(days=9)
        pay(office)
        letter = letters_of(office.case)[-1]
        assert letter.kind == "fee_payment_confirmation"
        assert (letter.facts["paid_on"], letter.facts["restarted_on"]) == ("2026-03-11", "2026-03-12")
        assert letter.facts["new_due_on"] == running(office).due_on.isoformat() == "2026-04-09"
        assert office.open_nodes() == {"T_screening"}

    def test_parts_are_kept_and_the_last_one_counts(self):
        office = told()
        pay(office, 60)
        assert office.open_nodes() == {"T_payment"}
        assert running(office) is None
        pay(office.later(days=2), 40)
        assert owed_of(charge_of(office.case)).settled_on == date(2026, 3, 4)
        assert running(office).started_on == date(2026, 3, 4)
        shown = {fact.label: fact.value for fact in facts_of(office.case)}
        assert "已于 2026-03-04 缴清" in shown["信息处理费"]

    @pytest.mark.parametrize(("amount", "day", "field"), [
        (101, "2026-03-02", "amount"), (0, "2026-03-02", "amount"),
        (100, "2026-03-03", "paid_on"), (100, "2026-03-01", "paid_on"),
    ])  # fmt: skip
    def test_what_cannot_be_is_refused_beside_its_field(self, amount, day, field):
        office = told()
        with pytest.raises(InvalidInput) as refused:
            pay(office, amount, day)
        assert set(refused.value.fields) == {field}
        assert owed_of(charge_of(office.case)).received == 0

    def test_more_than_the_rest_is_refused(self):
        office = told()
        pay(office, 60)
        with pytest.raises(PaymentOutOfRange):
            pay(office, 41)
