"""The way a case took over its diagrams: nodes done, arrows walked. Survives pruning and reloading.

Guessing arrows from nodes would paint both branches of a gateway whose branches meet again, so every
arrow is recorded when it is walked. A called process starts with a clean trail at every call: after a
send-back the second round is not shown as signed already.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from SpiffWorkflow.util.task import TaskState

from app.engine.open_work import COPY
from app.engine.specifications import Specification

_SPLIT = ".BoundaryEventSplit"  # SpiffWorkflow puts this before a task with boundary events


@dataclass(frozen=True)
class Trail:
    """For the drawing. Ids of nodes and flows over all diagrams of the set (ids are unique in a set)."""

    done: list[str] = field(default_factory=list)
    active: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    """Events and joins that wait; they are nobody's turn."""


class TrailRecorder:
    """Keeps the trail of one run, in the order of walking, each id once."""

    def __init__(self, specification: Specification, stored: dict[str, list[str]] | None = None) -> None:
        self._specification = specification
        stored = stored or {}
        self.done: dict[str, None] = dict.fromkeys(stored.get("done", ()))
        self.taken: dict[str, None] = dict.fromkeys(stored.get("taken", ()))

    def record(self, task: Any) -> None:
        """Called after every engine task that ran."""
        model = self._specification.models.get(task.workflow.spec.name)
        name = task.task_spec.name
        if model is None:
            return
        node = model.nodes.get(name)
        if node is not None and node.kind == "startEvent" and task.workflow.parent_task_id is not None:
            self._forget(model)
        if node is not None and task.has_state(TaskState.COMPLETED):
            self.done[name] = None
        source = name.removesuffix(_SPLIT)
        for child in task.children:
            flow = model.flow_between(source, child.task_spec.name.removesuffix(_SPLIT).removesuffix(COPY))
            if flow is not None:
                self.taken[flow.id] = None

    def stored(self) -> dict[str, list[str]]:
        """What goes into the state."""
        return {"done": list(self.done), "taken": list(self.taken)}

    def _forget(self, model: Any) -> None:
        for node_id in model.nodes:
            self.done.pop(node_id, None)
        for flow_id in model.flows:
            self.taken.pop(flow_id, None)
