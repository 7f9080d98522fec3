"""The yardstick: the least that a safe host of SpiffWorkflow must do for one completed user task.

One transaction: lock the instance, know a repeated key, look at the item again, load the state, move the engine on,
bring work items, timers and wishes for service tasks up to date by difference, write event and state, commit. No
users, rights, forms, clocks, letters or audit chain: what the application costs beyond this is what it does.
Our diagrams, SQLAlchemy Core, the same pragmas (app.database sets them for every SQLite engine of a process).
"""

import uuid
from datetime import UTC, datetime
from functools import lru_cache
from types import CodeType
from typing import Any

import sqlalchemy as sa
import zstandard
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine, TaskDataEnvironment
from SpiffWorkflow.bpmn.specs.event_definitions.timer import DurationTimerEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.spiff.parser.process import SpiffBpmnParser
from SpiffWorkflow.spiff.specs.mixins.service_task import ServiceTask
from SpiffWorkflow.util.task import TaskState

from app.engine.diagrams import DiagramSet
from tests.bench.baseline_state import dump, load

metadata = sa.MetaData()
KEY = sa.String(80)
runs = sa.Table(
    "b_run", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("version", sa.Integer),
    sa.Column("done", sa.Boolean), sa.Column("state", sa.LargeBinary),
)  # fmt: skip
items = sa.Table(
    "b_item", metadata, sa.Column("id", KEY, primary_key=True),
    sa.Column("run_id", sa.ForeignKey("b_run.id"), index=True), sa.Column("node", KEY),
    sa.Column("title", sa.String(200)), sa.Column("lane", KEY, index=True),
    sa.Column("assignee", KEY, index=True), sa.Column("status", sa.String(12), index=True),
    sa.Column("due", sa.DateTime, index=True), sa.Column("created", sa.DateTime), sa.Column("done_by", KEY),
    sa.Column("done_at", sa.DateTime),
)  # fmt: skip
timers = sa.Table(
    "b_timer", metadata, sa.Column("task_id", KEY, primary_key=True), sa.Column("run_id", sa.Integer, index=True),
    sa.Column("node", KEY), sa.Column("deadline", KEY), sa.Column("fired_at", sa.DateTime),
)  # fmt: skip
wishes = sa.Table(
    "b_wish", metadata, sa.Column("key", KEY, primary_key=True), sa.Column("run_id", sa.Integer, index=True),
    sa.Column("operation", KEY), sa.Column("payload", sa.JSON), sa.Column("status", sa.String(12), index=True),
)  # fmt: skip
commands = sa.Table(
    "b_command", metadata, sa.Column("key", KEY, primary_key=True), sa.Column("at", sa.DateTime)
)
events = sa.Table(
    "b_event", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("run_id", sa.Integer, index=True),
    sa.Column("at", sa.DateTime), sa.Column("node", KEY), sa.Column("actor", KEY), sa.Column("detail", sa.JSON),
)  # fmt: skip


class Named(DurationTimerEventDefinition):
    """A timer that only remembers the name of its deadline."""

    def has_fired(self, my_task: Any) -> bool:
        if my_task._get_internal_data("event_value") is None:
            name = my_task.workflow.script_engine.evaluate(my_task, self.expression)
            my_task._set_internal_data(event_value=name)
        return my_task._get_internal_data("event_fired", False)


class CompiledOnce(TaskDataEnvironment):
    """Conditions are compiled once and see no builtins."""

    def evaluate(self, expression: str, context: dict, external_context: dict | None = None) -> Any:
        names = {**context, **(external_context or {}), "__builtins__": {}}
        return eval(_compiled(expression), names)


@lru_cache(maxsize=1000)
def _compiled(expression: str) -> CodeType:
    return compile(expression.strip(), "<diagram>", "eval")


def _wish(self: ServiceTask, task: Any) -> None:
    """Leave a note instead of acting; None makes the branch wait."""
    task.internal_data["wish"] = self.operation_name


def prepared(diagrams: DiagramSet) -> tuple[Any, dict[str, Any]]:
    """The parsed diagrams with timers and service tasks bent to our use."""
    parser = SpiffBpmnParser()
    for name in sorted(diagrams.files):
        (parser.add_dmn_xml if name.endswith(".dmn") else parser.add_bpmn_xml)(diagrams.root(name), name)
    spec, called = parser.get_spec(diagrams.process_id), parser.get_subprocess_specs(diagrams.process_id)
    for each in (spec, *called.values()):
        for task_spec in each.task_specs.values():
            definition = getattr(task_spec, "event_definition", None)
            if isinstance(task_spec, CatchingEvent) and isinstance(definition, DurationTimerEventDefinition):
                definition.__class__ = Named
            if isinstance(task_spec, ServiceTask):
                task_spec._execute = _wish.__get__(task_spec)
    return spec, called


class BaselineEngine:
    """`start`, `complete`, and `serve` for what a worker would do between two clicks."""

    def __init__(self, engine: sa.Engine, diagrams: DiagramSet) -> None:
        self.engine = engine
        self.spec, self.called = prepared(diagrams)
        self.script_engine = PythonScriptEngine(CompiledOnce())
        self.packer, self.unpacker = zstandard.ZstdCompressor(level=3), zstandard.ZstdDecompressor()
        metadata.create_all(self.engine)

    def _writing(self) -> Any:
        return self.engine.execution_options(writing=True).begin()

    def start(self, facts: dict[str, Any]) -> int:
        """A new run on its first user task; its id."""
        workflow = BpmnWorkflow(self.spec, self.called, script_engine=self.script_engine)
        workflow.get_next_task(spec_name="Start").data.update(facts)
        workflow.do_engine_steps()
        with self._writing() as connection:
            values = {"version": 0, "done": False, "state": b""}
            run_id: int = connection.execute(sa.insert(runs).values(values)).inserted_primary_key[0]
            self._save(connection, run_id, workflow, 0)
        return run_id

    def complete(self, item_id: str, actor: str, facts: dict[str, Any], key: str) -> bool:
        """The measured act. False for a repeated key. Raises LookupError when the item is no longer open."""
        with self._writing() as connection:
            item = connection.execute(sa.select(items).where(items.c.id == item_id)).one()
            run, workflow = self._load(connection, item.run_id)
            if connection.execute(sa.select(commands.c.key).where(commands.c.key == key)).first():
                return False
            if connection.scalar(sa.select(items.c.status).where(items.c.id == item_id)) != "open":
                raise LookupError(item_id)
            task = workflow.get_task_from_id(uuid.UUID(item_id))
            task.data.update(facts)
            task.run()
            workflow.do_engine_steps()
            now = datetime.now(UTC)
            done = {"status": "done", "done_by": actor, "done_at": now}
            connection.execute(sa.update(items).where(items.c.id == item_id).values(done))
            connection.execute(sa.insert(commands).values(key=key, at=now))
            event = {"run_id": run.id, "at": now, "node": item.node, "actor": actor, "detail": facts}
            connection.execute(sa.insert(events).values(event))
            self._save(connection, run.id, workflow, run.version)
        return True

    def serve(self, run_id: int) -> None:
        """Finish waiting service tasks, until none waits."""
        while True:
            with self._writing() as connection:
                mine = (wishes.c.run_id == run_id, wishes.c.status == "new")
                wish = connection.execute(sa.select(wishes).where(*mine).limit(1)).first()
                if wish is None:
                    return
                run, workflow = self._load(connection, run_id)
                connection.execute(sa.update(wishes).where(wishes.c.key == wish.key).values(status="done"))
                task = workflow.get_task_from_id(uuid.UUID(wish.key))
                task.data[task.task_spec.result_variable] = {"letter_id": 1}
                task.internal_data.clear()
                task.complete()
                workflow.do_engine_steps()
                self._save(connection, run_id, workflow, run.version)

    def open_items(self, run_id: int) -> list[Any]:
        """The open items of a run: id and node."""
        with self.engine.connect() as connection:
            query = sa.select(items.c.id, items.c.node).where(
                items.c.run_id == run_id, items.c.status == "open"
            )
            return list(connection.execute(query))

    def _load(self, connection: sa.Connection, run_id: int) -> tuple[Any, BpmnWorkflow]:
        query = sa.select(runs).where(runs.c.id == run_id)
        run = connection.execute(query.with_for_update()).one()
        state = self.unpacker.decompress(run.state)
        return run, load(state, self.spec, self.called, self.script_engine)

    def _save(self, connection: sa.Connection, run_id: int, workflow: BpmnWorkflow, version: int) -> None:
        for key in [
            k for k in workflow.subprocesses if workflow.get_task_from_id(k).state == TaskState.COMPLETED
        ]:
            del workflow.subprocesses[key]
        self._project_items(connection, run_id, workflow)
        self._project_timers(connection, run_id, workflow)
        self._project_wishes(connection, run_id, workflow)
        state = self.packer.compress(dump(workflow))
        values = {"state": state, "done": workflow.completed, "version": version + 1}
        saved = connection.execute(
            sa.update(runs).where(runs.c.id == run_id, runs.c.version == version).values(values)
        )
        if saved.rowcount != 1:
            raise LookupError(run_id)

    def _project_items(self, connection: sa.Connection, run_id: int, workflow: BpmnWorkflow) -> None:
        query = sa.select(items.c.id).where(items.c.run_id == run_id, items.c.status == "open")
        known = set(connection.scalars(query))
        ready = {} if workflow.completed else {
            str(task.id): task.task_spec for task in workflow.get_tasks(state=TaskState.READY, manual=True)
        }  # fmt: skip
        now = datetime.now(UTC)
        fresh = [
            {"id": key, "run_id": run_id, "node": spec.name, "title": spec.bpmn_name, "lane": spec.lane,
             "status": "open", "created": now}
            for key, spec in ready.items() if key not in known
        ]  # fmt: skip
        if fresh:
            connection.execute(sa.insert(items), fresh)
        if gone := known - ready.keys():
            connection.execute(
                sa.update(items).where(items.c.id.in_(gone)).values(status="cancelled", done_at=now)
            )

    def _project_timers(self, connection: sa.Connection, run_id: int, workflow: BpmnWorkflow) -> None:
        query = sa.select(timers.c.task_id).where(timers.c.run_id == run_id, timers.c.fired_at.is_(None))
        armed = set(connection.scalars(query))
        waiting = {} if workflow.completed else {
            str(task.id): task for task in workflow.event_manager.tasks.values()
            if task.state == TaskState.WAITING and isinstance(task.task_spec.event_definition, Named)
        }  # fmt: skip
        for key in waiting.keys() - armed:
            task = waiting[key]
            values = {"task_id": key, "run_id": run_id, "node": task.task_spec.name}
            name = task.internal_data["event_value"]
            connection.execute(sa.insert(timers).values(**values, deadline=name))
        if gone := armed - waiting.keys():
            connection.execute(sa.delete(timers).where(timers.c.task_id.in_(gone)))

    def _project_wishes(self, connection: sa.Connection, run_id: int, workflow: BpmnWorkflow) -> None:
        for task in workflow.get_tasks(state=TaskState.STARTED):
            operation = task.internal_data.pop("wish", None)
            if operation is not None:
                values = {"key": str(task.id), "run_id": run_id, "operation": operation, "payload": {}}
                connection.execute(sa.insert(wishes).values(**values, status="new"))
