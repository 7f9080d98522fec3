"""A guest in the house: a whole business process (来访登记) that lives in the tests and changes nothing in `app/`.

Its card, diagram, form, operations, page, table and letter show how the next process comes in.
"""

from datetime import date
from pathlib import Path
from typing import Any

from flask import Blueprint, g, redirect, request
from marshmallow import Schema
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app import timekeeping
from app.casework.acts import numbering
from app.casework.acts.act import Act
from app.casework.acts.actor import of_person
from app.casework.acts.commands import Result, perform, use_case
from app.casework.contract.desk import Desk
from app.casework.contract.drawing import Drawing, Lane
from app.casework.contract.fields import Day
from app.casework.contract.fields import Text as TextField
from app.casework.contract.forms import Facts, TaskForm, Values
from app.casework.contract.letters import Letters
from app.casework.contract.platform import platform
from app.casework.contract.process import Process
from app.casework.contract.schemas import OfficeSchema
from app.casework.contract.work import Work
from app.casework.letters import issuing
from app.casework.letters.issuing import Recipient
from app.casework.models import Case, WorkItem
from app.casework.models.cases import CaseState
from app.casework.models.letters import DeliveryMethod
from app.casework.run.workflow import workflow_of
from app.database import db
from app.engine.operations import Operations
from app.office.models import OrgUnit
from app.office.permissions import AtOrgan, Permission
from app.office.vocabulary import Role
from app.web.access import requires

HERE = Path(__file__).parent
operations = Operations()
bp = Blueprint("visitor_pass", __name__, url_prefix="/desk/visits")


class Visit(db.Model):
    """Who comes, when and why."""

    __tablename__ = "guest_visit"

    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), primary_key=True)
    visitor: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str] = mapped_column(Text, default="")
    visit_on: Mapped[date | None]


class VisitSchema(OfficeSchema):
    """The form of the task 填写来访事由."""

    reason = TextField("来访事由", maximum=500, widget="textarea")
    visit_on = Day("来访日期")


def _schema(item: WorkItem) -> Schema:
    return VisitSchema()


def _fill(act: Act, item: WorkItem, values: Values) -> Facts:
    visit = db.session.get_one(Visit, act.the_case.id)
    visit.reason, visit.visit_on = values["reason"], values["visit_on"]
    return {"is_filled": True}


@use_case("open_visit")
def open_visit(act: Act, organ_id: int, visitor: str) -> Result:
    """A visitor is announced."""
    organ = db.session.get_one(OrgUnit, organ_id)
    act.require(Permission.REGISTER_CASE, AtOrgan(organ.id))
    number = numbering.case_number(organ, platform().process("visitor_pass").prefix, act.today.year)
    act.case = Case(number=number, process="visitor_pass", organ_id=organ.id, title=f"{visitor}来访", party=visitor,
                    opened_at=act.now)  # fmt: skip
    db.session.add(act.case)
    db.session.flush()
    db.session.add(Visit(case_id=act.case.id, visitor=visitor))
    workflow_of(act).start({})
    act.audit("visit.opened", "登记来访")
    return {"number": act.case.number}


@operations.register("issue_pass", title="开具来访证")
def issue_pass(act: Act) -> Any:
    visit = db.session.get_one(Visit, act.the_case.id)
    letter = issuing.issue(
        act, "visitor_pass", {"visit_reason": visit.reason, "visit_on": visit.visit_on},
        Recipient(visit.visitor, "natural_person", DeliveryMethod.IN_PERSON),
    )  # fmt: skip
    return {"letter_id": letter.id}


@operations.register("archive_visit", title="归档")
def archive_visit(act: Act) -> Any:
    act.the_case.state, act.the_case.archived_on = CaseState.ARCHIVED, act.today
    act.audit("visit.archived", "归档")


@bp.post("")
@requires(Permission.REGISTER_CASE)
def announce() -> Any:
    """The guest's own page."""
    organ_id = g.person.appointments[0].unit_id
    result = perform(open_visit, actor=of_person(g.person), now=timekeeping.now(), organ_id=organ_id,
                     visitor=request.form["visitor"])  # fmt: skip
    return redirect(f"/desk/cases/{result['number']}")


visitor_pass = Process(
    key="visitor_pass",
    title="来访登记",
    package=__name__,
    prefix="V",
    drawing=Drawing(
        "visitor_pass",
        HERE / "bpmn",
        {"受理岗": Lane(Role.INTAKE_CLERK), "分管领导": Lane(Role.RESPONSIBLE_LEADER)},
    ),
    work=Work(forms={"visit": TaskForm("visit", "填写来访事由", _schema, _fill)}, operations=operations),
    letters=Letters(folders=(HERE / "letter_templates",)),
    desk=Desk(blueprints=(bp,)),
    migrations=HERE / "migrations",
)
