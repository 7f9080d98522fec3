"""台账: the cases that a person may read, as a list."""

from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload

from app.casework.models import Case, WorkItem
from app.casework.models.cases import CaseState
from app.casework.work.inbox import Filter, matches_words
from app.casework.work.paging import Page, paged
from app.office.reach import reach_of
from app.office.standing import Standing


def readable_cases(standing: Standing) -> ColumnElement[bool]:
    """Cases that the person's posts open; agrees with READ_CASE."""
    reach = reach_of(standing)
    asked = select(WorkItem.case_id).where(
        WorkItem.copy_item.is_not(None), WorkItem.unit_id.in_(reach.unit_ids)
    )
    own = or_(Case.organ_id.in_(reach.organ_ids), Case.handling_unit_id.in_(reach.unit_ids))
    return or_(own, Case.id.in_(asked)) if reach.unit_ids else own


def list_cases(
    condition: ColumnElement[bool], by: Filter, state: str, due_before: date | None, page: int = 1
) -> Page:
    """台账: cases that may be read, newest first."""
    query = select(Case).where(condition).options(joinedload(Case.organ), joinedload(Case.handling_unit))
    if state in set(CaseState):
        query = query.where(Case.state == state)
    if by.process:
        query = query.where(Case.process == by.process)
    if by.words:
        query = query.where(matches_words(by.words))
    if due_before:
        query = query.where(Case.due_on < due_before)
    return paged(query, page, Case.id.desc())
