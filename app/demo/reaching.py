"""What a simulated year is to come to: the stories that lead there, and what was missed in the end."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import func, select

from app.casework.contract.platform import platform
from app.casework.contract.scenes import Story
from app.casework.contract.stories import Lots
from app.casework.models import AuditEntry, Case
from app.database import db

LEAST_DAYS = 180
"""Shorter stretches end before the longest of the ways (an extension, a deferral, a repetition) has come to its end."""
EARLY = 1 / 3
"""Of the days on which cases arrive: what is to be reached begins in this part."""


def cover_of(lots: Iterable[Lots], days: int, requests: int) -> list[Sequence[Story]]:
    """The stories that each process needs to come to everything; none where days or requests do not suffice."""
    covers = [one.cover() for one in lots]
    return covers if days >= LEAST_DAYS and requests >= sum(map(len, covers)) else []


def spread(cover: Sequence[Story], working_days: Sequence[date]) -> list[tuple[date, Story]]:
    """Days for these stories, in their order and evenly over the first part of these days."""
    early = max(1, round(len(working_days) * EARLY))
    return [(working_days[number * early // len(cover)], story) for number, story in enumerate(cover)]


def missed(case_ids: Iterable[int]) -> list[str]:
    """A line for each process and kind of what these cases did not come to; processes without cases are left out."""
    cases = list(db.session.scalars(select(Case).where(Case.id.in_(list(case_ids))).order_by(Case.id)))
    lines: list[str] = []
    for process in platform().processes.values():
        mine = [case for case in cases if case.process == process.key]
        never: dict[str, list[str]] = {}
        for one in process.stories.reached(mine) if mine else ():
            if not one.times:
                never.setdefault(one.kind, []).append(one.title)
        lines += [
            f"没有出现的{kind}（{process.title}）：{'、'.join(titles)}" for kind, titles in never.items()
        ]
    return lines


def times_told(case_ids: Iterable[int], titles: Mapping[str, str]) -> Counter[str]:
    """How often the audit chain of these cases tells of each: its tag → the title under which it is counted."""
    query = select(AuditEntry.tag, func.count()).where(
        AuditEntry.tag.in_(titles), AuditEntry.case_id.in_(list(case_ids))
    )
    found: Counter[str] = Counter()
    for tag, times in db.session.execute(query.group_by(AuditEntry.tag)).tuples():
        found[titles[tag]] += times
    return found
