"""A third party is asked, handed its letter and objects, on the pages."""

import pytest

from tests.browser.people import Stage
from tests.browser.walking import Walk


@pytest.fixture
def walk(stage: Stage) -> Walk:
    return Walk(stage)


def test_a_third_party_is_asked_and_objects(walk):
    walk.apply()
    walk.accepted()
    walk.do("reviewer", unit="LF-ZRZY")
    handler = walk.task("handler").press("征求意见").fill(
        party="third_party", name="第三方乙公司", kind="organisation", address="示例路7号",
        information="项目合同的名称和金额",
    )  # fmt: skip
    walk.picture(handler, "拟定")
    handler.press("拟定").see("已拟定，待制发")

    clerk = walk.task("clerk").press("制发征求意见文书")
    walk.picture(clerk, "文书预览")
    clerk.press("制发征求意见文书")
    clerk.see("已制发，待送出")
    clerk.press("登记送出").fill(method="in_person", delivered_on="2026-03-02", receiver="前台")
    walk.picture(clerk, "登记送出")
    clerk.press("登记送出")
    clerk.see("征求中")
    walk.picture(clerk, "征求中")

    clerk.press("登记意见").fill(
        answer="objected", reason="合同金额属于商业秘密", answered_on="2026-03-02", answer_way="post"
    )
    walk.picture(clerk, "登记意见")
    clerk.press("登记意见")
    clerk.see("不同意公开：合同金额属于商业秘密")
    walk.picture(clerk, "已答复")

    handler.go("/desk")
    assert handler.page.locator('[aria-label^="消息"]').get_attribute("aria-label") == "消息，1 条未读"
    handler.go("/desk/copies").see("征求意见已有回复：第1份")
    walk.picture(handler, "抄送我的")
    handler.press("已阅").see("已阅")
    assert walk.stage.complaints == []
