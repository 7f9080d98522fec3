"""The audit chain: h(n) = HMAC-SHA256(key, h(n-1) ‖ canonical JSON of the line).

Gap-free; written last in a transaction.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Row, func, insert, select

from app.casework.acts import clock_behind
from app.casework.acts.actor import Actor
from app.casework.acts.audit_organs import ORGAN, organ_concerned
from app.casework.acts.keys import secrets
from app.casework.models import AuditEntry
from app.database import columns_of, connected, db, is_sqlite

GENESIS = "0" * 64
CHAIN_LOCK = 7_110_2019
_take = select(func.pg_advisory_xact_lock(CHAIN_LOCK))
_write = insert(AuditEntry.__table__)
_last = (
    select(AuditEntry.__table__.c.sequence, AuditEntry.__table__.c.hash, AuditEntry.__table__.c.at)
    .order_by(AuditEntry.__table__.c.sequence.desc())
    .limit(1)
)


@dataclass(frozen=True)
class AuditLine:
    """One line before it is chained. Without a case, `unit` or `person` (ids) in `detail` say whom it concerns."""

    tag: str
    summary: str = ""
    node: str = ""
    case_id: int | None = None
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class BrokenLink:
    """Where the chain does not hold: the sequence number and why."""

    sequence: int
    what: str


def append(lines: Iterable[AuditLine], actor: Actor, now: datetime, unit_name: str = "") -> None:
    """Chain the lines; `unit_name`: of the post under which the person acted.

    Takes the chain's lock, so it comes last before the commit. Raises ClockBehind.
    """
    entries: list[dict[str, Any]] = []
    placed = [(line, _organ_of(line, actor, now)) for line in lines]
    if not is_sqlite():
        columns_of(_take)
    last = columns_of(_last).first() if placed else None
    if last is not None:
        clock_behind.refuse(now, last.at, [line.tag for line, _organ_id in placed])
    sequence, previous = _end_of(last)
    for line, organ_id in placed:
        sequence += 1
        entry = SimpleNamespace(
            sequence=sequence, at=now, tag=line.tag, actor_kind=actor.kind, actor_id=actor.person_id,
            actor_name=actor.name, unit_name=unit_name, case_id=line.case_id, organ_id=organ_id,
            node=line.node, summary=line.summary, detail=_with_organ(line.detail, organ_id),
            previous_hash=previous,
        )  # fmt: skip
        previous = entry.hash = digest(entry)
        entries.append(vars(entry))
    if entries:
        connected().execute(_write, entries)


def _organ_of(line: AuditLine, actor: "Actor", now: datetime) -> int | None:
    if line.case_id is not None:
        return None  # the case says it
    return organ_concerned(line.detail, actor.person_id, now.date())


def _with_organ(detail: dict[str, Any], organ_id: int | None) -> dict[str, Any]:
    """The organ stands in the hashed part as well, so that no line changes its readers unnoticed."""
    return detail if organ_id is None else {**detail, ORGAN: organ_id}


def digest(entry: AuditEntry | Row[Any] | SimpleNamespace) -> str:
    """The link of one entry to the one before: of a row, or of what is to become one."""
    body = {
        "sequence": entry.sequence, "at": entry.at.astimezone(UTC).isoformat(), "tag": entry.tag,
        "actor_kind": str(entry.actor_kind), "actor_id": entry.actor_id, "actor_name": entry.actor_name,
        "unit_name": entry.unit_name, "case_id": entry.case_id, "node": entry.node,
        "summary": entry.summary, "detail": entry.detail,
    }  # fmt: skip
    canonical = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    message = (entry.previous_hash + canonical).encode()
    return hmac.new(secrets().audit_key, message, hashlib.sha256).hexdigest()


def verify(case_id: int | None = None) -> BrokenLink | None:
    """Walk the chain from the start; the first broken link, or None. With a case: only its lines are recomputed."""
    entry = AuditEntry.__table__
    query = select(entry).order_by(entry.c.sequence).execution_options(yield_per=1000)
    with db.session.execute(query) as entries:  # closes the server's cursor when the walk ends early
        return _first_broken_link(entries, case_id)


def _first_broken_link(entries: Iterable[Row[Any]], case_id: int | None) -> BrokenLink | None:
    previous, expected = GENESIS, 1
    for entry in entries:
        if entry.sequence != expected:
            return BrokenLink(expected, "缺少记录")
        if entry.previous_hash != previous:
            return BrokenLink(entry.sequence, "与上一条记录不衔接")
        if (case_id is None or entry.case_id == case_id) and not _is_as_written(entry):
            return BrokenLink(entry.sequence, "内容已被改动")
        previous, expected = entry.hash, expected + 1
    return None


def _is_as_written(entry: Row[Any]) -> bool:
    organ_id = entry.detail.get(ORGAN) if entry.case_id is None else None
    return entry.hash == digest(entry) and entry.organ_id == organ_id


def head() -> tuple[int, str]:
    """Sequence and hash of the last entry, to be anchored outside the database."""
    return _end_of(db.session.execute(_last).first())


def _end_of(last: Row[Any] | None) -> tuple[int, str]:
    return (last.sequence, last.hash) if last else (0, GENESIS)
