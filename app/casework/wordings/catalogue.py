"""The texts that an office may write itself: the standard of each, and the fields that it may name.

A field is written {编号}. None of them holds a name or an address of a party.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

MESSAGE, GUIDE = "message", "guide"
CLOSING = "请登录政务公开办理平台，在“待办任务”中查看并办理。本邮件由系统自动发出，请勿回复。"


@dataclass(frozen=True)
class Wording:
    """`fields`: name → a sample, for the preview; `needed`: those that no text may leave out."""

    key: str
    group: str
    title: str
    heading: str = ""
    body: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    needed: tuple[str, ...] = ()


OFFICE = {
    "办公室": "政务公开办公室",
    "电话": "0878-1234567",
    "地址": "示例路 1 号",
    "办公时间": "工作日 8:30—11:30",
}
WORDINGS: Mapping[str, Wording] = {
    one.key: one
    for one in (
        Wording(
            "alert", MESSAGE, "期限提醒", "【{提醒}】{编号} {期限}",
            f"办件编号：{{编号}}\n{{期限}}：{{到期}}\n\n{CLOSING}",
            {"提醒": "临期", "编号": "LF-2026-0001", "期限": "办理期限", "到期": "2026年03月30日"}, ("编号", "到期"),
        ),
        Wording(
            "calendar", MESSAGE, "放假安排尚未导入", "【请导入】{年份} 年放假安排通知尚未导入",
            "系统中还没有国务院办公厅关于 {年份} 年部分节假日安排的通知，\n跨入 {年份} 年的期限只能显示为“暂定”。\n"
            "通知公布后，请由系统管理员在“节假日安排”页面导入；在办期限会全部重算，并列出变动。",
            {"年份": "2027"}, ("年份",),
        ),
        Wording(
            "review", MESSAGE, "公开内容定期评估", "【请评估】公开内容已到评估日期：{标题}",
            "{编号}《{标题}》定于 {日期} 评估是否继续公开。\n请核对内容是否仍然有效、准确；需要更正或者撤回的，"
            f"请在该办件中办理。\n\n{CLOSING}",
            {"编号": "LF-2026-0001", "标题": "城乡居民养老保险参保办法", "日期": "2026-03-30"}, ("编号", "日期"),
        ),
        Wording(
            "annual_report", MESSAGE, "年度报告公布期限", "【{提醒}】{报告}",
            "《{报告}》应在{期限}前公布（条例第四十九条）"
            f"{{逾期}}；{{进展}}。\n\n{CLOSING}",
            {"提醒": "临期", "报告": "禄丰市自然资源局2025年政府信息公开工作年度报告", "期限": "2026年01月31日",
             "逾期": "", "进展": "报告还没有建立"}, ("报告", "期限"),
        ),
        Wording("guide_notice", GUIDE, "公告（指南最上方）", fields=OFFICE),
        Wording("guide_more", GUIDE, "补充说明（指南最下方）", fields=OFFICE),
        Wording("guide_questions", GUIDE, "常见问题（指南最下方）", fields=OFFICE),
    )
}  # fmt: skip
