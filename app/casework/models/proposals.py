"""What one person proposed and another has to agree to (双人复核)."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import LINE, UtcDateTime, db
from app.office.models import OrgUnit, Person


class ProposedAct(StrEnum):
    """What would be done. Values are stored, so never renamed."""

    ADD_PERSON = "add_person"  # 新增人员
    APPOINT = "appoint"  # 任职
    RESET_PASSWORD = "reset_password"  # 重置密码
    REACTIVATE = "reactivate"  # 恢复账号
    RESET_FACTOR = "reset_factor"  # 重置双因素
    FACTOR_POLICY = "factor_policy"  # 双因素登录的要求
    DEPLOY_DIAGRAMS = "deploy_diagrams"  # 部署流程图


class SecondState(StrEnum):
    """How far a proposal is. Values are stored, so never renamed."""

    WAITING = "waiting"  # 待复核
    AGREED = "agreed"  # 已同意
    REFUSED = "refused"  # 未同意


class Proposal(db.Model):
    """An act that waits for a second person. `values`: what the act is told; `summary`: what would be done, in Chinese.

    `unit_id`: whose administrators decide; None: those of the whole office. `person_id`: whom it concerns, if already
    known. `nonce`: of the first password, whose halves the two persons hand over; "" when there is none, or no longer.
    """

    __tablename__ = "office_proposal"

    id: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[str] = mapped_column(String(20))
    values: Mapped[dict[str, Any]] = mapped_column(JSON)
    summary: Mapped[str] = mapped_column(LINE)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    nonce: Mapped[str] = mapped_column(String(40), default="")
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(12), default=SecondState.WAITING, index=True)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(200), default="")

    unit: Mapped[OrgUnit | None] = relationship()
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id], viewonly=True)
    proposed_by: Mapped[Person] = relationship(foreign_keys=[proposed_by_id], viewonly=True)
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id])
