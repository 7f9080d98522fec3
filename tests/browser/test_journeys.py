"""The eight journeys of the spine, walked as users walk them, each with pictures."""

import pytest

from tests.browser.beside import given_back
from tests.browser.people import Stage
from tests.browser.walking import GRANTED, Walk, error_of
from tests.support.county import drafts_itself
from tests.support.office import paper


@pytest.fixture
def walk(stage: Stage) -> Walk:
    return Walk(stage)


def test_a_online_request_granted_downloaded_archived(walk):
    applicant = walk.apply()
    walk.drafted()
    head = walk.task("unithead").go("/desk/signing")
    head.page.locator('main a[href^="/desk/signing/"]').first.click()
    head.see("补贴发放明细.pdf")
    walk.picture(head, "审签所见")
    walk.sign("unithead", "同意")
    walk.sign("officehead", "同意")
    walk.do("reviewer", checked="yes")
    walk.follow(applicant)
    walk.picture(applicant, "答复")
    assert walk.download(applicant, "政府信息公开告知书").startswith(b"%PDF-")
    assert walk.download(applicant, "补贴发放明细") == paper("补贴发放明细.pdf")

    clerk = walk.do("clerk", retention_years="10")
    walk.task("clerk").see("已归档")
    walk.picture(clerk, "归档")
    assert walk.stage.complaints == []


def test_b_clarification_answered_on_the_portal(walk):
    applicant = walk.apply()
    walk.registered()
    reviewer = walk.task("reviewer").fill(
        screening="clarify", clarification_items="请写明所属年度\n请写明补贴项目",
        clarification_guidance="可以写明文号", clarification_period="10",
    )  # fmt: skip
    walk.picture(reviewer, "要求补正")
    walk.submit(reviewer)
    walk.follow(applicant).see("请写明所属年度")
    walk.picture(applicant, "等待补正")

    walk.stage.at("2026-03-06T10:00")
    walk.follow(applicant).press("现在补正").fill(answer="2024年度耕地地力保护补贴").press("提交补正")
    walk.follow(applicant).see("2026年4月3日")
    walk.picture(applicant, "重新起算")
    assert "受理审查" in walk.task("reviewer").page.locator("#task").inner_text()


def test_c_clarification_unanswered_lapses_after_confirmation(walk, county_office):
    applicant = walk.apply()
    walk.registered()
    walk.do(
        "reviewer",
        screening="clarify",
        clarification_items="请写明年度",
        clarification_guidance="写明年度即可",
    )
    walk.stage.at("2026-03-17T09:00").run_jobs()
    clerk = walk.task("clerk")
    clerk.see("确认逾期未补正")
    walk.picture(clerk, "确认逾期")
    clerk.fill(lapse="lapsed", opinion="查过网上、邮件和收发室，均未收到").press("提交核对结果")
    clerk.see("禄丰市人民政府没有担任承办人、承办单位负责人的人员，告知书无人拟写、审签")
    walk.picture(clerk, "无人拟写")
    with county_office.app.app_context(), given_back():
        drafts_itself()
    walk.submit(clerk)
    walk.follow(applicant).see("补正期限已满，由经办人核对")
    walk.picture(applicant, "逾期待告知")
    assert "拟写答复" in walk.stage.person("clerk").go(f"/desk/cases/{walk.number}").page.content()


def test_d_extension_approved_and_told_before_the_due_day(walk):
    applicant = walk.apply()
    walk.accepted()
    walk.do("reviewer", unit="LF-ZRZY")
    handler = (
        walk.task("handler")
        .press("申请延期")
        .fill(working_days="20", reason="涉及多个年度，查找核对的材料较多")
    )
    walk.picture(handler, "申请延期")
    handler.page.locator("main form button[type=submit]").last.click()
    handler.page.wait_for_load_state()
    walk.stage.at("2026-03-27T09:00")
    walk.sign("officehead", "同意延期", "同意")
    walk.follow(applicant).see("延期答复告知书")
    walk.picture(applicant, "已延期")
    assert walk.download(applicant, "延期答复告知书").startswith(b"%PDF-")
    assert "2026年4月28日" in applicant.page.locator("main").inner_text()


def test_e_sign_off_sent_back_twice_with_opinions(walk):
    walk.apply()
    walk.drafted()
    head = walk.sign("unithead", "退回")
    assert "请写明理由" in head.page.locator("main").inner_text()
    walk.sign("unithead", "退回", "请补充文号")
    walk.do("handler", **GRANTED)
    walk.sign("unithead", "同意")
    walk.sign("officehead", "退回", "请核对页数")
    walk.do("handler", **{**GRANTED, "fact_items": "金山镇2024年度补贴发放明细｜电子文件｜13"})
    walk.sign("unithead", "同意")
    walk.sign("officehead", "同意")
    reviewer = walk.task("reviewer")
    walk.picture(reviewer, "两次退回后")
    text = reviewer.page.locator("main").inner_text()
    assert "请补充文号" in text
    assert "请核对页数" in text
    assert "编号用印" in text


def test_f_withdrawal_in_the_middle_of_sign_off(walk):
    applicant = walk.apply()
    walk.drafted()
    walk.follow(applicant).press("撤回申请")
    walk.picture(applicant, "确认撤回")
    applicant.press("确认撤回")
    walk.follow(applicant).see("您已撤回这件申请")
    walk.picture(applicant, "已撤回")
    head = walk.task("unithead")
    assert head.page.locator("#task .task-form").count() == 0
    walk.picture(head, "审签已取消")


def test_g_ems_signed_for_on_a_saturday_reply_by_post(walk):
    walk.stage.at("2026-03-09T09:00")
    clerk = walk.stage.person("clerk").go("/desk/disclosure/register")
    clerk.fill(
        channel="registered_mail", arrived_on="2026-03-07", signed_on="2026-03-07", tracking_number="1099000000001",
        applicant_kind="natural_person", name="申请人乙", identity_document="other", identity_number="T0000002",
        telephone="13900000000", address="禄丰市示例路9号", description="禄丰市2024年度补贴标准",
        reply_form="paper", reply_way="post",
    )  # fmt: skip
    walk.picture(clerk, "登记纸质申请")
    clerk.page.locator("main form button[type=submit]").last.click()
    clerk.page.wait_for_load_state()
    walk.picture(clerk, "登记完成")
    walk.number = "LF-2026-0001"
    page = walk.task("clerk")
    page.see("2026年3月7日")
    walk.issued()
    walk.do(
        "clerk", delivery="delivered", method="post", sent_on="2026-03-09", tracking_number="1099000000002"
    )
    page = walk.task("clerk")
    page.see("1099000000002")
    walk.picture(page, "已交邮")
    walk.stage.at("2026-03-12T09:00")
    walk.do("clerk", retention_years="10", delivered_on="2026-03-12")
    assert "已归档" in walk.task("clerk").page.locator("main").inner_text()


def test_h_applying_and_signing_at_phone_width(walk):
    applicant = walk.apply(phone=True)
    assert applicant.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    walk.drafted()
    leader = walk.stage.person("unithead", phone=True).go("/desk/signing")
    walk.picture(leader, "待我审签")
    walk.sign("unithead", "同意", "同意", phone=True)
    assert walk.task("officehead").page.locator("#task .task-form").count() == 1
    assert walk.stage.complaints == []


class TestBadInput:
    def test_missing_identity_is_named_beside_the_field_and_nothing_typed_is_lost(self, walk):
        applicant = walk.stage.visitor("applicant").go("/apply")
        applicant.page.locator("main input[type=checkbox]").first.check(force=True)
        applicant.press("开始填写")
        applicant.fill(organ="LF", applicant_kind="natural_person", name="申请人甲", telephone="1390000",
                       description="补贴发放明细")  # fmt: skip
        applicant.press("下一步：核对内容")
        walk.picture(applicant, "缺少身份证明")
        assert "请填写证件号码" in error_of(applicant.page, "identity_number")
        assert applicant.page.locator("[name=description]").input_value() == "补贴发放明细"

    def test_everything_works_without_script(self, walk):
        applicant = walk.stage.visitor("plain", script=False).go("/apply")
        applicant.page.locator("main input[type=checkbox]").first.check(force=True)
        applicant.press("开始填写")
        applicant.fill(organ="LF", applicant_kind="natural_person", name="申请人甲", identity_document="other",
                       identity_number="T1", telephone="13900000000", description="补贴发放明细",
                       reply_form="electronic", reply_way="portal")  # fmt: skip
        walk.stage.tick()
        applicant.press("下一步：核对内容").press("提交申请")
        assert applicant.page.locator("[data-query-code]").inner_text().count("-") == 2

    def test_a_stale_page_says_who_was_faster_and_keeps_what_was_typed(self, walk):
        walk.apply()
        slow = walk.task("clerk2").fill(title="慢的标题")
        walk.do("clerk")
        walk.submit(slow)
        walk.picture(slow, "已被他人办理")
        text = slow.page.locator("main").inner_text()
        assert "受理甲" in text
        assert "慢的标题" in slow.page.content()
