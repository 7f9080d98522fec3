"""A refusal with empty words is not sent on; with few, whoever signs writes why: seen in a browser."""

import pytest

from tests.browser.people import Stage
from tests.browser.walking import SEARCH, Walk, error_of


@pytest.fixture
def walk(stage: Stage) -> Walk:
    return Walk(stage)


def test_a_refusal_says_why_or_whoever_signs_does(walk):
    walk.apply()
    walk.accepted()
    walk.do("reviewer", unit="LF-ZRZY")
    walk.do(
        "handler", **SEARCH, outcome="denied_process", inseparable="各部分互相印证，没有可以单独提供的内容"
    )
    words = {
        "fact_information": "补贴标准调整的讨论记录",
        "fact_record": "discussion",
        "fact_duty_to_publish": "none",
    }
    drafter = walk.do("handler", **words, fact_reasoning="属于过程性信息，依法不予公开")
    assert "只是复述条文" in error_of(drafter.page, "fact_reasoning")
    drafter.see("须写明属于四类过程性信息的哪一类")
    walk.picture(drafter, "空话退回")
    walk.do("handler", **words, fact_reasoning="该稿尚未经过会议讨论")
    head = walk.sign("unithead", "同意")
    assert "请在意见中用本件的事实说明" in error_of(head.page, "opinion")
    walk.picture(head, "疑点须说明")
    phone = walk.task("unithead", phone=True).go("/desk/signing")
    phone.page.locator('main a[href^="/desk/signing/"]').first.click()
    phone.see("须由签批人说明的疑点")
    walk.picture(phone, "手机审签")
    walk.sign("unithead", "同意", "已核对会议台账，该稿确未上会，同意不予公开")
    walk.task("legal").see("审签")
