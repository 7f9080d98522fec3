"""The one reading under the lock of a case: all that an act on it begins with, in one prepared statement.

PostgreSQL locks the row first and reads in a statement of its own: one that waits for a lock sees the rows beside it
as they were before it waited. On SQLite the transaction itself is the lock.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import joinedload

from app.casework.acts import once
from app.casework.acts.errors import NotFound
from app.casework.models import (
    Case,
    CaseRun,
    CaseTimer,
    CommandRecord,
    Consultation,
    FormDraft,
    Opinion,
    OpinionText,
    WorkItem,
)
from app.casework.models.work import OPEN_ITEM
from app.database import db, is_sqlite
from app.office import edition


@dataclass(frozen=True)
class Found:
    """What the act begins with.

    `item`: the work item that it is about; `record`: fingerprint and result of its key; `diagram_hash` and `state` of
    the engine's run; ids of the open items and of the timers that wait; whether somebody has half-typed the item's
    form, and whether the hand that acts has signed a text of the case before.
    """

    case: Case
    item: WorkItem | None
    record: tuple[str, dict[str, Any]] | None
    diagram_hash: str | None
    state: bytes
    open_ids: frozenset[str]
    timer_ids: frozenset[str]
    has_draft: bool
    has_signed: bool


_lock = select(Case.__table__.c.id).where(Case.__table__.c.id == bindparam("case_id")).with_for_update()
_items, _timers = WorkItem.__table__.alias(), CaseTimer.__table__
_open_ids = select(func.aggregate_strings(_items.c.id, ",")).where(
    _items.c.case_id == Case.id, _items.c.status == OPEN_ITEM, _items.c.beside.is_(None)
)
_timer_ids = select(func.aggregate_strings(_timers.c.task_id, ",")).where(
    _timers.c.case_id == Case.id, _timers.c.fired_at.is_(None)
)
_same_hand = or_(
    Opinion.person_id == bindparam("person_id"),
    and_(Opinion.node == WorkItem.node, Opinion.unit_id == WorkItem.unit_id),
)
_has_signed = exists().where(Opinion.case_id == Case.id, OpinionText.opinion_id == Opinion.id, _same_hand)
_read = (
    select(
        Case, WorkItem, CommandRecord.fingerprint, CommandRecord.result, CaseRun.diagram_hash, CaseRun.state,
        edition.NUMBER_NOW, _open_ids.scalar_subquery(), _timer_ids.scalar_subquery(),
        exists().where(FormDraft.work_item_id == WorkItem.id), _has_signed,
        exists().where(Consultation.case_id == Case.id),
    )
    .outerjoin(WorkItem, and_(WorkItem.case_id == Case.id, WorkItem.id == bindparam("item_id")))
    .outerjoin(CaseRun, CaseRun.case_id == Case.id)
    .outerjoin(CommandRecord, CommandRecord.key == bindparam("key"))
    .where(Case.id == bindparam("case_id"))
    .options(joinedload(Case.organ))
    .execution_options(populate_existing=True)
)  # fmt: skip


def consultations_of_case(case_id: int) -> str:
    """The name under which an act keeps the consultations of a case (`acts.once`)."""
    return f"consultations of case {case_id}"


def lock(case_id: int, key: str | None, item_id: str | None, person_id: int | None) -> Found:
    """Lock the case and read. Raises NotFound for a case that does not exist."""
    if not is_sqlite():
        db.session.execute(_lock, {"case_id": case_id})
    asked = {"case_id": case_id, "key": key, "item_id": item_id, "person_id": person_id}
    row = db.session.execute(_read, asked).first()
    if row is None:
        raise NotFound()
    (
        case,
        item,
        print_,
        result,
        diagram,
        state,
        number,
        open_ids,
        timer_ids,
        has_draft,
        has_signed,
        asked_any,
    ) = row
    edition.known(number)
    if not asked_any:
        once.tell(consultations_of_case(case_id), ())
    return Found(
        case, item, (print_, result) if print_ is not None else None, diagram, state or b"",
        _ids(open_ids), _ids(timer_ids), has_draft, has_signed,
    )  # fmt: skip


def _ids(listed: str | None) -> frozenset[str]:
    return frozenset(listed.split(",")) if listed else frozenset()
