"""Finding what a page or a call names, with the right to see it. What is foreign answers like what is unknown."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from app.casework.acts.errors import NotFound
from app.casework.models import Case, CaseCopy, CaseRun, WorkItem
from app.casework.models.work import WorkItemStatus
from app.casework.run.pinned import tell_pinned
from app.casework.work.inbox import open_items_of
from app.database import columns_of, db
from app.entities import Entity, parts_of
from app.office.permissions import Permission, allows
from app.office.standing import Standing

LONGEST_NUMBER = 40
_by_number = (
    select(Case)
    .where(Case.number == bindparam("number"))
    .options(joinedload(Case.organ), joinedload(Case.handling_unit))
)
_items, _cases, _runs = Entity(WorkItem), Entity(Case), CaseRun.__table__
_by_id = (
    select(*_items.columns, *_cases.columns, _runs.c.diagram_hash)
    .join(_cases.table, _cases.table.c.id == _items.table.c.case_id)
    .outerjoin(_runs, _runs.c.case_id == _cases.table.c.id)
    .where(_items.table.c.id == bindparam("item_id"))
)


@dataclass(frozen=True)
class ReadCase:
    """A case as the subject of READ_CASE: with everybody who worked on it."""

    organ_id: int
    unit_ids: set[int]
    participant_ids: frozenset[int]
    told_ids: frozenset[int] = frozenset()


def readable_case(number: str, standing: Standing, process: str | None = None) -> Case:
    """The case of this number. Raises NotFound when there is none, or none that the person may read.

    `process`: the key of the process whose page or call asks; a case of another process is as unknown there.
    """
    case = db.session.scalar(_by_number, {"number": number[:LONGEST_NUMBER]})
    if case is None or process not in (None, case.process) or not may_read(case, standing):
        raise NotFound()
    return case


def readable_item(item_id: UUID | str, standing: Standing) -> WorkItem:
    """The work item, open or done, if its case may be read or its role is held. Raises NotFound."""
    item = _read_item(item_key(item_id))
    if item is None or not (may_read(item.case, standing) or opens(item, standing)):
        raise NotFound()
    return item


def _read_item(key: str) -> WorkItem | None:
    found = columns_of(_by_id, {"item_id": key}).first()
    if found is None:
        return None
    of_item, of_case, (version_hash,) = parts_of(found, _items, _cases)
    item = _items.row(of_item)
    assert item is not None
    set_committed_value(item, "case", _cases.row(of_case))
    tell_pinned(item.case_id, version_hash)
    return item


def item_key(item_id: UUID | str) -> str:
    """The id as it is stored. Raises NotFound for words that are no id."""
    try:
        return str(item_id if isinstance(item_id, UUID) else UUID(item_id))
    except ValueError as error:
        raise NotFound() from error


def may_read(case: Case, standing: Standing) -> bool:
    """READ_CASE, by office, by unit, by having worked on it, or by an open item of one's own."""
    if allows(Permission.READ_CASE, standing, case, standing.on):
        return True
    if allows(Permission.READ_CASE, standing, with_all_who_worked(case), standing.on):
        return True
    return any(opens(item, standing) for item in open_items_of(case))


def with_all_who_worked(case: Case) -> ReadCase:
    """The case with everybody who takes part in it, worked on it or was told of it."""
    return ReadCase(case.organ_id, case.unit_ids | units_asked(case), _participants(case), _told(case))


def opens(item: WorkItem, standing: Standing) -> bool:
    """Whether this item by itself opens its case to the person."""
    wanted = (Permission.READ_CASE, Permission.WORK_ON_ITEM, Permission.CLAIM_ITEM)
    return any(allows(permission, standing, item, standing.on) for permission in wanted)


def units_asked(case: Case) -> set[int]:
    """The units that are or were asked to co-sign (会签): they take part in the case."""
    query = select(WorkItem.unit_id).where(WorkItem.case_id == case.id, WorkItem.copy_item.is_not(None))
    return set(db.session.scalars(query))


def _told(case: Case) -> frozenset[int]:
    return frozenset(db.session.scalars(select(CaseCopy.person_id).where(CaseCopy.case_id == case.id)))


def _participants(case: Case) -> frozenset[int]:
    query = select(WorkItem.done_by_id).where(
        WorkItem.case_id == case.id, WorkItem.status == WorkItemStatus.DONE
    )
    return frozenset(person_id for person_id in db.session.scalars(query) if person_id is not None)
