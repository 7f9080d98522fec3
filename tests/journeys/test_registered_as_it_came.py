"""A paper application that lacks something is registered as it came; the 补正 names that (第二十九、三十条)."""

import pytest

from app.casework.letters.issuing import letters_of
from app.casework.models.letters import DeliveryMethod
from app.database import db
from app.law.application_gaps import ITEMS, Gap
from app.law.errors import InvalidInput
from app.processes.disclosure import corrections
from app.processes.disclosure.gaps import gaps_on_record
from app.processes.disclosure.letters import recipient_of
from app.processes.disclosure.models import Clarification
from app.processes.disclosure.registration import request_of
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
NOTHING = {"identity_document": "", "identity_number": "", "telephone": "", "address": "", "reply_form": "",
           "reply_way": ""}  # fmt: skip
MISREAD = "532301199001011234"  # its check digit is wrong


def registered(**changes) -> Office:
    office = Office()
    office.register(**{**NOTHING, **changes})
    return office.registered()


def gaps(office: Office) -> set[Gap]:
    return set(gaps_on_record(request_of(office.case)))


@pytest.mark.parametrize("name", [*NOTHING, "all of them"])
def test_whatever_is_missing_it_is_registered_and_numbered(name):
    office = Office()
    office.register(**(NOTHING if name == "all of them" else {name: ""}))
    assert office.case.number == office.number
    assert bool(gaps(office)) == (name != "telephone")  # an address reaches the applicant as well


def test_the_notice_asks_for_what_is_missing_though_nobody_typed_it():
    office = registered()
    office.do("reviewer", "T_screening", screening="clarify", clarification_guidance="请来人或者来信补充",
              clarification_items="请说明所需信息的年度")  # fmt: skip
    asked = db.session.get_one(Clarification, office.case.id).items
    assert asked == [ITEMS[gap] for gap in (Gap.IDENTITY, Gap.CONTACT, Gap.FORM, Gap.WAY)] + [
        "请说明所需信息的年度"
    ]
    (notice,) = [one for one in letters_of(office.case) if one.kind == "clarification_notice"]
    assert ITEMS[Gap.IDENTITY] in str(notice.facts)


def test_a_whole_application_still_needs_its_items_named():
    office = Office()
    office.register()
    office.registered()
    with pytest.raises(InvalidInput) as refused:
        office.do("reviewer", "T_screening", screening="clarify", clarification_guidance="请补充")
    assert "clarification_items" in refused.value.fields


def test_to_take_it_on_without_identity_asks_for_a_reason():
    office = registered()
    with pytest.raises(InvalidInput) as refused:
        office.do("reviewer", "T_screening", screening="accept")
    assert "身份证明、联系方式" in refused.value.fields["opinion"]
    office.do("reviewer", "T_screening", screening="accept", opinion="申请人当面提交，身份已当场核对")
    assert "T_assign" in office.open_nodes()


def test_a_number_that_cannot_be_right_is_asked_about_and_then_kept_as_written():
    office, wrong = Office(), {"identity_document": "resident_id", "identity_number": MISREAD}
    with pytest.raises(InvalidInput) as refused:
        office.register(**wrong)
    assert "校验位不符" in refused.value.fields["identity_number"]
    office.register(**wrong, as_written="1")
    assert request_of(office.case).applicant.reveal("identity_number") == MISREAD
    assert gaps(office) == {Gap.IDENTITY_MISFIT}


@pytest.mark.parametrize(
    ("address", "way"), [("禄丰市示例路9号", DeliveryMethod.POST), ("", DeliveryMethod.IN_PERSON)]
)
def test_letters_go_by_post_or_by_hand_while_no_way_was_named(address, way):
    office = registered(address=address)
    assert recipient_of(request_of(office.case)).method is way


def test_what_the_applicant_supplied_is_entered_and_is_missing_no_more():
    office = registered()
    for field, value in {"identity_document": "other", "identity_number": "T0000001", "telephone": "13900000000",
                         "reply_form": "paper", "reply_way": "in_person"}.items():  # fmt: skip
        office.run(corrections.correct_request, office.person("clerk"), case_id=office.case.id, field=field,
                   data={field: value, "reason": "申请人来电补充"})  # fmt: skip
    assert gaps(office) == set()
    office.do("reviewer", "T_screening", screening="accept")
    assert "T_assign" in office.open_nodes()


def test_a_way_that_was_put_right_is_the_way_the_reply_goes():
    office = registered(identity_document="other", identity_number="T1", telephone="13900000000")
    for way in ("portal", "in_person"):
        office.run(corrections.correct_request, office.person("clerk"), case_id=office.case.id, field="reply_way",
                   data={"reply_way": way, "reason": "申请人来电更改"})  # fmt: skip
    office.do("reviewer", "T_screening", screening="accept")
    office.do("reviewer", "T_assign", unit="LF-ZRZY")
    office.do("handler", "T_handle", scope="档案室", method="题名检索", keywords="补贴", result="没有查到",
              secrecy_reviewed=True, outcome="granted")  # fmt: skip
    office.attach()
    office.do("handler", "T_draft", fact_items="明细｜电子文件｜12", fact_provision="attached")
    signers = {"T_sign_unit_head": "unithead", "T_sign_legal": "legal", "T_sign_office_head": "officehead",
               "T_sign_leader": "leader"}  # fmt: skip
    while node := next((one for one in office.open_nodes() if one in signers), None):
        office.do(signers[node], node, decision="approve", opinion="同意")
    office.do("reviewer", "T_issue", checked=True)
    assert "T_deliver" in office.open_nodes()
