"""The readable history (办理记录) of a case: audit lines and opinions, newest first."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from app.casework.acts.once import once_in_reading
from app.casework.models import AuditEntry, Case, Opinion
from app.database import db

HIDDEN = frozenset({"letter.rendered"})
_lines = (
    select(AuditEntry).where(AuditEntry.case_id == bindparam("of_case")).order_by(AuditEntry.sequence.desc())
)
_opinions = (
    select(Opinion)
    .where(Opinion.case_id == bindparam("of_case"))
    .options(joinedload(Opinion.person), joinedload(Opinion.unit))
    .order_by(Opinion.id)
)
Given = tuple[str, datetime, int | None]
"""Node, moment and person of an opinion."""


@dataclass(frozen=True)
class Entry:
    """One line of the history."""

    at: datetime
    who: str
    unit: str
    act: str
    opinion: str = ""
    kind: str = "person"


def timeline_of(case: Case) -> list[Entry]:
    """What happened, newest first; an opinion stands with the act and the hand that gave it."""
    opinions: dict[Given, Opinion] = {(o.node, o.given_at, o.person_id): o for o in opinions_of(case)}
    lines = db.session.scalars(_lines, {"of_case": case.id})
    return [_entry(line, opinions) for line in lines if line.tag not in HIDDEN]


def _entry(line: AuditEntry, opinions: dict[Given, Opinion]) -> Entry:
    given = opinions.get((line.node, line.at, line.actor_id)) if line.tag == "item.completed" else None
    return Entry(
        at=line.at, who=line.actor_name, unit=line.unit_name, act=line.summary,
        opinion=given.text if given else "", kind=str(line.actor_kind),
    )  # fmt: skip


def opinions_of(case: Case) -> list[Opinion]:
    """Opinions and signatures, oldest first."""
    return once_in_reading(f"opinions of case {case.id}", lambda: _read_opinions(case.id))


def _read_opinions(case_id: int) -> list[Opinion]:
    return list(db.session.scalars(_opinions, {"of_case": case_id}))
