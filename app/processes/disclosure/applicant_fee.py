"""信息处理费 as the applicant sees it: how much, how it is counted, how and until when to pay (第四十二条)."""

from dataclasses import dataclass
from datetime import date

from app.law.clock import ClockKind
from app.law.clocks import Clocks
from app.processes.disclosure.fees import owed_of
from app.processes.disclosure.models import DisclosureRequest


@dataclass(frozen=True)
class FeeView:
    """Amounts in whole yuan. `due_on`: the last day, while it is waited for; `says`: where it stands, in a sentence."""

    amount: int
    calculation: str
    payment_way: str
    due_on: date | None
    provisional: bool
    says: str
    letter_id: int

    @property
    def is_owed(self) -> bool:
        return self.due_on is not None


def fee_for_applicant(request: DisclosureRequest, found: Clocks, today: date) -> FeeView | None:
    """None before the notice is issued: until then nobody has decided to charge."""
    charge = request.charge
    if charge is None or charge.letter_id is None:
        return None
    owed, clock = owed_of(charge), next(iter(found.of_kind(ClockKind.PAYMENT)[-1:]), None)
    awaited = clock is not None and found.progress.awaits_payment and request.case.is_open
    if owed.settled_on is not None:
        says = f"已于 {owed.settled_on} 缴清"
    elif not awaited or clock is None:
        says = f"已缴 {owed.received} 元" if owed.received else "没有收到缴费"
    elif today > clock.due_on:
        says = f"缴费期限已满，已缴 {owed.received} 元，由经办人核对后告知您"
    else:
        says = f"已缴 {owed.received} 元，尚欠 {owed.rest} 元" if owed.received else "等待您缴费"
    back = f"，已退付 {owed.returned} 元" if owed.returned else ""
    return FeeView(
        charge.amount, charge.calculation, charge.payment_way, clock.due_on if awaited and clock else None,
        bool(clock and clock.provisional), f"{says}{back}", charge.letter_id,
    )  # fmt: skip
