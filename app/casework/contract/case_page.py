"""The facet of the case page: what the desk shows of a case beside what every case has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.casework.contract.rows import CaseAct, Fact, Stage
from app.casework.models import Case


def no_facts(case: Case) -> Sequence[Fact]:
    """For a process that has no tables of its own."""
    return ()


@dataclass(frozen=True)
class Panel:
    """An own card of the page: a template, and what it is given."""

    template: str
    context: Callable[[Case, date], dict[str, Any]]


@dataclass(frozen=True)
class CasePage:
    """`facts` in the order of the form, personal data masked; `stages` of the way; `acts` beside the task."""

    facts: Callable[[Case], Sequence[Fact]] = no_facts
    stages: tuple[Stage, ...] = ()
    acts: tuple[CaseAct, ...] = ()
    panel: Panel | None = None
