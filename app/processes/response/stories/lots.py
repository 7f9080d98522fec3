"""Concerns drawn by lot: for `flask simulate`, and for open cases that somebody else began."""

import random
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from app.casework.models import Case
from app.database import db
from app.law.concerns import ConcernLevel
from app.office.holders import holders_of
from app.office.models import OrgUnit
from app.office.organs import descendants
from app.office.vocabulary import Role
from app.processes.response.stories.story import Story, table

AT_THE_ORGAN = (Role.INTAKE_CLERK, Role.OFFICE_REVIEWER, Role.OFFICE_HEAD, Role.RESPONSIBLE_LEADER)
BRANCHES: Sequence[dict[str, Any]] = (
    {}, {}, {"statements": 2}, {"by_voice": True}, {"corrects": True}, {"judgement": "pass_on"},
    {"judgement": "watch"}, {"judgement": "none"}, {"slow": {"T_draft": 3}}, {"lower": "ordinary"}, {"together": True},
)  # fmt: skip
"""How a concern may fare: answered, followed up, by voice, corrected, passed on, watched, late, lowered, co-signed."""


class Lots:
    """Draws concerns from a seed."""

    def __init__(self, seed: str, organs: Sequence[str]) -> None:
        self.seed, self.organs = seed, organs
        self._luck = random.Random(f"concerns/{seed}")

    def draw(self, number: int) -> Story:
        topic = self._luck.choice(sorted(table()["topics"]))
        organ, branch = self._luck.choice(list(self.organs)), self._luck.choice(BRANCHES)
        return Story(key=f"{self.seed}/concern-{number}", topic=topic, organ=organ, **branch)

    def cover(self) -> Sequence[Story]:
        """One concern for each branch at the first organ, of the gravest topics, which have every limit."""
        topics = table()["topics"]
        gravest = sorted(name for name in topics if topics[name]["level"] == ConcernLevel.MAJOR)
        return [
            Story(
                key=f"{self.seed}/concern-branch-{number}",
                topic=gravest[number % len(gravest)],
                organ=self.organs[0],
                **branch,
            )
            for number, branch in enumerate(BRANCHES)
        ]


def lots_of(seed: str, on: date) -> Lots | None:
    """Lots for the organs that can bring a concern to its end, those of most units first; None where nobody can."""
    able = [organ for organ in _organs(on) if can_work(organ, on)]
    able.sort(key=lambda organ: (-len(descendants(organ, on)), organ.code))
    return Lots(seed, [organ.code for organ in able]) if able else None


def _organs(on: date) -> Sequence[OrgUnit]:
    query = select(OrgUnit).where(OrgUnit.valid_on(on), OrgUnit.document_code != "")
    return db.session.scalars(query.order_by(OrgUnit.code)).all()


def can_work(organ: OrgUnit, on: date) -> bool:
    """Every post is filled, and another hand than the signers' drafts."""
    if not all(holders_of(role, organ, on) for role in AT_THE_ORGAN):
        return False
    signers = {one.id for role in AT_THE_ORGAN[2:] for one in holders_of(role, organ, on)}
    units = [organ, *(unit for unit in descendants(organ, on) if unit.parent_id == organ.id)]
    return any({one.id for one in holders_of(Role.HANDLER, unit, on)} - signers for unit in units)


def improvised(case: Case) -> Story:
    """A plain story for a concern that the demo did not begin."""
    topic = random.Random(case.number).choice(sorted(table()["topics"]))
    return Story(key=case.number, topic=topic, organ=case.organ.code, urgent=False)
