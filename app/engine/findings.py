"""What a check says about a diagram, and what it is checked against."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: in which file, at which element (id, or 第 n 行), and what (Chinese).

    `name` is what the person who drew it has written into the symbol; the id alone tells him nothing.
    """

    file: str
    element: str
    what: str
    name: str = field(default="", compare=False)

    @property
    def place(self) -> str:
        """The element, as a person finds it on the drawing and a program in the file."""
        return f"{self.element}“{self.name}”" if self.name else self.element

    def __str__(self) -> str:
        return f"{self.file}:{self.place}: {self.what}"


@dataclass(frozen=True)
class Vocabulary:
    """The names that a process gives its diagrams to use. A diagram may use no other."""

    operations: Collection[str] = field(default_factory=frozenset)
    forms: Collection[str] = field(default_factory=frozenset)
    lanes: Collection[str] = field(default_factory=frozenset)
    deadlines: Collection[str] = field(default_factory=frozenset)
    parameters: Mapping[str, Mapping[str, Collection[str]]] = field(default_factory=dict)
    """Of an operation: its parameters that a diagram must write out, and the values that each may have."""
    messages: Collection[str] | None = None
    """None: any message may be waited for."""
    lists: Collection[str] | None = None
    """Facts that are lists. None: a multi-instance task may go through any."""
    copy_lanes: Collection[str] | None = None
    """Lanes of several units or people at once, in which multi-instance tasks may lie. None: any."""
    copy_forms: Collection[str] | None = None
    """Forms that a copy of a multi-instance task may have, beside the standard form. None: any."""
    copy_answers: Collection[str] | None = None
    """What a copy may answer. None: anything."""
