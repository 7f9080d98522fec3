"""审核: somebody else looks at what was written, and says which way it goes. Whoever wrote does not review."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from marshmallow import ValidationError, validates_schema
from sqlalchemy import select

from app.casework.contract.fields import Choice, Text
from app.casework.contract.forms import Hand, TaskForm, standard_facts
from app.casework.contract.schemas import OfficeSchema
from app.casework.contract.steps import Step
from app.casework.models import Case, WorkItem
from app.casework.models.work import SEND_BACK, WorkItemStatus
from app.casework.texts.versions import drafters_of
from app.database import db

BACK = frozenset({SEND_BACK, "refuse"})
"""What a gateway calls the ways back to whoever wrote."""


class ReviewSchema(OfficeSchema):
    """The choices of the gateway, called as it calls its answer; what goes back needs the reason."""

    def __init__(self, item: WorkItem) -> None:
        choices = {choice["value"]: choice["label"] for choice in item.choices}
        self.answer = item.choices[0]["name"] if choices else ""
        members: dict[str, Any] = {self.answer: Choice("办理结果", choices)} if choices else {}
        members["opinion"] = Text(
            "意见", maximum=1000, widget="textarea", required=False, hint="退回、不同意的必须写明理由"
        )
        super().__init__(members)

    @validates_schema
    def check_reason(self, data: Mapping[str, Any], **_options: Any) -> None:
        if data.get(self.answer) in BACK and not data.get("opinion"):
            raise ValidationError({"opinion": "退回、不同意的，请写明理由"})


@dataclass(frozen=True)
class Reviewing(Step):
    """The form `review`: the choices of the gateway behind it and an opinion, without which nothing goes back.

    `written_in`: for a review of what is no text of the case, such as an answer in a table: the node of the review, and
    the nodes of the tasks in which that was written. Elsewhere it is the texts that are reviewed.
    """

    written_in: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def forms(self) -> tuple[TaskForm, ...]:
        return (TaskForm("review", "审核", ReviewSchema, standard_facts, by=Hand.ANOTHER, wrote=self._wrote),)

    def _wrote(self, case: Case, node: str) -> frozenset[int]:
        if node not in self.written_in:
            return drafters_of(case)
        done = select(WorkItem.done_by_id).where(
            WorkItem.case_id == case.id,
            WorkItem.node.in_(self.written_in[node]),
            WorkItem.status == WorkItemStatus.DONE,
        )
        return frozenset(one for one in db.session.scalars(done) if one is not None)
