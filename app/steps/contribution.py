"""协办 as a task: what units of the house were given before they answered in 来函征求意见 (decision 0067).

No such task is given any more; those that are open are answered here. Their answer stands in the row.
"""

from app.casework.acts.act import Act
from app.casework.contract.fields import Choice, Text
from app.casework.contract.forms import Facts, TaskForm, Values, always
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Consultation, WorkItem
from app.casework.work import beside
from app.casework.work.beside import CONTRIBUTION
from app.law.consulting import ANSWER_WORDS, Answer, Asked
from app.law.errors import InvalidInput
from app.steps.consultation_record import consultation_of

ABOUT = "consultation "
OTHER_WAY = "other"


class ContributionSchema(OfficeSchema):
    """What the unit says of the information that it was asked about."""

    answer = Choice("意见", ANSWER_WORDS)
    opinion = Text(
        "说明", maximum=1000, widget="textarea", argues=True, hint="部分同意、不同意公开的，写明理由和依据"
    )


def give_up(act: Act, row: Consultation) -> None:
    """The answer came another way, or is not needed any more."""
    if row.party == Asked.HOUSE_UNIT:
        for item in beside.open_beside(act.the_case, _about(row)):
            beside.cancel(act, item)


def _about(row: Consultation) -> str:
    return f"{ABOUT}{row.number}"


def _contribute(act: Act, item: WorkItem, values: Values) -> Facts:
    row = consultation_of(act.the_case, int((item.copy_item or "").removeprefix(ABOUT)))
    if row.answer or row.dropped_on is not None:
        raise InvalidInput("这一份意见已经登记或者撤回，不必再提交")
    row.answer, row.answered_on, row.answer_way, row.is_late = values["answer"], act.today, OTHER_WAY, False
    row.reason = values["opinion"] if values["answer"] != Answer.AGREED else ""
    said = ANSWER_WORDS[row.answer]
    act.audit("consultation.answered", f"协办单位提出意见（{row.key}）：{said}", number=row.number)
    return {}


contribution = TaskForm(
    CONTRIBUTION, "协办意见", always(ContributionSchema), _contribute, submit="提交意见",
    note="就“征求意见”中列明的信息提出意见。协办不影响办理期限，意见供承办单位参考。",
)  # fmt: skip
