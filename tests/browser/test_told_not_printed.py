"""Printed is not told: pages show how long a notice may lie, what its sending does, what runs from its arrival."""

import pytest

from tests.browser.people import Stage
from tests.browser.walking import GRANTED, SEARCH, Walk
from tests.casework.upload_samples import written_docx

CLARIFY = {"screening": "clarify", "clarification_items": "请写明年度", "clarification_guidance": "写明年度即可",
           "clarification_period": "5"}  # fmt: skip


@pytest.fixture
def walk(stage: Stage) -> Walk:
    return Walk(stage)


def by_post(walk: Walk):
    applicant = walk.apply(reply_way="post", address="禄丰市示例路9号")
    walk.registered()
    return applicant


def test_a_printed_notice_is_due_and_its_arrival_starts_the_period(walk):
    applicant = by_post(walk)
    walk.stage.at("2026-03-10T09:00")
    walk.do("reviewer", **CLARIFY)
    walk.stage.at("2026-03-11T09:00")
    clerk = walk.task("clerk")
    clerk.see("今日到期")
    walk.picture(clerk, "待送出")
    clerk.fill(method="post", sent_on="2026-03-11", tracking_number="1099000000001")
    walk.submit(clerk)
    clerk.go("/desk/letters").see("补填签收")
    walk.picture(clerk, "文书送达")
    clerk.press("补填签收").fill(delivered_on="2026-03-11", receiver="本人").press("记录送达")
    walk.follow(applicant).see("等待您补正，期间不计入答复期限")
    assert applicant.see("2026年3月18日").is_visible()
    walk.picture(applicant, "补正期限")


def test_a_notice_that_comes_back_is_sent_again_and_its_period_starts_when_it_is_got(walk):
    applicant = by_post(walk)
    walk.stage.at("2026-03-10T09:00")
    walk.do("reviewer", **CLARIFY)
    walk.do("clerk", method="post", sent_on="2026-03-10", tracking_number="1099000000001")
    walk.stage.at("2026-03-13T09:00")
    clerk = walk.stage.person("clerk").go("/desk/letters").press("登记退回")
    walk.picture(clerk, "登记退回")
    clerk.fill(returned_on="2026-03-13", reason="查无此人").press("登记退回")
    clerk.see("已退回，待再次送达")
    walk.picture(clerk, "退回以后")
    clerk.press("登记送达").fill(method="in_person", delivered_on="2026-03-13", receiver="本人").press(
        "记录送达"
    )
    assert walk.follow(applicant).see("等待您补正，期间不计入答复期限").is_visible()


def test_a_late_notice_says_before_and_after_that_it_moves_nothing(walk):
    applicant = by_post(walk)
    walk.stage.at("2026-03-12T09:00")
    reviewer = walk.task("reviewer")
    reviewer.see("现在要求补正，不影响原答复期限")
    walk.picture(reviewer, "已过七日")
    walk.submit(reviewer.fill(**CLARIFY))
    walk.do("clerk", method="post", sent_on="2026-03-12", tracking_number="1099000000001")
    clerk = walk.task("clerk")
    clerk.see("不再等待补正")
    walk.picture(clerk, "可不等待")
    assert walk.follow(applicant).see("等待您补正，答复期限照常计算").is_visible()
    walk.picture(applicant, "照常计算")


def test_a_file_with_a_number_in_it_is_decided_on_before_anybody_signs(walk):
    applicant = walk.apply()
    walk.accepted()
    walk.do("reviewer", unit="LF-ZRZY")
    walk.do("handler", **SEARCH, outcome="granted")
    drafter = walk.task("handler").press("添加、移除")
    file = {"name": "名单.docx", "buffer": written_docx("张某 13812345678"),
            "mimeType": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}  # fmt: skip
    drafter.page.locator("main input[type=file]").set_input_files(file)
    drafter.press("添加文件").see("自动核对发现：有手机号码 1 处")
    walk.picture(drafter, "发现号码")
    walk.do("handler", **GRANTED)
    walk.picture(walk.task("handler"), "未核对不能提交")
    drafter = walk.task("handler").press("添加、移除")
    drafter.page.locator("main textarea").first.fill("号码为公示的办公电话")
    drafter.press("核对后仍然提供").see("承办人：号码为公示的办公电话")
    walk.do("handler", **GRANTED)
    signer = walk.task("unithead")
    assert signer.see("核对提示").is_visible()
    walk.picture(signer, "审签所见")
    walk.sign("unithead", "同意")
    walk.sign("officehead", "同意")
    walk.do("reviewer", checked="yes")
    walk.follow(applicant).see("不服这项决定的")
    walk.picture(applicant, "救济期限")
