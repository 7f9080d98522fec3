"""The requests that together come to every outcome and every procedure, told rather than drawn."""

from collections.abc import Iterator
from random import Random
from typing import Any

from app.law.outcomes import BY_ITEMS
from app.processes.disclosure.correcting_applications import RESULTS
from app.processes.disclosure.decisions import ON_HANDLING, ON_SCREENING
from app.processes.disclosure.stories import branches
from app.processes.disclosure.stories.organs_at_work import OrganAtWork
from app.processes.disclosure.stories.story import Story

REPEATED = "repeated"
SAME: dict[str, Any] = {"topic": "homestead", "applicant": 1}
"""Who asks for the same twice, and for what: the answer to the first request lets the second be a repetition."""


def stories(seed: str, organ: OrganAtWork, luck: Random) -> list[Story]:
    """First what is repeated at last; between them each outcome, then each branch."""
    told = [
        {"outcome": "granted", **SAME},
        *_outcomes(organ),
        *_branches(luck),
        {"outcome": REPEATED, **SAME},
    ]
    usual: dict[str, Any] = {"topic": "farmland_subsidy", "organ": organ.code}
    return [
        Story(**{"key": f"{seed}/cover/{number}", "applicant": 2 + number % 11, **usual, **settings})
        for number, settings in enumerate(told)
    ]


def _outcomes(organ: OrganAtWork) -> Iterator[dict[str, Any]]:
    """Each outcome that somebody chooses, where it can be by those who screen as well; and those of several items."""
    for outcome in ON_HANDLING:
        if outcome != REPEATED:
            yield {"outcome": outcome, **branches.NEEDED_FOR.get(outcome, {})}
    for outcome in ON_SCREENING if organ.drafts_itself else ():
        if outcome != REPEATED:
            yield {"outcome": outcome, "at_screening": True, **branches.NEEDED_FOR.get(outcome, {})}
    for outcome in BY_ITEMS:
        yield {"aside": "itemised", "outcome": outcome}


def _branches(luck: Random) -> Iterator[dict[str, Any]]:
    for name in [name for name, _times in branches.BRANCHES if name != "itemised"]:
        told = {"outcome": branches.ENDING_IN.get(name, "granted"), **branches.settings(name, luck)}
        yield from [told] * (len(RESULTS) if name == "corrected" else 1)
