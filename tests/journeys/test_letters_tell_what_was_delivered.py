"""A letter tells of earlier letters what their delivery proves: the day of sending, the way they really went."""

from datetime import date

import pytest

from app.casework.letters import deliveries
from app.casework.letters.issuing import letters_of
from app.law.earlier_acts import NEEDED
from app.law.errors import InvalidInput
from app.processes.disclosure import corrections
from app.processes.disclosure.former import choose_former
from app.processes.disclosure.forms.screening import screening
from app.processes.disclosure.lapse import lapse_facts
from app.processes.disclosure.letters import preview_facts
from app.processes.disclosure.record_facts import amended_facts
from app.processes.disclosure.registration import request_of
from tests.desk.test_issuing_letters import REASONS, issue
from tests.journeys.asked_to_clarify import lapsing, sign_the_lapse
from tests.journeys.told import CLARIFY, DAY_7, POST, asked, at, on_paper, sent
from tests.support.former import formers
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app", "drafting_organ")]


def corrected(office: Office, field: str, value: str) -> None:
    office.run(corrections.correct_request, office.person("clerk"), case_id=office.case.id, field=field,
               data={field: value, "reason": "申请人来电更改"})  # fmt: skip


def facts(office: Office) -> dict:
    return preview_facts(office.case, office.now.date())


class TestTheProofOfANotice:
    def test_posted_it_was_never_delivered_online_whatever_way_is_wished_for_later(self):
        office = sent(asked(), DAY_7, delivered_on=DAY_7.isoformat())
        corrected(office, "reply_way", "portal")
        told = lapse_facts(request_of(office.case))["delivery_evidence"]
        assert told == "2026年3月11日邮政寄送签收记录，邮件号码1099000000001"

    def test_delivered_online_it_was_never_signed_for(self):
        office = lapsing()
        corrected(office, "reply_way", "in_person")
        assert lapse_facts(request_of(office.case))["delivery_evidence"] == "2026年3月2日网上送达记录"


class TestTheDayOfANotice:
    def test_it_is_the_day_of_posting_and_not_of_printing(self):
        office = sent(asked(), DAY_7, delivered_on=DAY_7.isoformat())
        office.do("clerk", "T_clarification", answer="2024年度", answered_on=DAY_7.isoformat())
        office.do("reviewer", "T_screening", screening="still_unclear")
        told = facts(office)
        assert told["amended_notified_on"] == told["clarification_noticed_on"] == DAY_7.isoformat()

    def test_an_answer_before_the_posting_leaves_the_day_of_the_notice(self):
        office = on_paper()
        office.now = at(DAY_7)
        office.do("reviewer", "T_screening", **CLARIFY)
        office.later(days=1)
        sent(office, office.now.date(), delivered_on=office.now.date().isoformat())
        office.do("clerk", "T_clarification", answer="2024年度", answered_on=DAY_7.isoformat())
        assert amended_facts(request_of(office.case))["amended_notified_on"] == DAY_7.isoformat()


class TestAReasonThatWasAskedFor:
    def test_a_request_that_only_lies_printed_asked_nobody(self):
        office = on_paper()
        issue(office, "reason_request_notice", REASONS)
        offered = screening.schema(office.item("T_screening")).fields["screening"]
        assert "excessive" not in offered.options
        assert NEEDED["excessive"][1] in offered.metadata["hint"]

    def test_the_day_is_that_of_its_posting(self):
        office = on_paper()
        issue(office, "reason_request_notice", REASONS)
        letter = letters_of(office.case)[-1]
        day = office.later(days=2).now.date().isoformat()
        office.run(deliveries.record_delivery, office.person("clerk"), case_id=office.case.id, letter_id=letter.id,
                   data={**POST, "sent_on": day})  # fmt: skip
        office.do("reviewer", "T_screening", screening="excessive")
        assert facts(office)["reason_requested_on"] == day != letter.issued_on.isoformat()

    def test_that_none_came_is_told_only_after_its_period(self):
        office = on_paper()
        issue(office, "reason_request_notice", REASONS)
        letter, day = letters_of(office.case)[-1], office.now.date().isoformat()
        office.run(deliveries.record_delivery, office.person("clerk"), case_id=office.case.id, letter_id=letter.id,
                   data={"method": "in_person", "delivered_on": day})  # fmt: skip
        office.do("reviewer", "T_screening", screening="excessive")
        for last in (day, "2026-03-16"):
            office.now = at(date.fromisoformat(last))
            with pytest.raises(InvalidInput) as refused:
                office.do("handler", "T_draft")
            assert "2026-03-16届满" in refused.value.fields["decision"]
        office.later(days=1).do("handler", "T_draft")
        assert "T_draft" not in office.open_nodes()


class TestAFormerReply:
    def test_it_was_given_on_the_day_of_its_posting(self):
        office = Office()
        office.register()
        office.issued()
        day = office.later(days=3).now.date().isoformat()
        office.do("clerk", "T_deliver", delivery="delivered", **POST, sent_on=day, delivered_on=day)
        office.apply()
        office.registered().do("reviewer", "T_screening", screening="repeated")
        request = request_of(office.case)
        choose_former(request, formers(request)[0].case.number)
        assert facts(office)["earlier_replied_on"] == day
        assert facts(office)["delivery_evidence"].startswith("2026年3月5日邮政寄送签收记录")

    def test_a_request_that_lapsed_was_not_answered_and_may_be_made_again(self):
        office = lapsing()
        office.do("clerk", "T_confirm_lapse", lapse="lapsed", opinion="查过各收件渠道")
        sign_the_lapse(office)
        office.do("reviewer", "T_issue", checked=True)
        office.apply()
        assert formers(request_of(office.case)) == []
