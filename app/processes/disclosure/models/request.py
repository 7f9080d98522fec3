"""A disclosure request (申请件): one per case."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework.models import Case
from app.database import UtcDateTime, db
from app.office.models import OrgUnit, Person
from app.processes.disclosure.models.applicant import Applicant
from app.processes.disclosure.models.excess import ReasonStatement
from app.processes.disclosure.models.fee import FeeCharge
from app.processes.disclosure.models.handling import Clarification
from app.processes.disclosure.models.link import CaseLink
from app.processes.disclosure.models.reply_file import ReplyFile


class DisclosureRequest(db.Model):
    """What was asked, how it came, what was decided, and the reply being drafted.

    `reached_office_on`: the day on which a letter that was signed for came to the unit that answers; `misdirected`: it
    was addressed or brought to another unit or a person of the organ (第三十一条第二项: the signature counts).
    `matter`: an application, a correction that is asked for (第四十一条), or a reply that is given anew.
    `drafter_id` sent the present text to be signed; `drafter_ids` are all who sent one. `former_case_id` is the former
    request that a drafter chose for 重复申请, `responsible_id` the organ for 非本机关负责. `secrecy_reviewed_by_id`
    declared, with the decision, that the review of secrecy and of openness is done (条例第十七条). `written_by_id`
    wrote down an oral request and read it back (条例第二十九条第二款); None for every other channel. `inseparable` is
    why no part of what is refused can be given (条例第三十七条), empty for decisions of earlier releases.
    """

    __tablename__ = "disclosure_request"

    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), primary_key=True)
    matter: Mapped[str] = mapped_column(String(20), default="application", server_default="application")
    applicant_id: Mapped[int] = mapped_column(ForeignKey("applicant.id"), index=True)

    channel: Mapped[str] = mapped_column(String(20))
    arrived_on: Mapped[date]
    registered_on: Mapped[date | None]
    signed_on: Mapped[date | None]
    reached_office_on: Mapped[date | None]
    misdirected: Mapped[bool] = mapped_column(default=False, server_default=false())
    confirmed_on: Mapped[date | None]
    tracking_number: Mapped[str] = mapped_column(String(40), default="")
    signed_by: Mapped[str] = mapped_column(String(60), default="")
    confirmation_note: Mapped[str] = mapped_column(String(300), default="")
    receipt_basis: Mapped[str] = mapped_column(String(120), default="")
    conservative_on: Mapped[date | None]

    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    description: Mapped[str] = mapped_column(Text)
    document_title: Mapped[str] = mapped_column(String(200), default="")
    document_reference: Mapped[str] = mapped_column(String(100), default="")
    reply_form: Mapped[str] = mapped_column(String(20))
    reply_way: Mapped[str] = mapped_column(String(20))
    query_code_hash: Mapped[str] = mapped_column(String(200))

    outcome: Mapped[str] = mapped_column(String(40), default="")
    secrecy_reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    secrecy_reviewed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    inseparable: Mapped[str] = mapped_column(Text, default="")
    draft_facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    drafter_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    drafter_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    former_case_id: Mapped[int | None] = mapped_column(ForeignKey("office_case.id"))
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id"))
    late_reason: Mapped[str] = mapped_column(String(300), default="")
    reply_letter_id: Mapped[int | None] = mapped_column(ForeignKey("issued_letter.id"))
    withdrawal_reason: Mapped[str] = mapped_column(String(500), default="")
    withdrawn_by: Mapped[str] = mapped_column(String(20), default="")

    case: Mapped[Case] = relationship(foreign_keys=case_id, viewonly=True)
    applicant: Mapped[Applicant] = relationship()
    responsible: Mapped[OrgUnit | None] = relationship(foreign_keys=[responsible_id], viewonly=True)
    secrecy_reviewed_by: Mapped[Person | None] = relationship(
        foreign_keys=[secrecy_reviewed_by_id], viewonly=True
    )
    written_by: Mapped[Person | None] = relationship(foreign_keys=[written_by_id], viewonly=True)
    clarification: Mapped[Clarification | None] = relationship(
        primaryjoin="foreign(Clarification.case_id) == DisclosureRequest.case_id", viewonly=True
    )
    charge: Mapped[FeeCharge | None] = relationship(
        primaryjoin="foreign(FeeCharge.case_id) == DisclosureRequest.case_id", viewonly=True
    )
    reason: Mapped[ReasonStatement | None] = relationship(
        primaryjoin="foreign(ReasonStatement.case_id) == DisclosureRequest.case_id", viewonly=True
    )
    origin: Mapped[CaseLink | None] = relationship(
        primaryjoin="foreign(CaseLink.later_id) == DisclosureRequest.case_id", viewonly=True
    )
    files: Mapped[list[ReplyFile]] = relationship(order_by=ReplyFile.position)  # those taken out as well

    @property
    def is_delivered_online(self) -> bool:
        return self.reply_way == "portal"
