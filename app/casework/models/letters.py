"""Letters that were issued (制发) and how each was delivered (送达)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework.models.cases import Case
from app.casework.models.documents import Document
from app.casework.models.variants import LetterVariant
from app.database import UtcDateTime, db
from app.office.masks import mask_name


class IssuedLetter(db.Model):
    """A letter with number and frozen facts. The stored PDF is the record; the facts explain it."""

    __tablename__ = "issued_letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), index=True)
    organ_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    kind: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(120))
    document_number: Mapped[str] = mapped_column(String(80), unique=True)
    issued_on: Mapped[date]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    template_hash: Mapped[str] = mapped_column(String(64))
    variant_id: Mapped[int | None] = mapped_column(ForeignKey("letter_variant.id"))  # None: the standard text
    seal_hash: Mapped[str | None] = mapped_column(String(64))  # the picture it was sealed with
    verification_code: Mapped[str] = mapped_column(String(20), unique=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    rendered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    recipient: Mapped[str] = mapped_column(String(20), default="applicant", server_default="applicant")
    recipient_name: Mapped[str] = mapped_column(
        String(120), default="", server_default=""
    )  # of another party

    case: Mapped[Case] = relationship(viewonly=True)
    document: Mapped[Document | None] = relationship()
    deliveries: Mapped[list["Delivery"]] = relationship(back_populates="letter", order_by="Delivery.id")
    variant: Mapped[LetterVariant | None] = relationship(viewonly=True)

    @property
    def is_out(self) -> bool:
        """It was sent, handed over or put into the account; what is printed and what came back are not out."""
        return any(one.state in (DeliveryState.SENT, DeliveryState.DELIVERED) for one in self.deliveries)

    @property
    def is_for_applicant(self) -> bool:
        """Who applied sees and gets it; all others are for third parties, organs or the file."""
        return self.recipient == "applicant"

    @property
    def recipient_shown(self) -> str:
        """Another party as lists show it, the name of a person (`third_party_kind`) masked; empty for who applied."""
        is_person = self.facts.get("third_party_kind") == "natural_person"
        return mask_name(self.recipient_name) if is_person else self.recipient_name


class LetterRecall(db.Model):
    """An issued letter that was taken back, and the one that took its place, if one did. Both are kept."""

    __tablename__ = "letter_recall"

    letter_id: Mapped[int] = mapped_column(ForeignKey("issued_letter.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(String(500))
    recalled_on: Mapped[date]
    recalled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recalled_at: Mapped[datetime] = mapped_column(UtcDateTime)
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("issued_letter.id"))

    letter: Mapped[IssuedLetter] = relationship(foreign_keys=letter_id, viewonly=True)
    replaced_by: Mapped[IssuedLetter | None] = relationship(foreign_keys=replaced_by_id, viewonly=True)


class DeliveryMethod(StrEnum):
    """Ways of delivery (送达方式), 国办公开办函〔2016〕235号."""

    PORTAL = "portal"  # 网上送达
    POST = "post"  # 邮政企业寄送（含 EMS）
    IN_PERSON = "in_person"  # 直接送达
    ENTRUSTED = "entrusted"  # 委托送达
    COURIER = "courier"  # 邮政企业以外的快递
    EMAIL = "email"  # 电子邮件


class DeliveryState(StrEnum):
    PENDING = "pending"  # 待送达
    SENT = "sent"  # 已寄出
    DELIVERED = "delivered"  # 已送达
    FAILED = "failed"  # 未送达（退回、拒收），不算送出
    RETURNED = "returned"  # 寄出后退回：交邮之日仍然算数（235号），等待再次送达


class Delivery(db.Model):
    """One attempt to bring a letter to its recipient, with its proof and its legal day."""

    __tablename__ = "delivery"
    __table_args__ = (Index("ix_delivery_state", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("issued_letter.id"), index=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), index=True)
    method: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(12), default=DeliveryState.PENDING)
    sent_on: Mapped[date | None]
    delivered_on: Mapped[date | None]
    tracking_number: Mapped[str] = mapped_column(String(40), default="")
    receiver: Mapped[str] = mapped_column(String(80), default="")
    proof_document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    note: Mapped[str] = mapped_column(String(300), default="")
    has_own_task: Mapped[bool] = mapped_column(
        default=False
    )  # its sending is recorded by a task of the diagram; after that its arrival from the list
    first_download_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    letter: Mapped[IssuedLetter] = relationship(back_populates="deliveries")
    proof: Mapped[Document | None] = relationship(viewonly=True)
