"""A guest process of two bound texts (a paper and its explanation) that several units co-sign at once."""

from pathlib import Path

from marshmallow import Schema

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.contract.drawing import Copies, Drawing, Lane
from app.casework.contract.fields import Text
from app.casework.contract.forms import Facts, TaskForm, Values
from app.casework.contract.process import Process
from app.casework.contract.schemas import OfficeSchema
from app.casework.contract.texts import Slot, Texts
from app.casework.contract.work import Work
from app.casework.models import Case, WorkItem
from app.casework.run.workflow import workflow_of
from app.casework.texts import versions
from app.casework.texts.contents import TextKind, body_content
from app.database import db
from app.office.models import OrgUnit
from app.office.vocabulary import Role
from app.steps.closing import Closing
from app.steps.cosigning import CoSigning
from app.steps.issue import Issuing
from app.steps.signoff import SignOff

HERE = Path(__file__).parent


class PaperSchema(OfficeSchema):
    """The paper and what is said of it, and why they were changed."""

    paper = Text("文件", maximum=5000, widget="textarea")
    explanation = Text("起草说明", maximum=5000, widget="textarea")
    opinion = Text("修改说明", maximum=300, required=False)


def _schema(item: WorkItem) -> Schema:
    return PaperSchema()


def _write(act: Act, item: WorkItem, values: Values) -> Facts:
    for slot in ("paper", "explanation"):
        versions.revise(act, slot, body_content(values[slot]), values["opinion"])
    return {"is_written": True}


@use_case("open_joint_paper")
def open_paper(act: Act, organ_id: int, number: str = "LFJ-2026-0001") -> Result:
    """A paper is begun."""
    organ = db.session.get_one(OrgUnit, organ_id)
    act.case = Case(
        number=number, process="joint_paper", organ_id=organ.id, title="共同文件", opened_at=act.now
    )
    db.session.add(act.case)
    db.session.flush()
    workflow_of(act).start({})
    act.audit("paper.opened", "起草文件")
    return {"number": number}


joint_paper = Process(
    key="joint_paper",
    title="会签文件",
    package=__name__,
    prefix="J",
    drawing=Drawing(
        "joint_paper", HERE / "bpmn",
        {"承办单位": Lane(Role.OFFICE_REVIEWER), "会签单位": Lane(Role.UNIT_HEAD, copies=Copies.UNITS)},
    ),
    work=Work(
        forms={"write": TaskForm("write", "起草", _schema, _write)},
        steps=(CoSigning(), SignOff(), Issuing(), Closing()),
    ),
    texts=Texts(
        slots=(Slot("paper", "文件", TextKind.BODY), Slot("explanation", "起草说明", TextKind.BODY)),
    ),
)  # fmt: skip
