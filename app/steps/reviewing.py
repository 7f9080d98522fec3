"""审核: somebody else looks at what was written, and says which way it goes. Whoever wrote does not review."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from app.casework.contract.forms import Hand, TaskForm, standard_facts, standard_schema
from app.casework.contract.steps import Step
from app.casework.models import Case, WorkItem
from app.casework.models.work import WorkItemStatus
from app.casework.texts.versions import drafters_of
from app.database import db


@dataclass(frozen=True)
class Reviewing(Step):
    """The form `review`: an opinion and the choices of the gateway behind it, as in the standard form.

    `written_in`: for a review of what is no text of the case, such as an answer in a table: the node of the review, and
    the nodes of the tasks in which that was written. Elsewhere it is the texts that are reviewed.
    """

    written_in: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def forms(self) -> tuple[TaskForm, ...]:
        return (
            TaskForm("review", "审核", standard_schema, standard_facts, by=Hand.ANOTHER, wrote=self._wrote),
        )

    def _wrote(self, case: Case, node: str) -> frozenset[int]:
        if node not in self.written_in:
            return drafters_of(case)
        done = select(WorkItem.done_by_id).where(
            WorkItem.case_id == case.id,
            WorkItem.node.in_(self.written_in[node]),
            WorkItem.status == WorkItemStatus.DONE,
        )
        return frozenset(one for one in db.session.scalars(done) if one is not None)
