"""What the running application knows of its processes and letters; made once by create_app."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from flask import current_app

from app.casework.acts.act import Act
from app.casework.contract.audit_words import PLATFORM_TAGS
from app.casework.contract.drawn_names import facet_problems, plain_problems
from app.casework.contract.errors import CardRefused
from app.casework.contract.letters import ISSUE_LETTER
from app.casework.contract.ownership import lies_in
from app.casework.contract.process import Process
from app.casework.contract.terms import Terms
from app.casework.contract.words import Words
from app.casework.models.listed import AnyCase
from app.engine.lint import Vocabulary
from app.letters import Catalogue, LetterKind

EXTENSION = "mingbai"
OutboxHandler = Callable[[dict[str, Any]], None]
OutboxSettled = Callable[[Act, dict[str, Any], date], None]


@dataclass
class Platform:
    """Processes by key, the letter catalogue, and who brings outbox messages outside.

    `outbox_settled`: by kind, what follows when a person finds out that a message did go out, and on which day.
    """

    processes: dict[str, Process]
    catalogue: Catalogue
    outbox_handlers: dict[str, OutboxHandler] = field(default_factory=dict)
    outbox_settled: dict[str, OutboxSettled] = field(default_factory=dict)

    @classmethod
    def of(cls, processes: Iterable[Process], letter_folders: Iterable[Path]) -> "Platform":
        """A platform with these processes and all their letters."""
        known = _by_key(processes)
        folders = [
            *letter_folders,
            *(folder for process in known.values() for folder in process.letters.folders),
        ]
        return cls(known, Catalogue(folders))

    @property
    def audit_tags(self) -> dict[str, str]:
        """The groups of audit lines and what they are called, the platform's first."""
        found = dict(PLATFORM_TAGS)
        for process in self.processes.values():
            found |= process.audit_tags
        return found

    @property
    def forms_of_heads(self) -> frozenset[str]:
        """The forms by which heads sign or decide (审签、审批): what 待我审签 lists."""
        known = (form for process in self.processes.values() for form in process.work.forms.values())
        return frozenset(form.key for form in known if form.signs or form.approves)

    def vocabulary_of(self, process: Process) -> Vocabulary:
        """What diagrams of this process may name, the letters that they may have issued included."""
        parameters = {ISSUE_LETTER: {"kind": frozenset(kind.kind for kind in self._for_diagrams(process))}}
        return replace(process.vocabulary(), parameters=parameters)

    def _for_diagrams(self, process: Process) -> Iterator[LetterKind]:
        """Kinds that no decision stands behind and that the record fills by itself: a service task asks nobody."""
        for kind in self.catalogue:
            needed = {
                field.name for field in kind.facts.values() if field.required and not field.required_when
            }
            if (
                self.is_for(kind, process)
                and not kind.carries_remedy
                and not needed - process.letters.known_names
            ):
                yield kind

    def is_for(self, kind: LetterKind, process: Process) -> bool:
        """Whether a kind fits cases of this process: named in it, brought along by it, or of the house for all."""
        if kind.processes:
            return process.key in kind.processes
        owners = [one.key for one in self.processes.values() if kind.folder.parent in one.letters.folders]
        return not owners or process.key in owners

    def process(self, key: str) -> Process:
        return self.processes[key]

    def terms(self, key: str) -> Terms:
        """The time facet of a process; that without any limit for one that is not in this house."""
        known = self.processes.get(key)
        return known.terms if known is not None else Terms()

    @property
    def words(self) -> Words:
        """For lists over all processes: those of the one process, neutral ones where there are several."""
        known = list(self.processes.values())
        return known[0].words if len(known) == 1 else Words()


def _by_key(processes: Iterable[Process]) -> dict[str, Process]:
    """Raises CardRefused for two processes of one key or prefix, and for terms with a clock that does not exist."""
    known: dict[str, Process] = {}
    for process in processes:
        for where, problem in facet_problems(process):
            raise CardRefused(process.key, where, problem)
        if process.key in known:
            raise CardRefused(process.key, "key", f"“{process.title}”和“{known[process.key].title}”同名")
        if same := next((one for one in known.values() if one.prefix == process.prefix), None):
            raise CardRefused(process.key, "prefix", f"编号前缀“{process.prefix}”已由“{same.title}”使用")
        if same := next((one for one in known.values() if _share_tables(one, process)), None):
            raise CardRefused(process.key, "package", f"程序包“{process.package}”已由“{same.title}”使用")
        for where, problem in (*plain_problems(process), *process.terms.problems()):
            raise CardRefused(process.key, where, problem)
        known[process.key] = process
    _check_kinds(known.values())
    _check_tags(known.values())
    return known


def _share_tables(one: Process, other: Process) -> bool:
    return lies_in(one.package, other.package) or lies_in(other.package, one.package)


def _check_kinds(processes: Iterable[Process]) -> None:
    """Raises CardRefused for two kinds of publications of one key or one address."""
    taken: dict[str, str] = {}
    for process in processes:
        for kind in process.publications.kinds:
            for name in {f"key {kind.key}", f"word {kind.word}"}:
                if name in taken:
                    raise CardRefused(process.key, "publications.kinds", f"“{name}”已由“{taken[name]}”使用")
                taken[name] = kind.title


def _check_tags(processes: Iterable[Process]) -> None:
    """Raises CardRefused for a group of audit lines that has words already: its lines would bear another's name."""
    taken = dict.fromkeys(PLATFORM_TAGS, "平台")
    for process in processes:
        for group in process.audit_tags:
            if group in taken:
                raise CardRefused(process.key, "audit_tags", f"“{group}”已由“{taken[group]}”使用")
            taken[group] = process.title


def platform() -> Platform:
    """The platform of the current application."""
    found: Platform = current_app.extensions[EXTENSION]
    return found


def words_of(case: AnyCase) -> Words:
    """How the process of this case calls things."""
    return platform().process(case.process).words


def house_words() -> Words:
    """For lists over all processes, and wherever no case is at hand."""
    return platform().words
