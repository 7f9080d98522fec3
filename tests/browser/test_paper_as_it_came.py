"""A paper request that lacks half of what the law asks: registered, asked for by the 补正, put right, a new code."""

import re

import pytest

from tests.browser.people import Stage
from tests.browser.walking import Walk
from tests.support.office import paper

PAPER = {"channel": "in_person", "arrived_on": "2026-03-02", "applicant_kind": "natural_person", "name": "申请人丙",
         "identity_document": "resident_id", "identity_number": "532301199001011234",
         "address": "禄丰市示例路9号", "description": "禄丰市金山镇2024年度耕地地力保护补贴发放明细", "reply_form": "",
         "reply_way": ""}  # fmt: skip


@pytest.fixture
def walk(stage: Stage) -> Walk:
    return Walk(stage)


def test_registered_as_it_came_then_put_right(walk):
    clerk = walk.stage.visitor("clerk").go("/desk/disclosure/register").fill(**PAPER)
    clerk.press("登记，取得编号").see("校验位不符")
    walk.picture(clerk, "号码有误")
    clerk.fill(as_written="yes").press("登记，取得编号").see("查询码")
    walk.picture(clerk, "已登记")
    walk.number = clerk.page.url.rsplit("/", 1)[1]
    first = code_on(clerk.page.content())
    walk.registered()

    reviewer = walk.task("reviewer").fill(screening="clarify", clarification_guidance="请来人或者来信补充")
    reviewer.see("登记时缺少，自动列入")
    walk.picture(reviewer, "要求补正")
    walk.submit(reviewer)
    clerk.go(f"/desk/cases/{walk.number}").see("身份证明：所写证件号码与证件的编码规则不符")
    walk.picture(clerk, "补正事项")

    clerk.press("更正登记事项").see("现在登记的内容")
    clerk.page.get_by_role("link", name=re.compile(r"更正\s*证件号码")).click()
    clerk.fill(identity_number="11010519491231002X", reason="申请人来电补充，号码原写错一位")
    walk.picture(clerk, "更正一项")
    clerk.page.get_by_role("button", name="更正", exact=True).click()
    clerk.see("更正记录")
    clerk.see("1101**********002X")
    walk.picture(clerk, "更正记录")

    clerk.go(f"/desk/cases/{walk.number}").press("补发查询码")
    clerk.fill(identity_checked="yes", reason="申请人持身份证当面要求")
    clerk.page.get_by_role("button", name="补发查询码").click()
    clerk.see("查询码已补发")
    walk.picture(clerk, "补发")
    assert code_on(clerk.page.content()) != first
    assert walk.stage.complaints == []


def code_on(page: str) -> str:
    found = re.search(r"\b[2-9A-HJKMNP-Z]{4}(?:-[2-9A-HJKMNP-Z]{4}){2}\b", page)
    assert found is not None
    return found.group()


def test_a_day_of_receipt_long_ago_is_asked_about_and_then_kept(walk):
    old = {**PAPER, "arrived_on": "2026-01-05", "identity_document": "", "identity_number": ""}
    clerk = walk.stage.visitor("clerk").go("/desk/disclosure/register").fill(**old)
    assert clerk.page.locator("[name=receipt_checked]").count() == 0
    clerk.press("登记，取得编号").see("距今已过 36 个工作日，法定期限已于2026年2月2日届满")
    walk.picture(clerk, "收到日期久远")
    assert clerk.page.locator("[name=description]").input_value() == PAPER["description"]
    clerk.fill(receipt_checked="yes").press("登记，取得编号").see("查询码")


def test_a_refused_file_is_told_with_the_rest_and_nothing_typed_is_lost(walk):
    clerk = walk.stage.visitor("clerk").go("/desk/disclosure/register").fill(**{**PAPER, "name": ""})
    clerk.page.locator("main input[type=file]").set_input_files(
        [
            {"name": "申请书.pdf", "mimeType": "application/pdf", "buffer": paper("申请书")},
            {"name": "照片.jpg", "mimeType": "image/jpeg", "buffer": b"MZ" * 40},
        ]
    )
    clerk.press("登记，取得编号").see("“照片.jpg”不能上传")
    walk.picture(clerk, "附件和其他错误")
    for words in ("姓名或名称", "校验位不符", "申请书.pdf"):
        clerk.see(words)
    assert clerk.page.locator("[name=description]").input_value() == PAPER["description"]
    clerk.fill(name="申请人丙", as_written="yes").press("登记，取得编号").see("查询码")
