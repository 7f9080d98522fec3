"""The day on which a request counts as received (收到之日, 条例第三十一条), by channel."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from app.law.calendar import WorkCalendar


class Channel(StrEnum):
    """How a request reached the organ. Values are stored, so never renamed."""

    IN_PERSON = "in_person"  # 当面提交
    ORAL = "oral"  # 口头申请，代为填写
    REGISTERED_MAIL = "registered_mail"  # 挂号信、特快专递等须签收的邮寄
    ORDINARY_MAIL = "ordinary_mail"  # 平信
    ONLINE = "online"  # 网上提交
    FAX = "fax"  # 传真
    EMAIL = "email"  # 电子邮箱


CHANNEL_WORDS: Mapping[Channel, str] = {
    Channel.IN_PERSON: "当面提交",
    Channel.ORAL: "口头申请",
    Channel.REGISTERED_MAIL: "邮寄（签收）",
    Channel.ORDINARY_MAIL: "平信",
    Channel.ONLINE: "网上提交",
    Channel.FAX: "传真",
    Channel.EMAIL: "电子邮件",
}


ENTERED_LATE = 5
"""Working days after the day of receipt from which whoever enters an application is asked whether the day is right."""


class ValuesByKey(Protocol):
    """What the rules need of the legal parameters."""

    def value(self, key: str): ...


@dataclass(frozen=True)
class Receipt:
    """When the request counts as received; `conservative_on` is the earliest day anyone could argue for.

    `remark` is what the 期限计算单 says besides: the days of a letter that went through other hands.
    """

    received_on: date | None
    basis: str
    conservative_on: date | None = None
    remark: str = ""

    @property
    def is_certain(self) -> bool:
        return self.received_on is not None


def receipt_day(
    channel: Channel | str,
    *,
    submitted_on: date | None = None,
    signed_on: date | None = None,
    arrived_on: date | None = None,
    confirmed_on: date | None = None,
    auto_receipt: bool | None = None,
    misdirected: bool = False,
    reached_office_on: date | None = None,
    parameters: ValuesByKey,
) -> Receipt:
    """The day of receipt with its basis in words; `received_on` is None while a confirmation is missing."""
    match Channel(channel):
        case Channel.IN_PERSON | Channel.ORAL:
            return Receipt(submitted_on, "当面提交的，以提交之日为收到之日", submitted_on)
        case Channel.REGISTERED_MAIL:
            return _by_signature(signed_on, misdirected, reached_office_on, parameters)
        case Channel.ONLINE:
            return _online(submitted_on, confirmed_on, auto_receipt, parameters)
        case Channel.FAX:
            return _fax(arrived_on or submitted_on, confirmed_on, parameters)
        case Channel.ORDINARY_MAIL:
            return _by_confirmation("平信", arrived_on or submitted_on, confirmed_on)
        case Channel.EMAIL:
            return _by_confirmation("电子邮件", arrived_on or submitted_on, confirmed_on)


def _by_signature(
    signed_on: date | None, misdirected: bool, reached_office_on: date | None, parameters: ValuesByKey
) -> Receipt:
    """第三十一条第二项: 签收之日, whoever of the organ signed. 国办公开办函〔2015〕207号 saw it otherwise for what was
    misdirected inside the organ; whether that still holds is a parameter (`misdirected_receipt_rule`)."""
    by_office = parameters.value("misdirected_receipt_rule") == "reached_office_on"
    remark = _way_through(signed_on, misdirected, reached_office_on)
    if misdirected and by_office and reached_office_on:
        basis = "误投后转到工作机构的，以工作机构收到之日为收到之日"
        return Receipt(reached_office_on, basis, signed_on, f"{remark}{basis}" if remark else "")
    basis = "邮寄须签收的，以行政机关签收之日为收到之日"
    return Receipt(signed_on, basis, signed_on, f"{remark}{basis}" if remark else "")


def _way_through(signed_on: date | None, misdirected: bool, reached_office_on: date | None) -> str:
    if signed_on is None or reached_office_on is None:
        return ""
    by = "误投，由本机关其他机构或者个人签收" if misdirected else "由本机关签收"
    return f"{_day(signed_on)}{by}，{_day(reached_office_on)}转到政务公开工作机构；"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def faults_of_transfer(
    signed_on: date | None, reached_office_on: date | None, *, misdirected: bool
) -> dict[str, str]:
    """What is wrong with the day on which a signed letter came to the unit that answers, by field."""
    if misdirected and reached_office_on is None:
        return {"reached_office_on": "误投的，请填写转到政务公开工作机构的日期"}
    if signed_on is not None and reached_office_on is not None and reached_office_on < signed_on:
        return {"reached_office_on": "转到政务公开工作机构的日期不应早于签收日期"}
    return {}


def doubt_of_late_entry(received_on: date, due_on: date | None, today: date, calendar: WorkCalendar) -> str:
    """What to ask about a day of receipt that lies more than `ENTERED_LATE` working days back; empty for any other.

    The limit runs from that day whenever the application is entered (第三十一条、第三十三条): a slip of the pen would
    make a case overdue at once, and what really lay about so long has to be seen.
    """
    gone = calendar.working_days_between(received_on, today)
    if gone <= ENTERED_LATE:
        return ""
    words = f"收到之日为{_day(received_on)}，距今已过 {gone} 个工作日"
    if due_on is not None:
        words += f"，法定期限{'已' if due_on < today else '将'}于{_day(due_on)}届满"
    return f"{words}。日期填错的请改正；日期无误的，请勾选后登记"


def _online(
    submitted_on: date | None, confirmed_on: date | None, auto_receipt: bool | None, parameters: ValuesByKey
) -> Receipt:
    needs_confirmation = auto_receipt is False or parameters.value("online_receipt_rule") == "confirmed_on"
    if needs_confirmation:
        return _by_confirmation("网上提交且页面声明以人工确认为准", submitted_on, confirmed_on)
    return Receipt(submitted_on, "网上提交成功并有系统回执，以提交之日为收到之日", submitted_on)


def _fax(arrived_on: date | None, confirmed_on: date | None, parameters: ValuesByKey) -> Receipt:
    if parameters.value("fax_receipt_rule") == "arrived_on":
        return Receipt(arrived_on, "传真以传入之日为收到之日", arrived_on)
    return _by_confirmation("传真", arrived_on, confirmed_on)


def _by_confirmation(kind: str, arrived_on: date | None, confirmed_on: date | None) -> Receipt:
    if confirmed_on is None:
        return Receipt(None, f"{kind}：尚未与申请人确认，收到之日未定，请尽快联系确认", arrived_on)
    return Receipt(confirmed_on, f"{kind}以与申请人确认之日为收到之日", arrived_on or confirmed_on)
