"""What the diagram of policy packages has done by the system: its service tasks. Each runs inside the command."""

from typing import Any

from sqlalchemy import select

from app.casework.acts.act import Act
from app.casework.models.cases import CaseState
from app.casework.terms import clocks
from app.database import db
from app.engine.operations import Operations
from app.processes.interpretation import letters
from app.processes.interpretation.co_signers import still_to_sign
from app.processes.interpretation.further_forms import publish_further
from app.processes.interpretation.models import CheckNotice, Return
from app.processes.interpretation.notices import signed_sections
from app.processes.interpretation.questions import publish_answer
from app.steps import closing

operations = Operations()
Facts = dict[str, Any]


@operations.register("issue_return", title="出具退文函")
def issue_return(act: Act) -> Facts:
    """国办发〔2016〕80号: sent back with everything that is missing, by a numbered letter."""
    query = select(Return).where(Return.case_id == act.the_case.id).order_by(Return.id.desc()).limit(1)
    returned = db.session.scalars(query).one()
    returned.letter_id = letters.issue_return(act, returned).id
    return {"letter_id": returned.letter_id}


@operations.register("make_plan", title="生成解读方案")
def make_plan(act: Act) -> Facts:
    """The plan as a document of the file, as it was taken in."""
    return {"letter_id": letters.make_plan(act).id}


@operations.register("make_request", title="出具提请审议的请示")
def make_request(act: Act) -> Facts:
    """What goes to the 常务会议 carries plan and material with the request, once the reviews have let it pass.

    Sent back and signed anew, it is the same request as long as it says the same.
    """
    return {"letter_id": letters.make_request(act).id}


@operations.register("begin_co_signing", title="开始会签", issues=False)
def begin_co_signing(act: Act) -> Facts:
    """A round begins, and its clock with it."""
    clocks.record(act, "co_signing_sent", act.today)
    return {"is_sent": True}


@operations.register("list_unsigned", title="列出未签的会签部门", issues=False)
def list_unsigned(act: Act) -> list[int]:
    """云政办发〔2023〕13号第七条（同步审签）: nobody is passed over who was added, or whose consent fell by an edit."""
    clocks.record(act, "co_signing_done", act.today)
    return still_to_sign(act.the_case, act.today)


@operations.register("publish_further_forms", title="发布多元解读")
def publish_further_forms(act: Act) -> Facts:
    return {"published": publish_further(act)}


@operations.register("publish_answer", title="发布答复")
def publish_the_answer(act: Act) -> Facts:
    """国办发〔2016〕80号: what is asked about a policy is answered where everybody can read it."""
    return {"publication_id": publish_answer(act)}


@operations.register("issue_check_notice", title="印发季度通报")
def issue_check_notice(act: Act) -> Facts:
    """The notice with its number, word for word as it was signed."""
    notice = db.session.get_one(CheckNotice, act.the_case.id)
    notice.letter_id = letters.issue_check_notice(act, notice.about, signed_sections(act)).id
    return {"letter_id": notice.letter_id}


@operations.register("end_withdrawn", title="终止办理", issues=False)
def end_withdrawn(act: Act) -> Facts:
    """The package was withdrawn while it was worked on."""
    act.the_case.outcome = "withdrawn"
    closing.end(act, CaseState.WITHDRAWN)
    act.audit("case.withdrawn", "整套撤回，办理终止")
    return {"is_withdrawn": True}
