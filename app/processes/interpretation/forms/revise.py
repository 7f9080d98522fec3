"""修改: after an objection or a return, texts, openness and plan are edited; what had been signed on them falls."""

from typing import Any

from marshmallow import Schema

from app.casework.acts.act import Act
from app.casework.contract.fields import Choice, Text
from app.casework.contract.forms import Facts, TaskForm, Values
from app.casework.models import Case, WorkItem
from app.law.policy_material import ELEMENTS, check_complete
from app.processes.interpretation import letters
from app.processes.interpretation.checks import objections
from app.processes.interpretation.co_signers import all_asked
from app.processes.interpretation.forms.document import (
    DocumentSchema,
    openness_initial,
    openness_members,
    set_openness,
)
from app.processes.interpretation.forms.material import element_fields
from app.processes.interpretation.forms.plan import plan_initial, plan_members, set_plan
from app.processes.interpretation.package import material_title, package_of, prepared, texts_now
from app.processes.interpretation.texts import document_writing, keep_plan, material_writing, writing
from app.processes.interpretation.vocabulary import PLAN, CoSigning, Road
from app.steps.writing import WHY


def _ways(case: Case) -> dict[str, str]:
    """Who was asked to co-sign is asked again, or the list is chosen anew; nobody drops out by an edit."""
    asked = package_of(case).co_signing != CoSigning.NO
    offered = (CoSigning.AGAIN, CoSigning.CHOOSE) if asked else (CoSigning.NO, CoSigning.CHOOSE)
    return {one.value: one.title_zh for one in offered}


def _schema(item: WorkItem) -> Schema:
    case = item.case
    members: dict[str, Any] = {
        "document_title": Text("文件名称", maximum=180),
        **document_writing.members(case),
        **openness_members(),
    }
    if package_of(case).road == Road.EXPLAIN:
        members |= {
            "material_title": Text("解读标题", maximum=180),
            **material_writing.members(case),
            **element_fields(),
            **plan_members(),
        }
    members |= {
        "co_signing": Choice("会签", _ways(case)),
        "opinion": Text("修改说明", maximum=300, hint="写明依谁的意见作了哪些修改，签署人据此只看修改之处"),
    }
    return DocumentSchema(members)


def _revise(act: Act, item: WorkItem, values: Values) -> Facts:
    """Whatever was signed can be mended: the texts, the openness and the plan, whose day may have passed meanwhile."""
    package, why = package_of(act.the_case), str(values["opinion"])
    act.the_case.title = values["document_title"]
    set_openness(package, values)
    facts: Facts = {"attribute": package.openness}
    if package.road == Road.EXPLAIN:
        facts |= set_plan(package, values)
        package.material_title = values["material_title"]
        package.elements = {one.key: values[one.key] for one in ELEMENTS}
    writing.write(act, {**values, WHY: why})
    if package.road == Road.EXPLAIN:
        check_complete(prepared(act.the_case), act.today)
    _renew_plan(act, why)
    again = {"co_signers": all_asked(act.the_case)} if values["co_signing"] == CoSigning.AGAIN else {}
    return {**facts, "co_signing": values["co_signing"], **again}


def _renew_plan(act: Act, why: str) -> None:
    """The plan as a text, and where it says something else the plan of the file as well."""
    before = texts_now(act.the_case).get(PLAN)
    now = keep_plan(act, why)
    if before is None or before.id != now.id:
        letters.make_plan(act)


def _initial(case: Case) -> Values:
    package = package_of(case)
    known: Values = {
        **writing.initial(case), "document_title": case.title, "co_signing": next(iter(_ways(case))),
        **openness_initial(package),
    }  # fmt: skip
    if package.road == Road.EXPLAIN:
        answers = {one.key: package.elements.get(one.key, "") for one in ELEMENTS}
        known |= {"material_title": material_title(case), **answers, **plan_initial(package)}
    return known


revise = TaskForm(
    "revise", "修改文件和材料", _schema, _revise, initial=_initial, submit="修改后重新送签",
    checks=objections,
    note="任何一处修改都使此前在原文本上的同意失效，签署人须重新审签；异议由提出人改签同意或者撤回。",
)  # fmt: skip
