"""The lesser yardstick: engine, one row, one commit. No lock of its own, no items, keys, timers, wishes or events.

Nobody could run an office on it; it says what a completion cannot cost less than.
"""

from typing import Any

import sqlalchemy as sa
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from app.engine.diagrams import DiagramSet
from tests.bench.baseline_engine import BaselineEngine, runs
from tests.bench.baseline_state import dump, load


class BareEngine:
    """`complete` is what is measured; the parsed diagrams are those of the greater yardstick."""

    def __init__(self, engine: sa.Engine, diagrams: DiagramSet) -> None:
        self._host, self._engine = BaselineEngine(engine, diagrams), engine

    def start(self, facts: dict[str, Any]) -> int:
        """A new run on its first user task; its id."""
        workflow = BpmnWorkflow(self._host.spec, self._host.called, script_engine=self._host.script_engine)
        workflow.get_next_task(spec_name="Start").data.update(facts)
        workflow.do_engine_steps()
        with self._writing() as connection:
            row = {"version": 0, "done": False, "state": self._host.packer.compress(dump(workflow))}
            run_id: int = connection.execute(sa.insert(runs).values(row)).inserted_primary_key[0]
        return run_id

    def complete(self, run_id: int, node: str, facts: dict[str, Any]) -> None:
        """The measured act: read the row, move on, write the row, commit. Raises LookupError for a task not ready."""
        with self._writing() as connection:
            workflow = self._load(connection, run_id)
            task = next((one for one in _ready(workflow) if one.task_spec.name == node), None)
            if task is None:
                raise LookupError(node)
            task.data.update(facts)
            task.run()
            workflow.do_engine_steps()
            self._save(connection, run_id, workflow)

    def serve(self, run_id: int) -> None:
        """Finish the service tasks that wait, as somebody else would between two clicks; not measured."""
        with self._writing() as connection:
            workflow = self._load(connection, run_id)
            while waiting := _served(workflow):
                for task in waiting:
                    task.data[task.task_spec.result_variable] = {"letter_id": 1}
                    task.internal_data.clear()
                    task.complete()
                workflow.do_engine_steps()
            self._save(connection, run_id, workflow)

    def _writing(self) -> Any:
        return self._engine.execution_options(writing=True).begin()

    def _load(self, connection: sa.Connection, run_id: int) -> BpmnWorkflow:
        state = connection.scalar(sa.select(runs.c.state).where(runs.c.id == run_id))
        host = self._host
        return load(host.unpacker.decompress(state), host.spec, host.called, host.script_engine)

    def _save(self, connection: sa.Connection, run_id: int, workflow: BpmnWorkflow) -> None:
        values = {"state": self._host.packer.compress(dump(workflow)), "done": workflow.completed}
        connection.execute(
            sa.update(runs).where(runs.c.id == run_id).values(**values, version=runs.c.version + 1)
        )


def _served(workflow: BpmnWorkflow) -> list[Any]:
    """Service tasks that left their note; what calls another diagram waits as well, but for that one."""
    return [task for task in workflow.get_tasks(state=TaskState.STARTED) if "wish" in task.internal_data]


def _ready(workflow: BpmnWorkflow) -> list[Any]:
    return list(workflow.get_tasks(state=TaskState.READY, manual=True))
