"""征求意见 against the grain: wrong order, wrong days, other spellings, decisions that the record does not bear."""

from datetime import datetime, timedelta

import pytest

from app.casework.acts.errors import CannotHappenNow
from app.casework.letters import deliveries
from app.casework.letters.by_clerk import issue_case_letter, sheet_of
from app.casework.letters.fitting import LetterNotOffered
from app.casework.letters.issuing import letters_of
from app.casework.models.consultations import ConsultationState as State
from app.law.awaiting import OpinionsOutstanding
from app.law.consulting import (
    DisclosedTooEarly,
    DisclosureNotSigned,
    NotConsulted,
    NothingDisclosed,
    ThirdPartyNotTold,
)
from app.law.errors import InvalidInput, NotAllowed
from app.processes.disclosure.draft_check import checks_of
from app.processes.disclosure.letters import consultation_facts
from app.processes.disclosure.registration import request_of
from app.steps import consultation_acts as acts
from app.steps import consultation_answers as answers
from app.steps import consultation_sending as sending
from app.steps.consultation_record import consultation_of, notice_owed
from app.steps.consultation_sending import record_returned
from app.steps.consultation_silence import record_silences
from app.timekeeping import OFFICE_TIME
from tests.support.office import GRANTED, SEARCH, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]

PARTY = {"party": "third_party", "name": "第三方乙公司", "kind": "organisation", "information": "合同金额"}
SIGNERS = {"T_sign_unit_head": "unithead", "T_sign_legal": "legal", "T_sign_office_head": "officehead",
           "T_sign_leader": "leader"}  # fmt: skip
POSTED = {"method": "post", "sent_on": "2026-03-02", "tracking_number": "1234567890"}
FORBIDDEN = (
    "身份证件号码｜未取得个人同意，《中华人民共和国个人信息保护法》第二十五条规定不得公开｜law_forbids"
)
PARTLY = {"fact_items": "合同｜电子文件｜12"}


@pytest.fixture
def office() -> Office:
    """A case in the hands of its unit on 2 March 2026; its reply is due on 30 March."""
    office = Office()
    office.apply()
    return office.assigned()


def at(office: Office, month: int, day: int) -> Office:
    office.now = datetime(2026, month, day, 9, 0, tzinfo=OFFICE_TIME)
    return office


def do(office: Office, use, number: int = 1, login: str = "clerk", **data) -> dict:
    more = {"data": data} if data else {}
    return office.run(use, office.person(login), case_id=office.case.id, number=number, **more)


def ask(office: Office, **changes) -> int:
    return office.run(acts.prepare_consultation, office.person("handler"), case_id=office.case.id,
                      data={**PARTY, **changes})["number"]  # fmt: skip


def answer(office: Office, day: str, said: str = "objected") -> dict:
    return do(
        office, answers.record_answer, answer=said, reason="属于商业秘密", answered_on=day, answer_way="post"
    )


def row(office: Office, number: int = 1):
    return consultation_of(office.case, number)


def decide(office: Office, outcome: str, **facts) -> None:
    office.do("handler", "T_handle", **SEARCH, outcome=outcome)
    office.attach()
    office.do("handler", "T_draft", **(facts or GRANTED))


def sign_and_issue(office: Office) -> None:
    while node := next((one for one in office.open_nodes() if one in SIGNERS), None):
        office.do(SIGNERS[node], node, decision="approve", opinion="同意")
    office.do("reviewer", "T_issue", checked=True)


class TestItsOwnDayCounts:
    def test_what_lay_in_the_post_room_in_time_counts_after_the_silence_is_noted(self, office):
        office.consulted("")
        record_silences(at(office, 3, 24).now)
        assert answer(office, "2026-03-20")["late"] is False
        assert row(office).state is State.ANSWERED
        facts = consultation_facts(request_of(office.case), office.now.date())
        assert facts["consultation_result"] == "disagreed"

    def test_what_comes_after_the_limit_is_late_though_nobody_noted_the_silence(self, office):
        office.consulted("")
        assert answer(at(office, 3, 26), "2026-03-25")["late"] is True
        assert row(office).state is State.SILENT
        facts = consultation_facts(request_of(office.case), office.now.date())
        assert facts["consultation_result"] == "no_reply"

    def test_a_unit_of_the_house_answers_nothing_before_it_was_asked(self, office):
        ask(office, party="house_unit", name="禄丰市自然资源局")
        with pytest.raises(InvalidInput) as refused:
            answer(office, "2026-02-27")
        assert set(refused.value.fields) == {"answered_on"}

    def test_what_is_handed_over_is_out_on_that_day_whatever_else_is_typed(self, office):
        do(office, acts.issue_consultation_letter, ask(office))
        at(office, 3, 6)
        do(office, sending.record_sent, method="in_person", sent_on="2026-03-02", delivered_on="2026-03-06")
        assert row(office).sent_on.isoformat() == "2026-03-06"


class TestNames:
    @pytest.mark.parametrize("name", ["申请人 甲", "申请人　甲", "申请人·甲"])
    def test_the_applicant_in_another_spelling_is_no_third_party(self, office, name):
        with pytest.raises(InvalidInput) as refused:
            ask(office, name=name)
        assert set(refused.value.fields) == {"name"}

    def test_the_first_view_of_the_organ_does_not_name_the_applicant(self, office):
        with pytest.raises(InvalidInput) as refused:
            ask(office, party="other_organ", name="禄丰市农业农村局", proposal="拟向申请人 甲公开")
        assert set(refused.value.fields) == {"proposal"}

    def test_the_same_question_to_the_same_party_stops_the_clock_once(self, office):
        office.consulted()
        with pytest.raises(InvalidInput) as refused:
            ask(office, name="第三方 乙公司", information="项目合同的名称和金额")
        assert set(refused.value.fields) == {"information"}
        assert ask(office, information="项目的另一份合同") == 2

    def test_a_dropped_party_may_be_asked_again(self, office):
        office.consulted("")
        do(office, answers.drop_consultation, reason="地址有误")
        assert ask(office, information="项目合同的名称和金额") == 2


class TestReturnedMail:
    def sent(self, office) -> None:
        do(office, acts.issue_consultation_letter, ask(office))
        do(office, sending.record_sent, **POSTED)

    def test_the_pause_ends_with_the_return_and_the_party_is_asked_anew(self, office):
        self.sent(office)
        at(office, 3, 6)
        do(office, record_returned, returned_on="2026-03-05", reason="查无此人")
        assert row(office).state is State.DROPPED
        assert office.case.due_on.isoformat() == "2026-04-02"  # 3, 4 and 5 March
        assert ask(office) == 2

    def test_it_is_no_ground_for_a_refusal(self, office):
        self.sent(office)
        do(office, record_returned, returned_on="2026-03-02", reason="拒收")
        with pytest.raises(InvalidInput):
            office.do("handler", "T_handle", **SEARCH, outcome="denied_third_party")

    def test_not_after_the_receipt_nor_before_the_sending_nor_by_others(self, office):
        self.sent(office)
        with pytest.raises(InvalidInput):
            do(office, record_returned, returned_on="2026-03-01", reason="拒收")
        with pytest.raises(NotAllowed):
            do(office, record_returned, login="handler", returned_on="2026-03-02", reason="拒收")
        do(office, sending.record_receipt, delivered_on="2026-03-02")
        with pytest.raises(CannotHappenNow):
            do(office, record_returned, returned_on="2026-03-02", reason="拒收")


class TestWhatTheDecisionRestsOn:
    def test_a_part_is_withheld_for_a_third_party_only_after_it_was_asked(self, office):
        parts = {
            **PARTLY,
            "fact_withheld_parts": "合同金额｜反映该公司的报价方法，同行知悉后会压价｜third_party",
        }
        with pytest.raises(NotConsulted) as refused:
            decide(office, "partly_granted", **parts)
        assert set(refused.value.fields) == {"fact_withheld_parts"}
        office.consulted()
        office.do("handler", "T_draft", **parts)

    def test_another_ground_needs_nobody(self, office):
        decide(office, "partly_granted", **PARTLY, fact_withheld_parts=FORBIDDEN)
        assert office.case.outcome == "partly_granted"

    def test_nobody_signs_that_something_is_given_out_while_a_party_may_still_answer(self, office):
        office.consulted("")
        with pytest.raises(OpinionsOutstanding, match="第1份（第三方乙公司）"):
            decide(office, "granted")
        (told,) = [one for one in checks_of(office.case, office.now.date(), {}) if "征求" in one["words"]]
        assert (told["ok"], told["must"]) == (False, True)
        assert "第1份（第三方乙公司）" in told["note"]

    def test_the_check_is_content_when_all_are_heard(self, office):
        office.consulted("agreed")
        decide(office, "granted")
        (told,) = [one for one in checks_of(office.case, office.now.date(), {}) if "征求" in one["words"]]
        assert told["ok"]

    def test_nothing_is_given_out_while_a_party_may_still_answer(self, office):
        decide(office, "granted")
        office.consulted("")  # the signers have it already
        with pytest.raises(OpinionsOutstanding, match="第1份（第三方乙公司）"):
            sign_and_issue(office)

    def test_nothing_is_given_out_before_an_objecting_party_is_told_and_not_before_the_day_it_was_told(
        self, office
    ):
        office.consulted()
        decide(office, "granted")
        with pytest.raises(ThirdPartyNotTold):
            sign_and_issue(office)
        told = {"information": "合同金额", "reasoning": "关系公共利益", "disclosed_on": "2026-03-05"}
        do(office, acts.tell_of_disclosure, **told)
        with pytest.raises(ThirdPartyNotTold):  # it lies printed, and has told nobody
            at(office, 3, 5).do("reviewer", "T_issue", checked=True)
        at(office, 3, 4)
        office.run(deliveries.record_delivery, office.person("clerk"), case_id=office.case.id,
                   letter_id=letters_of(office.case)[-1].id,
                   data={"method": "in_person", "delivered_on": "2026-03-04", "receiver": "收件人"})  # fmt: skip
        with pytest.raises(DisclosedTooEarly):
            office.do("reviewer", "T_issue", checked=True)
        at(office, 3, 5).do("reviewer", "T_issue", checked=True)
        assert letters_of(office.case)[-1].kind == "reply_granted"

    def test_nobody_is_told_of_a_decision_that_was_not_made(self, office):
        office.consulted()
        told = {"information": "合同金额", "reasoning": "关系公共利益", "disclosed_on": "2026-03-20"}
        with pytest.raises(NothingDisclosed):
            do(office, acts.tell_of_disclosure, **told)
        office.do("handler", "T_handle", **SEARCH, outcome="denied_third_party")
        with pytest.raises(NothingDisclosed):
            do(office, acts.tell_of_disclosure, **told)

    def test_nobody_is_told_of_a_draft_that_is_not_signed(self, office):
        office.consulted()
        decide(office, "granted")
        told = {"information": "合同金额", "reasoning": "关系公共利益", "disclosed_on": "2026-03-20"}
        with pytest.raises(DisclosureNotSigned):
            do(office, acts.tell_of_disclosure, **told)

    def test_the_disclosure_comes_after_the_notice(self, office):
        office.consulted()
        decide(office, "granted")
        office.all_signed()
        with pytest.raises(InvalidInput) as refused:
            do(
                office,
                acts.tell_of_disclosure,
                information="金额",
                reasoning="公共利益",
                disclosed_on="2026-03-02",
            )
        assert set(refused.value.fields) == {"disclosed_on"}

    def test_no_day_is_told_that_would_make_the_reply_late(self, office):
        """Before the day that the party was told nothing is given out: it is not later than the reply is due."""
        office.consulted()
        decide(office, "granted")
        office.all_signed()
        due_on = office.case.due_on
        told = {"information": "合同金额", "reasoning": "关系公共利益"}
        with pytest.raises(InvalidInput) as refused:
            do(office, acts.tell_of_disclosure, **told, disclosed_on=(due_on + timedelta(days=1)).isoformat())
        assert str(due_on) in refused.value.fields["disclosed_on"]
        do(office, acts.tell_of_disclosure, **told, disclosed_on=due_on.isoformat())

    def test_the_applicant_is_told_of_a_consultation_when_it_is_out(self, office):
        do(office, acts.issue_consultation_letter, ask(office))
        assert not notice_owed(office.case, "consultation_notice_to_applicant")
        with pytest.raises(LetterNotOffered):
            sheet_of(office.case, "consultation_notice_to_applicant", office.now.date())
        do(office, sending.record_sent, **POSTED)
        assert not sheet_of(office.case, "consultation_notice_to_applicant", office.now.date()).asked
        assert notice_owed(office.case, "consultation_notice_to_applicant")
        sheet = sheet_of(office.case, "consultation_notice_to_applicant", office.now.date())
        office.run(issue_case_letter, office.person("clerk"), case_id=office.case.id,
                   kind="consultation_notice_to_applicant", facts={}, seen=sheet.mark)  # fmt: skip
        assert not notice_owed(office.case, "consultation_notice_to_applicant")
