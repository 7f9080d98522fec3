"""How far a case is on its way, in the stages that its process names. The way follows the drawing.

A stage names nodes of the diagram as it is delivered. A county may draw a further step: such a node belongs to the
stage of what lies before it, so that a new step needs the diagram alone.
"""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import bindparam, select

from app.casework.contract.rows import Stage
from app.casework.models import Case, CaseRun
from app.casework.models.cases import CaseState
from app.casework.run.workflow import diagrams_of
from app.database import db
from app.engine.kept import Kept
from app.engine.process_model import ProcessModel

Named = tuple[tuple[str, ...], ...]
_run = select(CaseRun).where(CaseRun.case_id == bindparam("of_case"))
_kept: Kept[tuple[str, Named], Mapping[str, int]] = Kept()


def progress(case: Case, stages: Sequence[Stage]) -> list[tuple[str, str]]:
    """Each stage with its state: done, current, todo. A withdrawn case shows where it ended."""
    run = db.session.scalar(_run, {"of_case": case.id})
    reached = stages_reached(run, stages)
    current = stage_now(run, stages) if case.state == CaseState.OPEN else None
    return [(stage.title, _state(place, current, case, reached)) for place, stage in enumerate(stages)]


def _state(place: int, current: int | None, case: Case, reached: set[int]) -> str:
    if current is not None:
        return "done" if place < current else "current" if place == current else "todo"
    return "done" if case.state == CaseState.ARCHIVED or place in reached else "todo"


def stage_now(run: CaseRun | None, stages: Sequence[Stage]) -> int:
    """The place of the stage in which the case is; between two steps, the last one that it reached.

    What waits beside the way (an approval, a reader's question) does not take the case back: a stage names no such
    node, and it counts only where nothing else is active.
    """
    places = stages_of_nodes(run, stages)
    active = [node for node in _trail(run, "active") if node in places]
    named = {node for stage in stages for node in stage.nodes}
    if on_the_way := [places[node] for node in active if node in named]:
        return min(on_the_way)
    reached = stages_reached(run, stages)
    return max([*(places[node] for node in active), *(reached if not active else ())], default=0)


def stages_reached(run: CaseRun | None, stages: Sequence[Stage]) -> set[int]:
    """The places of the stages in which something was done that they name: how a case ended lies beside the way."""
    done = set(_trail(run, "done"))
    return {place for place, stage in enumerate(stages) if done.intersection(stage.nodes)}


def _trail(run: CaseRun | None, name: str) -> Iterable[str]:
    return run.trail.get(name, ()) if run else ()


def stages_of_nodes(run: CaseRun | None, stages: Sequence[Stage]) -> Mapping[str, int]:
    """Node → place of its stage, for the version of the diagrams that the case runs on."""
    named = tuple(tuple(stage.nodes) for stage in stages)
    if run is None:
        return {node: place for place, nodes in enumerate(named) for node in nodes}
    return _places(run.diagram_hash, named)


def _places(diagram_hash: str, named: Named) -> Mapping[str, int]:
    return _kept.get((diagram_hash, named), lambda: _find_places(diagram_hash, named))


def _find_places(diagram_hash: str, named: Named) -> Mapping[str, int]:
    diagrams = diagrams_of(diagram_hash)
    places = {node: place for place, nodes in enumerate(named) for node in nodes}
    main = diagrams.models[diagrams.process_id]
    return {**{node: _place_before(node, main, places) for node in main.nodes}, **places}


def _place_before(node: str, model: ProcessModel, places: Mapping[str, int]) -> int:
    """The latest stage among the nearest named nodes that lie before this one; the first stage at the beginning."""
    found, seen, waiting = [], {node}, [node]
    while waiting:
        here = waiting.pop()
        if here in places:
            found.append(places[here])
            continue
        before = [flow.source for flow in model.entering(here)]
        before += [host for host in (model.nodes[here].attached_to,) if host]
        waiting += [one for one in before if one not in seen]
        seen.update(before)
    return max(found, default=0)
