"""How far a case is on its way, in the stages that its process names."""

from collections.abc import Sequence

from app.casework.contract.rows import Stage
from app.casework.models import Case, CaseRun
from app.casework.models.cases import CaseState
from app.database import db


def progress(case: Case, stages: Sequence[Stage]) -> list[tuple[str, str]]:
    """Each stage with its state: done, current, todo. A withdrawn case shows where it ended."""
    run = db.session.get(CaseRun, case.id)
    trail = run.trail if run else {}
    done, active = set(trail.get("done", [])), set(trail.get("active", []))
    current = next((i for i, stage in enumerate(stages) if active & set(stage.nodes)), None)
    if current is None and case.state == CaseState.OPEN:
        current = 0
    return [(stage.title, _state(i, current, case, done, stage)) for i, stage in enumerate(stages)]


def _state(position: int, current: int | None, case: Case, done: set[str], stage: Stage) -> str:
    if current is not None:
        return "done" if position < current else "current" if position == current else "todo"
    return "done" if case.state == CaseState.ARCHIVED or done & set(stage.nodes) else "todo"
