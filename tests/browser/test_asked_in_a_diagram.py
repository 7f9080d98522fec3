"""A guest whose diagram asks others: parties named in tasks, letters issued by it, what came of each, on the pages."""

import pytest

from tests.browser.people import Stage, Visitor
from tests.browser.walking import Walk

INFORMATION = "1998年度宅基地清册第3页"
HANDED = {"method": "in_person", "delivered_on": "2026-03-02", "receiver": "本人"}


@pytest.fixture
def walk(stage: Stage) -> Walk:
    walk = Walk(stage)
    clerk = stage.person("clerk").go("/desk").press("登记利用")
    clerk.fill(organ="LF", record="1998年度宅基地清册", user="利用人甲").press("登记，取得编号")
    walk.number = clerk.page.url.split("/cases/")[1].split("?")[0]
    return walk


def ask(walk: Walk, more: str, **party: str) -> Visitor:
    clerk = walk.task("clerk").fill(**party, information=INFORMATION)
    walk.picture(clerk, "拟定")
    walk.submit(clerk)
    return walk.do("clerk", more=more)


def test_parties_are_named_asked_and_gathered(walk):
    ask(walk, "ask", party="third_party", name="欧阳示例", kind="natural_person", address="示例路7号")
    clerk = ask(walk, "default", party="third_party", name="第三方乙公司", kind="organisation")
    clerk.see("已制发，待送出")
    clerk.see("欧***")
    walk.picture(clerk, "已制发")
    assert "欧阳示例" not in clerk.page.content()

    clerk.press("查看姓名").fill(reason="填写信封")
    walk.picture(clerk, "查看姓名")
    clerk.press("查看").see("欧阳示例")
    clerk = walk.task("clerk").press("登记送出").fill(**HANDED).press("登记送出")
    clerk.press("登记意见").fill(answer="agreed", answered_on="2026-03-02", answer_way="in_person")
    clerk.press("登记意见").see("同意公开")
    clerk.page.get_by_role("link", name="撤回征求").first.click()
    clerk.fill(reason="申请人不再需要").press("撤回征求").see("已撤回")
    walk.picture(clerk, "各方")

    done = walk.do("reviewer")
    done.see("汇总意见：都同意")
    walk.picture(done, "归档")
    assert walk.stage.complaints == []
