"""The facet of the case page: what the desk shows of a case beside what every case has."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
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
    """`facts` in the order of the form, personal data masked; `stages` of the way; `acts` beside the task.

    `stages_of`: for a process some of whose cases take another road from the start; without it all have `stages`.
    `flags`: what an act may put on rows and head of a case (`work.flags.raise_flag`), each with its tone: red, warm,
    violet or plain. `told`: by audit tag what own tables know beyond such a line, by its moment; the
    办理单 prints it beside the line, masked as on pages.
    """

    facts: Callable[[Case], Sequence[Fact]] = no_facts
    stages: tuple[Stage, ...] = ()
    stages_of: Callable[[Case], tuple[Stage, ...]] | None = None
    acts: tuple[CaseAct, ...] = ()
    panel: Panel | None = None
    flags: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, Callable[[Case], Mapping[datetime, str]]] = field(default_factory=dict)

    def way_of(self, case: Case) -> tuple[Stage, ...]:
        """The stages of this case."""
        return self.stages if self.stages_of is None else self.stages_of(case)
