"""The state of a run as a few hundred bytes: one row per engine task, data as the difference to the parent.

Layout: one byte with the format number, then zstd-compressed JSON. Loading fits the rows onto the shared
specification. JSON types only. Golden files under tests/engine/golden hold every released format fast.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import orjson
import zstandard
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from app.engine.adaptation import RunScriptEngine
from app.engine.automatic import CalledActivity, CaseWorkflow
from app.engine.errors import StateUnreadable
from app.engine.specifications import Specification

FORMAT = 1
COMPRESSION_LEVEL = 3
MICROSECONDS = 1_000_000


def pack(workflow: BpmnWorkflow, trail: dict[str, list[str]]) -> bytes:
    """The state of a workflow together with the trail that it left on the diagram."""
    called = [[str(key), _rows_of(subprocess)] for key, subprocess in workflow.subprocesses.items()]
    document = {"run": _rows_of(workflow), "called": called, "trail": trail}
    return bytes([FORMAT]) + zstandard.compress(orjson.dumps(document), COMPRESSION_LEVEL)


def unpack(
    state: bytes, specification: Specification, script_engine: RunScriptEngine
) -> tuple[BpmnWorkflow, dict[str, list[str]]]:
    """The inverse of `pack`. StateUnreadable if the bytes are damaged or belong to other diagrams."""
    if not state or state[0] != FORMAT:
        raise StateUnreadable(f"流程状态的格式 {state[0] if state else '（空）'} 无法识别")
    try:
        document = orjson.loads(zstandard.decompress(state[1:]))
        return _workflow_from(document, specification, script_engine), document["trail"]
    except (zstandard.ZstdError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise StateUnreadable(f"流程状态与流程图不符或已损坏：{error!r}") from error


def _rows_of(workflow: Any) -> dict[str, Any]:
    order = {task_id: index for index, task_id in enumerate(workflow.tasks)}
    root_time = workflow.task_tree.last_state_change
    return {
        "at": root_time,
        "tasks": [_row(workflow, task, order, root_time) for task in workflow.tasks.values()],
        "data": workflow.data or 0,
        "last": order[workflow.last_task.id] if workflow.last_task else -1,
        "success": workflow.success,
        "completed": workflow.completed,
        "correlations": workflow.correlations or 0,
    }


def _row(workflow: Any, task: Task, order: dict[UUID, int], root_time: float) -> list[Any]:
    parent = workflow.tasks.get(task._parent)
    changed, dropped = _difference(parent.data, task.data) if parent is not None else (task.data, [])
    return [
        task.id.hex,
        order[task._parent] if parent is not None else -1,
        task._state,
        task.task_spec.name,
        round((task.last_state_change - root_time) * MICROSECONDS),
        int(task.triggered),
        [order[child] for child in task._children],
        task.internal_data or 0,
        changed or 0,
        dropped or 0,
    ]


def _difference(parent: dict[str, Any], own: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    if parent == own:  # most tasks know what the one before them knew
        return {}, []
    changed = {name: value for name, value in own.items() if name not in parent or parent[name] != value}
    return changed, [name for name in parent if name not in own]


def _workflow_from(
    document: dict[str, Any], specification: Specification, script_engine: RunScriptEngine
) -> BpmnWorkflow:
    workflow = CaseWorkflow(
        specification.spec, specification.subprocess_specs, script_engine=script_engine, deserializing=True
    )
    _fill(workflow, document["run"], workflow)
    for key, rows in document["called"]:  # in the order of their making: callers before called
        parent_id = UUID(key)
        caller = workflow.get_task_from_id(parent_id)
        spec = specification.subprocess_specs[caller.task_spec.spec]
        called = CalledActivity(spec, parent_id, workflow, deserializing=True)
        workflow.subprocesses[parent_id] = called
        _fill(called, rows, workflow)
        called.completed_event.connect(caller.task_spec._on_subworkflow_completed, caller)
    return workflow


def _fill(workflow: Any, rows: dict[str, Any], top: BpmnWorkflow) -> None:
    made = [_bare_task(workflow, row, rows["at"]) for row in rows["tasks"]]
    for task, row in zip(made, rows["tasks"], strict=True):
        _, parent, _, _, _, _, children, internal_data, changed, dropped = row
        task._parent = made[parent].id if parent >= 0 else None
        task._children = [made[index].id for index in children]
        task.internal_data = internal_data or {}
        task.data = _data_of(made[parent].data if parent >= 0 else {}, changed or {}, dropped or ())
        if task._state == TaskState.WAITING and isinstance(task.task_spec, CatchingEvent):
            top.event_manager.add_task(task)
    workflow.task_tree = made[0]
    workflow.last_task = made[rows["last"]] if rows["last"] >= 0 else None
    workflow.success, workflow.completed = rows["success"], rows["completed"]
    workflow.data, workflow.correlations = rows["data"] or {}, rows["correlations"] or {}


def _bare_task(workflow: Any, row: list[Any], root_time: float) -> Task:
    task = Task.__new__(Task)  # the constructor would predict and notify
    task.id, task.workflow, task._state = UUID(int=int(row[0], 16)), workflow, row[2]
    task.task_spec = workflow.spec.task_specs[row[3]]
    task.last_state_change = root_time + row[4] / MICROSECONDS
    task.triggered, task.thread_id = bool(row[5]), 0
    workflow.tasks[task.id] = task
    return task


def _data_of(parent: dict[str, Any], changed: dict[str, Any], dropped: Iterable[str]) -> dict[str, Any]:
    data = {**parent, **changed}
    for name in dropped:
        data.pop(name, None)
    return data
