"""Carrying out what a diagram has done by the system, held to what its operation says of itself."""

from collections.abc import Mapping
from typing import Any

from app.casework.acts.act import Act
from app.engine.operations import Operation


class UnforeseenLetter(AssertionError):
    """An operation that says it issues nothing has numbered a letter to somebody outside, which nobody was shown."""


def carry_out(operation: Operation, act: Act, parameters: Mapping[str, Any]) -> Any:
    """What the operation gives back. Raises whatever it raises, and UnforeseenLetter."""
    before = len(act.numbered)
    result = operation.call(act, **parameters)
    if not operation.issues and any(letter.recipient != "internal" for letter in act.numbered[before:]):
        raise UnforeseenLetter(operation.name)
    return result
