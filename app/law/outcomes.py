"""What a request can end in (处理决定): article, letter, remedy and row of the annual report, in one table.

The article on which a decision rests settles the remedy; the statistical row never does.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from app.law.errors import UnknownOutcome


@dataclass(frozen=True)
class Outcome:
    """One result. `grounds`: articles that decide the remedy; `report_row` is empty when it is not counted.

    `remedy_class`: Q reconsideration first, E either, QE both (refused part and rest), P procedural.
    """

    code: str
    title: str
    article: str
    letter_kind: str
    remedy_class: str
    report_row: str
    elements: str
    grounds: tuple[str, ...] = ()


_TABLE = (
    Outcome("already_public", "已主动公开，告知获取方式途径", "第三十六条第一项",
            "reply_already_public", "E", "granted",
            "能打开的网址或查阅点", ("36",)),
    Outcome("granted", "予以公开", "第三十六条第二项、第四十条",
            "reply_granted", "E", "granted",
            "清单、载体、页数；或获取的方式、途径、时间", ("36", "40")),
    Outcome("partly_granted", "部分公开", "第三十七条",
            "reply_partly_granted", "QE", "partly_granted",
            "公开清单；不公开部分逐项理由", ("37",)),
    Outcome("denied_state_secret", "不予公开（国家秘密）", "第十四条、第三十六条第三项",
            "reply_denied_state_secret", "Q", "denied_state_secret",
            "定密依据（不泄密）", ("14",)),
    Outcome("denied_law_forbids", "不予公开（法律、行政法规禁止）", "第十四条、第三十六条第三项",
            "reply_denied_law_forbids", "Q", "denied_law_forbids",
            "具体法条", ("14",)),
    Outcome("denied_safety_stability", "不予公开（危及国家安全、公共安全、经济安全、社会稳定）",
            "第十四条、第三十六条第三项",
            "reply_denied_safety_stability", "Q", "denied_safety_stability",
            "危害论证", ("14",)),
    Outcome("denied_third_party", "不予公开（损害第三方合法权益）", "第十五条、第三十二条、第三十六条第三项",
            "reply_denied_third_party", "Q", "denied_third_party",
            "征求情况、公益衡量", ("15",)),
    Outcome("denied_internal_affairs", "不予公开（内部事务信息）", "第十六条第一款、第三十六条第三项",
            "reply_denied_internal_affairs", "Q", "denied_internal_affairs",
            "属人事管理、后勤管理、内部工作流程之哪一类", ("16",)),
    Outcome("denied_process", "不予公开（过程性信息）", "第十六条第二款、第三十六条第三项",
            "reply_denied_process", "Q", "denied_process",
            "属讨论记录、过程稿、磋商信函、请示报告之哪一类；没有应当公开的规定", ("16",)),
    Outcome("denied_enforcement_file", "不予公开（行政执法案卷信息）", "第十六条第二款、第三十六条第三项",
            "reply_denied_enforcement_file", "Q", "denied_enforcement_file",
            "案卷名；可依法查阅的提示", ("16",)),
    Outcome("special_query", "依专门规定查询", "第三十六条第七项",
            "reply_special_query", "E", "denied_special_query",
            "专门法条、办理机构、地址", ("36",)),
    Outcome("not_existing", "信息不存在", "第三十六条第四项",
            "reply_not_existing", "E", "unavailable_not_held",
            "检索范围、方法、关键词、结果", ("36",)),
    Outcome("not_responsible", "非本机关负责公开", "第十条、第三十六条第五项",
            "reply_not_responsible", "E", "unavailable_not_held",
            "理由；能确定的写责任机关名称和联系方式", ("10", "36")),
    Outcome("needs_making", "需加工分析，不予提供", "第三十八条",
            "reply_needs_making", "E", "unavailable_needs_making",
            "为何没有现成信息", ("38",)),
    Outcome("still_unclear", "补正后仍不明确", "第二十九条第二款、第三十条",
            "reply_still_unclear", "E", "unavailable_still_unclear",
            "补正经过", ("29", "30")),
    Outcome("petition", "信访、举报、投诉", "第三十九条第一款",
            "reply_petition", "E", "refused_petition",
            "渠道（可以告知）", ("39",)),
    Outcome("repeated", "重复申请，不予重复处理", "第三十六条第六项",
            "reply_repeated", "E", "refused_repeated",
            "前次文号、日期、送达凭证", ("36",)),
    Outcome("publication", "要求提供公开出版物", "第三十九条第二款",
            "reply_publication", "E", "refused_publication",
            "获取途径（可以告知）", ("39",)),
    Outcome("excessive", "大量反复且理由不合理，不予处理", "第三十五条",
            "reply_excessive", "E", "refused_excessive",
            "说明理由经过、统计数据", ("35",)),
    Outcome("reissue", "要求确认或重新出具已获取信息", "第二条、第三十八条",
            "reply_reissue", "E", "refused_reissue",
            "原提供情况", ("2", "38")),
    Outcome("not_information", "非政府信息、咨询", "第二条",
            "reply_plain", "E", "other_misc",
            "为什么不是行政机关在履行职能中制作或者获取并记录、保存的信息；可以告知的咨询渠道", ("2",)),
    Outcome("clarification_lapsed", "无正当理由逾期不补正，不再处理", "第三十条",
            "notice_clarification_lapsed", "E", "other_clarification_lapsed",
            "补正通知送达凭证、届满日", ("30",)),
    Outcome("fee_lapsed", "逾期未缴费，不再处理", "国办函〔2020〕109号第六条",
            "notice_fee_lapsed", "E", "other_fee_lapsed",
            "收费通知送达凭证、届满日", ("109号6",)),
    Outcome("withdrawn", "申请人撤回", "",
            "withdrawal_confirmation", "P", "other_misc",
            "撤回的书面或可核实记录"),
    Outcome("corrected", "更正", "第四十一条",
            "correction_reply", "E", "",
            "核实结果", ("41",)),
    Outcome("correction_transferred", "更正申请转送", "第四十一条",
            "correction_reply", "E", "",
            "转送的机关，或有权更正的机关", ("41",)),
    Outcome("correction_refused", "不予更正", "第四十一条",
            "correction_reply", "E", "",
            "核实结果", ("41",)),
    Outcome("items_given", "分项答复（各项均已公开或者予以公开）", "第三十六条第一项、第二项、第四十条",
            "reply_by_items", "E", "granted",
            "逐项写明内容、理由、依据和决定", ("36", "40")),
    Outcome("items_partly", "分项答复（部分公开，其余无法提供或者不予处理）", "第三十六条、第三十七条",
            "reply_by_items", "E", "partly_granted",
            "逐项写明内容、理由、依据和决定", ("36", "37")),
    Outcome("items_denied", "分项答复（各项均不予公开）", "第十四条、第十五条、第十六条、第三十六条第三项",
            "reply_by_items", "Q", "",
            "逐项写明内容、理由、依据和决定", ("14", "15", "16")),
    Outcome("items_some_denied", "分项答复（部分不予公开，其余无法提供或者不予处理）", "第三十六条",
            "reply_by_items", "QE", "",
            "逐项写明内容、理由、依据和决定", ("36",)),
    Outcome("items_unavailable", "分项答复（各项均无法提供或者不予处理）", "第三十六条",
            "reply_by_items", "E", "",
            "逐项写明内容、理由、依据和决定", ("36",)),
    Outcome("items_partly_denied", "分项答复（部分公开，部分不予公开）", "第三十六条、第三十七条",
            "reply_by_items", "QE", "partly_granted",
            "逐项写明内容、理由、依据和决定", ("36", "37")),
)  # fmt: skip

BY_ITEMS = ("items_given", "items_partly", "items_partly_denied", "items_denied", "items_some_denied",
            "items_unavailable")  # fmt: skip
"""Outcomes of a request that is answered item by item (app.law.items says which); nobody chooses them."""

OUTCOMES: Mapping[str, Outcome] = {row.code: row for row in _TABLE}

GIVES_INFORMATION: Mapping[str, str] = {
    "granted": "第三十六条第二项、第四十条",  # 可以公开的，向申请人提供该政府信息
    "partly_granted": "第三十七条",  # 能够作区分处理的，向申请人提供可以公开的政府信息内容
    "items_given": "第三十六条第一项、第二项、第四十条",
    "items_partly": "第三十六条、第三十七条",
    "items_partly_denied": "第三十六条、第三十七条",
}
"""Outcomes with which the information itself is handed over, and the article that says so. All others give none."""


NOT_INFORMATION = "not_information"
"""What is no government information (第二条): an outcome, and the ground of a part that is left out (第三十七条)."""


def resting_on(found: Outcome, grounds: Collection[str]) -> Outcome:
    """The outcome as its withheld parts make it: left out as no government information alone, nothing is refused.

    Then no part rests on 第十四条至第十六条, and there is nothing that must go to reconsideration first.
    """
    only_no_information = bool(grounds) and set(grounds) <= {NOT_INFORMATION}
    return replace(found, remedy_class="E") if found.remedy_class == "QE" and only_no_information else found


def outcome(code: str) -> Outcome:
    """The row of a result code. Raises UnknownOutcome."""
    if code not in OUTCOMES:
        raise UnknownOutcome(f"没有代码为“{code}”的处理结果")
    return OUTCOMES[code]


def is_refusal(code: str) -> bool:
    """Whether the whole is refused by 第十四条至第十六条: then 第三十七条 asks why no part of it can be given."""
    return code in OUTCOMES and code not in BY_ITEMS and OUTCOMES[code].remedy_class == "Q"


def gives_information(code: str) -> bool:
    """Whether a decision of this code hands over information; no decision and an unknown one give nothing."""
    return code in GIVES_INFORMATION
