"""The card of a process: everything the platform needs to know of it. The platform never imports a process."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.casework.contract.api import Api
from app.casework.contract.case_page import CasePage
from app.casework.contract.desk import Desk
from app.casework.contract.drawing import Drawing
from app.casework.contract.figures import Figures
from app.casework.contract.ledger import Ledger
from app.casework.contract.letters import Letters
from app.casework.contract.public import Public
from app.casework.contract.publications import Publications
from app.casework.contract.reports import Reports
from app.casework.contract.stories import Stories
from app.casework.contract.terms import Terms
from app.casework.contract.texts import Texts
from app.casework.contract.words import Words
from app.casework.contract.work import Work
from app.casework.models.work import APPROVE, SEND_BACK
from app.engine.lint import Vocabulary


@dataclass(frozen=True)
class Process:
    """A business process that lives on the platform, in facets: each says one thing, and has a default that says no.

    `key`: the stable name, also of the folder under bpmn/; `title`: its name in the office; `package`: the Python
    package (or module) that is the process, whose model classes are its own tables; `prefix`: what its case numbers
    begin with behind the organ's code, none for the first process; `audit_tags`: what its own groups of audit
    lines are called; `migrations`: the folder that makes the tables of a guest, a branch of its own (app.branches).
    """

    key: str
    title: str
    drawing: Drawing
    package: str = field(kw_only=True)
    prefix: str = ""
    work: Work = Work()
    case_page: CasePage = CasePage()
    texts: Texts = Texts()
    terms: Terms = Terms()
    letters: Letters = Letters()
    desk: Desk = Desk()
    public: Public = Public()
    api: Api = Api()
    words: Words = Words()
    stories: Stories = Stories()
    figures: Figures = Figures()
    reports: Reports = Reports()
    audit_tags: Mapping[str, str] = field(default_factory=dict)
    publications: Publications = Publications()
    ledger: Ledger = Ledger()
    migrations: Path | None = None

    def vocabulary(self) -> Vocabulary:
        """The names that this process's diagrams may use."""
        return Vocabulary(
            operations=self.work.operations.names,
            forms=frozenset(self.work.forms),
            lanes=frozenset(self.drawing.lanes),
            deadlines=self.work.deadlines,
            messages=self.work.messages,
            lists=self.work.lists,
            copy_lanes=frozenset(name for name, lane in self.drawing.lanes.items() if lane.copies),
            copy_forms=frozenset(key for key, form in self.work.forms.items() if form.answers_copies),
            copy_answers=frozenset({APPROVE, SEND_BACK}),
        )
