"""The card of a process: everything the platform needs to know of it. The platform never imports a process."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask import Blueprint
from markupsafe import Markup

from app.casework.contract.enclosures import Enclosures
from app.casework.contract.forms import TaskForm, Values
from app.casework.models import Case
from app.casework.models.work import SIGN_FORM
from app.engine.lint import Vocabulary
from app.engine.operations import Operations
from app.letters import preview_html
from app.letters.catalogue import LetterKind
from app.office.standing import Standing
from app.office.vocabulary import Role

Draft = tuple[LetterKind, dict[str, Any]]


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
class Process:
    """A business process that lives on the platform.

    key: the stable name, also of the folder under bpmn/; diagram: id of the main BPMN process; lanes: lane name → Lane;
    forms: form key → TaskForm; operations: what service tasks may call; deadlines: names that timers may use;
    messages: names that may be thrown from outside; facts_of: what the case page shows; pages: own blueprints;
    acts_of: links on the case page beside the task; panel_template with panel_of: an own card there;
    signed_text: the hash of the text that signatures must be bound to; drafters_of: who wrote it, and so may not
    sign it (a signature without known drafters is nobody's); letter_folders: letters of its own;
    housekeeping: what is to be thrown away daily; address_of: address and postcode for an
    envelope; draft_of gives kind and facts of the letter as it
    stands, with what is typed in the form where given; enclosures_of: what is handed over with that letter.
    """

    key: str
    title: str
    diagram: str
    diagrams_folder: Path
    lanes: Mapping[str, Lane]
    forms: Mapping[str, TaskForm] = field(default_factory=dict)
    operations: Operations = field(default_factory=Operations)
    deadlines: frozenset[str] = frozenset()
    messages: frozenset[str] = frozenset()
    case_prefix: str = ""
    letter_folders: tuple[Path, ...] = ()
    blueprints: tuple[Blueprint, ...] = ()
    facts_of: Callable[[Case], list[dict[str, Any]]] = lambda case: []
    steps_of: Callable[[Case], list[dict[str, Any]]] = lambda case: []
    menu: tuple[dict[str, str], ...] = ()
    acts_of: Callable[[Case, Any], list[dict[str, str]]] = lambda case, person: []
    panel_template: str | None = None
    panel_of: Callable[[Case, date], dict[str, Any]] = lambda case, on: {}
    signed_text: Callable[[Case], str | None] = lambda case: None
    drafters_of: Callable[[Case], frozenset[int]] | None = None
    housekeeping: tuple[Callable[[datetime], int], ...] = ()
    address_of: Callable[[Case], dict[str, str]] = lambda case: {}
    enclosures_of: Callable[[Case, Standing], Enclosures | None] = lambda case, standing: None
    draft_of: Callable[[Case, date, Values | None], Draft | None] = lambda case, on, typed: None

    def __post_init__(self) -> None:
        """Raises ValueError for signatures of which nobody could tell who wrote the text."""
        if SIGN_FORM in self.forms and self.drafters_of is None:
            raise ValueError(
                f"{self.key}: a process with the form “{SIGN_FORM}” says who drafted (drafters_of)"
            )

    def vocabulary(self) -> Vocabulary:
        """The names that this process's diagrams may use."""
        return Vocabulary(
            operations=self.operations.names, forms=frozenset(self.forms), lanes=frozenset(self.lanes),
            deadlines=self.deadlines, messages=self.messages,
        )  # fmt: skip

    def draft_letter(self, case: Case, on: date) -> Markup | None:
        """The letter as it stands, blanks visible; None while there is none."""
        draft = self.draft_of(case, on, None)
        return preview_html(*draft) if draft else None
