"""Consultations (征求意见): one row for each party that is asked, with its letter, its days and what came of it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework.models.cases import Case
from app.casework.models.letters import IssuedLetter
from app.database import UtcDateTime, db
from app.law.consulting import Asked
from app.office.masks import mask_name
from app.office.models import OrgUnit

NATURAL_PERSON = "natural_person"


class ConsultationState(StrEnum):
    """How far it is; never stored, it follows from the days."""

    PREPARED = "prepared"  # 已拟定
    ISSUED = "issued"  # 已制发，待送出
    OUT = "out"  # 征求中
    ANSWERED = "answered"  # 已答复
    SILENT = "silent"  # 逾期未复
    DROPPED = "dropped"  # 已撤回


class Consultation(db.Model):
    """Who is asked what. The due day is the clock's; days here are facts. The address is sealed, bound to this row.

    `party`: app.law.consulting.Asked; `answer`: app.law.consulting.Answer or "". `is_late`: the answer came when the
    silence was on record or the case was done: it is kept and changes nothing. `former_opinions`: what the party
    had said before, the oldest first: answer, reason, answered_on, answer_way as in the row, and why it was changed.
    """

    __tablename__ = "consultation"
    __table_args__ = (UniqueConstraint("case_id", "number"), Index("ix_consultation_unit_id", "unit_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"))
    number: Mapped[int]
    seal_id: Mapped[str] = mapped_column(String(36))
    party: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(20), default="organisation")
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id"))
    address_sealed: Mapped[str] = mapped_column(Text, default="")
    information: Mapped[str] = mapped_column(Text)
    proposal: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("issued_letter.id"))
    sent_on: Mapped[date | None]
    delivered_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(String(12), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    answered_on: Mapped[date | None]
    answer_way: Mapped[str] = mapped_column(String(12), default="")
    is_late: Mapped[bool] = mapped_column(default=False)
    former_opinions: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list, server_default="[]")
    silent_on: Mapped[date | None]
    dropped_on: Mapped[date | None]
    dropped_why: Mapped[str] = mapped_column(String(300), default="")
    notice_letter_id: Mapped[int | None] = mapped_column(ForeignKey("issued_letter.id"))

    case: Mapped[Case] = relationship(viewonly=True)
    unit: Mapped[OrgUnit | None] = relationship()
    letter: Mapped[IssuedLetter | None] = relationship(foreign_keys=[letter_id], viewonly=True)
    notice: Mapped[IssuedLetter | None] = relationship(foreign_keys=[notice_letter_id])

    @property
    def key(self) -> str:
        """Its id among the clock events of the case; it is printed on the sheet of the time limit."""
        return f"第{self.number}份"

    @property
    def shown_name(self) -> str:
        """As pages and programs show it: the name of a person is masked."""
        return mask_name(self.name) if self.kind == NATURAL_PERSON else self.name

    @property
    def called(self) -> str:
        """Which of the case it is, and whom it asks."""
        return f"{self.key}（{self.shown_name}）"

    @property
    def state(self) -> ConsultationState:
        """Where it stands."""
        if self.dropped_on is not None:
            return ConsultationState.DROPPED
        if self.answer and not self.is_late:
            return ConsultationState.ANSWERED
        if self.silent_on is not None:
            return ConsultationState.SILENT
        if self.answer:
            return ConsultationState.ANSWERED
        if (
            self.sent_on is not None or self.party == Asked.HOUSE_UNIT
        ):  # inside the house no letter has to go out
            return ConsultationState.OUT
        return ConsultationState.PREPARED if self.letter_id is None else ConsultationState.ISSUED

    @property
    def is_silent(self) -> bool:
        return self.state is ConsultationState.SILENT

    @property
    def has_notice(self) -> bool:
        """The letter that tells the party of a disclosure is made, out or not."""
        return self.notice_letter_id is not None

    @property
    def is_told(self) -> bool:
        """The party was told in writing that its information is disclosed all the same; printing tells nobody."""
        return self.notice is not None and self.notice.is_out

    @property
    def is_outstanding(self) -> bool:
        """An answer is still to be waited for, or the letter is not even out."""
        return self.state in (ConsultationState.PREPARED, ConsultationState.ISSUED, ConsultationState.OUT)
