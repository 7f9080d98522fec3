"""The facet of the public portal: a process's own pages for everybody, and its part of the portal's frame."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint


@dataclass(frozen=True)
class MenuEntry:
    """An entry of the portal's menu. A page marks it as the present one by `active`, which is the endpoint."""

    title: str
    endpoint: str


@dataclass(frozen=True)
class Way:
    """A card of the home page: what can be done, and in a few words how."""

    title: str
    note: str
    endpoint: str
    icon: str = "files"


@dataclass(frozen=True)
class Guide:
    """The process's part of the guide (公开指南), under the cards of the home page.

    `title`, `lead`: the band of the page, when no other process has a guide; `template`: the part itself, `aside`: its
    cards beside it; both are given `guide`, which is what `context` answers for today.
    """

    title: str
    lead: str
    template: str
    context: Callable[[date], dict[str, Any]]
    aside: str = ""


@dataclass(frozen=True)
class Public:
    """`brand`: the line on top of a house with this process alone; `footer`: a template, a section of the foot.

    `follow`: the page on which people follow their case; `otherwise`: what who finds nothing published may do here.
    `grants`: models of which each row is leave that an applicant's browser has for a while; a restore empties them.
    """

    blueprints: tuple[Blueprint, ...] = ()
    menu: tuple[MenuEntry, ...] = ()
    ways: tuple[Way, ...] = ()
    guide: Guide | None = None
    brand: str = ""
    footer: str = ""
    follow: MenuEntry | None = None
    otherwise: str = ""
    grants: tuple[type[Any], ...] = ()
