"""信息处理费 of a request (条例第四十二条，国办函〔2020〕109号): what is charged, and every payment."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import UtcDateTime, db


class FeePayment(db.Model):
    """Money that came in, in whole yuan; what was entered by mistake is marked so, and counts no more."""

    __tablename__ = "fee_payment"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("fee_charge.case_id"), index=True)
    amount: Mapped[int]
    paid_on: Mapped[date]
    receipt_number: Mapped[str] = mapped_column(String(60), default="")
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    voided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    voided_why: Mapped[str] = mapped_column(String(300), default="", server_default="")


class FeeRefund(db.Model):
    """Money that was paid back, in whole yuan, with the number of its paper (退库凭证)."""

    __tablename__ = "fee_refund"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("fee_charge.case_id"), index=True)
    amount: Mapped[int]
    refunded_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(300))
    document: Mapped[str] = mapped_column(String(60), default="")
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class FeeCharge(db.Model):
    """The one fee of a request: units `first_unit` to `last_unit` of the scale, in whole yuan.

    `why_items`: why the request counts as several cases. `letter_id` is the notice, None while it is drafted.
    `outcome_before` is what had been decided when the request lapsed, and is decided again when it is paid after all.
    """

    __tablename__ = "fee_charge"

    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), primary_key=True)
    charged_by: Mapped[str] = mapped_column(String(10))
    first_unit: Mapped[int]
    last_unit: Mapped[int]
    why_items: Mapped[str] = mapped_column(String(300), default="")
    amount: Mapped[int]
    calculation: Mapped[str] = mapped_column(String(200))
    payment_way: Mapped[str] = mapped_column(Text)
    payment_working_days: Mapped[int]
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("issued_letter.id"))
    delivered_on: Mapped[date | None]
    why_late_accepted: Mapped[str] = mapped_column(String(300), default="")
    lapse_confirmed_on: Mapped[date | None]
    outcome_before: Mapped[str] = mapped_column(String(40), default="")

    payments: Mapped[list[FeePayment]] = relationship(order_by=FeePayment.id)
    refunds: Mapped[list[FeeRefund]] = relationship(order_by=FeeRefund.id)

    @property
    def came_in(self) -> list[FeePayment]:
        """The payments that count."""
        return [one for one in self.payments if one.voided_at is None]

    @property
    def returned(self) -> int:
        """What was paid back."""
        return sum(one.amount for one in self.refunds)
