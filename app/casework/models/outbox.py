"""The outbox: what is to leave the database after the commit (mail, rendering), and the heartbeat of jobs."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import UtcDateTime, db
from app.office.models import Person


class OutboxState(StrEnum):
    PENDING = "pending"
    SENDING = "sending"  # leased by one worker
    SENT = "sent"
    UNCERTAIN = "uncertain"  # a person decides
    DEAD = "dead"  # given up after repeated failures; shown to the administrator
    NO_ADDRESS = "no_address"  # the person has none, or has left; or the office has no mail server


IS_UNDECIDED = text("state IN ('uncertain', 'dead')")
"""Waits for a person, in the words of the index that holds them."""
GIVEN_UP = literal_column(f"'{OutboxState.DEAD}'", String)
"""The state, written into conditions."""
STATE_WORDS = {
    OutboxState.UNCERTAIN: "待核实", OutboxState.DEAD: "已放弃", OutboxState.PENDING: "待发",
    OutboxState.SENDING: "发送中", OutboxState.SENT: "已发", OutboxState.NO_ADDRESS: "没有地址",
}  # fmt: skip


class OutboxPolicy(StrEnum):
    RETRY = "retry"  # repeating is harmless
    ASK = "ask"  # legal effect: never a silent second attempt


class OutboxMessage(db.Model):
    """One wish for an effect outside the database, claimed with a lease."""

    __tablename__ = "outbox_message"
    __table_args__ = (
        Index("ix_outbox_message_due", "not_before", sqlite_where=text("state IN ('pending', 'sending')"),
              postgresql_where=text("state IN ('pending', 'sending')")),
        Index("ix_outbox_message_undecided", "id", sqlite_where=IS_UNDECIDED, postgresql_where=IS_UNDECIDED),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("office_case.id"), index=True)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    policy: Mapped[str] = mapped_column(String(10), default=OutboxPolicy.RETRY)
    state: Mapped[str] = mapped_column(String(12), default=OutboxState.PENDING)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime] = mapped_column(UtcDateTime)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lease_token: Mapped[str | None] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str] = mapped_column(String(300), default="")


class OutboxTask(db.Model):
    """Which administrator sees to a message that did not get out; it waits as long as its state does."""

    __tablename__ = "outbox_task"

    message_id: Mapped[int] = mapped_column(
        ForeignKey("outbox_message.id"), primary_key=True, autoincrement=False
    )
    assignee_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    assigned_at: Mapped[datetime] = mapped_column(UtcDateTime)

    assignee: Mapped[Person] = relationship(viewonly=True)


class JobHeartbeat(db.Model):
    """When each job last succeeded and how long it took, and its last failure; for /readyz and the jobs page."""

    __tablename__ = "job_heartbeat"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    succeeded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    detail: Mapped[str] = mapped_column(String(300), default="")
    seconds: Mapped[float | None]
    failed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[str] = mapped_column(String(300), default="", server_default="")
