"""更正登记事项 with all that follows: the title, namesakes among those asked, what cannot be blank, the way."""

from datetime import datetime

import pytest

from app.casework.letters import deliveries
from app.casework.letters.deliveries import delivery_of
from app.casework.letters.issuing import letters_of
from app.casework.models import AuditEntry, Consultation
from app.casework.models.cases import ClockState
from app.database import db
from app.law.errors import InvalidInput, NotAllowed
from app.processes.disclosure import corrections
from app.processes.disclosure.applicant_letters import letter_rows
from app.processes.disclosure.corrected import corrections_of
from app.processes.disclosure.gaps import gaps_on_record
from app.processes.disclosure.models import RequestCorrection
from app.processes.disclosure.registration import request_of
from app.timekeeping import OFFICE_TIME
from tests.journeys.told import POST, asked, events, level, on_paper, tags
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
WHY = "与申请书第一页不一致"
RIGHT_ID, WRONG_ID = "53010219900101001X", "530102199001010011"


def correct(office: Office, field: str, value: str, login: str = "clerk", **more: str) -> None:
    office.run(corrections.correct_request, office.person(login), case_id=office.case.id, field=field,
               data={field: value, "reason": WHY, **more})  # fmt: skip


def online(**more: str) -> Office:
    office = Office()
    office.apply(**more)
    return office.registered()


class TestAName:
    """第三十二条: nobody is a third party to his own request."""

    def asked_a_namesake(self, answer: str = "") -> Office:
        office = online()
        office.do("reviewer", "T_screening", screening="accept")
        office.do("reviewer", "T_assign", unit="LF-ZRZY")
        office.consulted(answer)
        return office

    def test_that_of_a_party_asked_already_is_noticed(self):
        office = self.asked_a_namesake()
        with pytest.raises(InvalidInput) as refused:
            correct(office, "name", "第三方乙 公司")
        assert refused.value.fields == {
            "namesake": "更正后与已征求意见的一方（第1份）同名，请选择是不是同一人"
        }
        assert office.case.party == "申请人甲"

    def test_of_the_same_person_the_consultation_is_void_and_the_clock_goes_on(self):
        office = self.asked_a_namesake()
        office.later(days=1)
        assert level(office) == "paused"
        correct(office, "name", "第三方乙公司", namesake="same")
        row = db.session.query(Consultation).one()
        assert row.dropped_why == "更正后查明征求对象就是申请人本人"
        office.later(days=1)
        assert level(office) == "on_time"

    def test_an_objection_of_the_applicant_is_no_ground_to_refuse_him(self):
        office = self.asked_a_namesake("objected")
        before = events(office)
        correct(office, "name", "第三方乙公司", namesake="same")
        assert events(office) == before
        office.do("handler", "T_handle", scope="档案室", method="翻查", keywords="合同", result="查到合同一份",
                  secrecy_reviewed=True, outcome="granted")  # fmt: skip
        office.do("handler", "T_draft", decision="rethink", opinion="改为不公开")
        with pytest.raises(InvalidInput) as refused:
            office.do("handler", "T_handle", scope="档案室", method="翻查", keywords="合同", result="查到合同一份",
                      secrecy_reviewed=True, outcome="denied_third_party",
                      inseparable="各页均载有该公司的报价")  # fmt: skip
        assert "outcome" in refused.value.fields

    def test_another_person_of_that_name_stays_asked(self):
        office = self.asked_a_namesake()
        correct(office, "name", "第三方乙公司", namesake="other")
        assert db.session.query(Consultation).one().dropped_on is None
        assert "request.namesake" in tags(office)

    def test_a_name_of_nobody_asks_nothing(self):
        office = self.asked_a_namesake()
        correct(office, "name", "申请人丙")
        assert office.case.party == "申请人丙"


class TestANumberAndItsType:
    def test_the_type_alone_must_fit_the_number_that_stands(self):
        office = online()
        with pytest.raises(InvalidInput) as refused:
            correct(office, "identity_document", "resident_id")
        assert refused.value.fields == {"identity_document": "居民身份证号码应为 18 位，现为 8 位"}
        correct(office, "identity_document", "resident_id", as_written="1")
        assert request_of(office.case).applicant.identity_document == "resident_id"

    def test_a_number_is_held_against_the_type_that_stands(self):
        office = online(identity_document="resident_id", identity_number=RIGHT_ID)
        with pytest.raises(InvalidInput) as refused:
            correct(office, "identity_number", WRONG_ID)
        assert "校验位不符" in refused.value.fields["identity_number"]


class TestBlank:
    @pytest.mark.parametrize(
        "field", ["identity_document", "identity_number", "telephone", "reply_form", "reply_way"]
    )
    def test_what_an_online_applicant_had_to_say_does_not_become_blank(self, field):
        office = online()
        with pytest.raises(InvalidInput) as refused:
            correct(office, field, "")
        assert field in refused.value.fields
        assert db.session.query(RequestCorrection).count() == 0

    @pytest.mark.parametrize(
        ("field", "gap"), [("identity_number", "identity"), ("reply_way", "way"), ("reply_form", "form")]
    )
    def test_what_a_paper_does_not_say_becomes_a_gap_that_the_notice_names(self, field, gap):
        office = on_paper()
        correct(office, field, "")
        assert gap in gaps_on_record(request_of(office.case))

    @pytest.mark.parametrize(
        ("way", "words"), [("post", "选择邮寄的，请填写通信地址"), ("email", "选择电子邮件的")]
    )
    def test_an_online_way_needs_its_address(self, way, words):
        office = online(email="")
        with pytest.raises(InvalidInput) as refused:
            correct(office, "reply_way", way)
        assert words in refused.value.fields["reply_way"]

    def test_the_address_of_an_online_way_does_not_go(self):
        office = online(reply_way="post", address="示例路9号")
        with pytest.raises(InvalidInput) as refused:
            correct(office, "address", "")
        assert refused.value.fields == {"address": "选择邮寄的，请填写通信地址"}


class TestTheTitle:
    def test_it_follows_the_description_and_the_old_one_stays_on_record(self):
        office = online()
        old = office.case.title
        correct(office, "description", "禄丰市2025年度预算执行情况")
        assert office.case.title == "申请公开禄丰市2025年度预算执行情况"
        assert [(one.title, one.old, one.new) for one in corrections_of(office.case)][1] == (
            "办件标题", old, "申请公开禄丰市2025年度预算执行情况",
        )  # fmt: skip

    def test_it_stays_where_the_name_of_the_document_makes_it(self):
        office = online(document_title="2024年度决算")
        correct(office, "description", "另一种说法")
        assert office.case.title == "申请公开2024年度决算"
        assert len(corrections_of(office.case)) == 1

    def test_one_that_somebody_gave_by_hand_stays(self):
        office = Office()
        office.apply()
        office.do("clerk", "T_register", title="耕地补贴一件")
        correct(office, "description", "禄丰市2025年度预算执行情况")
        assert office.case.title == "耕地补贴一件"


class TestTheWay:
    """Put right to 网上领取 after something was printed: it enters the account at once, and nobody waits to post it."""

    def issued(self) -> Office:
        office = on_paper()
        office.do("reviewer", "T_screening", screening="accept")
        office.do("reviewer", "T_assign", unit="LF-ZRZY")
        office.do("handler", "T_handle", scope="档案室", method="翻查", keywords="补贴", result="查到明细一份",
                  secrecy_reviewed=True, outcome="granted")  # fmt: skip
        office.attach()
        office.do("handler", "T_draft", fact_items="补贴发放明细｜电子文件｜12", fact_provision="attached")
        for login, node in (("unithead", "T_sign_unit_head"), ("officehead", "T_sign_office_head")):
            office.do(login, node, decision="approve", opinion="同意")
        office.do("reviewer", "T_issue", checked=True)
        assert office.open_nodes() == {"T_deliver"}
        return office

    def test_a_reply_not_yet_posted_is_there_to_be_fetched_and_the_case_is_done(self):
        office = self.issued()
        correct(office, "reply_way", "portal")
        assert office.open_nodes() == {"T_archive"}
        rows = letter_rows(request_of(office.case))
        assert {row.way for row in rows} == {"已在网上送达"}
        assert all(row.may_download for row in rows)
        assert ("reply_delivered_online", office.now.date()) in events(office)
        assert "decision_delivered" in [name for name, _day in events(office)]

    def test_it_is_not_sent_twice_and_what_was_posted_stays_posted(self):
        office = self.issued()
        receipt = letters_of(office.case)[0]
        today = office.now.date().isoformat()
        office.run(deliveries.record_delivery, office.person("clerk"), case_id=office.case.id, letter_id=receipt.id,
                   data={**POST, "sent_on": today})  # fmt: skip
        correct(office, "reply_way", "portal")
        assert delivery_of(receipt.id).method == "post"
        ways = db.session.query(AuditEntry).filter_by(tag="letter.delivered").count()
        assert ways == 1

    def test_late_it_asks_for_the_reason(self):
        office = self.issued()
        office.now = datetime(2026, 4, 8, 9, 0, tzinfo=OFFICE_TIME)
        with pytest.raises(InvalidInput) as refused:
            correct(office, "reply_way", "portal")
        assert refused.value.fields == {"late_reason": "答复期限已于2026年3月30日届满，请写明逾期原因"}
        assert office.open_nodes() == {"T_deliver"}
        correct(office, "reply_way", "portal", late_reason="登记途径有误，退回后发现")
        assert request_of(office.case).late_reason == "登记途径有误，退回后发现"

    def test_a_notice_not_yet_posted_begins_the_time_to_answer_it(self):
        office = asked()
        correct(office, "reply_way", "portal")
        assert office.open_nodes() == {"T_clarification"}
        assert office.case.clock_state == ClockState.WAITING
        names = [name for name, _day in events(office)]
        assert names[-2:] == ["clarification_notice_sent", "clarification_notice_delivered"]

    def test_only_the_desk_may(self):
        office = self.issued()
        with pytest.raises(NotAllowed):
            correct(office, "reply_way", "portal", login="handler")
