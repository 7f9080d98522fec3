"""Which units and people the signed-in administrator may change, for lists and addresses."""

from datetime import date

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.casework.acts.errors import NotFound
from app.casework.administration.scope import administered_ids, lasting_units_within, units_within
from app.casework.work.paging import Page, paged
from app.database import db
from app.office.initials import begins_with_initials
from app.office.models import Appointment, OrgUnit, Person
from app.office.organs import ids_of_sections
from app.office.vocabulary import Role
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


def administered_units_like(words: str, on: date, page: int) -> Page:
    """Units within reach, also those that begin later, whose name, short name or code contains the words."""
    part = words.strip()[:60]
    query = select(OrgUnit).where(
        OrgUnit.id.in_([one.id for one in lasting_units(on)]),
        or_(
            OrgUnit.name.contains(part, autoescape=True),
            OrgUnit.short_name.contains(part, autoescape=True),
            OrgUnit.code.contains(part.upper(), autoescape=True),
        ),
    )
    loaded = query.options(joinedload(OrgUnit.parent))
    return paged(loaded, page, OrgUnit.position, OrgUnit.code, OrgUnit.valid_from)


def administered_people(words: str, page: int, unit: OrgUnit | None, role: Role | None, on: date) -> Page:
    """People whose name or login contains the words, or whose name begins with these Pinyin initials; by name.

    `unit`: with a post there or in a section of it, `role`: with such a post, of this day or later.
    """
    query = select(Person).where(_within_reach()).options(
        selectinload(Person.appointments).joinedload(Appointment.unit)
    )  # fmt: skip
    if part := words.strip()[:60]:
        named = Person.name.contains(part, autoescape=True)
        login = Person.login.contains(part.lower(), autoescape=True)
        query = query.where(or_(named, login, Person.id.in_(_ids_by_initials(part))))
    if unit is not None or role is not None:
        query = query.where(Person.id.in_(_holders(unit, role, on)))
    return paged(query, page, Person.is_active.desc(), Person.name, Person.id)


def _holders(unit: OrgUnit | None, role: Role | None, on: date) -> Select[tuple[int]]:
    """The ids of those who hold such a post, at a unit within reach."""
    lasting = or_(Appointment.valid_until.is_(None), Appointment.valid_until > on)
    held = select(Appointment.person_id).where(
        lasting, Appointment.unit_id.in_(administered_ids(current_standing()))
    )
    if unit is not None:
        inside = Appointment.unit_id.in_(ids_of_sections(unit, on))
        held = held.where(or_(Appointment.unit_id == unit.id, inside))
    return held.where(Appointment.role == role) if role is not None else held


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
