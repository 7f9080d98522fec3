"""A case (办件), its run through a diagram, and the versions of diagrams."""

from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, false, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework.models.moments import DueMoments
from app.database import UtcDateTime, db
from app.office.models import OrgUnit
from app.office.organs import current_form
from app.office.vocabulary import HANDLING_ROLES


class CaseState(StrEnum):
    """How far a case is, for every process alike. Values are stored, so never renamed."""

    OPEN = "open"  # 办理中
    CLOSED = "closed"  # 已办结
    WITHDRAWN = "withdrawn"  # 已撤回
    ARCHIVED = "archived"  # 已归档


STATE_WORDS = {
    CaseState.OPEN: "办理中", CaseState.CLOSED: "已办结", CaseState.WITHDRAWN: "已撤回", CaseState.ARCHIVED: "已归档",
}  # fmt: skip


class ClockState(StrEnum):
    """What the clock that leads is doing; whether it stands still at an instant, its moments say."""

    NONE = "none"  # 无期限
    RUNNING = "running"  # 计时中
    WAITING = "waiting"  # 等待外部（补正、缴费等）
    STOPPED = "stopped"  # 已答复或已终止


class _CaseColumns(Protocol):
    @property
    def state(self) -> str: ...
    @property
    def organ_id(self) -> int: ...
    @property
    def handling_unit_id(self) -> int | None: ...


class AboutCase:
    """What permissions ask of a case, whether it is a row of the session or of a list."""

    @property
    def unit_ids(self: _CaseColumns) -> set[int]:
        """The units that take part in it."""
        return {unit_id for unit_id in (self.organ_id, self.handling_unit_id) if unit_id is not None}

    @property
    def is_open(self: _CaseColumns) -> bool:
        return self.state == CaseState.OPEN


class Case(AboutCase, DueMoments, db.Model):
    """What all processes share of one matter: number, organ, clock, papers, work, audit."""

    __tablename__ = "office_case"
    __table_args__ = (
        Index("ix_office_case_organ_id_state_due_on", "organ_id", "state", "due_on"),
        Index("ix_office_case_organ_id_id", "organ_id", "id"),
        Index("ix_office_case_organ_id_received_on_closed_on", "organ_id", "received_on", "closed_on"),
        Index("ix_office_case_handling_unit_id_id", "handling_unit_id", "id"),
        Index("ix_office_case_organ_id_process_state_id", "organ_id", "process", "state", "id"),
        Index(
            "ix_office_case_handling_unit_id_process_state_id", "handling_unit_id", "process", "state", "id"
        ),
        Index("ix_office_case_process_state_due_on", "process", "state", "due_on"),
        Index("ix_office_case_state_reckoned", "state", "reckoned"),
        Index(
            "ix_office_case_replied",
            "organ_id",
            "process",
            "reply_state",
            "closed_on",
            "id",
            "received_on",
            sqlite_where=text("reply_state IS NOT NULL"),
            postgresql_where=text("reply_state IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    process: Mapped[str] = mapped_column(String(40))
    organ_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    handling_unit_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id"))
    title: Mapped[str] = mapped_column(String(300))
    party: Mapped[str] = mapped_column(String(120), default="")  # 申请人等的显示名
    flags: Mapped[list[str]] = mapped_column(JSON, default=list)
    state: Mapped[str] = mapped_column(String(20), default=CaseState.OPEN)
    outcome: Mapped[str | None] = mapped_column(String(40))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    received_on: Mapped[date | None] = mapped_column(index=True)
    due_on: Mapped[date | None]
    due_kind: Mapped[str | None] = mapped_column(String(40))
    due_is_provisional: Mapped[bool] = mapped_column(default=False)
    clock_state: Mapped[str] = mapped_column(String(12), default=ClockState.NONE)
    reply_state: Mapped[str | None] = mapped_column(
        String(8)
    )  # met, missed; None: not yet, or nothing was owed
    closed_on: Mapped[date | None]
    archived_on: Mapped[date | None]
    retention_years: Mapped[int | None]
    archive_number: Mapped[str] = mapped_column(String(60), default="", server_default="")  # 档号
    law_edition: Mapped[int | None]  # the last change of a parameter known while it was open
    calendar_edition: Mapped[int | None]  # the last holiday notice known while it was open
    reckoned: Mapped[int | None]  # the last reckoning under which it was computed
    version: Mapped[int] = mapped_column(default=0)

    organ: Mapped[OrgUnit] = relationship(foreign_keys=[organ_id], viewonly=True)
    handling_unit: Mapped[OrgUnit | None] = relationship(foreign_keys=[handling_unit_id], viewonly=True)

    @property
    def handler_ids(self) -> frozenset[int]:
        """Who has or had a step of its handling unit in hand; not who was asked beside it. Read each time."""
        steps = db.metadata.tables["work_item"].c
        at_the_unit = steps.unit_id == (self.handling_unit_id or self.organ_id)
        in_its_way = (steps.role.in_(HANDLING_ROLES), steps.copy_item.is_(None), steps.beside.is_(None))
        query = select(steps.assignee_id, steps.done_by_id)
        found = db.session.execute(query.where(steps.case_id == self.id, at_the_unit, *in_its_way))
        return frozenset(id_ for pair in found for id_ in pair if id_ is not None)

    def organ_on(self, on: date) -> OrgUnit:
        """Who answers for the case on that day, in whose name letters go out: its organ, or what has taken its place.

        行政诉讼法第二十六条第六款, 行政复议法第十九条: of an organ that is no more, the one that carries on.
        """
        return current_form(self.organ, on)

    @property
    def organ_code(self) -> str:
        return self.organ.code

    @property
    def handling_unit_code(self) -> str | None:
        return self.handling_unit.code if self.handling_unit else None


class DiagramVersion(db.Model):
    """All files of one version of a process's diagrams. A running case is pinned to its hash.

    `sequence`: the greatest is in force for new cases; 0: delivered with a release, but not in force yet, since the
    county draws its own. `is_delivered`: came with a release. `name`: as the office calls it, none at first.
    """

    __tablename__ = "diagram_version"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    process: Mapped[str] = mapped_column(String(40), index=True)
    process_id: Mapped[str] = mapped_column(String(80))
    files: Mapped[dict[str, str]] = mapped_column(JSON)
    sequence: Mapped[int]
    deployed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deployed_by: Mapped[str] = mapped_column(String(80), default="")
    is_delivered: Mapped[bool] = mapped_column(default=False, server_default=false())
    name: Mapped[str] = mapped_column(String(60), default="", server_default="")

    @property
    def shown(self) -> str:
        """As pages call it: its name, and the first digits of its hash, by which the log knows it."""
        return f"{self.name}（{self.hash[:12]}）" if self.name else self.hash[:12]


class CaseRun(db.Model):
    """The engine's state of one case: compact, without the specification, with its format number.

    `state_before`: as it was before the last step, which completed `item_before`, where that may be taken back (取回).
    """

    __tablename__ = "case_run"

    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), primary_key=True)
    diagram_hash: Mapped[str] = mapped_column(ForeignKey("diagram_version.hash"), index=True)
    format: Mapped[int]
    state: Mapped[bytes] = mapped_column(LargeBinary)
    trail: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)
    is_completed: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=0)
    state_before: Mapped[bytes | None] = mapped_column(LargeBinary)
    item_before: Mapped[str | None] = mapped_column(String(36))

    diagram: Mapped[DiagramVersion] = relationship(viewonly=True)
