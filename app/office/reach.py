"""Which cases a person may read, as ids for the condition of a list; agrees with READ_CASE."""

from dataclasses import dataclass
from typing import Any

from app.office.standing import Standing
from app.office.vocabulary import OVERVIEW_ROLES, WORKING_ROLES, Role


@dataclass(frozen=True)
class Reach:
    """A case is in reach when its organ is among `organ_ids` or one of its units is among `unit_ids`."""

    organ_ids: frozenset[int]
    unit_ids: frozenset[int]

    def covers(self, subject: Any) -> bool:
        return subject.organ_id in self.organ_ids or bool(self.unit_ids & set(subject.unit_ids))


def reach_of(standing: Standing) -> Reach:
    """What the person's posts open; single items that are theirs come on top."""
    organ_ids: set[int] = set()
    unit_ids: set[int] = set()
    for post in standing.posts:
        if post.role in OVERVIEW_ROLES:
            organ_ids |= post.organ_ids
        if post.role in WORKING_ROLES:
            unit_ids |= post.unit_ids | (post.within - post.organ_ids)
        if post.role is Role.SUPERVISOR:
            organ_ids |= post.below
    return Reach(frozenset(organ_ids), frozenset(unit_ids))
