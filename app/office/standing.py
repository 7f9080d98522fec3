"""What a person stands for on a day: own posts and those of absent people, with the units that they cover."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import inspect, or_, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.office.absences import ids_of_absent
from app.office.models import Appointment, OrgUnit, Person
from app.office.organs import chain_up, ids_below, ids_of_former_forms, organ_of
from app.office.stretches import kept_while_unchanged
from app.office.vocabulary import HELD_AT_THE_UNIT_ITSELF, SEPARATED_ROLES, Role

REACHING_DOWN = frozenset({Role.SUPERVISOR, *SEPARATED_ROLES})
"""Roles that count for everything below the unit as well."""


@dataclass(frozen=True)
class Post:
    """One role at one unit. All ids include the former forms of a unit, so that old cases stay in reach."""

    role: Role
    unit_id: int
    unit_ids: frozenset[int]  # the unit itself
    within: frozenset[int]  # the unit and what is above it, up to its organ
    organ_ids: frozenset[int]  # its organ
    below: frozenset[int]  # its organ and all below it; only for roles that reach down
    on_behalf_of_id: int | None = None

    @property
    def lane_unit_ids(self) -> frozenset[int]:
        """The units whose work items of this role wait for this post (CLAIM_ITEM; the pool's condition)."""
        return self.unit_ids if self.role in HELD_AT_THE_UNIT_ITSELF else self.within


@dataclass(frozen=True)
class Standing:
    """Loaded once per request or command; permissions are then decided without the database."""

    person_id: int
    on: date
    posts: tuple[Post, ...]

    def has_role(self, *roles: Role) -> bool:
        return any(post.role in roles for post in self.posts)

    def organs_as(self, roles: Collection[Role]) -> frozenset[int]:
        """Ids of the organs at which one of these roles is held: for the condition of a list."""
        return frozenset(organ for post in self.posts if post.role in roles for organ in post.organ_ids)

    def units_as(self, roles: Collection[Role]) -> frozenset[int]:
        """Ids of the units whose work waits for one of these posts: for the condition of a list."""
        return frozenset(unit for post in self.posts if post.role in roles for unit in post.lane_unit_ids)


def standing_of(person: Person, on: date) -> Standing:
    """What the person may act as on that day. Nothing for an account that is not in use."""
    person_id = identity_of(person)
    posts = kept_while_unchanged(("posts", person_id), on, lambda: _read_posts(person, on))
    return Standing(person_id, on, posts)


def identity_of(person: Person) -> int:
    """The person's id, also where the row has to be read again before it tells anything else."""
    identity: Any = inspect(person).identity
    return int(identity[0]) if identity else person.id


def _read_posts(person: Person, on: date) -> tuple[Post, ...]:
    if not person.is_active:
        return ()
    held = _appointments(person, on)
    own_organs = {organ_of(one.unit).id for one in held if one.person_id == person.id}
    counting = [one for one in held if one.person_id == person.id or _passes_to_deputy(one, own_organs)]
    return _posts(person, counting, on)


def roles_of(person: Person, on: date) -> tuple[Post, ...]:
    """The person's posts on that day, own and deputised."""
    return standing_of(person, on).posts


def _passes_to_deputy(held: Appointment, own_organs: set[int]) -> bool:
    """A deputy acts only at their own organs, and never in one of the three separated roles."""
    return held.role not in SEPARATED_ROLES and organ_of(held.unit).id in own_organs


def _appointments(person: Person, on: date) -> list[Appointment]:
    """The person's own, and those of the absent people for whom the person stands in."""
    whose = or_(Appointment.person_id == person.id, Appointment.person_id.in_(ids_of_absent(person, on)))
    query = (
        select(Appointment)
        .where(whose, Appointment.valid_on(on))
        .options(joinedload(Appointment.unit).joinedload(OrgUnit.parent))
    )
    return [held for held in db.session.scalars(query) if held.unit.is_valid_on(on)]


def _posts(person: Person, appointments: list[Appointment], on: date) -> tuple[Post, ...]:
    chains = {held.unit_id: _chain_within_organ(held.unit) for held in appointments}
    forms = _former_forms({unit_id for chain in chains.values() for unit_id in chain}, on)
    return tuple(_post(person, held, chains[held.unit_id], forms, on) for held in appointments)


def _post(person: Person, held: Appointment, chain: list[int], forms: dict[int, set[int]], on: date) -> Post:
    role = Role(held.role)
    return Post(
        role=role,
        unit_id=held.unit_id,
        unit_ids=frozenset(forms[held.unit_id]),
        within=frozenset().union(*(forms[unit_id] for unit_id in chain)),
        organ_ids=frozenset(forms[chain[-1]]),
        below=_all_below(forms[chain[-1]], on) if role in REACHING_DOWN else frozenset(),
        on_behalf_of_id=None if held.person_id == person.id else held.person_id,
    )


def _chain_within_organ(unit: OrgUnit) -> list[int]:
    """The ids from the unit up to its organ, which is the last."""
    organ, chain = organ_of(unit), []
    for step in chain_up(unit):
        chain.append(step.id)
        if step is organ:
            break
    return chain


def _former_forms(unit_ids: set[int], on: date) -> dict[int, set[int]]:
    forms: dict[int, set[int]] = defaultdict(set)
    for unit_id, former_id in db.session.execute(ids_of_former_forms(unit_ids, on)):
        forms[unit_id].add(former_id)
    return forms


def _all_below(unit_ids: set[int], on: date) -> frozenset[int]:
    return frozenset(db.session.scalars(select(ids_below(unit_ids, on).c.id)))
