"""The engine's run of a case, loaded under the case lock, and its projection into tables by difference."""

from typing import Any

from sqlalchemy import select, update

from app.casework.acts.act import Act
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.platform import platform
from app.casework.contract.process import Process
from app.casework.models import CaseRun, CaseTimer, DiagramVersion, WorkItem
from app.casework.models.work import WorkItemStatus
from app.casework.run.new_items import new_item
from app.database import db
from app.engine import runner
from app.engine.diagrams import DiagramSet
from app.engine.kept import Kept
from app.engine.runner import Run
from app.engine.state import FORMAT


def latest_diagram(process: str) -> DiagramVersion:
    """The version that new cases of a process are run on."""
    return db.session.scalars(
        select(DiagramVersion)
        .where(DiagramVersion.process == process, DiagramVersion.sequence > 0)
        .order_by(DiagramVersion.sequence.desc())
        .limit(1)
    ).one()


def diagram_set(version: DiagramVersion) -> DiagramSet:
    """The files of a version in the engine's form."""
    return DiagramSet(version.process_id, {name: text.encode() for name, text in version.files.items()})


_diagrams: Kept[str, DiagramSet] = Kept()


def diagrams_of(version_hash: str) -> DiagramSet:
    """The files of the version that a run is pinned to. A version never changes, so it is read once a process."""
    return _diagrams.get(version_hash, lambda: diagram_set(db.session.get_one(DiagramVersion, version_hash)))


class Workflow:
    """What a use case may do with the engine. After an exception the whole act is thrown away, and this with it."""

    def __init__(self, act: Act) -> None:
        self.act = act
        self.row: CaseRun | None = None
        self.run: Run | None = None

    @property
    def _process(self) -> Process:
        return platform().process(self.act.the_case.process)

    def start(self, facts: dict[str, Any]) -> None:
        """Begin the case's run on the newest version of its diagrams."""
        version = latest_diagram(self.act.the_case.process)
        self.run = runner.start(
            diagram_set(version), {"case_id": self.act.the_case.id, **facts}, self._perform
        )
        self.row = CaseRun(
            case_id=self.act.the_case.id, diagram_hash=version.hash, format=FORMAT, state=b"", version=0
        )
        db.session.add(self.row)

    def complete(self, item: WorkItem, facts: dict[str, Any]) -> None:
        """Complete the user task of this work item."""
        self._loaded().complete(item.id, facts)

    def throw(self, message: str) -> None:
        """Throw a message. Raises CannotHappenNow when the diagram does not wait for it."""
        if message not in self._loaded().messages():
            raise CannotHappenNow()
        self._loaded().throw(message)

    def tell(self, facts: dict[str, Any]) -> None:
        """Facts that were put right beside the tasks (更正): the diagram's next decisions know them."""
        self._loaded().tell(facts)

    def waits_for(self, message: str) -> bool:
        return message in self._loaded().messages()

    def fire(self, task_id: str) -> None:
        """Fire a due timer."""
        self._loaded().fire(task_id)

    def _loaded(self) -> Run:
        if self.run is None:
            self.row = db.session.get_one(CaseRun, self.act.the_case.id, populate_existing=True)
            self.run = runner.restore(diagrams_of(self.row.diagram_hash), self.row.state, self._perform)
        return self.run

    def _perform(self, name: str, parameters: dict[str, Any]) -> Any:
        return self._process.work.operations.get(name).call(self.act, **parameters)

    def project(self) -> None:
        """Write work items, timers and the state. Called once, by the command, after the use case."""
        if self.run is None or self.row is None:
            return
        self._project_items(self.run)
        self._project_timers(self.run)
        trail = self.run.trail()
        self.row.trail = {"done": list(trail.done), "active": list(trail.active), "taken": list(trail.taken)}
        self.row.state, self.row.format = self.run.dump(), FORMAT
        self.row.is_completed = self.run.completed
        self.row.version += 1

    def _project_items(self, run: Run) -> None:
        case = self.act.the_case
        open_items = {
            item.id: item
            for item in db.session.scalars(
                select(WorkItem).where(WorkItem.case_id == case.id, WorkItem.status == WorkItemStatus.OPEN)
            )
        }
        ready = {} if run.completed else {task.id: task for task in run.ready()}
        for task_id, task in ready.items():
            if task_id not in open_items:
                db.session.add(new_item(self.act, self._process, task))
        for task_id, item in open_items.items():
            if task_id not in ready:
                item.status, item.done_at = WorkItemStatus.CANCELLED, self.act.now

    def _project_timers(self, run: Run) -> None:
        case_id = self.act.the_case.id
        armed = set(
            db.session.scalars(
                select(CaseTimer.task_id).where(CaseTimer.case_id == case_id, CaseTimer.fired_at.is_(None))
            )
        )
        waiting = {} if run.completed else {timer.task_id: timer for timer in run.timers()}
        for task_id, timer in waiting.items():
            if task_id not in armed:
                db.session.add(
                    CaseTimer(
                        task_id=task_id, case_id=case_id, node=timer.node, title=timer.title,
                        deadline=timer.deadline, armed_at=self.act.now,
                    )
                )  # fmt: skip
        if gone := armed - waiting.keys():
            db.session.execute(
                update(CaseTimer).where(CaseTimer.task_id.in_(gone)).values(fired_at=self.act.now)
            )  # cancelled with its task: closed, kept as history


def workflow_of(act: Act) -> Workflow:
    """The engine's run of the act's case, loaded when first needed, written once by the command."""
    if not isinstance(act.run, Workflow):
        act.run = Workflow(act)
    return act.run
