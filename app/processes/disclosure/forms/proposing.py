"""建议补正: the handling unit finds that it cannot tell what is asked for; the office decides (条例第三十条)."""

from sqlalchemy import select

from app.casework.acts.act import Act
from app.casework.contract.fields import Text
from app.casework.contract.forms import Facts, TaskForm, Values, always
from app.casework.contract.schemas import OfficeSchema
from app.casework.letters.facts_form import lines_of
from app.casework.models import Case, WorkItem
from app.database import db
from app.law.errors import InvalidInput
from app.processes.disclosure.forms.asked_of_applicant import fault_of_items
from app.processes.disclosure.models import Clarification, ClarificationProposal

PROPOSE = "propose_clarification"


class ProposalSchema(OfficeSchema):
    """The request as the unit would put it, and why it cannot go on without."""

    items = Text(
        "需要补正的事项", maximum=3000, widget="textarea", for_letter=True, hint="每行一项，须一次性列全"
    )
    guidance = Text(
        "指导和说明",
        maximum=1500,
        widget="textarea",
        argues=True,
        for_letter=True,
        hint="告诉申请人怎样补正，写入拟发的告知书",
    )
    opinion = Text(
        "理由",
        maximum=1000,
        widget="textarea",
        argues=True,
        hint="为什么按现有内容无法查找，供受理审查时参考",
    )


def _propose(act: Act, item: WorkItem, values: Values) -> Facts:
    if db.session.get(Clarification, act.the_case.id) is not None:
        raise InvalidInput(
            fields={"items": "这件申请已要求过补正，补正只能要求一次（条例第三十条：一次性告知）"}
        )
    items = lines_of(values["items"])
    if fault := fault_of_items(items):
        raise InvalidInput(fields={"items": fault})
    db.session.add(
        ClarificationProposal(
            case_id=act.the_case.id, items=items, guidance=values["guidance"],
            proposed_by_id=act.actor.person_id, proposed_at=act.now,
        )
    )  # fmt: skip
    act.audit("clarification.proposed", f"建议要求申请人补正 {len(items)} 项", node=item.node)
    return {}


def proposal_before(case: Case) -> ClarificationProposal | None:
    """What a unit proposed and the office has not decided yet."""
    query = select(ClarificationProposal).where(
        ClarificationProposal.case_id == case.id, ClarificationProposal.settled_at.is_(None)
    )
    return db.session.scalars(query.order_by(ClarificationProposal.id.desc()).limit(1)).first()


def settle(act: Act) -> None:
    """The office has decided. Where no unit has the request there is no proposal to look for."""
    if act.the_case.handling_unit_id is None:
        return
    if (found := proposal_before(act.the_case)) is not None:
        found.settled_at = act.now


proposal = TaskForm(
    key=PROPOSE,
    title="建议补正",
    schema=always(ProposalSchema),
    apply=_propose,
    submit="送受理审查",
    note="建议连同理由送公开工作机构审查，由其决定是否要求补正；自收到申请之日起 7 个工作日内送出补正告知书的，"
    "答复期限自送出之日起停止，逾期的不停止。",
)
