"""What is done in a case of the guest: opening it, by anybody or by a clerk, and the steps of its diagram."""

from typing import Any

from app.casework.acts import numbering
from app.casework.acts.act import Act
from app.casework.acts.actor import APPLICANT
from app.casework.acts.commands import Result, use_case
from app.casework.contract.fields import Text
from app.casework.contract.forms import Facts, TaskForm, Values, always, load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.letters import issuing
from app.casework.letters.issuing import Recipient
from app.casework.models import Case, WorkItem
from app.casework.models.cases import CaseState
from app.casework.models.letters import DeliveryMethod
from app.casework.run.workflow import workflow_of
from app.casework.terms import clocks
from app.casework.texts import versions
from app.casework.texts.contents import body_content
from app.database import db
from app.engine.operations import Operations
from app.office.organs import accepting_organ
from app.office.permissions import AtOrgan, Permission
from tests.guest.flood_watch.models import FloodReport

PREFIX = "F"
BULLETIN, PLAN = "bulletin", "plan"  # names of texts: stored with every version
operations = Operations()


class ReportSchema(OfficeSchema):
    """What somebody tells: the same for page and API."""

    organ = Text("受理机关", maximum=20, hint="机关代码，如 LF")
    place = Text("地点", maximum=100)
    reporter = Text("反映人", maximum=60)


class MeasuresSchema(OfficeSchema):
    """The form of the task 核实处置: what is done, and the two texts that go out with signatures on them."""

    measures = Text("处置措施", maximum=500, widget="textarea")
    bulletin = Text("通报稿", maximum=5000, widget="textarea", hint="公开时一字不改")
    plan = Text("措施方案", maximum=5000, widget="textarea")
    opinion = Text("修改说明", maximum=300, required=False)


@use_case("report_flood")
def report_flood(act: Act, data: dict[str, Any]) -> Result:
    """Water rises: the office has hours for its first statement (counted from the instant)."""
    values = load_schema(ReportSchema(), data)
    organ = accepting_organ(values["organ"], act.today)
    if act.actor is not APPLICANT:
        act.require(Permission.REGISTER_CASE, AtOrgan(organ.id))
    number = numbering.case_number(organ, PREFIX, act.today.year)
    act.case = Case(number=number, process="flood_watch", organ_id=organ.id, title=f"{values['place']}汛情",
                    party=values["reporter"], opened_at=act.now, received_on=act.today)  # fmt: skip
    db.session.add(act.case)
    db.session.flush()
    db.session.add(FloodReport(case_id=act.case.id, place=values["place"], reporter=values["reporter"]))
    clocks.record(act, "public_concern_arisen", at=act.now, severity="other")
    workflow_of(act).start({})
    act.audit("flood.reported", "登记汛情")
    return {"number": number}


def _measures(act: Act, item: WorkItem, values: Values) -> Facts:
    db.session.get_one(FloodReport, act.the_case.id).measures = values["measures"]
    for slot in (BULLETIN, PLAN):
        versions.revise(act, slot, body_content(values[slot]), values["opinion"])
    return {"is_checked": True}


def _as_written(case: Case) -> Values:
    """Somebody who changes the texts begins with what they say."""
    written = {slot: one.content["text"] for slot, one in versions.current_versions(case).items()}
    return {"measures": db.session.get_one(FloodReport, case.id).measures, **written}


measures = TaskForm("flood_measures", "核实处置", always(MeasuresSchema), _measures, initial=_as_written)


@operations.register("issue_notice", title="发出告知书")
def issue_notice(act: Act) -> Any:
    report = db.session.get_one(FloodReport, act.the_case.id)
    clocks.record(act, "concern_statement_issued")
    letter = issuing.issue(
        act, "flood_notice", {"flood_place": report.place, "measures": report.measures},
        Recipient(report.reporter, "natural_person", DeliveryMethod.IN_PERSON),
    )  # fmt: skip
    return {"letter_id": letter.id}


@operations.register("close_watch", title="归档")
def close_watch(act: Act) -> Any:
    act.the_case.state, act.the_case.archived_on = CaseState.ARCHIVED, act.today
    act.audit("flood.closed", "归档")
