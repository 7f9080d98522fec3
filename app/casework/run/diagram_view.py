"""The diagrams of a case with its way coloured in, drawn with the version that the case runs on."""

from datetime import datetime

from markupsafe import Markup

from app.casework.models import Case, CaseRun
from app.casework.run.workflow import diagrams_of
from app.casework.terms import clocks
from app.casework.terms.clock_view import lamp_of
from app.casework.work.inbox import open_items_of
from app.database import db
from app.engine.drawing import draw


def drawings_of(case: Case, now: datetime) -> list[tuple[str, Markup]]:
    """Title and SVG of each diagram in which the case has been, the main one first; none of an old ledger's case."""
    run = db.session.get(CaseRun, case.id)
    if run is None:
        return []
    diagrams = diagrams_of(run.diagram_hash)
    main = diagrams.file_of(diagrams.process_id)
    names = [main, *(name for name in sorted(diagrams.files) if name.endswith(".bpmn") and name != main)]
    notes, trail = _notes(case, now), run.trail
    been = set(trail.get("done", [])) | set(trail.get("active", []))
    drawings = []
    for position, name in enumerate(names):
        models = [model for model in diagrams.models.values() if model.file == name]
        if position and not any(been & model.nodes.keys() for model in models):
            continue
        title = models[0].name if models else name
        svg = draw(diagrams.files[name], done=trail.get("done", []), active=trail.get("active", []),
                   taken=trail.get("taken", []), notes=notes, title=title, uid=f"d{position}")  # fmt: skip
        drawings.append((title, Markup(svg)))
    return drawings


def drawing_of(case: Case, now: datetime) -> str | None:
    """The SVG of the main diagram; None for a case from an old ledger."""
    drawings = drawings_of(case, now)
    return str(drawings[0][1]) if drawings else None


def _notes(case: Case, now: datetime) -> dict[str, str]:
    """Who has it, and how many days are left, on each current node."""
    words = lamp_of(case, now, clocks.calendar()).words
    return {item.node: f"{item.holder or '待认领'} · {words}" for item in open_items_of(case)}
