"""The facet of the letters: folders of a process's own letters, and where the post goes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.casework.models import Case


def no_address(case: Case) -> dict[str, str]:
    """For a process that posts nothing."""
    return {}


@dataclass(frozen=True)
class Letters:
    """`address_of`: {address, postcode} for an envelope; showing it is an act with its own audit line."""

    folders: tuple[Path, ...] = ()
    address_of: Callable[[Case], dict[str, str]] = no_address
