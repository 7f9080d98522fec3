"""Moving a case through its diagrams. Knows no database and no clock; the caller owns the transaction.

    run = start(diagrams, {"case_id": 7}, perform)
    run.complete(run.ready()[0].id, {"screening": "accept"})
    state = run.dump()
    run = restore(diagrams, state, perform)

A Run belongs to one command and one thread. If any step raises, whatever it raises, the workflow stands
half way between two states: roll back, throw the Run away, restore a fresh one. Using it again raises
RunSpent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.util import BpmnEvent
from SpiffWorkflow.exceptions import SpiffWorkflowException
from SpiffWorkflow.util.task import TaskState

from app.engine import state
from app.engine.adaptation import DeadlineTimer, Perform, RunScriptEngine
from app.engine.automatic import CaseWorkflow, do_automatic, ready_tasks, unfinished_tasks
from app.engine.diagrams import DiagramSet
from app.engine.errors import NoSuchMessage, NoSuchTask, RunSpent, StepFailed, TooDeep
from app.engine.facts import flat_facts
from app.engine.open_work import ReadyTask, WaitingTimer, node_of, ready_task, waiting_timer
from app.engine.process_model import PERSONAL, ProcessModel
from app.engine.specifications import Specification, specification_of
from app.engine.trail import Trail, TrailRecorder

FORMAT = state.FORMAT  # of the bytes that `dump` gives; stored beside them
DEEPEST = 300  # levels of the task tree; the library stalls silently at 1000
MOST_STEPS = 2000  # engine tasks within one command


def start(diagrams: DiagramSet, facts: Mapping[str, Any], perform: Perform) -> Run:
    """A new run, moved on until people or events are waited for. Errors: as `Run.complete`, DiagramError."""
    known = specification_of(diagrams)
    workflow = CaseWorkflow(known.spec, known.subprocess_specs, script_engine=RunScriptEngine(perform))
    run = Run(known, workflow, TrailRecorder(known))
    run._begin(flat_facts(facts))
    return run


def restore(diagrams: DiagramSet, stored: bytes, perform: Perform) -> Run:
    """The run whose `dump` was stored. StateUnreadable if the bytes do not fit these diagrams."""
    specification = specification_of(diagrams)
    workflow, trail = state.unpack(stored, specification, RunScriptEngine(perform))
    return Run(specification, workflow, TrailRecorder(specification, trail))


class Run:
    """One case on its way. Made by `start` and `restore` only."""

    def __init__(self, specification: Specification, workflow: BpmnWorkflow, trail: TrailRecorder) -> None:
        self._specification = specification
        self._workflow = workflow
        self._trail = trail
        self._spent = False
        self._steps = 0

    # What is open ------------------------------------------------------------------------------------

    @property
    def completed(self) -> bool:
        """True after an end, ordinary or terminating."""
        self._check_usable()
        return bool(self._workflow.completed)

    def ready(self) -> list[ReadyTask]:
        """The tasks that wait for people, in the order of the task tree."""
        self._check_usable()
        return [ready_task(self._model_of(task), task) for task in self._open_tasks()]

    def timers(self) -> list[WaitingTimer]:
        """The deadlines that could be fired now."""
        self._check_usable()
        return [
            waiting_timer(self._model_of(task), task)
            for task in self._waiting_events()
            if isinstance(task.task_spec.event_definition, DeadlineTimer)
        ]

    def messages(self) -> list[str]:
        """The names of the messages that could be thrown now."""
        self._check_usable()
        names = [
            task.task_spec.event_definition.name
            for task in self._waiting_events()
            if not isinstance(task.task_spec.event_definition, DeadlineTimer)
        ]
        return list(dict.fromkeys(names))

    def trail(self) -> Trail:
        """What to colour in the drawing."""
        self._check_usable()
        active: list[str] = []
        waiting: list[str] = []
        if not self._workflow.completed:
            for task in unfinished_tasks(self._workflow):
                node = node_of(self._model_of(task), task)
                if node is not None:
                    is_turn = node.kind in PERSONAL or node.kind == "callActivity"
                    (active if is_turn else waiting).append(node.id)
        return Trail(
            done=list(self._trail.done),
            active=list(dict.fromkeys(active)),
            taken=list(self._trail.taken),
            waiting=list(dict.fromkeys(waiting)),
        )

    def dump(self) -> bytes:
        """The state to store, with its format number in front."""
        self._check_usable()
        return state.pack(self._workflow, self._trail.stored())

    # Moving on ---------------------------------------------------------------------------------------

    def complete(self, task_id: str, facts: Mapping[str, Any]) -> None:
        """Finish a ready task with facts (see `flat_facts`) and move on.

        NoSuchTask if it is not open, TooDeep, StepFailed, and whatever an operation raises, unchanged.
        """
        self._check_usable()
        task = next((task for task in self._open_tasks() if str(task.id) == task_id), None)
        if task is None:
            raise NoSuchTask("该环节已由他人办理或已不在办理中")
        with self._step():
            task.data.update(flat_facts(facts))
            task.run()
            self._after_engine_task(task)

    def throw(self, message: str) -> None:
        """Deliver a message to every place that waits for it. NoSuchMessage if none does."""
        self._check_usable()
        # The waiting definition itself is sent: one made by hand is of another class and "not waited for".
        definition = next(
            (
                task.task_spec.event_definition
                for task in self._waiting_events()
                if task.task_spec.event_definition.name == message
                and not isinstance(task.task_spec.event_definition, DeadlineTimer)
            ),
            None,
        )
        if definition is None:
            raise NoSuchMessage("办件当前不接收该消息")
        with self._step():
            self._workflow.send_event(BpmnEvent(definition, payload={}))

    def tell(self, facts: Mapping[str, Any]) -> None:
        """Facts that changed beside the tasks: known to every step from here on, moving nothing by themselves."""
        self._check_usable()
        if self._workflow.completed:
            return
        told = flat_facts(facts)
        for task in unfinished_tasks(self._workflow):
            task.data.update(told)

    def fire(self, task_id: str) -> None:
        """Let a deadline pass, as `timers` names it. NoSuchTask if it does not wait (any more)."""
        self._check_usable()
        waiting = [task for task in self._waiting_events() if str(task.id) == task_id]
        if not waiting or not isinstance(waiting[0].task_spec.event_definition, DeadlineTimer):
            raise NoSuchTask("该期限已不在等待中")
        with self._step():
            task = waiting[0]
            task.task_spec.event_definition.catch(task)
            task.task_spec._update(task)

    def cut(self) -> None:
        """End the run where it stands: nothing of it waits any more, and nothing further is done."""
        self._check_usable()
        with self._step():
            self._workflow.cancel()

    # Within ------------------------------------------------------------------------------------------

    def _begin(self, facts: dict[str, Any]) -> None:
        with self._step():
            self._workflow.get_next_task(spec_name="Start").data.update(facts)

    @contextmanager
    def _step(self) -> Iterator[None]:
        """One change, then everything the engine can do by itself. Spent unless it ends well."""
        self._spent = True
        self._steps = 0
        try:
            yield
            do_automatic(self._workflow, self._after_engine_task)
        except SpiffWorkflowException as error:
            raise StepFailed(_failure(error)) from error
        self._prune()
        self._check_depth()
        self._spent = False

    def _after_engine_task(self, task: Any) -> None:
        self._trail.record(task)
        self._steps += 1
        if self._steps > MOST_STEPS or (self._steps % 50 == 0 and task.depth > DEEPEST):
            raise TooDeep(f"流程在「{task.task_spec.bpmn_name or task.task_spec.name}」附近循环不止")

    def _prune(self) -> None:
        """Drop the inner tasks of finished call activities; the trail and the case's own tables remember."""
        finished = [
            key
            for key in self._workflow.subprocesses
            if self._workflow.get_task_from_id(key).has_state(TaskState.FINISHED_MASK)
        ]
        for key in finished:
            del self._workflow.subprocesses[key]

    def _check_depth(self) -> None:
        trees = (self._workflow, *self._workflow.subprocesses.values())
        for workflow in (tree for tree in trees if len(tree.tasks) > DEEPEST):  # else it cannot be deeper
            depths: dict[UUID, int] = {}
            for task in workflow.tasks.values():  # parents come before children
                depths[task.id] = depths.get(task._parent, -1) + 1
            if max(depths.values()) > DEEPEST:
                raise TooDeep("办件往返次数过多，流程图无法继续推进，请联系管理员")

    def _check_usable(self) -> None:
        if self._spent:
            raise RunSpent("上一步未能完成，须重新读取办件后再试")

    def _open_tasks(self) -> list[Any]:
        return [] if self._workflow.completed else ready_tasks(self._workflow, manual=True)

    def _waiting_events(self) -> list[Any]:
        if self._workflow.completed:
            return []
        events = self._workflow.event_manager.tasks.values()
        return [task for task in events if task.has_state(TaskState.WAITING)]

    def _model_of(self, task: Any) -> ProcessModel:
        return self._specification.models[task.workflow.spec.name]


def _failure(error: SpiffWorkflowException) -> str:
    """Where in the diagram a step failed, and the reason behind the library's wrapping."""
    task_spec = getattr(error, "task_spec", None)
    place = getattr(task_spec, "bpmn_name", None) or getattr(task_spec, "name", "")
    return f"流程在「{place}」处推进失败：{error.__context__ or error}"
