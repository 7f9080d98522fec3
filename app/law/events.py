"""The events (期限事件) from which all clocks are computed: what happened, on which day or at which instant.

Days are office days (Asia/Shanghai). `data` holds plain values; keys ending in `_on` hold dates.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.law.errors import InvalidEvent
from app.law.office_time import OFFICE_OFFSET, office_day, start_of_day
from app.law.receipt import Channel


class EventType(StrEnum):
    """Every event a clock knows. Values are stored, so never renamed."""

    RECEIVED = "received"  # 申请到达
    CLARIFICATION_NOTICE_MADE = "clarification_notice_made"  # 补正通知制发，待送出
    CLARIFICATION_NOTICE_SENT = "clarification_notice_sent"  # 补正通知发出
    CLARIFICATION_NOTICE_DELIVERED = "clarification_notice_delivered"  # 补正通知送达
    CLARIFICATION_RECEIVED = "clarification_received"  # 收到补正
    EXTENSION_NOTICE_SENT = "extension_notice_sent"  # 延期通知发出
    CONSULTATION_SENT = "consultation_sent"  # 征求意见函发出
    CONSULTATION_RECEIVED_BY_PARTY = "consultation_received_by_party"  # 第三方或机关收到
    OPINION_RECEIVED = "opinion_received"  # 意见到达
    CONSULTATION_CLOSED = "consultation_closed"  # 撤回征求，或者逾期未复已登记
    FEE_NOTICE_DELIVERED = "fee_notice_delivered"  # 收费通知送达
    FEE_PAID = "fee_paid"  # 缴费完成
    PAYMENT_VOIDED = "payment_voided"  # 缴清的登记作废，回到等待缴费
    REASON_REQUESTED = "reason_requested"  # 要求说明理由送达（第三十五条）
    REASON_RECEIVED = "reason_received"  # 收到理由说明
    SECRECY_REVIEW_SENT = "secrecy_review_sent"  # 送保密审查
    SECRECY_REVIEW_RETURNED = "secrecy_review_returned"  # 保密审查返回
    DEFERRED_REPLY_NOTICE_SENT = "deferred_reply_notice_sent"  # 延迟答复通知（第三十五条）
    LAPSE_CONFIRMED = "lapse_confirmed"  # 经办人确认逾期未补正、未缴费
    REPLY_POSTED = "reply_posted"  # 答复交邮
    REPLY_SIGNED_FOR = "reply_signed_for"  # 答复签收
    REPLY_DELIVERED_ONLINE = "reply_delivered_online"  # 答复进入申请人账户
    REDO_ORDERED = "redo_ordered"  # 收到责令重作的决定或判决
    WITHDRAWN = "withdrawn"  # 撤回
    DISCONTINUED = "discontinued"  # 重复登记、误登记，强制办结
    CORRECTION_REQUESTED = "correction_requested"  # 更正申请（第四十一条）
    CORRECTION_ANSWERED = "correction_answered"  # 更正申请答复
    PROACTIVE_INFORMATION_FORMED = "proactive_information_formed"  # 信息形成或变更
    INFORMATION_PUBLISHED = "information_published"  # 信息公开
    DECISION_DELIVERED = "decision_delivered"  # 决定送达，救济期限起算
    RECONSIDERATION_APPLIED = "reconsideration_applied"  # 申请人申请行政复议
    RECONSIDERATION_DECISION_RECEIVED = "reconsideration_decision_received"  # 收到复议决定
    LITIGATION_FILED = "litigation_filed"  # 提起行政诉讼
    CONSULTATION_PUBLIC_OPENED = "consultation_public_opened"  # 决策草案公开征求意见
    HEARING_SET = "hearing_set"  # 确定听证会日期
    PUBLIC_CONCERN_ARISEN = "public_concern_arisen"  # 知悉舆情
    CONCERN_STATEMENT_ISSUED = "concern_statement_issued"  # 发布权威信息、回应
    PRESS_CONFERENCE_HELD = "press_conference_held"  # 举行新闻发布会
    CONCERN_DOWNGRADED = "concern_downgraded"  # 降低等级，不再属于特别重大、重大突发事件
    CONCERN_LEFT_UNANSWERED = "concern_left_unanswered"  # 研判为不予回应：关注、移送、不处置
    ORAL_APPROVAL_GIVEN = "oral_approval_given"  # 口头批准发布
    APPROVAL_PAPER_FILED = "approval_paper_filed"  # 补齐书面审批件
    CO_SIGNING_SENT = "co_signing_sent"  # 送会签
    CO_SIGNING_DONE = "co_signing_done"  # 本轮会签部门都已签署意见
    POLICY_PUBLISHED = "policy_published"  # 文件与文字解读同步发布
    FURTHER_FORMS_PUBLISHED = "further_forms_published"  # 多元解读材料发布


_CHOICES: Mapping[str, tuple[str, ...]] = {
    "channel": tuple(Channel),
    "party": ("third_party", "co_author_organ", "other_organ"),
    "severity": ("major_emergency", "other"),
    "unit": ("working_day", "day"),
    "remedy_class": ("E", "Q", "QE", "P", "N"),
    "closed_by": ("dropped", "silence"),
}
_REQUIRED: Mapping[EventType, tuple[str, ...]] = {
    EventType.RECEIVED: ("channel",),
    EventType.EXTENSION_NOTICE_SENT: ("days",),
    EventType.DEFERRED_REPLY_NOTICE_SENT: ("days",),
    EventType.CONSULTATION_SENT: ("id",),
    EventType.CONSULTATION_RECEIVED_BY_PARTY: ("id",),
    EventType.OPINION_RECEIVED: ("id",),
    EventType.CONSULTATION_CLOSED: ("id", "closed_by"),
    EventType.PAYMENT_VOIDED: ("paid_on",),
    EventType.HEARING_SET: ("hearing_on",),
    EventType.PUBLIC_CONCERN_ARISEN: ("severity",),
    EventType.ORAL_APPROVAL_GIVEN: ("id",),
    EventType.APPROVAL_PAPER_FILED: ("id",),
}
_WITH_INSTANT = (EventType.PUBLIC_CONCERN_ARISEN, EventType.ORAL_APPROVAL_GIVEN)


@dataclass(frozen=True)
class Event:
    """One thing that happened; refuses what cannot be counted from (InvalidEvent)."""

    type: EventType
    on: date | None = None
    at: datetime | None = None
    data: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "type", _event_type(self.type))
        object.__setattr__(self, "data", {key: _value(key, value) for key, value in self.data.items()})
        _check(self)

    @property
    def day(self) -> date:
        """The office day of the event."""
        if self.on is not None:
            return self.on
        return office_day(self.instant)

    @property
    def instant(self) -> datetime:
        """The instant in office time; for an event that has only a day, its beginning."""
        if self.at is not None:
            return self.at.astimezone(OFFICE_OFFSET)
        assert self.on is not None  # checked when the event was made
        return start_of_day(self.on)

    def get(self, key: str, default: Any = None) -> Any:
        value = self.data.get(key)
        return default if value is None else value

    @classmethod
    def from_mapping(cls, row: Mapping[str, Any]) -> "Event":
        """From the plain form `{type, on | at, …}` of files and the API. Raises InvalidEvent."""
        if not isinstance(row, Mapping) or "type" not in row:
            raise InvalidEvent("期限事件缺少类型（type）")
        data = {key: value for key, value in row.items() if key not in ("type", "on", "at")}
        on, at = row.get("on"), row.get("at")
        return cls(
            row["type"],
            on=None if on is None else parse_day(on, "on"),
            at=None if at is None else parse_instant(at, "at"),
            data=data,
        )

    def to_mapping(self) -> dict[str, Any]:
        """The plain form, with ISO days and instants."""
        row: dict[str, Any] = {"type": self.type.value}
        row |= {"on": self.on.isoformat()} if self.on else {}
        row |= {"at": self.at.isoformat()} if self.at else {}
        return row | {
            key: value.isoformat() if isinstance(value, date) else value for key, value in self.data.items()
        }


def in_order(events: Iterable[Event]) -> list[Event]:
    """By day; those of one day in the order they were recorded, but those with an instant among them by instant."""
    days: dict[date, list[Event]] = {}
    for event in events:
        days.setdefault(event.day, []).append(event)
    return [event for day in sorted(days) for event in _by_instant(days[day])]


def first_day(events: Iterable[Event], type_: EventType) -> date | None:
    """The day of the first event of this type among them."""
    return next((event.day for event in events if event.type is type_), None)


def _by_instant(events: list[Event]) -> list[Event]:
    timed = iter(sorted((event for event in events if event.at is not None), key=lambda one: one.instant))
    return [event if event.at is None else next(timed) for event in events]


def parse_day(value: Any, key: str) -> date:
    """An ISO day. Raises InvalidEvent."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        message = f"日期“{value}”有误，应为 2026-03-02 这样的形式"
        raise InvalidEvent(message, fields={key: "日期有误"}) from error


def parse_instant(value: Any, key: str) -> datetime:
    """An ISO instant with its offset. Raises InvalidEvent."""
    try:
        instant = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise InvalidEvent(f"时刻“{value}”有误", fields={key: "时刻有误"}) from error
    if instant.tzinfo is None:
        raise InvalidEvent(f"时刻“{value}”没有写明时区，应带 +08:00", fields={key: "缺少时区"})
    return instant


def _event_type(value: Any) -> EventType:
    try:
        return EventType(value)
    except ValueError as error:
        raise InvalidEvent(f"没有名为“{value}”的期限事件", fields={"type": "未知的事件"}) from error


def _value(key: str, value: Any) -> Any:
    return parse_day(value, key) if key.endswith("_on") and value is not None else value


def _check(event: Event) -> None:
    if event.on is None and event.at is None:
        raise InvalidEvent(f"期限事件 {event.type} 缺少日期", fields={"on": "缺少日期"})
    if event.type in _WITH_INSTANT and event.at is None:
        raise InvalidEvent(f"期限事件 {event.type} 缺少时刻", fields={"at": "缺少时刻"})
    if event.at is not None:
        parse_instant(event.at, "at")
    if event.at is not None and event.on is not None and office_day(event.at) != event.on:
        raise InvalidEvent(f"期限事件 {event.type} 的日期和时刻不是同一天", fields={"at": "和日期不是同一天"})
    for key in _REQUIRED.get(event.type, ()):
        if event.get(key) is None:
            raise InvalidEvent(f"期限事件 {event.type} 缺少 {key}", fields={key: "必须填写"})
    for key, choices in _CHOICES.items():
        choice = event.get(key)
        if choice is not None and choice not in choices:
            raise InvalidEvent(f"期限事件 {event.type} 的 {key} 有误：{choice}", fields={key: "取值有误"})
    _check_numbers(event)


def _check_numbers(event: Event) -> None:
    """Days and years in the range in which an office works: nothing overflows behind this."""
    for key in ("days", "period_working_days"):
        days = event.get(key)
        if days is not None and not (type(days) is int and 1 <= days <= 3660):
            raise InvalidEvent(f"期限事件 {event.type} 的天数有误：{days}", fields={key: "须为正整数"})
    years = [event.day.year, *(day.year for day in event.data.values() if isinstance(day, date))]
    if not all(1900 <= year <= 2200 for year in years):
        raise InvalidEvent(f"期限事件 {event.type} 的年份有误", fields={"on": "年份有误"})
