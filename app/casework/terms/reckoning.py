"""重新推算: after a notice or a change of parameters every open case is computed anew, a batch a transaction.

What waits is a fact of the rows (`Case.reckoned` is behind the newest reckoning), so a kill between two batches loses
nothing and no case comes twice: whoever goes on, goes on there. The first batch belongs to the act that began it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, update

from app.casework.acts import once
from app.casework.acts.act import Act
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import Result, perform, use_case
from app.casework.administration.scope import require_system
from app.casework.models import Case, Reckoning, ReckoningBatch
from app.casework.models.cases import CaseState
from app.casework.terms import clocks
from app.database import db
from app.law.errors import RuleViolation

BATCH = 100  # cases per transaction: about a third of a second, which a clerk on SQLite waits


class NothingToReckon(RuleViolation):
    """Another worker has finished it, or clerks are at work on all cases that are left."""

    code = "nothing_to_reckon"
    message = "没有可以重新推算的办件，请稍后再试"
    status = 409


@dataclass(frozen=True)
class Progress:
    """How far a reckoning is, in cases."""

    reckoning: Reckoning
    left: int

    @property
    def done(self) -> int:
        return max(0, self.reckoning.total - self.left)

    @property
    def is_finished(self) -> bool:
        return self.reckoning.finished_at is not None


def begin(act: Act, reason: str) -> Result:
    """Reckon every open case: the first batch within this act. Takes the place of one that is not finished."""
    once.forget()
    overtaken = update(Reckoning).where(Reckoning.finished_at.is_(None)).values(finished_at=act.now)
    db.session.execute(overtaken)
    total = db.session.scalar(select(func.count()).where(Case.state == CaseState.OPEN)) or 0
    reckoning = Reckoning(reason=reason, asked_at=act.now, asked_by=act.actor.name, total=total)
    db.session.add(reckoning)
    db.session.flush()
    once.forget()
    return _reckon(act, reckoning)


@use_case("reckon_batch")
def reckon_batch(act: Act, reckoning_id: int) -> Result:
    """One more batch. Raises NothingToReckon."""
    require_system(act)
    reckoning = db.session.scalar(select(Reckoning).where(Reckoning.id == reckoning_id).with_for_update())
    if reckoning is None or reckoning.finished_at is not None:
        raise NothingToReckon()
    result = _reckon(act, reckoning)
    if not act.lines:
        raise NothingToReckon()
    return result


def carry_on(now: datetime) -> int:
    """All batches that wait, each a transaction of its own: clerks who wait meanwhile have their turn before the next.
    How many cases were computed."""
    done = 0
    while (found := unfinished()) is not None:
        try:
            done += perform(reckon_batch, actor=SYSTEM, now=now, reckoning_id=found.reckoning.id)["cases"]
        except NothingToReckon:
            break
    db.session.rollback()
    return done


def unfinished() -> Progress | None:
    """The reckoning that runs; None when there is none."""
    found = db.session.scalar(
        select(Reckoning).where(Reckoning.finished_at.is_(None)).order_by(Reckoning.id.desc()).limit(1)
    )
    return progress_of(found) if found is not None else None


def progress_of(reckoning: Reckoning) -> Progress:
    left = 0 if reckoning.finished_at is not None else _count_waiting(reckoning)
    return Progress(reckoning, left)


def latest(most: int) -> list[Progress]:
    """The last reckonings, newest first."""
    rows = db.session.scalars(select(Reckoning).order_by(Reckoning.id.desc()).limit(most)).all()
    return [progress_of(row) for row in rows]


def moves_of(reckoning: Reckoning) -> list[dict[str, Any]]:
    """Number, old and new due day of every case that moved so far."""
    query = select(ReckoningBatch.moves).where(ReckoningBatch.reckoning_id == reckoning.id)
    batches = db.session.scalars(query.order_by(ReckoningBatch.id))
    return [move for moves in batches for move in moves]


def _reckon(act: Act, reckoning: Reckoning) -> Result:
    cases = db.session.scalars(
        select(Case).where(_waits(reckoning)).order_by(Case.id).limit(BATCH).with_for_update(skip_locked=True)
    ).all()
    moves = [move for case in cases if (move := _recompute(case)) is not None]
    changed = sum("why" not in move for move in moves)
    reckoning.moved += changed
    if cases:
        db.session.add(ReckoningBatch(reckoning_id=reckoning.id, at=act.now, cases=len(cases), moves=moves))
        act.audit(
            "calendar.reckoned",
            f"重新推算在办期限 {len(cases)} 件，{changed} 件有变化",
            reckoning=reckoning.id,
        )
    left = _count_waiting(reckoning)
    if not left:
        _finish(act, reckoning)
    return {"reckoning": reckoning.id, "cases": len(cases), "moved": moves, "left": left}


def _recompute(case: Case) -> dict[str, Any] | None:
    """The case as it is now; what moved, old → new, or why it keeps its old day: one case never stops the others."""
    before, until = case.due_on, case.due_at
    try:
        with db.session.begin_nested():
            clocks.recompute(case)
    except RuleViolation as error:
        case.reckoned = clocks.newest_reckoning()
        return {
            "number": case.number,
            "before": _written(before),
            "after": _written(before),
            "why": error.message,
        }
    if case.due_at == until:
        return None
    return {"number": case.number, "before": _written(before), "after": _written(case.due_on)}


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _finish(act: Act, reckoning: Reckoning) -> None:
    reckoning.finished_at = act.now
    act.audit(
        "calendar.recomputed",
        f"重新推算完成（{reckoning.reason}）：在办 {reckoning.total} 件，{reckoning.moved} 件的期限有变化",
        reckoning=reckoning.id,
    )


def _count_waiting(reckoning: Reckoning) -> int:
    return db.session.scalar(select(func.count()).select_from(Case).where(_waits(reckoning))) or 0


def _waits(reckoning: Reckoning) -> ColumnElement[bool]:
    behind = or_(Case.reckoned.is_(None), Case.reckoned < reckoning.id)
    return and_(Case.state == CaseState.OPEN, behind)
