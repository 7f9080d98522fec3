"""What can go wrong in the engine. Every error carries a Chinese sentence in `message`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.engine.findings import Finding


class EngineError(Exception):
    """Root of the engine's errors. `message` may be shown to an administrator as it stands."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class DiagramError(EngineError):
    """The diagrams cannot be used. `findings` says where, if the check found out."""

    def __init__(self, message: str, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message)
        self.findings = findings


class NoSuchTask(EngineError):
    """The task is not open (any more): somebody else did it, or the case has moved on."""


class NoSuchMessage(EngineError):
    """The case does not wait for this message now."""


class TooDeep(EngineError):
    """The run went round so often that the engine would stall silently; it is refused long before that."""


class StepFailed(EngineError):
    """An expression or a decision table of the diagram failed while the case moved on."""


class StateUnreadable(EngineError):
    """The stored state is damaged, of an unknown format, or does not belong to these diagrams."""


class RunSpent(EngineError):
    """A Run was used again after one of its steps had failed. Roll back and restore a fresh one."""
