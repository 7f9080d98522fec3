"""环节用时: how long each step took in the last twelve months, the diagram with it, and the work behind a number."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from markupsafe import Markup
from sqlalchemy import Select, func, select

from app.board.days_in_sql import office_date
from app.board.wanted import MONTHS
from app.casework.models import Case, StepInMonth, WorkItem
from app.casework.models.listed import ListedItem
from app.casework.models.work import WorkItemStatus
from app.casework.run.workflow import newest_diagrams
from app.casework.work.done import MARK
from app.casework.work.keyed import Beside, Key, Place, in_batches, in_order, keyed, newest_first
from app.casework.work.listed import listed_items
from app.casework.work.paging import Page
from app.database import db
from app.engine.drawing import draw
from app.law.office_time import office_day, start_of_day
from app.law.periods import first_day, months_until

ONE_DAY = timedelta(days=1).total_seconds()


@dataclass(frozen=True)
class StepTime:
    """How often a step was completed, how long that took in all (seconds), and how often after the due day."""

    node: str
    title: str
    number: int
    seconds: int
    late: int

    @property
    def days(self) -> str:
        """Mean days from arrival to completion, days off included."""
        return f"{self.seconds / self.number / ONE_DAY:.1f}"

    @property
    def share(self) -> str:
        """逾期占比, rounded up, so that 0% means none."""
        return f"{-(-self.late * 100 // self.number)}%"


def steps(organ_ids: Collection[int], now: datetime, process: str) -> list[StepTime]:
    """The steps of a process, those that take longest first."""
    kept, number = StepInMonth, func.sum(StepInMonth.number)
    rows = db.session.execute(
        select(kept.node, func.max(kept.title), number, func.sum(kept.seconds), func.sum(kept.late))
        .where(kept.organ_id.in_(organ_ids), kept.process == process, kept.month >= _since(now))
        .group_by(kept.node)
        .having(number > 0)
    )
    found = [StepTime(node, title, number, int(seconds), late) for node, title, number, seconds, late in rows]
    return sorted(found, key=lambda one: (-one.seconds / one.number, one.node))


def drawings(process: str, times: Sequence[StepTime]) -> list[tuple[str, Markup]]:
    """Title and SVG of the diagrams in force whose steps were measured, mean days and 逾期占比 above each step."""
    diagrams = newest_diagrams(process)
    notes = {one.node: f"{one.days} 天 · 逾期 {one.share}" for one in times}
    main, found = diagrams.file_of(diagrams.process_id), []
    for place, name in enumerate(sorted(diagrams.files, key=lambda name: (name != main, name))):
        models = [model for model in diagrams.models.values() if model.file == name]
        if not any(notes.keys() & model.nodes.keys() for model in models):
            continue
        title = models[0].name or name
        svg = draw(
            diagrams.files[name], notes=notes, title=f"{title}：各环节平均用时和逾期占比", uid=f"s{place}"
        )
        found.append((title, Markup(svg)))
    return found


@dataclass(frozen=True)
class Completed:
    """The completed work that a step's numbers count; `late_only`: after the due day of its case."""

    organ_ids: Collection[int]
    process: str
    node: str
    now: datetime
    late_only: bool = False

    def page(self, at: Place, total: int) -> Page:
        """One page, the latest first."""
        return keyed(self.keys, at, MARK, _read, total)

    def every(self) -> Iterator[Sequence[ListedItem]]:
        """The whole of it in batches."""
        return in_batches(self.keys, _read)

    def keys(self, most: int, beside: Beside | None = None) -> Sequence[Key]:
        query = self._chosen()
        if beside:
            query = query.where(beside.limits(WorkItem.done_at, WorkItem.id))
        ordered = query.order_by(*in_order(beside, WorkItem.done_at, WorkItem.id)).limit(most)
        return newest_first(beside, db.session.execute(ordered).all())

    def _chosen(self) -> Select[Any]:
        since = first_day(_since(self.now))
        assert since is not None
        query = (
            select(WorkItem.done_at, WorkItem.id)
            .join(Case, Case.id == WorkItem.case_id)
            .where(WorkItem.node == self.node, WorkItem.status == WorkItemStatus.DONE)
            .where(WorkItem.done_at >= start_of_day(since), WorkItem.done_by_id.is_not(None))
            .where(Case.organ_id.in_(self.organ_ids), Case.process == self.process)
        )
        return query.where(is_late()) if self.late_only else query


def is_late() -> Any:
    """The work was completed after the day on which its case was due, as the kept counts say it."""
    return office_date(WorkItem.done_at) > WorkItem.due_on


def _read(keys: Sequence[Key]) -> Sequence[ListedItem]:
    return listed_items([key[1] for key in keys])


def _since(now: datetime) -> str:
    return months_until(office_day(now), MONTHS)[0]


def taken(item: ListedItem) -> str:
    """Days from arrival to completion: 3.5."""
    return f"{(item.done_at - item.created_at).total_seconds() / ONE_DAY:.1f}" if item.done_at else ""


def was_late(item: ListedItem) -> bool:
    """The same as `is_late`, of a row."""
    return item.done_at is not None and item.due_on is not None and office_day(item.done_at) > item.due_on
