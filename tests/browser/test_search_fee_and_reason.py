"""检索记录、信息处理费 and 第三十五条 on the pages: entered, signed, paid in parts, judged, deferred."""

import pytest

from tests.browser.people import Stage
from tests.browser.walking import Walk
from tests.journeys.test_searches import OF_THE_OFFICE
from tests.support.office import paper

ABSENT = {"outcome": "not_existing", "secrecy_reviewed": "yes"}


@pytest.fixture
def walk(stage: Stage) -> Walk:
    return Walk(stage)


def entered(walk: Walk, login: str, **changes: str) -> None:
    """A further search, with a file, from the case page."""
    visitor = walk.task(login).press("检索记录").press("登记检索记录")
    visitor.fill(**{**OF_THE_OFFICE, **changes})
    file = {"name": "检索截图.pdf", "mimeType": "application/pdf", "buffer": paper(changes.get("unit", "一"))}
    visitor.page.locator("main input[type=file]").set_input_files(file)
    walk.picture(visitor, "登记检索")
    visitor.press("登记").see("已登记检索记录")


def test_two_units_search_one_entry_is_corrected_and_the_letter_recites_both(walk):
    walk.apply()
    walk.accepted()
    walk.do("reviewer", unit="LF-ZRZY")
    entered(walk, "handler")
    entered(walk, "clerk", unit="LF-JS", scope="金山镇声像档案", result="镇里没有拍摄")
    handler = walk.task("handler").press("检索记录")
    handler.page.get_by_role("link", name="更正").first.click()
    handler.fill(scope="局档案室2024年文书档案和声像档案", why="漏写声像档案")
    walk.picture(handler, "更正检索")
    handler.press("更正").see("已由第 3 条更正：漏写声像档案")
    walk.picture(handler, "检索记录")
    handler = walk.task("handler")
    handler.see("检索记录 2 条")
    walk.picture(handler, "判断")
    walk.submit(handler.fill(**ABSENT))
    drafter = walk.task("handler").fill(fact_information="补贴发放现场录像", fact_reason="not_made")
    walk.picture(drafter, "拟写")
    walk.submit(drafter)
    signer = walk.task("unithead")
    signer.go(f"/desk/cases/{walk.number}").see("金山镇人民政府")
    walk.picture(signer, "案卷")
    signing = walk.stage.person("unithead", phone=True).go("/desk/signing")
    signing.page.locator("main a", has_text="审签").first.click()
    assert signing.see("检索记录 2 条").is_visible()
    walk.picture(signing, "手机审签")


def test_a_fee_is_told_paid_in_two_parts_and_the_clock_starts_anew(walk):
    applicant = walk.apply()
    walk.registered()
    screening = walk.task("reviewer").fill(screening="fee")
    walk.picture(screening, "审核")
    walk.submit(screening)
    writing = walk.task("reviewer").fill(
        charge="charge", charged_by="items", items="11", payment_way="凭缴款码缴入国库"
    )
    walk.submit(writing)
    writing.see("按多件计算的，请写明理由")
    writing.fill(why_items="十一个年度各一项")
    walk.picture(writing, "拟写收费通知书")
    walk.submit(writing)
    head = walk.task("officehead")
    head.see("收费通知书预览")
    walk.picture(head, "审签收费")
    walk.sign("officehead", "同意", "同意收费")
    walk.follow(applicant).see("缴纳信息处理费，期间不计入答复期限")
    walk.picture(applicant, "等待缴费")
    phone = walk.stage.visitor("applicant-phone", phone=True)
    walk.follow(phone).see("缴纳信息处理费，期间不计入答复期限")
    walk.picture(phone, "手机等待缴费")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    clerk = walk.task("clerk")
    clerk.see("尚欠 100 元")
    walk.picture(clerk, "登记缴费")
    walk.submit(clerk.fill(amount="60", paid_on="2026-03-02"))
    walk.stage.at("2026-03-05T09:00")
    clerk = walk.task("clerk")
    clerk.see("尚欠 40 元")
    walk.submit(clerk.fill(amount="40", paid_on="2026-03-05", receipt_number="2026-0007"))
    walk.follow(applicant).see("收到您缴纳的费用，答复期限重新计算")
    walk.picture(applicant, "已缴费")
    walk.picture(walk.task("reviewer"), "重新审核")
    pdf = walk.download(applicant, "缴费确认通知书")
    assert pdf.startswith(b"%PDF")


def test_a_reason_is_entered_judged_and_the_reply_deferred(walk):
    applicant = walk.apply()
    walk.registered()
    clerk = walk.task("clerk").go(f"/desk/cases/{walk.number}/letters/new/reason_request_notice")
    clerk.fill(fact_statistics="2026年1月至2月，您向本机关提出政府信息公开申请46件", fact_reason_working_days="10",
               fact_submit_to="寄送或者当面提交至本机关")  # fmt: skip
    clerk.page.locator("main form button[type=submit]").first.click()
    issue = clerk.page.get_by_role("button", name="制发", exact=True)
    issue.wait_for()
    walk.picture(clerk, "核对通知书")
    issue.click()
    clerk.see("已制发《")
    walk.stage.ask("letters")
    walk.stage.at("2026-03-05T09:00")
    clerk = walk.task("clerk").press("登记理由说明")
    clerk.fill(words="用于核对本村各户的补贴", received_on="2026-03-05", way="post")
    walk.picture(clerk, "登记理由")
    clerk.press("登记").see("请公开工作机构判断")
    reviewer = walk.task("reviewer").press("判断理由")
    reviewer.fill(judged="reasonable", judgement="申请与本人利益相关，各件内容不同")
    walk.picture(reviewer, "判断理由")
    reviewer.press("提交判断").press("申请延迟答复")
    reviewer.fill(working_days="40", reason="涉及46件，须逐件查找和区分处理")
    walk.picture(reviewer, "申请延迟")
    reviewer.press("提交申请").see("等待工作机构负责人审批")
    head = walk.task("officehead")
    head.see("申请延迟 40 个工作日")
    walk.picture(head, "审批延迟")
    head.page.locator("#task button", has_text="同意延迟答复").first.click()
    head.page.wait_for_load_state()
    head.agree_to_letters()
    walk.picture(walk.task("reviewer"), "已延迟")
    assert walk.follow(applicant).see("告知延迟答复").is_visible()
    walk.picture(applicant, "告知延迟")
