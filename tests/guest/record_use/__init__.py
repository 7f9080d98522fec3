"""A guest that asks others: 档案利用. Its diagram names the parties one by one and sends out their letters at once.

It has no table and no letter of its own: `Consulting` brings forms, operation, rule, acts and letters.
"""

from pathlib import Path
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts import numbering
from app.casework.acts.act import Act
from app.casework.acts.commands import Result, perform, use_case
from app.casework.contract.desk import Desk
from app.casework.contract.drawing import Drawing, Lane
from app.casework.contract.fields import Text
from app.casework.contract.forms import load_schema
from app.casework.contract.process import Process
from app.casework.contract.rows import Link
from app.casework.contract.schemas import OfficeSchema
from app.casework.contract.terms import Rule, Terms
from app.casework.contract.words import Words
from app.casework.contract.work import Work
from app.casework.models import Case
from app.casework.models.cases import CaseState
from app.casework.run.workflow import workflow_of
from app.casework.terms import clocks
from app.database import db
from app.engine.operations import Operations
from app.law.clock import ClockKind
from app.law.errors import InvalidInput
from app.office.organs import accepting_organ
from app.office.permissions import AtOrgan, Permission
from app.office.vocabulary import Role
from app.steps.consultation import Consulting
from app.web.access import requires
from app.web.acting import acting, sending_key, typed_values
from app.web.schema_fields import field_views

HERE = Path(__file__).parent
PREFIX = "DA"
operations = Operations()
bp = Blueprint("record_use", __name__, url_prefix="/desk/record-use", template_folder="templates")


class UseSchema(OfficeSchema):
    """Who wants to use which record."""

    organ = Text("受理机关", maximum=20, hint="机关代码，如 LF")
    record = Text("档案", maximum=100)
    user = Text("利用人", maximum=60)


@use_case("register_record_use")
def register_use(act: Act, data: dict[str, Any]) -> Result:
    """A clerk registers it; the limit of a reply runs from today."""
    values = load_schema(UseSchema(), data)
    organ = accepting_organ(values["organ"], act.today)
    act.require(Permission.REGISTER_CASE, AtOrgan(organ.id))
    number = numbering.case_number(organ, PREFIX, act.today.year)
    act.case = Case(number=number, process="record_use", organ_id=organ.id, title=f"利用{values['record']}",
                    party=values["user"], opened_at=act.now, received_on=act.today)  # fmt: skip
    db.session.add(act.case)
    db.session.flush()
    clocks.record(act, "received", act.today, channel="in_person")
    workflow_of(act).start({})
    act.audit("record_use.registered", "登记利用申请")
    return {"number": number}


@operations.register("close_record_use", title="归档")
def close_use(act: Act) -> Any:
    act.the_case.state, act.the_case.archived_on = CaseState.ARCHIVED, act.today
    act.audit("record_use.closed", "归档")


@bp.get("/")
@requires(Permission.REGISTER_CASE)
def register_page() -> str:
    """The form of the desk."""
    return _page({}, {})


@bp.post("/")
@requires(Permission.REGISTER_CASE)
def register() -> ResponseReturnValue:
    """On to the case."""
    typed = typed_values()
    try:
        result = perform(register_use, actor=acting(), now=timekeeping.now(), key=sending_key(), data=typed)
    except InvalidInput as refused:
        return _page(typed, refused.fields), 422
    return redirect(url_for("desk.show_case", number=result["number"]))


def _page(typed: dict[str, Any], errors: dict[str, str]) -> str:
    fields = field_views(UseSchema(), typed, errors)
    return render_template("record_use/register.html", fields=fields, errors=errors)


record_use = Process(
    key="record_use",
    title="档案利用",
    package=__name__,
    prefix=PREFIX,
    drawing=Drawing(
        "record_use",
        HERE / "bpmn",
        {"受理岗": Lane(Role.INTAKE_CLERK), "公开工作机构": Lane(Role.OFFICE_REVIEWER)},
    ),
    work=Work(operations=operations, steps=(Consulting(),)),
    words=Words(party="利用人", subject="档案", organ="受理机关", received="收到"),
    terms=Terms(
        leading=(ClockKind.REPLY,),
        rules={ClockKind.CONSULTATION: Rule(chase_every=5)},
        punctual=(ClockKind.REPLY,),
    ),
    desk=Desk(
        (bp,), (Link("登记利用", "record_use.register_page", "journal-plus", Permission.REGISTER_CASE),)
    ),
    audit_tags={"record_use": "档案利用"},
)
