"""非本机关负责: the organ out of the tree and its functions; with consent the request goes on and is answered there."""

from datetime import date

import pytest

from app.casework.acts.errors import CannotHappenNow
from app.casework.administration import units
from app.casework.letters.issuing import letters_of
from app.casework.models import Case
from app.casework.work import work_items
from app.database import db
from app.law.errors import DayOutOfRange, InvalidInput, NotAllowed
from app.law.functions import NotForUsFirst
from app.office.organs import find_unit
from app.office.people import appoint
from app.office.vocabulary import Role
from app.processes.disclosure import passing_on
from app.processes.disclosure.letters import preview_facts
from app.processes.disclosure.overview import facts_of
from app.processes.disclosure.registration import request_of
from tests.support.county import LONG_AGO, County, drafts_itself
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]

CONSENT = {
    "organ": "LF-ZRZY", "consented_on": "2026-03-02", "consented_by": "telephone",
    "consent_note": "3月2日10时20分与申请人通话，受理岗记录", "has_consented": True,
}  # fmt: skip
WORDS = {
    "fact_information": "耕地地力保护补贴发放明细",
    "fact_reasoning": "该信息由禄丰市自然资源局在履行职责过程中制作并保存",
}


def not_for_us(description: str = "禄丰市金山镇2024年度耕地地力保护补贴发放明细") -> Office:
    """Screened as 非本机关负责; drafted by somebody of the county government."""
    office = Office()
    for code, functions in (("LF-ZRZY", "耕地地力保护补贴、征地"), ("LF-JS", "村务公开")):
        unit = find_unit(code, office.now.date())
        office.run(
            units.change_unit, office.person("admin"), unit_id=unit.id, details={"functions": functions}
        )
    office.apply(description=description)
    drafts_itself()
    receives("LF-ZRZY")
    office.registered().do("reviewer", "T_screening", screening="not_responsible")
    return office


def receives(code: str) -> None:
    """The unit has somebody who takes in what is turned to it."""
    county = County.load()
    appoint(county.people["clerk"], county.units[code], Role.INTAKE_CLERK, LONG_AGO)
    db.session.commit()


def passed_on(office: Office, login: str = "clerk", **changes) -> Case:
    result = office.run(passing_on.pass_on, office.person(login), case_id=office.case.id,
                        data={**CONSENT, **changes})  # fmt: skip
    return db.session.query(Case).filter_by(number=result["number"]).one()


def issued(office: Office, **facts):
    office.do("handler", "T_draft", **WORDS, **facts)
    signers = {"T_sign_unit_head": "unithead", "T_sign_legal": "legal", "T_sign_office_head": "officehead"}
    while node := next((one for one in office.open_nodes() if one in signers), None):
        office.do(signers[node], node, decision="approve", opinion="同意")
    office.do("reviewer", "T_issue", checked=True)
    return next(one for one in letters_of(office.case) if one.kind == "reply_not_responsible")


def offered(office: Office) -> list[str]:
    item = office.item("T_draft")
    return list(work_items.form_of(item).schema(item).fields["responsible"].options)


def test_the_organ_whose_functions_the_request_names_stands_first():
    office = not_for_us("金山镇村务公开情况")
    assert offered(office)[0] == "LF-JS"
    assert "LF" not in offered(office)


def test_its_name_and_address_come_from_the_tree():
    office = not_for_us()
    unit = find_unit("LF-ZRZY", office.now.date())
    unit.address, unit.telephone = "金山镇示例路3号", "0878-0000003"
    db.session.commit()
    office.do("handler", "T_draft", **WORDS, responsible="LF-ZRZY")
    facts = preview(office)
    assert facts["responsible_organ"] == unit.name
    assert facts["responsible_contact"] == "地址：金山镇示例路3号，电话：0878-0000003"


def test_where_the_tree_knows_no_way_to_it_the_drafter_finds_one_out():
    """“禄丰市财政局（禄丰市财政局）” stood in a letter: a name is no way to reach somebody (条例第三十六条第五项)."""
    office = not_for_us()
    unit = find_unit("LF-ZRZY", office.now.date())
    unit.address = unit.telephone = ""
    db.session.commit()
    with pytest.raises(InvalidInput) as refused:
        office.do("handler", "T_draft", **WORDS, responsible="LF-ZRZY")
    assert set(refused.value.fields) == {"fact_responsible_contact"}
    way = "地址：金山镇示例路3号"
    office.do("handler", "T_draft", **WORDS, responsible="LF-ZRZY", fact_responsible_contact=way)
    facts = preview(office)
    assert (facts["responsible_organ"], facts["responsible_contact"]) == (unit.name, way)


def test_without_one_the_drafter_says_whether_it_is_known():
    office = not_for_us()
    with pytest.raises(InvalidInput) as refused:
        office.do("handler", "T_draft", **WORDS)
    assert "fact_responsible_known" in refused.value.fields
    office.do("handler", "T_draft", **WORDS, fact_responsible_known="no")


def test_passed_on_it_is_a_case_of_the_other_organ_received_that_day():
    office = not_for_us()
    office.later(days=3)
    new = passed_on(office)
    assert (new.organ.code, new.received_on, new.due_on) == (
        "LF-ZRZY",
        date(2026, 3, 5),
        date(2026, 4, 2),
    )
    assert "转来" in request_of(new).receipt_basis
    assert (new.party, request_of(new).description) == (
        office.case.party,
        request_of(office.case).description,
    )
    assert office.open_nodes() == {"T_draft"}  # the first one goes on to its letter
    (fact,) = [one for one in facts_of(new) if one.label == "转来的原件"]
    assert office.number in str(fact.value)


def test_the_letter_tells_where_it_went():
    office = not_for_us()
    new = passed_on(office)
    letter = issued(office)
    assert letter.facts["responsible_organ"] == new.organ.name
    assert letter.facts["passed_on"] == f"2026年3月2日转交该机关（申请编号：{new.number}）"


def test_only_with_consent_once_before_the_reply_and_by_the_desk():
    office = not_for_us()
    for changes, error in (
        ({"has_consented": False}, InvalidInput), ({"consent_note": "无"}, InvalidInput),
        ({"organ": "LF"}, InvalidInput),
        ({"consented_on": "2026-02-27"}, DayOutOfRange), ({"consented_on": "2026-03-09"}, DayOutOfRange),
    ):  # fmt: skip
        with pytest.raises(error):
            passed_on(office, **changes)
    with pytest.raises(NotAllowed):
        passed_on(office, "legal")
    passed_on(office)
    with pytest.raises(CannotHappenNow):
        passed_on(office)


def test_what_is_ours_is_not_passed_on():
    office = Office()
    office.apply()
    office.accepted()
    with pytest.raises(NotForUsFirst):
        passed_on(office)


def preview(office: Office) -> dict:
    return preview_facts(office.case, office.now.date())
