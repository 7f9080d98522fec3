"""The readable history (办理记录) of a case: audit lines and opinions, newest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select

from app.casework.models import AuditEntry, Case, Opinion
from app.casework.texts.opinions import opinions_of
from app.database import columns_of

HIDDEN = frozenset({"letter.rendered"})
_table = AuditEntry.__table__.c
_lines = (
    select(
        _table.at, _table.tag, _table.node, _table.actor_id, _table.actor_kind, _table.actor_name, _table.unit_name,
        _table.summary, _table.sequence,
    )
    .where(_table.case_id == bindparam("of_case"))
    .order_by(_table.sequence.desc())
)  # fmt: skip
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


def timeline_of(case: Case, until: int | None = None) -> list[Entry]:
    """What happened, newest first; an opinion stands with the act and the hand that gave it.

    `until`: the number of the last line of the chain that is looked at.
    """
    opinions: dict[Given, Opinion] = {(o.node, o.given_at, o.person_id): o for o in opinions_of(case)}
    lines = columns_of(_lines, {"of_case": case.id})
    shown = (line for line in lines if until is None or line.sequence <= until)
    return [_entry(line, opinions) for line in shown if line.tag not in HIDDEN]


def _entry(line: Row[Any], opinions: dict[Given, Opinion]) -> Entry:
    given = opinions.get((line.node, line.at, line.actor_id)) if line.tag == "item.completed" else None
    return Entry(
        at=line.at, who=line.actor_name, unit=line.unit_name, act=line.summary,
        opinion=given.text if given else "", kind=str(line.actor_kind),
    )  # fmt: skip
