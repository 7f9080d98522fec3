"""The engine's run of a case, loaded under the case lock, and its projection into tables by difference."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, insert, select, update

from app.casework.acts import rows
from app.casework.acts.act import Act
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.platform import platform
from app.casework.contract.process import Process
from app.casework.models import CaseRun, CaseTimer, DiagramVersion, WorkItem
from app.casework.models.work import OPEN_ITEM, WorkItemStatus
from app.casework.run.new_items import new_item
from app.casework.run.operating import carry_out
from app.casework.work import telling
from app.database import columns_of, connected, db
from app.engine import runner
from app.engine.diagrams import DiagramSet
from app.engine.kept import Kept
from app.engine.runner import Run
from app.engine.state import FORMAT

_runs = CaseRun.__table__
_begin = insert(_runs)
_continue = (
    update(_runs)
    .where(_runs.c.case_id == bindparam("of_case"))
    .values(
        state=bindparam("state"), format=bindparam("format"), trail=bindparam("trail"),
        is_completed=bindparam("is_completed"), version=_runs.c.version + 1,
        state_before=bindparam("state_before"), item_before=bindparam("item_before"),
    )
)  # fmt: skip
_items = WorkItem.__table__.c
_beside = (
    select(_items.id)
    .where(_items.case_id == bindparam("of_case"), _items.status == OPEN_ITEM, _items.beside.is_not(None))
    .limit(1)
)

_versions = DiagramVersion.__table__.c
_newest_diagram = (
    select(_versions.hash)
    .where(_versions.process == bindparam("process"), _versions.sequence > 0)
    .order_by(_versions.sequence.desc())
    .limit(1)
)


def diagram_set(version: DiagramVersion) -> DiagramSet:
    """The files of a version in the engine's form."""
    return DiagramSet(version.process_id, {name: text.encode() for name, text in version.files.items()})


_diagrams: Kept[str, DiagramSet] = Kept()


def diagrams_of(version_hash: str) -> DiagramSet:
    """The files of the version that a run is pinned to. A version never changes, so it is read once a process."""
    return _diagrams.get(version_hash, lambda: diagram_set(db.session.get_one(DiagramVersion, version_hash)))


def newest_diagrams(process: str) -> DiagramSet:
    """The files of the version that new cases of a process are run on."""
    return diagrams_of(columns_of(_newest_diagram, {"process": process}).scalar_one())


class Workflow:
    """What a use case may do with the engine. After an exception the whole act is thrown away, and this with it."""

    def __init__(self, act: Act) -> None:
        self.act = act
        self.run: Run | None = None
        self._done: set[str] = set()
        self._started_on: str | None = None  # the version, where this act began the run
        self._named: dict[tuple[str, int], int] = {}
        self._arriving = ""
        self._left: str | None = None  # the task that this act has completed, if it may be taken back
        self._operated = False
        self._is_taken_back = False

    @property
    def _process(self) -> Process:
        return platform().process(self.act.the_case.process)

    def start(self, facts: dict[str, Any]) -> None:
        """Begin the case's run on the newest version of its diagrams."""
        newest = columns_of(_newest_diagram, {"process": self.act.the_case.process}).scalar_one()
        self.run = runner.start(
            diagrams_of(newest), {"case_id": self.act.the_case.id, **facts}, self._perform
        )
        self._started_on = newest

    def complete(self, item: WorkItem, facts: dict[str, Any], *, may_return: bool = False) -> None:
        """Complete the user task of this work item. `may_return`: it may be taken back while nothing else is done."""
        self._done.add(item.id)
        self._left = item.id if may_return and self.run is None else None
        self._loaded().complete(item.id, facts)

    def take_back(self, item_id: str, state: bytes) -> None:
        """The run as it was before this task was completed: `state` is what was kept then."""
        found = self.act.found
        if found is None or found.diagram_hash is None:
            raise LookupError("this case has no run")
        self.run = runner.restore(diagrams_of(found.diagram_hash), state, self._perform)
        self._done.add(item_id)
        self._is_taken_back = True

    def throw(self, message: str) -> None:
        """Throw a message. Raises CannotHappenNow when the diagram does not wait for it."""
        if message not in self._loaded().messages():
            raise CannotHappenNow()
        self._loaded().throw(message)

    def hand_to(self, role: str, unit_id: int, person_id: int) -> None:
        """What this act opens for the role at the unit is this person's."""
        self._named[role, unit_id] = person_id

    def announce(self, what: str) -> None:
        """Whoever gets what this act opens hears of it by mail: `what` says in a few words what has come."""
        self._arriving = what

    def tell(self, facts: dict[str, Any]) -> None:
        """Facts that were put right beside the tasks (更正): the diagram's next decisions know them."""
        self._loaded().tell(facts)

    def cut(self) -> None:
        """End the run where it stands; its open tasks and timers end with it."""
        self._loaded().cut()

    def waits_for(self, message: str) -> bool:
        return message in self._loaded().messages()

    def waits_in(self, form: str) -> bool:
        """Whether somebody is to answer this form now."""
        return any(task.form == form for task in self._loaded().ready())

    def fire(self, task_id: str) -> None:
        """Fire a due timer."""
        self._loaded().fire(task_id)

    def _loaded(self) -> Run:
        if self.run is None:
            found = self.act.found
            if found is None or found.diagram_hash is None:
                raise LookupError("this case has no run")
            self.run = runner.restore(diagrams_of(found.diagram_hash), found.state, self._perform)
        return self.run

    def _perform(self, name: str, parameters: dict[str, Any]) -> Any:
        self._operated = True
        return carry_out(self._process.work.operations.get(name), self.act, parameters)

    def project(self) -> None:
        """Write work items, timers and the state. Called once, by the command, after the use case."""
        if self.run is None:
            return
        self._project_items(self.run)
        self._project_timers(self.run)
        self._save(self.run)

    def _save(self, run: Run) -> None:
        trail = run.trail()
        values = {
            "trail": {"done": list(trail.done), "active": list(trail.active), "taken": list(trail.taken)},
            "state": run.dump(), "format": FORMAT, "is_completed": run.completed,
        }  # fmt: skip
        before = self._before()
        case_id = self.act.the_case.id
        if self._started_on is None:
            connected().execute(_continue, {"of_case": case_id, **values, **before})
            return
        new = {"case_id": case_id, "diagram_hash": self._started_on, "version": 1}
        connected().execute(_begin, {**new, **values})

    def _before(self) -> dict[str, Any]:
        """The state that a taking back would restore: none once the system has done anything of its own."""
        is_kept = self._left is not None and not self._operated and not self.act.numbered
        state = self.act.found.state if is_kept and self.act.found is not None else None
        return {"state_before": state, "item_before": self._left if is_kept else None}

    def _project_items(self, run: Run) -> None:
        before = self.act.found.open_ids if self.act.found is not None else frozenset()
        ready = {} if run.completed else {task.id: task for task in run.ready()}
        self._receive(
            [
                new_item(self.act, self._process, task, self._named)
                for task_id, task in ready.items()
                if task_id not in before and task_id not in self._done
            ]
        )
        if gone := before - ready.keys() - self._done:
            left = select(WorkItem).where(WorkItem.id.in_(gone), WorkItem.status == OPEN_ITEM)
            for item in db.session.scalars(left):
                item.status, item.done_at = WorkItemStatus.CANCELLED, self.act.now
            self._cancel_beside(WorkItem.for_item_id.in_(gone))
        if run.completed:
            self._cancel_beside(WorkItem.beside.is_not(None))

    def _cancel_beside(self, which: ColumnElement[bool]) -> None:
        """What was asked beside a task that is gone, or of a case that is done, is not asked any more.

        Mostly nothing was; to ask whether costs less than to change nothing."""
        case_id = self.act.the_case.id
        if columns_of(_beside, {"of_case": case_id}).first() is not None:
            db.session.execute(
                update(WorkItem)
                .where(WorkItem.case_id == case_id, WorkItem.status == OPEN_ITEM, which)
                .values(status=WorkItemStatus.CANCELLED, done_at=self.act.now)
            )

    def _receive(self, items: Sequence[WorkItem]) -> None:
        rows.write_new(items)
        for item in items if self._arriving else ():
            telling.tell_hands(self.act, db.session.get_one(WorkItem, item.id), self._arriving)

    def _project_timers(self, run: Run) -> None:
        case_id = self.act.the_case.id
        armed = self.act.found.timer_ids if self.act.found is not None else frozenset()
        waiting = {} if run.completed else {timer.task_id: timer for timer in run.timers()}
        for task_id, timer in waiting.items():
            if task_id not in armed and not self._rearm(task_id):
                db.session.add(
                    CaseTimer(
                        task_id=task_id, case_id=case_id, node=timer.node, title=timer.title,
                        deadline=timer.deadline, armed_at=self.act.now,
                    )
                )  # fmt: skip
        if self._is_taken_back:
            db.session.execute(delete(CaseTimer).where(CaseTimer.task_id.in_(armed - waiting.keys())))
        elif gone := armed - waiting.keys():
            db.session.execute(
                update(CaseTimer).where(CaseTimer.task_id.in_(gone)).values(fired_at=self.act.now)
            )  # cancelled with its task: closed, kept as history

    def _rearm(self, task_id: str) -> bool:
        """A timer of a task that was taken back waits again."""
        timer = db.session.get(CaseTimer, task_id) if self._is_taken_back else None
        if timer is not None:
            timer.fired_at = None
        return timer is not None


def workflow_of(act: Act) -> Workflow:
    """The engine's run of the act's case, loaded when first needed, written once by the command."""
    if not isinstance(act.run, Workflow):
        act.run = Workflow(act)
    return act.run
