"""What the engine does by itself, found in the flat lists of tasks.

The library walks the whole tree to find what is ready, after every step, and mostly finds nothing. Every task of a
tree stands in its workflow's list as well, so one look through the lists says whether there is anything; the tree is
walked only for the order of several.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.util.task import TaskState

READY, WAITING = TaskState.READY, TaskState.WAITING
UNFINISHED = WAITING | READY | TaskState.STARTED


class LooksInTheList:
    """The library looks at what waits after every step: here in the list of tasks, not in their tree."""

    def update_waiting_tasks(self: Any) -> None:
        if not _are_only_events(waiting_tasks(self)):
            super().update_waiting_tasks()  # type: ignore[misc]


class CalledActivity(LooksInTheList, BpmnSubWorkflow):
    """A called activity of a `CaseWorkflow`."""


class CaseWorkflow(LooksInTheList, BpmnWorkflow):
    """The library's workflow of a case."""

    def create_subprocess(self, my_task: Any, spec_name: str) -> CalledActivity:
        called = CalledActivity(self.subprocess_specs[spec_name], my_task.id, self)
        self.subprocesses[my_task.id] = called
        return called


def waiting_tasks(workflow: Any) -> list[Any]:
    """The waiting tasks of this workflow alone, in the order of their making."""
    return [task for task in workflow.tasks.values() if task._state == WAITING]


def _are_only_events(waiting: list[Any]) -> bool:
    """Whether nothing but events waits, each of which has then been asked whether it has happened.

    An event asks no other, so they need no order; a join does, and is left to the tree.
    """
    if not all(isinstance(task.task_spec, CatchingEvent) for task in waiting):
        return False
    for task in waiting:
        task.task_spec._update(task)
    return True


def do_automatic(workflow: BpmnWorkflow, after: Callable[[Any], None]) -> None:
    """Run what is ready and waits for nobody until nothing is left: `BpmnWorkflow.do_engine_steps`, in its order.

    `after` is told of each task that was run.
    """
    while _one_round(workflow, after):
        pass
    workflow.refresh_timers()


def ready_tasks(workflow: Any, *, manual: bool) -> list[Any]:
    """The ready tasks of a workflow and of all that it calls, in the order of the task tree."""
    found = [task for task in _in_state(workflow, READY) if task.task_spec.manual == manual]
    return found if len(found) < 2 else list(workflow.get_tasks(state=READY, manual=manual))


def unfinished_tasks(workflow: Any) -> list[Any]:
    """What is ready, under way or waiting in a workflow and in all that it calls, in the order of its making."""
    return _in_state(workflow, UNFINISHED)


def _in_state(workflow: Any, states: int) -> list[Any]:
    return [
        task
        for one in (workflow, *_called_by(workflow))
        for task in one.tasks.values()
        if task._state & states
    ]


def _one_round(workflow: BpmnWorkflow, after: Callable[[Any], None]) -> bool:
    """The innermost called activities first, each until it rests, then the process itself. Whether to go on."""
    active = workflow.get_active_subprocesses()
    for called in sorted(active, key=lambda one: one.depth, reverse=True):
        while _run_ready(called, after):
            pass
        caller = workflow.get_task_from_id(called.parent_task_id)
        caller.task_spec._update(caller)
    return _run_ready(workflow, after) or len(workflow.get_active_subprocesses()) > len(active)


def _run_ready(workflow: Any, after: Callable[[Any], None]) -> bool:
    """Whether there was anything to run."""
    tasks = ready_tasks(workflow, manual=False)
    for task in tasks:
        task.run()
        after(task)
    return bool(tasks)


def _called_by(workflow: Any) -> Iterator[Any]:
    top = workflow.top_workflow
    for called in top.subprocesses.values():
        if workflow is top or _is_within(called, workflow):
            yield called


def _is_within(called: Any, workflow: Any) -> bool:
    outer = called.parent_workflow
    while outer is not None and outer is not workflow:
        outer = outer.parent_workflow
    return outer is not None
