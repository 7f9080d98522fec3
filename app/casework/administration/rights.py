"""Who may do and see what, as it is decided: by role, for one person, for one case. Reads only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from app.casework.models import Case
from app.casework.work.inbox import open_items_of
from app.casework.work.reading import with_all_who_worked
from app.database import db
from app.office.models import Appointment, OrgUnit, Person
from app.office.organs import chain_up, numbering_organs
from app.office.permissions import (
    ANYWHERE,
    AtOrgan,
    Permission,
    allows,
    conditions_of,
    reasons_to_read,
    standing_of,
)
from app.office.standing import Post, Standing
from app.office.vocabulary import Role, UnitKind

NOBODY = 0


def by_role(on: date) -> Mapping[Role, Sequence[Permission]]:
    """What each role allows by itself; what hangs on a task (认领、办理 …) is told by its conditions."""
    return {
        role: [one for one in Permission if allows(one, _holding(role, on), ANYWHERE, on)] for role in Role
    }


def _holding(role: Role, on: date) -> Standing:
    """Somebody who holds this role and no other, somewhere."""
    nowhere = frozenset[int]()
    return Standing(NOBODY, on, (Post(role, NOBODY, nowhere, nowhere, nowhere, nowhere),))


def conditions() -> Mapping[Permission, Sequence[str]]:
    """The table of permissions, each with all that must hold."""
    return {one: conditions_of(one) for one in Permission}


@dataclass(frozen=True)
class Right:
    """What a person may do, and at which organs; none: it hangs on no organ."""

    permission: Permission
    organs: Sequence[OrgUnit]


def of_person(person: Person, on: date) -> list[Right]:
    """What the posts of that day allow, own and deputised; what hangs on a task is not among it."""
    standing = standing_of(person, on)
    near = {one for post in standing.posts for one in (*post.organ_ids, *post.below)}
    organs = numbering_organs(near, on)
    return [
        Right(one, [organ for organ in organs if allows(one, standing, AtOrgan(organ.id), on)])
        for one in Permission
        if allows(one, standing, ANYWHERE, on)
    ]


@dataclass(frozen=True)
class Reader:
    """Somebody who may see a case, and why."""

    person: Person
    reasons: Sequence[str]


def readers_of(case: Case, on: date) -> list[Reader]:
    """Everybody who may see the case on that day, by name."""
    subjects = [case, with_all_who_worked(case), *open_items_of(case)]
    found = []
    for person in _who_might(case, on):
        standing = standing_of(person, on)
        reasons = [words for subject in subjects for words in reasons_to_read(standing, subject)]
        if reasons:
            found.append(Reader(person, list(dict.fromkeys(reasons))))
    return found


def _who_might(case: Case, on: date) -> list[Person]:
    """Holders of posts at the organ, above it and at the units that take part, and whoever worked on it or was told."""
    whole = with_all_who_worked(case)
    above = [unit.id for unit in chain_up(case.organ)]
    units = _with_sections({*above, *whole.unit_ids}, on)
    holds = select(Appointment.person_id).where(Appointment.unit_id.in_(units), Appointment.valid_on(on))
    named = Person.id.in_(whole.participant_ids | whole.told_ids)
    query = select(Person).where(Person.is_active, or_(Person.id.in_(holds), named))
    return list(db.session.scalars(query.order_by(Person.name, Person.id)))


def _with_sections(ids: set[int], on: date) -> set[int]:
    """These units and the sections in them, however deep."""
    found, next_ones = set(ids), set(ids)
    while next_ones:
        query = select(OrgUnit.id).where(
            OrgUnit.parent_id.in_(next_ones), OrgUnit.kind == UnitKind.SECTION, OrgUnit.valid_on(on)
        )
        next_ones = set(db.session.scalars(query)) - found
        found |= next_ones
    return found
