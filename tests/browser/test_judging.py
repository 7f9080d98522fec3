"""逐步判断 in a browser: question by question to 部分公开, whose withheld parts are rows of a table; and items."""

import pytest

from tests.browser.people import Stage
from tests.browser.walking import SEARCH, Walk, error_of

TO_PARTLY = {"clear": "clear", "nature": "information", "holder": "us", "existence": "held", "openness": "process",
             "giving": "separate"}  # fmt: skip
REASON = "记录载有定稿以前尚未形成结论的不同意见，公开会使参会人员今后不愿直言"


@pytest.fixture
def walk(stage: Stage) -> Walk:
    found = Walk(stage)
    found.apply()
    found.accepted()
    found.do("reviewer", unit="LF-ZRZY")
    return found


def test_questions_lead_to_a_partial_disclosure_whose_parts_are_rows(walk):
    handler = walk.task("handler").press("逐步判断")
    walk.picture(handler, "逐步判断")
    handler.press("开始判断")
    for number, value in enumerate(TO_PARTLY.values()):
        handler.fill(answer=value)
        if number in (0, 4):
            walk.picture(handler, "问题")
        handler.press("下一步")
    handler.see("部分公开")
    walk.picture(handler, "怎么答")
    handler.press("作出判断")
    assert walk.task("handler").page.locator("select[name=outcome]").input_value() == "partly_granted"
    walk.do("handler", **SEARCH)
    walk.attach("handler", "检查方案.pdf")
    part = "fact_withheld_parts.0"
    drafter = walk.task("handler").fill(
        fact_items="检查方案｜电子文件｜1", **{f"{part}.part": "讨论会的记录"}
    )
    drafter.press("提交审签")
    assert "请选择依据" in error_of(drafter.page, f"{part}.ground")
    drafter.press("添加一行").fill(**{f"{part}.reason": REASON, f"{part}.ground": "process"})
    walk.picture(drafter, "不予公开的内容")
    drafter.press("提交审签")
    head = walk.task("unithead")
    head.see("给不给：过程性信息")
    walk.picture(head, "审签")


def test_a_request_is_split_and_each_item_judged(walk):
    handler = (
        walk.task("handler")
        .press("逐步判断")
        .fill(items="补贴发放明细\n标准调整的讨论记录")
        .press("保存各项")
    )
    walk.picture(handler, "各项")
    handler.press("开始判断")
    for value in ("clear", "consultation"):
        handler.fill(answer=value).press("下一步")
    handler.fill(said="所要求的是对补贴标准的解答，本机关没有载有这一内容的文件").press("作出判断")
    handler.see("第 2 项")
    walk.picture(handler, "第二项")
    phone = walk.stage.person("handler", phone=True).go(f"/desk/disclosure/{walk.number}/judging")
    assert phone.see("非政府信息、咨询").is_visible()
    walk.picture(phone, "手机")
