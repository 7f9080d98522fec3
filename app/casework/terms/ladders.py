"""Which ladder holds for an organ and a kind of clock: its own for the kind, its own for all, then the organs above."""

from collections.abc import Iterable
from datetime import time

from sqlalchemy import select

from app.casework.models import AlertPlan
from app.casework.terms.ladder import DEFAULT, Ladder
from app.database import db
from app.office.edition import kept
from app.office.models import OrgUnit
from app.office.organs import chain_up

Plans = dict[tuple[int, str], Ladder]


def ladder_for(organ_id: int, kind: str) -> Ladder:
    """The ladder in force; the default where nobody has set one."""
    return kept(("alert ladder", organ_id, kind), lambda: _find(organ_id, kind))


def _find(organ_id: int, kind: str) -> Ladder:
    plans = kept(("alert plans",), _read)
    if not plans:
        return DEFAULT
    for unit in chain_up(db.session.get_one(OrgUnit, organ_id)):
        for key in ((unit.id, kind), (unit.id, "")):
            if key in plans:
                return plans[key]
    return DEFAULT


def _read() -> Plans:
    return {(one.organ_id, one.kind): ladder_of(one) for one in db.session.scalars(select(AlertPlan))}


def ladder_of(plan: AlertPlan) -> Ladder:
    """The ladder that a row means."""
    quiet = (
        (time.fromisoformat(plan.quiet_from), time.fromisoformat(plan.quiet_until))
        if plan.quiet_from
        else None
    )
    return Ladder(
        numbers(plan.ahead_days), numbers(plan.ahead_hours), plan.head_from, plan.leader_from,
        plan.supervisor_from, plan.after, plan.pause, quiet,
    )  # fmt: skip


def write(plan: AlertPlan, ladder: Ladder) -> None:
    """Write a ladder into its row."""
    plan.ahead_days, plan.ahead_hours = _joined(ladder.ahead_days), _joined(ladder.ahead_hours)
    plan.head_from, plan.leader_from = ladder.head_from, ladder.leader_from
    plan.supervisor_from, plan.after, plan.pause = ladder.supervisor_from, ladder.after, ladder.pause
    begins, ends = ladder.quiet or (None, None)
    plan.quiet_from = f"{begins:%H:%M}" if begins else ""
    plan.quiet_until = f"{ends:%H:%M}" if ends else ""


def numbers(words: str) -> tuple[int, ...]:
    """10,5,3,1 as numbers."""
    return tuple(int(one) for one in words.split(",") if one)


def _joined(values: Iterable[int]) -> str:
    return ",".join(str(one) for one in values)
