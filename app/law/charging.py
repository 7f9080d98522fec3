"""Charging the processing fee (条例第四十二条，国办函〔2020〕109号): what is counted, when, and what is owed.

By cases or by pages, never both. Cases are those of one applicant in one calendar month, so that each request bears
the price of its own place in the month; pages are those of one request. Amounts in whole yuan.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.law.clocks import Clocks
from app.law.errors import InvalidInput, RuleViolation
from app.law.fees import Fee, fee_by_cases, fee_by_pages
from app.law.outcomes import gives_information
from app.law.parameters import Parameters
from app.law.recording import check_can_notify_fee


class ChargedBy(StrEnum):
    """按件 or 按量."""

    CASES = "items"  # as the letter has it
    PAGES = "pages"


WORDS = {ChargedBy.CASES: "按件计收", ChargedBy.PAGES: "按量计收"}
UNITS = {ChargedBy.CASES: "件", ChargedBy.PAGES: "页"}
_ALLOWED = {
    "per_case_or_per_page": (ChargedBy.CASES, ChargedBy.PAGES),
    "per_case": (ChargedBy.CASES,),
    "per_page": (ChargedBy.PAGES,),
}


class NothingToCharge(InvalidInput):
    """Within what is free, or not counted at all."""

    code = "nothing_to_charge"
    message = "没有超过免费的数量，不能收取信息处理费"


class AlreadyCharged(RuleViolation):
    """One notice a request."""

    code = "already_charged"
    message = "本件已经发出收费通知书，不能再次收费"


class PaymentSettled(RuleViolation):
    """The request was answered on the strength of it, or is withdrawn: nothing can be waited for any more."""

    code = "payment_settled"
    message = "办件已经答复、撤回，或者费用没有在等待和计算，不能再作废缴费登记；多缴、误缴的，请登记退付"


class PaymentPaidBack(RuleViolation):
    """Money that was paid back had come in."""

    code = "payment_paid_back"
    message = "这一笔已经登记退付，说明款项确曾缴入，不能作废"


class NothingToRefund(RuleViolation):
    """Nothing came in, all of it was paid back, or the fee is still waited for."""

    code = "nothing_to_refund"
    message = "没有可以退付的费用：没有收到缴费、已经全部退付，或者仍在等待缴清"


class PaymentOutOfRange(InvalidInput):
    """More than is owed, or nothing."""

    code = "payment_out_of_range"
    message = "缴费金额不对，请核对"


@dataclass(frozen=True)
class Count:
    """What is charged: units `first` to `last` of the scale."""

    by: ChargedBy
    first: int
    last: int

    @property
    def units(self) -> int:
        return self.last - self.first + 1


def ways_to_charge(parameters: Parameters, outcome: str) -> tuple[ChargedBy, ...]:
    """By pages only where information is handed over (109号第四条); an office may have settled on one of the two."""
    allowed = _ALLOWED[parameters.value("fee_basis")]
    return tuple(way for way in allowed if way is ChargedBy.CASES or gives_information(outcome))


def cases_of(earlier: int, own: int) -> Count:
    """The request counts as `own` cases, after `earlier` ones of the same applicant in the month."""
    if own < 1:
        raise NothingToCharge("收费须有件数", fields={"items": "请填写本件按几件计算"})
    return Count(ChargedBy.CASES, earlier + 1, earlier + own)


def pages_of(pages: int | None) -> Count:
    """The pages of one request. Raises NothingToCharge without a count: no count, no fee."""
    if not pages:
        raise NothingToCharge("收费须有页数", fields={"pages": "没有页数，不能按量计收"})
    return Count(ChargedBy.PAGES, 1, pages)


def fee_of(count: Count, parameters: Parameters) -> Fee:
    """What these units cost, step by step; what is free is left out. Raises NothingToCharge for what costs nothing."""
    scale = fee_by_cases if count.by is ChargedBy.CASES else fee_by_pages
    steps = [
        replace(line, first=max(line.first, count.first)) for line in scale(count.last, parameters).lines
        if line.last >= count.first and line.price
    ]  # fmt: skip
    if not steps:
        unit = UNITS[count.by]
        words = f"现计到第 {count.last} {unit}，没有超过免费的数量，不能收取信息处理费"
        raise NothingToCharge(words, fields={"charged_by": words})
    return Fee(count.units, tuple(steps))


def calculation(fee: Fee, by: ChargedBy) -> str:
    """The formula as the notice prints it: 第11至30件，20件×100元；第31件，1件×200元."""
    unit = UNITS[by]
    return "；".join(
        f"第{line.first}{'至' + str(line.last) if line.last > line.first else ''}{unit}，"
        f"{line.last - line.first + 1}{unit}×{line.price}元"
        for line in fee.lines
    )


def check_may_charge(clocks: Clocks, today: date, *, is_charged: bool) -> None:
    """Once, while the reply is owed and in time. Raises AlreadyCharged, FeeNoticeTooLate, NoRunningReplyClock."""
    if is_charged:
        raise AlreadyCharged
    check_can_notify_fee(clocks, today)


@dataclass(frozen=True)
class Owed:
    """What was charged and what has come in."""

    amount: int
    paid: Collection[tuple[date, int]] = ()
    returned: int = 0

    @property
    def received(self) -> int:
        return sum(yuan for _day, yuan in self.paid)

    @property
    def rest(self) -> int:
        return self.amount - self.received

    @property
    def settled_on(self) -> date | None:
        """The day of the payment that made it whole; a part starts no clock."""
        return max((day for day, _yuan in self.paid), default=None) if self.rest <= 0 else None


def check_payment(owed: Owed, yuan: int) -> None:
    """Raises PaymentOutOfRange beside the amount."""
    if not 1 <= yuan <= owed.rest:
        words = f"应缴 {owed.amount} 元，已缴 {owed.received} 元，这一笔应在 1 至 {owed.rest} 元之间"
        raise PaymentOutOfRange(words, fields={"amount": words})


def check_can_void(clocks: Clocks) -> None:
    """A payment is struck out while the rest is waited for, or while the reply that it let begin is still owed.

    Raises PaymentSettled.
    """
    progress = clocks.progress
    if progress.withdrawn_on is None and progress.awaits_payment:
        return
    if progress.withdrawn_on is not None or progress.fee is None or progress.fee.paid_on is None:
        raise PaymentSettled
    if progress.reply is not None or progress.awaits_clarification:
        raise PaymentSettled


def check_stays_paid_back(owed: Owed, yuan: int) -> None:
    """What is struck out was not paid back. Raises PaymentPaidBack."""
    if owed.received - yuan < owed.returned:
        raise PaymentPaidBack


def may_be_refunded(clocks: Clocks, owed: Owed) -> bool:
    """Something came in that was not paid back, and nobody waits for the rest of it."""
    return owed.received > owed.returned and not clocks.progress.awaits_payment


def check_refund(clocks: Clocks, owed: Owed, yuan: int) -> None:
    """Raises NothingToRefund, PaymentOutOfRange beside the amount."""
    if not may_be_refunded(clocks, owed):
        raise NothingToRefund
    most = owed.received - owed.returned
    if not 1 <= yuan <= most:
        words = f"已缴 {owed.received} 元，已退 {owed.returned} 元，这一笔应在 1 至 {most} 元之间"
        raise PaymentOutOfRange(words, fields={"amount": words})
