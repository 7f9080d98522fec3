"""What is open in a run, as plain data for the inbox and the clocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask

from app.engine.choices import Choice, choices_of
from app.engine.process_model import Node, ProcessModel

COPY = " [child]"  # SpiffWorkflow puts this behind the name of a copy of a multi-instance task


@dataclass(frozen=True)
class ReadyTask:
    """A task that waits for a person."""

    id: str
    node: str
    title: str
    lane: str
    form: str | None
    """None: the standard form (opinion and the choices)."""
    choices: tuple[Choice, ...]
    assignee: str | None
    """The item of this copy of a multi-instance task, as text; None for ordinary tasks."""
    answer: str | None = None
    """The fact that this copy of a multi-instance task must give back; None for ordinary tasks."""


@dataclass(frozen=True)
class WaitingTimer:
    """A deadline at a task. When it is due is for the clocks of the case to say."""

    task_id: str
    node: str
    title: str
    deadline: str


def node_of(model: ProcessModel, task: Any) -> Node | None:
    """The node of the diagram that an engine task stands for; None for the library's own tasks."""
    return model.nodes.get(task.task_spec.name.removesuffix(COPY))


def ready_task(model: ProcessModel, task: Any) -> ReadyTask:
    """A ready task of the engine as the inbox needs it."""
    node = model.nodes[task.task_spec.name.removesuffix(COPY)]
    loop = node.loop if node.loop and isinstance(task.parent.task_spec, LoopTask) else None
    return ReadyTask(
        id=str(task.id),
        node=node.id,
        title=node.name or node.id,
        lane=node.lane or "",
        form=node.form,
        choices=() if loop else choices_of(model, node.id),
        assignee=str(task.data.get(loop.item)) if loop else None,
        answer=loop.answer if loop else None,
    )


def waiting_timer(model: ProcessModel, task: Any) -> WaitingTimer:
    """A waiting deadline timer of the engine as the clocks need it."""
    node = model.nodes[task.task_spec.name]
    return WaitingTimer(
        task_id=str(task.id),
        node=node.id,
        title=node.name or node.id,
        deadline=str(task.internal_data.get("event_value", "")),
    )
