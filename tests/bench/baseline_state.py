"""State of the yardstick's runs: rows instead of dictionaries, data as the difference to the parent, JSON."""

from typing import Any
from uuid import UUID

import orjson
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState


def dump(workflow: BpmnWorkflow) -> bytes:
    """The state of a workflow and of what it called."""
    called = [[str(key), _whole(each)] for key, each in workflow.subprocesses.items()]
    return orjson.dumps([_whole(workflow), called])


def load(state: bytes, spec: Any, called_specs: dict[str, Any], script_engine: Any) -> BpmnWorkflow:
    """The inverse of `dump`, on a shared specification."""
    whole, called = orjson.loads(state)
    workflow = BpmnWorkflow(spec, called_specs, script_engine=script_engine, deserializing=True)
    _fill(workflow, whole, workflow)
    for key, rows in called:
        caller = workflow.get_task_from_id(UUID(key))
        inner = BpmnSubWorkflow(called_specs[caller.task_spec.spec], caller.id, workflow, deserializing=True)
        workflow.subprocesses[caller.id] = inner
        _fill(inner, rows, workflow)
        inner.completed_event.connect(caller.task_spec._on_subworkflow_completed, caller)
    return workflow


def _whole(workflow: Any) -> list[Any]:
    places = {key: place for place, key in enumerate(workflow.tasks)}
    last = str(workflow.last_task.id) if workflow.last_task else None
    rows = [_row(task, workflow.tasks.get(task._parent), places) for task in workflow.tasks.values()]
    return [rows, workflow.data, last, workflow.success, workflow.completed]


def _row(task: Task, parent: Task | None, places: dict[UUID, int]) -> list[Any]:
    above = parent.data if parent is not None else {}
    changed = {name: value for name, value in task.data.items() if name not in above or above[name] != value}
    lost = [name for name in above if name not in task.data]
    place = places[task._parent] if parent is not None else -1
    children = [places[child] for child in task._children]
    moment = round(task.last_state_change, 3)
    return [str(task.id), place, task._state, task.task_spec.name, moment, task.triggered, children,
            task.internal_data, changed, lost]  # fmt: skip


def _fill(workflow: Any, whole: list[Any], top: BpmnWorkflow) -> None:
    rows, data, last, success, completed = whole
    made: list[Task] = []
    for key, place, state, name, moment, triggered, _, internal_data, changed, lost in rows:
        task = Task.__new__(Task)
        task.id, task.workflow, task.task_spec = UUID(key), workflow, workflow.spec.task_specs[name]
        task._state, task.last_state_change, task.triggered, task.thread_id = state, moment, triggered, 0
        task._parent = made[place].id if place >= 0 else None
        task.internal_data = internal_data
        task.data = {**(made[place].data if place >= 0 else {}), **changed}
        for dropped in lost:
            task.data.pop(dropped, None)
        made.append(task)
        workflow.tasks[task.id] = task
        if state == TaskState.WAITING and isinstance(task.task_spec, CatchingEvent):
            top.event_manager.add_task(task)
    for task, row in zip(made, rows, strict=True):
        task._children = [made[place].id for place in row[6]]
    workflow.task_tree, workflow.data, workflow.success, workflow.completed = (
        made[0],
        data,
        success,
        completed,
    )
    workflow.last_task = workflow.tasks[UUID(last)] if last else None
