"""退回: a task gives the case back to an earlier step with its reason, along an arrow that the diagram draws."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.casework.contract.fields import Text
from app.casework.contract.forms import TaskForm, always
from app.casework.contract.schemas import OfficeSchema
from app.casework.contract.steps import Step


class ReasonSchema(OfficeSchema):
    """Why it goes back."""

    opinion = Text(
        "退回理由", maximum=1000, widget="textarea", argues=True, hint="写入办理记录，接办的人可以看到"
    )


@dataclass(frozen=True)
class Returning(Step):
    """`to`: the answer that an arrow asks for → what going back along it is called. What it does is to go back."""

    to: Mapping[str, str] = field(default_factory=dict)

    def ways(self) -> Mapping[str, TaskForm]:
        return {way: _way(way, title) for way, title in self.to.items()}


def _way(way: str, title: str) -> TaskForm:
    note = "退回后由上一环节重新办理，办理期限不停止。"
    return TaskForm(way, title, always(ReasonSchema), submit=title, note=note)
