"""The facet of the texts: what is drafted, seen and signed in a case."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from app.casework.contract.enclosures import Enclosures
from app.casework.contract.forms import Values
from app.casework.models import Case
from app.casework.texts.contents import Content, TextKind
from app.letters.catalogue import LetterKind
from app.office.standing import Standing

Draft = tuple[LetterKind, dict[str, Any]]


def no_draft(case: Case, on: date, typed: Values | None) -> Draft | None:
    """For a process that drafts no letter."""
    return None


def nothing_enclosed(case: Case, standing: Standing) -> Enclosures | None:
    """For a process that hands nothing over with its letters."""
    return None


def as_kept(case: Case, on: date) -> Content | None:
    """For a text that is its newest version: nothing else could have changed it."""
    return None


def shown_as_kept(case: Case, on: date) -> Markup | None:
    """For a text that is shown as its newest version says it."""
    return None


@dataclass(frozen=True)
class Slot:
    """A text that a case has, by the name under which versions are kept: stored, so never renamed.

    `now`: the text as it would go out at this moment, for a text that also rests on what lies outside the case (the
    wording of a letter, the court of the remedy); None when it is issued or nothing but its newest version says it.
    `preview`: how it is shown; by default as its newest version says it.
    """

    key: str
    title: str
    kind: TextKind
    now: Callable[[Case, date], Content | None] = as_kept
    preview: Callable[[Case, date], Markup | None] = shown_as_kept


@dataclass(frozen=True)
class Texts:
    """`slots`: the texts that signatures are bound to. `draft`: kind and facts of the letter as it stands, or as typed.

    `drafters`: who wrote what is signed, and so may not sign it; without it, whoever made a version of a text.
    `enclosures`: what is handed over with the letter.
    """

    slots: tuple[Slot, ...] = ()
    draft: Callable[[Case, date, Values | None], Draft | None] = no_draft
    drafters: Callable[[Case], frozenset[int]] | None = None
    enclosures: Callable[[Case, Standing], Enclosures | None] = nothing_enclosed

    def slot(self, key: str) -> Slot:
        """The slot of this name. Raises LookupError for one that the process does not have."""
        return next(slot for slot in self.slots if slot.key == key)
