"""更正申请 (第四十一条): asked for with proof, verified, answered by its own letter in its own limit, archived."""

from datetime import date
from uuid import uuid4

import pytest

from app.casework.contract.platform import platform
from app.casework.letters.issuing import letters_of
from app.casework.letters.kept_texts import kind_of_letter
from app.casework.models import CaseClock
from app.casework.papers.uploads import check_upload
from app.casework.run.progress import progress
from app.database import db
from app.law.correcting import NoProof, NothingGiven
from app.law.errors import InvalidInput, NoRunningReplyClock, NotAllowed
from app.letters import preview_html
from app.processes.disclosure import correction_application_acts as acts
from app.processes.disclosure import query_codes, use_cases
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.models import CaseLink
from app.processes.disclosure.overview import facts_of
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.use_cases import open_for_applicant
from tests.support.office import PAPER, Office, paper

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]

ASKED = {
    "information": "禄丰市金山镇2024年度补贴发放明细中本人的承包地面积", "recorded": "2.3亩", "wanted": "3.2亩",
    "evidence": "土地承包经营权证复印件，载明3.2亩",
}  # fmt: skip
BY_PAPER = {name: value for name, value in {**PAPER, **ASKED}.items() if name not in acts.NOT_ASKED}
TRUE = {"findings": "承包经营权登记簿载明3.2亩，发放明细误记为2.3亩", "result": "corrected",
        "correction": "将承包地面积更正为3.2亩"}  # fmt: skip
SENT = {"sent_on": "2026-03-02", "sent_way": "post", "sent_note": "转送函禄政函3号，邮件1234567890123"}
PROOF = ("承包证.pdf", paper("承包证"))


def asked(*files: tuple[str, bytes], **changes) -> Office:
    """The applicant of an answered request asks on the portal."""
    office = Office()
    office.apply()
    office.issued()
    uploads = [check_upload(name, data, limit=10**6) for name, data in files or (PROOF,)]
    result = office.run(acts.apply_for_correction, APPLICANT, case_id=office.case.id, data={**ASKED, **changes},
                        uploads=uploads)  # fmt: skip
    office.number = result["number"]
    return office


def registered(*files: tuple[str, bytes], login: str = "clerk", **changes) -> Office:
    office = Office()
    uploads = [check_upload(name, data, limit=10**6) for name, data in files]
    data = {**BY_PAPER, **changes}
    result = office.run(acts.register_correction, office.person(login), key=str(uuid4()), organ_code="LF", data=data,
                        uploads=uploads, query_code=query_codes.hashed("K7QM3RTXZZZZ"))  # fmt: skip
    office.number = result["number"]
    return office


def verified(office: Office, **changes) -> Office:
    office.do("clerk", "T_register", title=office.case.title)
    office.do("reviewer", "T_correction_assign", unit="LF-ZRZY")
    office.do("handler", "T_verify", **{**TRUE, **changes})
    return office


def issued(office: Office) -> Office:
    office.do("handler", "T_correction_draft")
    office.do("unithead", "T_sign_unit_head", decision="approve", opinion="同意")
    office.do("officehead", "T_sign_office_head", decision="approve", opinion="同意")
    office.do("reviewer", "T_correction_issue", checked=True)
    return office


def test_the_stages_of_a_correction_are_its_own_and_move():
    office = registered(PROOF)

    def now() -> list[str]:
        way = platform().process(office.case.process).case_page.way_of(office.case)
        return [title for title, state in progress(office.case, way) if state == "current"]

    seen = now()
    office.do("clerk", "T_register", title=office.case.title)
    seen += now()
    office.do("reviewer", "T_correction_assign", unit="LF-ZRZY")
    seen += now()
    office.do("handler", "T_verify", **TRUE)
    seen += now()
    office.do("handler", "T_correction_draft")
    seen += now()
    office.do("unithead", "T_sign_unit_head", decision="approve", opinion="同意")
    seen += now()
    office.do("officehead", "T_sign_office_head", decision="approve", opinion="同意")
    seen += now()
    office.do("reviewer", "T_correction_issue", checked=True)
    assert seen == ["收件登记", "分办核实", "分办核实", "拟写告知书", "审签", "审签", "制发"]
    assert now() in (["送达"], ["归档"])


def test_on_the_portal_from_the_request_that_was_answered():
    office = asked()
    case, request = office.case, request_of(office.case)
    assert (case.party, request.matter) == ("申请人甲", "correction")
    assert case.title.startswith("申请更正禄丰市金山镇")
    assert (case.due_kind, case.due_on) == ("correction", date(2026, 3, 30))
    assert open_for_applicant(office.number, office.code, "192.0.2.1", office.now).case_id == case.id
    (found,) = db.session.query(CaseLink).all()
    assert (found.later_id, found.relation) == (case.id, "correction")


def test_true_it_is_corrected_told_and_archived():
    office = issued(verified(asked()))
    (letter,) = letters_of(office.case)
    assert (letter.kind, letter.facts["result"]) == ("correction_reply", "corrected")
    assert letter.facts["information"] == ASKED["information"]
    assert letter.facts["correction"] == TRUE["correction"]
    assert "行政复议" in letter.facts["remedy"][0]
    assert office.case.state == "closed"
    clocks = {row.kind: row.state for row in _clocks(office.case)}
    assert clocks["correction"] == "met"
    assert "reply" not in clocks
    assert {"reconsideration", "litigation"} <= clocks.keys()
    office.do("clerk", "T_archive", retention_years="10")
    labels = [fact.label for fact in facts_of(office.case)]
    assert {"更正的信息", "原记录", "请求更正为", "证据", "核实结果"} <= set(labels)
    assert "所需信息" not in labels


@pytest.mark.parametrize(
    ("result", "outcome", "said"),
    [
        (
            "transferred",
            "correction_transferred",
            "已于2026年3月2日将您的更正申请以邮寄方式转送禄丰市农业农村局",
        ),
        ("referred", "correction_transferred", "提出更正申请"),
        ("refused", "correction_refused", "不予更正"),
    ],
)
def test_the_other_results(result, outcome, said):
    organ = {"competent_organ": "禄丰市农业农村局（电话：0878-0000005）"} if result != "refused" else {}
    organ |= SENT if result == "transferred" else {}
    office = issued(verified(asked(), result=result, correction="", **organ))
    assert office.case.outcome == outcome
    (letter,) = letters_of(office.case)
    assert said in str(preview_html(kind_of_letter(letter), letter.facts))


def test_on_paper_it_is_posted_like_a_reply():
    office = issued(verified(registered(PROOF)))
    assert office.open_nodes() == {"T_deliver"}
    day = office.now.date().isoformat()
    office.do(
        "clerk",
        "T_deliver",
        delivery="delivered",
        method="post",
        sent_on=day,
        tracking_number="1234567890123",
    )
    assert {row.kind: row.state for row in _clocks(office.case)}["correction"] == "met"


def test_without_proof_there_is_none():
    with pytest.raises(NoProof) as refused:
        registered()
    assert set(refused.value.fields) == {"files"}


@pytest.mark.parametrize("field", ["information", "recorded", "wanted", "evidence", "name"])
def test_what_is_missing_is_told_beside_its_field(field):
    with pytest.raises(InvalidInput) as refused:
        registered(PROOF, **{field: ""})
    assert set(refused.value.fields) == {field}


def test_what_was_passed_on_is_on_record_until_the_result_is_another():
    office = verified(
        asked(), result="transferred", correction="", competent_organ="禄丰市农业农村局", **SENT
    )
    rows = {fact.label: fact.value for fact in facts_of(office.case)}
    assert rows["转送记录"] == f"2026-03-02以邮寄方式转送禄丰市农业农村局：{SENT['sent_note']}"
    office.do("handler", "T_correction_draft", decision="rethink", opinion="对方没有收到")
    office.do("handler", "T_verify", **{**TRUE, "result": "referred", "competent_organ": "禄丰市农业农村局"})
    assert "转送记录" not in {fact.label for fact in facts_of(office.case)}


def read(office: Office) -> str:
    (letter,) = letters_of(office.case)
    return str(preview_html(kind_of_letter(letter), letter.facts))


def test_that_the_organ_gave_the_information_is_said_with_the_reply_that_did():
    office = issued(verified(asked()))
    given = letters_of(db.session.query(CaseLink).one().earlier)[-1].document_number
    assert f"认为本机关以{given}提供的与您自身相关的" in read(office)


def test_a_paper_that_names_no_reply_proves_none():
    assert "认为与您自身相关的" in read(issued(verified(registered(PROOF))))


@pytest.mark.parametrize("by", ["case", "letter"])
def test_a_paper_may_name_the_reply_by_either_number(by):
    earlier = Office()
    earlier.apply()
    earlier.issued()
    given = letters_of(earlier.case)[-1].document_number
    office = registered(PROOF, earlier_number=given if by == "letter" else earlier.number)
    assert db.session.query(CaseLink).one().earlier_id == earlier.case.id
    assert f"认为本机关以{given}提供的" in read(issued(verified(office)))


def test_a_number_that_gave_this_person_nothing_is_refused():
    earlier = Office()
    earlier.apply()
    for changes in ({"earlier_number": earlier.number}, {"earlier_number": "没有这一件"}):
        with pytest.raises(InvalidInput) as refused:
            registered(PROOF, **changes)
        assert set(refused.value.fields) == {"earlier_number"}
    earlier.issued()
    with pytest.raises(InvalidInput) as refused:
        registered(PROOF, earlier_number=earlier.number, name="另一个人")
    assert "别人" in refused.value.fields["earlier_number"]


def test_nothing_was_given_nothing_can_be_wrong():
    office = Office()
    office.apply()
    with pytest.raises(NothingGiven):
        office.run(acts.apply_for_correction, APPLICANT, case_id=office.case.id, data=ASKED, uploads=[])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"correction": ""}, "correction"),
        ({"result": "referred"}, "competent_organ"),
        ({"result": "transferred", "competent_organ": "某局", **SENT, "sent_on": ""}, "sent_on"),
        ({"result": "transferred", "competent_organ": "某局", **SENT, "sent_way": ""}, "sent_way"),
        ({"result": "transferred", "competent_organ": "某局", **SENT, "sent_note": ""}, "sent_note"),
        ({"result": "transferred", "competent_organ": "某局", **SENT, "sent_on": "2026-03-03"}, "sent_on"),
        ({"findings": "无"}, "findings"),
        ({"result": "granted"}, "result"),
    ],
)  # fmt: skip
def test_a_result_says_what_its_letter_needs(changes, field):
    office = asked()
    office.do("clerk", "T_register", title=office.case.title)
    office.do("reviewer", "T_correction_assign", unit="LF-ZRZY")
    with pytest.raises(InvalidInput) as refused:
        office.do("handler", "T_verify", **{**TRUE, **changes})
    assert set(refused.value.fields) == {field}


def test_a_draft_goes_back_to_be_verified_anew():
    office = verified(asked())
    office.do("handler", "T_correction_draft", decision="rethink", opinion="登记簿有两个版本")
    office.do("handler", "T_verify", **{**TRUE, "result": "refused", "correction": ""})
    assert office.case.outcome == "correction_refused"


def test_only_who_registers_at_the_organ_registers_one():
    with pytest.raises(NotAllowed):
        registered(PROOF, login="handler")


def test_a_correction_is_not_asked_of_a_correction():
    office = issued(verified(asked()))
    with pytest.raises(NothingGiven):
        office.run(acts.apply_for_correction, APPLICANT, case_id=office.case.id, data=ASKED, uploads=[])


def test_its_limit_is_neither_extended_nor_is_it_clarified():
    office = asked()
    with pytest.raises(NoRunningReplyClock):
        office.run(use_cases.request_extension, office.person("reviewer"), case_id=office.case.id,
                   data={"working_days": 5, "reason": "核实涉及多个单位"})  # fmt: skip


def _clocks(case):
    db.session.expire_all()
    return db.session.query(CaseClock).filter_by(case_id=case.id).all()
