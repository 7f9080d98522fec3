"""The facet of the API: a process's own calls, and what it adds to a case that is shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint

from app.casework.models import Case


def nothing_more(case: Case) -> Mapping[str, Any]:
    """For a process that shows no more than every case has."""
    return {}


@dataclass(frozen=True)
class Api:
    """`blueprints`: of flask-smorest, so that they stand in the OpenAPI description; called by token, never by cookie.

    `of_case`: further entries of `GET /api/v1/cases/{number}`; `more`: each of them as a JSON Schema, by its name.
    """

    blueprints: tuple[Blueprint, ...] = ()
    of_case: Callable[[Case], Mapping[str, Any]] = nothing_more
    more: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
