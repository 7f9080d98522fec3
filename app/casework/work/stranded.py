"""Tasks that nobody can go on with: of a post that nobody holds at their unit, or in the hands of who holds none."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select

from app.casework.models import Case, WorkItem
from app.casework.work.boxes import is_open
from app.database import db
from app.office.holders import ids_in_post, roles_manned
from app.office.models import OrgUnit, Person
from app.office.organs import current_form, ids_of_former_forms
from app.office.vocabulary import Role

NAMED = 5
"""So many are named on a page; of the rest the tasks are counted."""


@dataclass(frozen=True)
class Stranded:
    """Tasks that wait for one post at one unit, or are still in one person's hands."""

    words: str
    number: int
    unit_id: int | None = None
    person_id: int | None = None


def stranded(which: ColumnElement[bool], on: date) -> list[Stranded]:
    """Those of these tasks or cases, the most first."""
    found = [*_of_vacant_posts(which, on), *_of_who_left(which, on)]
    return sorted(found, key=lambda one: (-one.number, one.words))


def number_waiting(unit: OrgUnit, role: Role, on: date) -> int:
    """Unclaimed tasks of the post at the unit, in whatever form it was."""
    forms = [former for _, former in db.session.execute(ids_of_former_forms([unit.id], on))]
    here = (WorkItem.assignee_id.is_(None), WorkItem.unit_id.in_(forms), WorkItem.role == role)
    return db.session.scalar(select(func.count()).select_from(WorkItem).where(is_open, *here)) or 0


def _of_vacant_posts(which: ColumnElement[bool], on: date) -> list[Stranded]:
    found = []
    for unit, role in _vacant_posts(on):
        here = (WorkItem.assignee_id.is_(None), WorkItem.unit_id == unit.id, WorkItem.role == role)
        number, first = db.session.execute(_counted(which).where(*here)).one()
        words = (
            f"{unit.name}没有{Role(role).title_zh}，{number} 项待办没有人可以认领（{_named(first, number)}）"
        )
        found += [Stranded(words, number, unit_id=unit.id)] if number else []
    return found


def _vacant_posts(on: date) -> list[tuple[OrgUnit, str]]:
    """For which unclaimed tasks wait anywhere, read from the pool's index alone: mostly there is none."""
    manned, found = roles_manned(on), []
    nobody_has_some = func.count() > func.count(WorkItem.assignee_id)
    waiting = select(WorkItem.unit_id, WorkItem.role).where(is_open).group_by(WorkItem.unit_id, WorkItem.role)
    for unit_id, role in db.session.execute(waiting.having(nobody_has_some)):
        unit = db.session.get_one(OrgUnit, unit_id) if role not in manned.get(unit_id, ()) else None
        if unit is not None and role not in manned.get(current_form(unit, on).id, ()):
            found.append((unit, role))
    return found


def _of_who_left(which: ColumnElement[bool], on: date) -> list[Stranded]:
    has = select(WorkItem.assignee_id).where(is_open, WorkItem.assignee_id.is_not(None)).distinct()
    ids = set(db.session.scalars(has)) - ids_in_post(on)
    if not ids:
        return []
    query = (
        _counted(which).add_columns(Person.id, Person.name).join(Person, Person.id == WorkItem.assignee_id)
    )
    gone = query.where(Person.id.in_(ids)).group_by(Person.id, Person.name)
    return [
        Stranded(
            f"{name}已不任职，名下还有 {number} 项待办（{_named(first, number)}）",
            number,
            person_id=person_id,
        )
        for number, first, person_id, name in db.session.execute(gone)
    ]


def _counted(which: ColumnElement[bool]) -> Select[tuple[int, str]]:
    """Open tasks, how many, and the number of one of their cases."""
    counted = select(func.count(), func.min(Case.number)).select_from(WorkItem)
    return counted.join(Case, Case.id == WorkItem.case_id).where(is_open, which)


def _named(first: str, number: int) -> str:
    return first if number == 1 else f"{first}等"
