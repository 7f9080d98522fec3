"""The one reading under the lock of a case: all that an act on it begins with, in one prepared statement.

PostgreSQL locks the row first and reads in a statement of its own: one that waits for a lock sees the rows beside it
as they were before it waited. On SQLite the transaction itself is the lock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, or_, select
from sqlalchemy.orm.attributes import set_committed_value

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
from app.database import columns_of, is_sqlite
from app.entities import Entity, parts_of
from app.office import edition
from app.office.models import OrgUnit


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


_cases, _organs, _items = Entity(Case), Entity(OrgUnit), Entity(WorkItem)
_case, _item, _runs, _records = _cases.table.c, _items.table.c, CaseRun.__table__.c, CommandRecord.__table__.c
_open, _timers = WorkItem.__table__.alias("open_item").c, CaseTimer.__table__.c
_given, _signed, _drafts = Opinion.__table__.c, OpinionText.__table__.c, FormDraft.__table__.c
_lock = select(_case.id).where(_case.id == bindparam("case_id")).with_for_update()
_open_ids = select(func.aggregate_strings(_open.id, ",")).where(
    _open.case_id == _case.id, _open.status == OPEN_ITEM, _open.beside.is_(None)
)
_timer_ids = select(func.aggregate_strings(_timers.task_id, ",")).where(
    _timers.case_id == _case.id, _timers.fired_at.is_(None)
)
_same_hand = or_(
    _given.person_id == bindparam("person_id"),
    and_(_given.node == _item.node, _given.unit_id == _item.unit_id),
)
_has_signed = exists().where(_given.case_id == _case.id, _signed.opinion_id == _given.id, _same_hand)
_read = (
    select(
        *_cases.columns, *_organs.columns, *_items.columns,
        _records.fingerprint, _records.result, _runs.diagram_hash, _runs.state,
        edition.NUMBER_NOW, _open_ids.scalar_subquery(), _timer_ids.scalar_subquery(),
        exists().where(_drafts.work_item_id == _item.id), _has_signed,
        exists().where(Consultation.__table__.c.case_id == _case.id),
    )
    .join(_organs.table, _organs.table.c.id == _case.organ_id)
    .outerjoin(_items.table, and_(_item.case_id == _case.id, _item.id == bindparam("item_id")))
    .outerjoin(CaseRun.__table__, _runs.case_id == _case.id)
    .outerjoin(CommandRecord.__table__, _records.key == bindparam("key"))
    .where(_case.id == bindparam("case_id"))
)  # fmt: skip


def consultations_of_case(case_id: int) -> str:
    """The name under which an act keeps the consultations of a case (`acts.once`)."""
    return f"consultations of case {case_id}"


def lock(case_id: int, key: str | None, item_id: str | None, person_id: int | None) -> Found:
    """Lock the case and read. Raises NotFound for a case that does not exist."""
    if not is_sqlite():
        columns_of(_lock, {"case_id": case_id})
    asked = {"case_id": case_id, "key": key, "item_id": item_id, "person_id": person_id}
    found = columns_of(_read, asked).first()
    if found is None:
        raise NotFound()
    of_case, of_organ, of_item, rest = parts_of(found, _cases, _organs, _items)
    print_, result, diagram, state, number, open_ids, timer_ids, has_draft, has_signed, asked_any = rest
    edition.known(number)
    case, item = _case_of(of_case, of_organ), _items.row(of_item, is_fresh=True)
    if not asked_any:
        once.tell(consultations_of_case(case_id), ())
    return Found(
        case, item, (print_, result) if print_ is not None else None, diagram, state or b"",
        _ids(open_ids), _ids(timer_ids), has_draft, has_signed,
    )  # fmt: skip


def _case_of(found: Sequence[Any], of_organ: Sequence[Any]) -> Case:
    """The case as it is under the lock, with its organ, which the ROLLBACK before the act has expired."""
    case = _cases.row(found, is_fresh=True)
    assert case is not None
    set_committed_value(case, "organ", _organs.row(of_organ))
    return case


def _ids(listed: str | None) -> frozenset[str]:
    return frozenset(listed.split(",")) if listed else frozenset()
