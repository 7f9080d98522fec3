"""The facet of the diagrams: which files, and who works in which lane."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.casework.models import Case
from app.office.vocabulary import Role


def organ_of_case(case: Case) -> int:
    """The unit of a lane that is manned by the organ itself."""
    return case.organ_id


def handling_unit_of_case(case: Case) -> int:
    """The unit of a lane that is manned by the handling unit (承办单位), once the case is assigned."""
    return case.handling_unit_id or case.organ_id


@dataclass(frozen=True)
class Lane:
    """Who works in a lane of the diagram: a role, at a unit that the case names."""

    role: Role
    unit: Callable[[Case], int] = organ_of_case


@dataclass(frozen=True)
class Drawing:
    """`main`: id of the main BPMN process; `folder`: its files; `lanes`: lane name → who works there."""

    main: str
    folder: Path
    lanes: Mapping[str, Lane] = field(default_factory=dict)
