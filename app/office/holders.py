"""Who holds a role at a unit, so that work finds its hands."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import aliased, selectinload

from app.database import db
from app.office.absences import deputies_for
from app.office.models import Appointment, OrgUnit, Person
from app.office.organs import chain_up, current_form, ids_of_sections, organ_of
from app.office.stretches import kept_while_unchanged
from app.office.vocabulary import HELD_AT_THE_UNIT_ITSELF, HELPING_OUT, SEPARATED_ROLES, Role, UnitKind


def holders_of(role: Role, unit: OrgUnit | int, on: date) -> list[Person]:
    """Who is there to act in this role at the unit: its holders, and the deputies of those who are away.

    Who is away without a deputy stays in the list: somebody has to be asked.
    """
    ids = holder_ids(role, unit, on)
    people = db.session.scalars(select(Person).where(Person.id.in_(ids))) if ids else ()
    return sorted(people, key=lambda person: ids.index(person.id))


def holder_ids(role: Role, unit: OrgUnit | int, on: date) -> tuple[int, ...]:
    """The ids of `holders_of`, in its order."""
    unit_id = unit.id if isinstance(unit, OrgUnit) else unit
    return kept_while_unchanged(("holders", role, unit_id), on, lambda: _read_holders(role, unit_id, on))


def _read_holders(role: Role, unit_id: int, on: date) -> tuple[int, ...]:
    holders = _appointed(role, db.session.get_one(OrgUnit, unit_id), on)
    deputies = deputies_for(holders, on) if holders and role not in SEPARATED_ROLES else {}
    return tuple(dict.fromkeys(deputies.get(holder.id, holder).id for holder in holders))


def unit_holding(role: Role, unit: OrgUnit, on: date) -> OrgUnit | None:
    """The nearest unit, from this one up to its organ, at which anybody holds the role."""
    organ = organ_of(unit)
    for step in chain_up(unit):
        if _appointed(role, step, on):
            return step
        if step is organ:
            return None
    return None


def served_by(unit: OrgUnit, role: Role) -> list[OrgUnit]:
    """The units whose work of this role comes to a post at the unit: itself and, but for its head, up to its organ."""
    if role in HELD_AT_THE_UNIT_ITSELF or unit.may_act_in_its_own_name:
        return [unit]
    above = list(chain_up(unit))
    return above[: above.index(organ_of(unit)) + 1]


def _appointed(role: Role, unit: OrgUnit, on: date) -> list[Person]:
    """At the unit, or at what became of it by that day: open work keeps the unit under which it began."""
    at = Appointment.unit_id == current_form(unit, on).id
    if role not in HELD_AT_THE_UNIT_ITSELF:
        at |= Appointment.unit_id.in_(ids_of_sections(unit, on))
    query = (
        select(Person)
        .join(Appointment)
        .where(Person.is_active, Appointment.role == role, at)
        .where(Appointment.valid_on(on))
        .order_by(Person.id)
        .distinct()
    )
    return list(db.session.scalars(query))


def roles_manned(on: date) -> Mapping[int, frozenset[Role]]:
    """Which roles somebody holds at a unit or, but for its head, in a section of it: by the id of each unit."""
    return kept_while_unchanged(("roles manned",), on, lambda: _read_manned(on))


def _read_manned(on: date) -> Mapping[int, frozenset[Role]]:
    held = select(Appointment.unit_id, Appointment.role).join(Appointment.person).distinct()
    sections = select(OrgUnit.id, OrgUnit.parent_id).where(
        OrgUnit.kind == UnitKind.SECTION, OrgUnit.valid_on(on)
    )
    above = dict(db.session.execute(sections).tuples().all())
    found: dict[int, set[Role]] = defaultdict(set)
    for unit_id, role in db.session.execute(held.where(Person.is_active, Appointment.valid_on(on))):
        step: int | None = unit_id
        while step is not None:
            found[step].add(Role(role))
            step = above.get(step) if role not in HELD_AT_THE_UNIT_ITSELF else None
    return {unit_id: frozenset(roles) for unit_id, roles in found.items()}


def ids_in_post(on: date) -> frozenset[int]:
    """Of everybody who may sign in and holds any post on the day."""
    held = select(Appointment.person_id).join(Appointment.person)
    return kept_while_unchanged(
        ("ids in post",),
        on,
        lambda: frozenset(db.session.scalars(held.where(Person.is_active, Appointment.valid_on(on)))),
    )


def logins_among(roles: tuple[Role, ...], codes: tuple[str, ...], on: date) -> dict[str, str]:
    """Who holds one of the roles at one of these units or in a section of it: login → unit and name."""
    return {login: label for login, label, _ in _posts_among(roles, codes, on)}


def people_among(roles: tuple[Role, ...], codes: tuple[str, ...], on: date) -> list[Person]:
    """The people of `logins_among`, in its order, with their posts."""
    order = list(logins_among(roles, codes, on))
    posts = selectinload(Person.appointments).joinedload(Appointment.unit)
    found = db.session.scalars(select(Person).where(Person.login.in_(order)).options(posts))
    return sorted(found, key=lambda person: order.index(person.login))


def units_of_logins(roles: tuple[Role, ...], codes: tuple[str, ...], on: date) -> dict[str, tuple[str, ...]]:
    """At which of these units each of `logins_among` holds one of the roles: login → their codes."""
    found: dict[str, tuple[str, ...]] = {}
    for login, _, code in _posts_among(roles, codes, on):
        found[login] = (*found.get(login, ()), code)
    return found


def _posts_among(
    roles: tuple[Role, ...], codes: tuple[str, ...], on: date
) -> tuple[tuple[str, str, str], ...]:
    return kept_while_unchanged(("posts among", roles, codes), on, lambda: _read_posts(roles, codes, on))


def _read_posts(
    roles: tuple[Role, ...], codes: tuple[str, ...], on: date
) -> tuple[tuple[str, str, str], ...]:
    """Login, unit and name, and which of the units it is; a post in a section is one at the unit above it as well."""
    at, above = OrgUnit, aliased(OrgUnit)
    over_section = case((at.kind == UnitKind.SECTION, above.code))
    is_there = or_(at.code.in_(codes), over_section.in_(codes))
    query = (
        select(
            Person.login,
            Person.name,
            func.coalesce(func.nullif(at.short_name, ""), at.name),
            at.code,
            over_section,
        )
        .join(Appointment, Appointment.person_id == Person.id)
        .join(at, at.id == Appointment.unit_id)
        .outerjoin(above, above.id == at.parent_id)
        .where(
            Person.is_active, Appointment.role.in_(roles), Appointment.valid_on(on), at.valid_on(on), is_there
        )
        .order_by(at.position, at.code, Person.id)
    )
    return tuple(
        (login, f"{unit} · {name}", one)
        for login, name, unit, *its in db.session.execute(query)
        for one in its
        if one in codes
    )


def colleague_ids(role: Role, unit: OrgUnit | int, on: date) -> tuple[int, ...]:
    """Who may be handed work of this role at the unit (转办): its holders first, then who helps out there."""
    roles = [role, *(one for one in Role if one in HELPING_OUT.get(role, ()))]
    return tuple(dict.fromkeys(one for each in roles for one in holder_ids(each, unit, on)))
