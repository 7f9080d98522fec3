"""Drawings of a version of diagrams, alone or beside the one in force."""

from typing import Any

from markupsafe import Markup

from app.casework.contract.process import Process
from app.casework.run.diagram_versions import versions_of
from app.casework.run.workflow import diagram_set
from app.engine.comparing import compare
from app.engine.diagrams import DiagramSet
from app.engine.drawing import draw


def drawings(diagrams: DiagramSet, uid: str) -> list[tuple[str, Markup]]:
    """Title and SVG of each diagram, the main one first. `uid` keeps names apart on a page with two versions."""
    main = diagrams.file_of(diagrams.process_id)
    names = [main, *(name for name in sorted(diagrams.files) if name.endswith(".bpmn") and name != main)]
    return [
        (name, Markup(draw(diagrams.files[name], title=name, uid=f"{uid}{position}")))
        for position, name in enumerate(names)
    ]


def beside_the_one_in_force(process: Process, diagrams: DiagramSet) -> dict[str, Any]:
    """The version in force with its drawings, the other's drawings, and what differs."""
    current = versions_of(process.key)[0]
    return {
        "current": current, "current_drawings": drawings(diagram_set(current), "c"),
        "drawings": drawings(diagrams, "n"), "differences": compare(diagram_set(current), diagrams),
    }  # fmt: skip
