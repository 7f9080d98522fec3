"""What the engine does by itself once a task is finished, before the next person: read off the drawing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.engine.choices import DEFAULT, choices_of
from app.engine.diagrams import DiagramSet
from app.engine.kept import Kept
from app.engine.process_model import PERSONAL, ProcessModel

_kept: Kept[tuple[str, str, str], frozenset[str]] = Kept()


def operations_behind(diagrams: DiagramSet, node_id: str, answers: Mapping[str, Any]) -> frozenset[str]:
    """The operations that may be carried out in the act which completes this task.

    `answers`: what is typed; where it says which arrow is taken behind the task, only that one is followed.
    """
    first = _first(diagrams.models, node_id, answers)
    return _kept.get((diagrams.hash, node_id, first), lambda: _find(diagrams.models, node_id, first))


def _first(models: Mapping[str, ProcessModel], node_id: str, answers: Mapping[str, Any]) -> str:
    """The arrow behind the gateway that the answers choose; empty where they do not say."""
    here = next((model for model in models.values() if node_id in model.nodes), None)
    choices = choices_of(here, node_id) if here is not None else ()
    if here is None or not choices or choices[0].name not in answers:
        return ""
    said = str(answers[choices[0].name])
    flows = here.leaving(here.leaving(node_id)[0].target)
    taken = {choice.value: flow.id for choice, flow in zip(choices, flows, strict=True)}
    return taken.get(said, taken.get(DEFAULT, ""))


def _find(models: Mapping[str, ProcessModel], node_id: str, first: str) -> frozenset[str]:
    here = next((model for model in models.values() if node_id in model.nodes), None)
    if here is None:
        return frozenset()
    found: set[str] = set()
    seen: set[tuple[str, str]] = set()
    flows = [here.flows[first]] if first else here.leaving(node_id)
    waiting = [(here.process_id, flow.target) for flow in flows]
    while waiting:
        place = waiting.pop()
        if place in seen:
            continue
        seen.add(place)
        model, node = models[place[0]], models[place[0]].nodes[place[1]]
        if node.kind in PERSONAL or node.kind == "intermediateCatchEvent":
            continue
        if node.operation:
            found.add(node.operation)
        waiting += _next(models, model, place[1])
    return frozenset(found)


def _next(models: Mapping[str, ProcessModel], model: ProcessModel, node_id: str) -> list[tuple[str, str]]:
    """Into a called process by its starts, out of it by its ends, else along the arrows."""
    node = model.nodes[node_id]
    called = models.get(node.called or "") if node.kind == "callActivity" else None
    if called is not None:
        return [(called.process_id, one.id) for one in called.nodes.values() if one.kind == "startEvent"]
    onward = [(model.process_id, flow.target) for flow in model.leaving(node_id)]
    if node.kind != "endEvent":
        return onward
    return [
        (caller.process_id, flow.target)
        for caller in models.values()
        for one in caller.nodes.values()
        if one.called == model.process_id
        for flow in caller.leaving(one.id)
    ]
