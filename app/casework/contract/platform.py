"""What the running application knows of its processes and letters; made once by create_app."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import current_app

from app.casework.contract.audit_words import PLATFORM_TAGS
from app.casework.contract.errors import CardRefused
from app.casework.contract.process import Process
from app.casework.contract.terms import Terms
from app.casework.contract.words import Words
from app.letters import Catalogue

EXTENSION = "mingbai"
OutboxHandler = Callable[[dict[str, Any]], None]


@dataclass
class Platform:
    """Processes by key, the letter catalogue, and who brings outbox messages outside."""

    processes: dict[str, Process]
    catalogue: Catalogue
    outbox_handlers: dict[str, OutboxHandler] = field(default_factory=dict)

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
        if process.key in known:
            raise CardRefused(process.key, "key", f"“{process.title}”和“{known[process.key].title}”同名")
        if same := next((one for one in known.values() if one.prefix == process.prefix), None):
            raise CardRefused(process.key, "prefix", f"编号前缀“{process.prefix}”已由“{same.title}”使用")
        for where, problem in process.terms.problems():
            raise CardRefused(process.key, where, problem)
        known[process.key] = process
    _check_kinds(known.values())
    return known


def _check_kinds(processes: Iterable[Process]) -> None:
    """Raises CardRefused for two kinds of publications of one key or one address."""
    taken: dict[str, str] = {}
    for process in processes:
        for kind in process.publications.kinds:
            for name in {f"key {kind.key}", f"word {kind.word}"}:
                if name in taken:
                    raise CardRefused(process.key, "publications.kinds", f"“{name}”已由“{taken[name]}”使用")
                taken[name] = kind.title


def platform() -> Platform:
    """The platform of the current application."""
    found: Platform = current_app.extensions[EXTENSION]
    return found
