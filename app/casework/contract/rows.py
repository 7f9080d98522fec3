"""Small rows that a process hands to the faces: facts, stages of the way, links, acts of the case page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.casework.models import Case
from app.office.permissions import Permission


@dataclass(frozen=True)
class Fact:
    """One fact of a case. `secret` names the field that may be revealed with a reason; `wide` takes the whole line."""

    label: str
    value: Any
    wide: bool = False
    secret: str = ""


@dataclass(frozen=True)
class Secret:
    """A value that is shown masked: what it is, whose, and how the whole of it is read once a look is on record."""

    title: str
    whose: str
    read: Callable[[], str]


@dataclass(frozen=True)
class Stage:
    """One stage of the way in plain words, and the nodes of the diagram that belong to it."""

    title: str
    nodes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Link:
    """An entry of a menu: shown to whoever holds the permission somewhere; None: to everybody who sees the menu.

    `begins`: it opens something new, and stands as a button above the inbox too; what is only read does not.
    """

    title: str
    endpoint: str
    icon: str = "files"
    permission: Permission | None = None
    begins: bool = True


def is_open(case: Case, on: date) -> bool:
    """The case is being worked on."""
    return case.is_open


@dataclass(frozen=True)
class CaseAct:
    """An act beside the task: a page (endpoint with `number`), who may enter it, and when it is offered.

    What is offered is a courtesy; the act itself checks permission and rule at its head.
    """

    title: str
    endpoint: str
    icon: str
    permission: Permission
    is_time: Callable[[Case, date], bool] = is_open
