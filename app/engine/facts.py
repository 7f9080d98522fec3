"""Which facts may enter a diagram: flat, JSON scalars, under plain names.

Nested values are shared between parallel branches by SpiffWorkflow, and anything but JSON is lost in the
stored state. The one exception is a flat list, which a multi-instance task needs as its input.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from app.engine.expressions import FUNCTIONS, LARGEST_INTEGER


def flat_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The part of `facts` that a diagram may see; the rest (dates, nested values, odd names) is left out."""
    return {name: _plain(value) for name, value in facts.items() if is_fact_name(name) and is_flat(value)}


def is_fact_name(name: Any) -> bool:
    """A name that an expression can read."""
    return (
        isinstance(name, str) and name.isidentifier() and not name.startswith("_") and name not in FUNCTIONS
    )


def is_flat(value: Any) -> bool:
    """True for a JSON scalar and for a list of JSON scalars."""
    return all(map(_is_scalar, value)) if isinstance(value, list | tuple) else _is_scalar(value)


def is_result(value: Any) -> bool:
    """True for what an operation may give back: a scalar, a flat list, or a dictionary of scalars."""
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_scalar(item) for key, item in value.items())
    return is_flat(value)


def _is_scalar(value: Any) -> bool:
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return True
    if isinstance(value, int):
        return abs(value) <= LARGEST_INTEGER
    return isinstance(value, float) and math.isfinite(value)


def _plain(value: Any) -> Any:
    """Enumerations that are also texts or numbers become plain ones."""
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, str):
        return str.__str__(value)
    return int(value) if isinstance(value, int) and not isinstance(value, bool) else value
