"""The facet of the diagrams: which files, and who works in which lane."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from app.casework.models import Case
from app.office.vocabulary import Role, UnitKind


def organ_of_case(case: Case) -> int:
    """The unit of a lane that is manned by the organ itself."""
    return case.organ_id


def handling_unit_of_case(case: Case) -> int:
    """The unit of a lane that is manned by the handling unit (承办单位), once the case is assigned."""
    return case.handling_unit_id or case.organ_id


class Copies(Enum):
    """What the items of a list are, each of which gets its own copy of a task (多实例)."""

    UNITS = "units"  # ids of units: the lane's role at each
    PEOPLE = "people"  # ids of people, each with the lane's role
    NAMED = "named"  # names that the step of the list gives titles (`Step.copy_title`), all at the lane's own unit


@dataclass(frozen=True)
class Lane:
    """Who works in a lane of the diagram: a role, at a unit that the case names.

    `copies`: a lane of several units, people or named things at once; a multi-instance task may lie in no other.
    `spared`: kinds of organs whose cases never come into this lane, as a decision table says; the others need the role.
    """

    role: Role
    unit: Callable[[Case], int] = organ_of_case
    copies: Copies | None = None
    spared: frozenset[UnitKind] = frozenset()


@dataclass(frozen=True)
class Drawing:
    """`main`: id of the main BPMN process; `folder`: its files; `lanes`: lane name → who works there."""

    main: str
    folder: Path
    lanes: Mapping[str, Lane] = field(default_factory=dict)
