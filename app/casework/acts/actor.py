"""Who acts: a person of the office, somebody outside on the portal, or the system."""

from dataclasses import dataclass
from enum import StrEnum

from app.office.models import Person


class ActorKind(StrEnum):
    PERSON = "person"
    APPLICANT = "applicant"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """Who acts: a person of the office, somebody outside on the portal, or the system (a due timer, a job)."""

    kind: ActorKind
    name: str
    person: Person | None = None
    person_id: int | None = None


SYSTEM = Actor(ActorKind.SYSTEM, "系统")
APPLICANT = Actor(ActorKind.APPLICANT, "当事人")
"""Whoever acts from outside; a process with a word of its own for them has an actor of that name."""


def of_person(person: Person) -> Actor:
    """The actor for a person of the office. Under which post an act is done follows from the act (`Act.unit_name`)."""
    return Actor(ActorKind.PERSON, person.name, person, person.id)
