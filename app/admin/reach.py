"""Which units and people the signed-in administrator may change, for lists and addresses."""

from datetime import date

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import selectinload

from app.casework.acts.errors import NotFound
from app.casework.administration.scope import administered_ids, lasting_units_within, units_within
from app.casework.work.paging import Page, paged
from app.database import db
from app.office.initials import begins_with_initials
from app.office.models import Appointment, OrgUnit, Person
from app.web.access import current_standing


def administered_units(on: date) -> list[OrgUnit]:
    """The units within reach on that day, in the order of the tree's positions."""
    return units_within(current_standing(), on)


def lasting_units(on: date) -> list[OrgUnit]:
    """The same with those that begin later."""
    return lasting_units_within(current_standing(), on)


def administered_unit(unit_id: int) -> OrgUnit:
    """The unit with this id. Raises NotFound for one that is out of reach."""
    unit = db.session.get(OrgUnit, unit_id)
    if unit is None or unit.id not in administered_ids(current_standing()):
        raise NotFound
    return unit


def administered_person(person_id: int) -> Person:
    """The person with this id. Raises NotFound for one who is out of reach."""
    person = db.session.scalar(select(Person).where(Person.id == person_id, _within_reach()))
    if person is None:
        raise NotFound
    return person


def administered_people(words: str, page: int) -> Page:
    """People whose name or login contains the words, or whose name begins with these Pinyin initials; by name."""
    query = select(Person).where(_within_reach()).options(
        selectinload(Person.appointments).joinedload(Appointment.unit)
    )  # fmt: skip
    if part := words.strip()[:60]:
        named = Person.name.contains(part, autoescape=True)
        login = Person.login.contains(part.lower(), autoescape=True)
        query = query.where(or_(named, login, Person.id.in_(_ids_by_initials(part))))
    return paged(query, page, Person.is_active.desc(), Person.name, Person.id)


def _ids_by_initials(typed: str) -> list[int]:
    if not (typed.isascii() and typed.isalpha()):
        return []
    people = db.session.execute(select(Person.id, Person.name).where(_within_reach()))
    return [id_ for id_, name in people if begins_with_initials(name, typed)]


def _within_reach() -> ColumnElement[bool]:
    """Holds or held a post at a unit within reach, or never held one."""
    ids = administered_ids(current_standing())
    held = exists().where(Appointment.person_id == Person.id)
    return or_(held.where(Appointment.unit_id.in_(ids)), ~held)
