"""Words that officials do not use, or that mean three things: none stands on a page, in a diagram, in a letter."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAID = [*ROOT.glob("app/**/*.html"), *ROOT.glob("bpmn/**/*.bpmn"), *ROOT.glob("app/**/*.js"), *ROOT.glob("app/**/*.py"),
        *ROOT.glob("letter_templates/**/*.toml")]  # fmt: skip
BETTER = {
    "核对登记": "收件登记",
    "未临近": "正常",
    "即将逾期": "临期",
    "已终止计时": "已答复、已撤回",
    "怎样算的": "计算依据",
    "向它申请": "向该机关申请",
    "这些事项不走这里": "以下事项不通过本渠道办理",
    "没有看懂": "无法识别",
    "不能这样打开": "请从页面链接进入",
    "危及三安全一稳定": "危及国家安全、公共安全、经济安全、社会稳定",
    "查找与判断": "检索与拟定意见",
    "消息队列": "待发消息",
    "令牌与会话": "接口授权与登录",
    "触发到期环节": "按期限办理",
    "回滚日志": "",
    "明白系统": "政务公开办理平台",
    "请填写受理机关": "请选择受理机关",
    "请填写接收人": "请选择接收人",
    "操作成功": "",
}


@pytest.mark.parametrize("word", BETTER)
def test_no_page_says(word):
    assert [str(path.relative_to(ROOT)) for path in SAID if word in path.read_text("utf-8")] == []


def test_in_the_pages_of_the_desk_nobody_is_addressed():
    """Officials are not addressed by 您; applicants are, and so are those whom a letter goes to."""
    pages = [*ROOT.glob("app/templates/desk/*.html"), *ROOT.glob("app/templates/board/*.html")]
    assert [path.name for path in pages if re.search("您", path.read_text("utf-8"))] == []


def test_who_lets_a_task_go_gives_it_back_to_the_pool():
    pages = [*ROOT.glob("app/templates/**/*.html"), *ROOT.glob("app/processes/*/templates/**/*.html")]
    assert [path.name for path in pages if "释放" in path.read_text("utf-8")] == []
