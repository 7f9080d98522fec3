"""办理单: every act that moved the case, in order, with its hand, post, moment and words; what pages mask is masked."""

from datetime import date

import pytest
from sqlalchemy import select

from app.casework.archive import sheet
from app.casework.archive.story import Told
from app.casework.contract.platform import platform
from app.casework.work import going_back
from app.database import db
from app.office.models import OrgUnit
from app.office.people import add_person, appoint
from app.office.vocabulary import Role
from app.processes.disclosure import corrections, use_cases
from app.processes.disclosure.applicant import APPLICANT
from app.steps import consultation_changes
from app.steps.reassigning import reassign
from tests.journeys.told import CLARIFY, at, on_paper, sent
from tests.support.office import GRANTED, Office, search_for
from tests.support.statements import counted

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
DESK, HANDLER = "受理甲（市政府）", "承办丁（自然资源局）"
REVIEWER, HEAD = "审核丙（市政府　公开工作机构审核岗）", "主任辛（市政府　工作机构负责人）"
UNIT_HEAD, WORKER = "局长己（自然资源局　承办单位负责人）", "承办丁（自然资源局　承办人）"


@pytest.fixture(autouse=True)
def township(app) -> None:
    """A second unit that may be given a case."""
    unit = db.session.scalars(select(OrgUnit).where(OrgUnit.code == "LF-JS")).one()
    for login, role in (("town1", Role.HANDLER), ("townhead", Role.UNIT_HEAD)):
        appoint(add_person(login=login, name="镇办甲"), unit, role, date(2015, 1, 1))
    db.session.commit()


def clarified() -> Office:
    office = on_paper()
    office.do("reviewer", "T_screening", **CLARIFY, opinion="没有写明年度")
    sent(office, date(2026, 3, 3))
    office.now = at(date(2026, 3, 6))
    office.run(use_cases.answer_clarification, APPLICANT, case_id=office.case.id, data={"answer": "2024年度"},
               uploads=[])  # fmt: skip
    office.do("reviewer", "T_screening", screening="accept", opinion="可以受理")
    return office


def sent_on(office: Office) -> Office:
    """Assigned, given back, assigned anew, moved to another unit."""
    office.do("reviewer", "T_assign", unit="LF-ZRZY", opinion="请抓紧办理")
    item = office.item("T_handle")
    office.run(going_back.send_back, office.person("handler"), case_id=item.case_id, item_id=item.id,
               way="return_assignment", data={"opinion": "本局没有保存"})  # fmt: skip
    office.do("reviewer", "T_assign", unit="LF-JS")
    office.run(reassign, office.person("reviewer"), case_id=item.case_id,
               data={"unit": "LF-ZRZY", "reason": "台账在局里"})  # fmt: skip
    return office


def extended_and_asked(office: Office) -> Office:
    shared = {"case_id": office.case.id}
    office.run(use_cases.request_extension, office.person("handler"), **shared,
               data={"working_days": 10, "reason": "涉及多个年度，查找核对的材料较多"})  # fmt: skip
    office.do("officehead", "T_approve_extension", extension_decision="approve", opinion="同意延期")
    number = office.consulted("objected")
    changed = {"answer": "agreed", "reason": "", "answered_on": office.now.date().isoformat(),
               "answer_way": "post", "why": "来函变更"}  # fmt: skip
    office.run(
        consultation_changes.change_answer, office.person("clerk"), **shared, number=number, data=changed
    )
    office.run(corrections.correct_request, office.person("clerk"), **shared, field="address",
               data={"address": "禄丰市示例路10号", "reason": "申请人来电更改"})  # fmt: skip
    return office


def signed_twice(office: Office) -> Office:
    office.do("handler", "T_handle", **search_for("granted"), outcome="granted")
    office.attach()
    office.do("handler", "T_draft", **GRANTED)
    office.do("unithead", "T_sign_unit_head", decision="approve", opinion="可以答复")
    office.do("officehead", "T_sign_office_head", decision="send_back", opinion="请核对页数")
    office.do("handler", "T_draft", **{**GRANTED, "fact_items": "金山镇补贴发放明细｜电子文件｜13"})
    return office.all_signed()


def lived() -> Office:
    office = signed_twice(extended_and_asked(sent_on(clarified())))
    office.do("reviewer", "T_issue", checked=True)
    return office


def acts(office: Office) -> list[tuple[str, str, str]]:
    rows = sheet.sheet_facts(office.case, office.now.date())["acts"]
    return [(row["step"], f"{row['said']}｜{row.get('more', '')}", row["who"]) for row in rows]


def test_every_act_that_moved_the_case_stands_there_in_order():
    told = iter(acts(lived()))
    letter, of_asking = "《政府信息公开申请补正告知书》禄政公开〔2026〕2号", "《政府信息公开征求意见书》"
    for step, words, who in (
        ("申请", "收件登记，收到渠道：当面提交｜", DESK),
        ("受理审查", f"需要补正：没有写明年度｜制发{letter}", REVIEWER),
        (
            "送达补正告知书",
            f"{letter}：邮寄，邮件号码 1099000000001，2026-03-03送出",
            "受理甲（市政府　受理岗）",
        ),
        ("等待补正", "收到补正，答复期限重新起算｜提交补正", "申请人"),
        ("受理审查", "受理：可以受理｜", REVIEWER),
        ("分办", "请抓紧办理｜分办给禄丰市自然资源局", REVIEWER),
        ("检索与拟定意见", "退回分办：本局没有保存｜", WORKER),
        ("分办", "分办给金山镇人民政府｜", REVIEWER),
        ("改派", "由金山镇人民政府改派禄丰市自然资源局：台账在局里｜", "审核丙（市政府）"),
        ("延期", "申请延期 10 个工作日，理由：涉及多个年度，查找核对的材料较多｜", HANDLER),
        ("审批延期", "同意：同意延期｜制发《政府信息公开申请延期答复告知书》", HEAD),
        ("征求意见", "（第三十二条），第三方乙公司；征求意见的信息：项目合同的名称和金额｜", HANDLER),
        ("征求意见", f"制发{of_asking}", DESK),
        ("征求意见", f"{of_asking}禄政公开〔2026〕4号：直接送达，2026-03-06签收", DESK),
        ("征求意见", "收到意见（第1份，邮寄）：不同意公开；理由：属于商业秘密｜", DESK),
        ("征求意见", "由“不同意公开”变更为“同意公开”；来函变更｜", DESK),
        ("申请", "更正登记事项：通信地址，由“禄丰市*****”更正为“禄丰市******”，理由：申请人来电更改", DESK),
        ("承办单位审签", "同意：可以答复（2026-03-06", UNIT_HEAD),
        ("工作机构审签", "退回修改：请核对页数｜", HEAD),
        ("拟写答复", "提交｜答复书第 2 版", WORKER),
        ("承办单位审签", "同意｜", UNIT_HEAD),
        ("编号用印", "制发｜制发《政府信息公开告知书》禄政公开〔2026〕5号", REVIEWER),
    ):
        found = next((one for one in told if one[0] == step and words in one[1]), None)
        assert found is not None, (step, words)
        assert found[2] == who


def test_a_consent_that_lapsed_says_when():
    office = Office()
    office.apply()
    office.drafted().do("unithead", "T_sign_unit_head", decision="approve", opinion="可以答复")
    assert "失效" not in str(acts(office))
    office.do("officehead", "T_sign_office_head", decision="send_back", opinion="请核对页数")
    office.do("handler", "T_draft", **{**GRANTED, "fact_items": "金山镇补贴发放明细｜电子文件｜13"})
    [said] = [words for step, words, _who in acts(office) if step == "承办单位审签"]
    assert said == f"同意：可以答复（{office.now:%Y-%m-%d %H:%M}失效）｜"


def test_what_pages_mask_is_masked_and_what_moved_nothing_is_left_out():
    office = lived()
    told = str(sheet.sheet_facts(office.case, office.now.date()))
    for secret in ("示例路9号", "示例路10号", "13900000000", "T0000001", "已生成 PDF"):
        assert secret not in told


def test_a_longer_story_asks_no_more_of_the_database():
    office = sent_on(clarified())
    with counted() as few:
        before = acts(office)
    for _ in range(3):
        item = office.item("T_handle")
        office.run(going_back.send_back, office.person("handler"), case_id=item.case_id, item_id=item.id,
                   way="return_assignment", data={"opinion": "本局没有保存"})  # fmt: skip
        office.do("reviewer", "T_assign", unit="LF-ZRZY")
    with counted() as many:
        after = acts(office)
    assert len(after) == len(before) + 6
    assert len(many) == len(few)


def test_more_acts_than_it_holds_are_counted_in_its_first_row():
    most = sheet.MOST_ACTS
    full = [Told("分办", [f"第 {n} 次"], "审核丙", "2026-03-02 10:00") for n in range(most + 5)]
    kept = sheet.last_of(full)
    assert (len(kept), kept[-1]) == (most, full[-1])
    assert kept[0].said == ["此前的 6 项见案卷中的操作日志"]
    assert sheet.last_of(full[:most]) == full[:most]
    assert platform().catalogue.kind(sheet.KIND).facts["acts"].max_items == most


def test_a_long_opinion_may_be_parted_and_a_short_row_stays_whole():
    office = on_paper()
    office.do("reviewer", "T_screening", screening="accept", opinion="事实清楚。" * 180)
    rows = sheet.sheet_facts(office.case, office.now.date())["acts"]
    assert [("said" in row, "long" in row) for row in rows[-2:]] == [(True, False), (False, True)]
    assert sheet.printed_sheet(office.case, office.now.date()).startswith(b"%PDF")
