"""The facet of the desk: a process's own pages for clerks, and their entries in the menu."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask import Blueprint

from app.casework.contract.rows import Link
from app.casework.models import Case


def not_known(case: Case) -> date | None:
    """For a process that takes nothing by post."""
    return None


@dataclass(frozen=True)
class Desk:
    """Pages of the office; the menu shows each entry to whoever holds its permission.

    `takes_post`: the endpoint of the page that makes a case of what came by post; it is given `post`, the entry of the
    mail room. `earliest_receipt(case)`: for a case whose day of receipt waits for a word with who applied, the earliest
    day that anyone could argue for.
    """

    blueprints: tuple[Blueprint, ...] = ()
    menu: tuple[Link, ...] = ()
    takes_post: str = ""
    earliest_receipt: Callable[[Case], date | None] = not_known
