"""What the events of the clocks are called, for people and programs that read of them."""

from collections.abc import Mapping
from typing import Any

from app.law.events import EventType

SEVERITY_WORDS = {"major_emergency": "特别重大、重大突发事件", "other": "舆情回应"}
"""Which limits a concern is counted by; one that is both is known twice at the same instant."""

EVENT_WORDS: Mapping[EventType, str] = {
    EventType.RECEIVED: "申请到达",
    EventType.CLARIFICATION_NOTICE_MADE: "补正通知制发，待送出",
    EventType.CLARIFICATION_NOTICE_SENT: "补正通知发出",
    EventType.CLARIFICATION_NOTICE_DELIVERED: "补正通知送达",
    EventType.CLARIFICATION_RECEIVED: "收到补正",
    EventType.EXTENSION_NOTICE_SENT: "延期通知发出",
    EventType.CONSULTATION_SENT: "征求意见函发出",
    EventType.CONSULTATION_RECEIVED_BY_PARTY: "第三方或机关收到",
    EventType.OPINION_RECEIVED: "意见到达",
    EventType.CONSULTATION_CLOSED: "撤回征求，或者逾期未复已登记",
    EventType.FEE_NOTICE_DELIVERED: "收费通知送达",
    EventType.FEE_PAID: "缴费完成",
    EventType.PAYMENT_VOIDED: "缴费登记作废，回到等待缴费",
    EventType.REASON_REQUESTED: "要求说明理由送达（第三十五条）",
    EventType.REASON_RECEIVED: "收到理由说明",
    EventType.SECRECY_REVIEW_SENT: "送保密审查",
    EventType.SECRECY_REVIEW_RETURNED: "保密审查返回",
    EventType.DEFERRED_REPLY_NOTICE_SENT: "延迟答复通知（第三十五条）",
    EventType.LAPSE_CONFIRMED: "经办人确认逾期未补正、未缴费",
    EventType.REPLY_POSTED: "答复交邮",
    EventType.REPLY_SIGNED_FOR: "答复签收",
    EventType.REPLY_DELIVERED_ONLINE: "答复进入申请人账户",
    EventType.REDO_ORDERED: "收到责令重作的决定或判决",
    EventType.WITHDRAWN: "撤回",
    EventType.DISCONTINUED: "重复登记、误登记，终止办理",
    EventType.CORRECTION_REQUESTED: "更正申请（第四十一条）",
    EventType.CORRECTION_ANSWERED: "更正申请答复",
    EventType.PROACTIVE_INFORMATION_FORMED: "信息形成或变更",
    EventType.INFORMATION_PUBLISHED: "信息公开",
    EventType.DECISION_DELIVERED: "决定送达，救济期限起算",
    EventType.RECONSIDERATION_APPLIED: "申请人申请行政复议",
    EventType.RECONSIDERATION_DECISION_RECEIVED: "收到复议决定",
    EventType.LITIGATION_FILED: "提起行政诉讼",
    EventType.CONSULTATION_PUBLIC_OPENED: "决策草案公开征求意见",
    EventType.HEARING_SET: "确定听证会日期",
    EventType.PUBLIC_CONCERN_ARISEN: "知悉舆情",
    EventType.CONCERN_STATEMENT_ISSUED: "发布权威信息、回应",
    EventType.PRESS_CONFERENCE_HELD: "举行新闻发布会",
    EventType.CONCERN_DOWNGRADED: "降低等级，不再属于特别重大、重大突发事件",
    EventType.CONCERN_LEFT_UNANSWERED: "研判为不予回应",
    EventType.ORAL_APPROVAL_GIVEN: "口头批准发布",
    EventType.APPROVAL_PAPER_FILED: "补齐书面审批件",
    EventType.CO_SIGNING_SENT: "送会签",
    EventType.CO_SIGNING_DONE: "会签部门都已签署意见",
    EventType.POLICY_PUBLISHED: "文件与文字解读同步发布",
    EventType.FURTHER_FORMS_PUBLISHED: "多元解读材料发布",
}


def words_of_event(type_: str, data: Mapping[str, Any]) -> str:
    """The event as a person reads it, told apart from another of its kind by what it starts."""
    words = EVENT_WORDS[EventType(type_)]
    severity = SEVERITY_WORDS.get(data.get("severity", ""))
    return f"{words}（{severity}）" if severity else words
