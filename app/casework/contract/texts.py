"""The facet of the texts: what is drafted, seen and signed in a case."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.casework.contract.enclosures import Enclosures
from app.casework.contract.forms import Values
from app.casework.models import Case
from app.letters.catalogue import LetterKind
from app.office.standing import Standing

Draft = tuple[LetterKind, dict[str, Any]]


def no_draft(case: Case, on: date, typed: Values | None) -> Draft | None:
    """For a process that drafts no letter."""
    return None


def nothing_signed(case: Case) -> str | None:
    """For a process without signatures."""
    return None


def nothing_enclosed(case: Case, standing: Standing) -> Enclosures | None:
    """For a process that hands nothing over with its letters."""
    return None


@dataclass(frozen=True)
class Texts:
    """`draft`: kind and facts of the letter as it stands, or with what is typed in the form.

    `signed_text`: the hash of the text that signatures must be bound to; `drafters`: who wrote it, and so may not sign
    it (a signature without known drafters is nobody's); `enclosures`: what is handed over with the letter.
    """

    draft: Callable[[Case, date, Values | None], Draft | None] = no_draft
    signed_text: Callable[[Case], str | None] = nothing_signed
    drafters: Callable[[Case], frozenset[int]] | None = None
    enclosures: Callable[[Case, Standing], Enclosures | None] = nothing_enclosed
