"""What a diagram may have done: operations by name. The engine owns the register, the processes fill it.

An operation runs inside the command's transaction, at the moment the run reaches its service task. It
touches the database only; e-mail, SMS and the like are outbox rows that it adds (decision record 0001).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.engine.errors import DiagramError

Call = Callable[..., Any]


@dataclass(frozen=True)
class Telling:
    """What an operation gives back, and facts that the diagram's next decisions know by their own names."""

    result: Any
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Operation:
    """`call(act, **parameters)` returns None, a scalar, or a flat dictionary; or one of these with facts (Telling).

    `issues`: whether it may number a letter to somebody outside. An act that may shows its letters before it is done.
    """

    name: str
    title: str
    call: Call
    issues: bool = True


class Operations:
    """The operations of one process.

    operations = Operations()

    @operations.register("issue_letter", title="制发文书")
    def issue_letter(act, kind): ...
    """

    def __init__(self, *shared: Iterable[Operation]) -> None:
        """`shared`: operations of the house that this process's diagrams may use beside its own."""
        self._by_name: dict[str, Operation] = {}
        for operation in (one for operations in shared for one in operations):
            self.register(operation.name, operation.title, issues=operation.issues)(operation.call)

    def register(self, name: str, title: str, *, issues: bool = True) -> Callable[[Call], Call]:
        """Decorator. DiagramError if the name is taken: two meanings for one word in a diagram."""

        def add(call: Call) -> Call:
            if name in self._by_name:
                raise DiagramError(f"操作 {name} 重复登记")
            self._by_name[name] = Operation(name, title, call, issues)
            return call

        return add

    def get(self, name: str) -> Operation:
        """The operation; DiagramError if a diagram names one that does not exist."""
        if name not in self._by_name:
            raise DiagramError(f"流程图调用了未登记的操作 {name}")
        return self._by_name[name]

    def call(self, name: str, act: Any, parameters: Mapping[str, Any]) -> Any:
        """Carry out an operation. What it raises comes out unchanged and ends the command."""
        return self.get(name).call(act, **parameters)

    @property
    def names(self) -> frozenset[str]:
        """All names, for the vocabulary of the check."""
        return frozenset(self._by_name)

    def __iter__(self) -> Iterator[Operation]:
        return iter(self._by_name.values())

    def __contains__(self, name: object) -> bool:
        return name in self._by_name
