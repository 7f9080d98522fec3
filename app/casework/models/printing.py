"""Printing many letters at once (成批打印): a job that shows how far it is and can be stopped."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import UtcDateTime, db


class PrintState(StrEnum):
    """How far a job is. Values are stored, so never renamed."""

    WAITING = "waiting"  # 等待
    RUNNING = "running"  # 进行中
    DONE = "done"  # 已完成
    CANCELLED = "cancelled"  # 已取消
    FAILED = "failed"  # 未完成


class PrintJob(db.Model):
    """One file for the printer, for the person who asked and nobody else. The file is thrown away after a day."""

    __tablename__ = "print_job"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    letter_ids: Mapped[list[int]] = mapped_column(JSON)
    has_envelopes: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(12), default=PrintState.WAITING)
    total: Mapped[int]
    done: Mapped[int] = mapped_column(default=0)
    message: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def is_under_way(self) -> bool:
        return self.state in (PrintState.WAITING, PrintState.RUNNING)
