"""起草文件: the document, its kind and its openness, decided at the source; whether it is explained and co-signed."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, validates_schema

from app.casework.acts.act import Act
from app.casework.contract.fields import Choice, Text, Tick
from app.casework.contract.forms import Facts, TaskForm, Values
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case, WorkItem
from app.casework.texts import versions
from app.law.policy_material import CLAUSES, OPENNESS_WORDS, Openness, openness_faults
from app.processes.interpretation.models import PolicyPackage
from app.processes.interpretation.package import package_of
from app.processes.interpretation.texts import document_writing, keep_plan
from app.processes.interpretation.vocabulary import MATERIAL, CoSigning, DocumentKind, Road
from app.steps.writing import WHY

CO_SIGNING = {one.value: one.title_zh for one in (CoSigning.NO, CoSigning.CHOOSE)}


class DocumentSchema(OfficeSchema):
    """The attribute with its reason, as decided when drafting; whether it is explained and co-signed."""

    @validates_schema
    def check_source(self, data: Mapping[str, Any], **_options: Any) -> None:
        faults = openness_faults(
            data.get("openness", ""), data.get("openness_reason", ""), data.get("openness_clause", "")
        )
        if data.get("road") == Road.EXEMPT and not data.get("exempt_reason"):
            faults["exempt_reason"] = "无需解读的，请写明理由"
        if faults:
            raise ValidationError({name: [words] for name, words in faults.items()})


def _schema(item: WorkItem) -> Schema:
    """What it is called, what it says, how it is treated."""
    members: dict[str, Any] = {
        "title": Text("文件名称", maximum=180),
        "kind": Choice("文件类别", {one.value: one.title_zh for one in DocumentKind}),
        **document_writing.members(item.case),
        **openness_members(),
        "goes_to_meeting": Tick("提请常务会议审议", hint="随请示附送解读方案和解读材料"),
        **_treatment(),
        "opinion": Text("修改说明", maximum=300, required=False, hint="退回后重报的，写明作了哪些修改"),
    }
    return DocumentSchema(members)


def openness_members() -> dict[str, Any]:
    """国办发〔2016〕80号: the attribute with its reason, and the clause for what is not made public."""
    is_refused = f"openness={Openness.REFUSED.value}"
    return {
        "openness": Choice("公开属性", {one.value: OPENNESS_WORDS[one] for one in Openness}),
        "openness_reason": Text("认定理由", maximum=500, widget="textarea"),
        "openness_clause": Choice("不予公开的依据", CLAUSES, required=False, shown_when=is_refused),
    }


def set_openness(package: PolicyPackage, values: Values) -> None:
    """The attribute as it is decided; a clause belongs to 不予公开 alone."""
    package.openness, package.openness_reason = values["openness"], values["openness_reason"]
    package.openness_clause = values["openness_clause"] if package.openness == Openness.REFUSED else ""


def openness_initial(package: PolicyPackage) -> Values:
    """The attribute as it stands."""
    return {name: getattr(package, name) for name in OPENNESS}


def _treatment() -> dict[str, Any]:
    is_exempt = f"road={Road.EXEMPT.value}"
    why = Text("无需解读的理由", maximum=500, widget="textarea", required=False, shown_when=is_exempt)
    roads = {one.value: one.title_zh for one in Road}
    return {"road": Choice("解读", roads), "exempt_reason": why, "co_signing": Choice("会签", CO_SIGNING)}


OPENNESS = ("openness", "openness_reason", "openness_clause")
FIELDS = ("kind", "goes_to_meeting", "road", "co_signing")


def _keep(act: Act, item: WorkItem, values: Values) -> Facts:
    package = package_of(act.the_case)
    for name in FIELDS:
        setattr(package, name, values[name])
    set_openness(package, values)
    is_exempt = package.road == Road.EXEMPT
    package.exempt_reason = values["exempt_reason"] if is_exempt else ""
    if is_exempt:
        package.forms, package.channels = [], []
        act.the_case.received_on = act.the_case.received_on or act.today  # it goes to the office at once
    act.the_case.title = values["title"]
    document_writing.write(act, {**values, WHY: values["opinion"]})
    keep_plan(act, values["opinion"])
    if is_exempt:
        versions.discard(act, MATERIAL, "认定为无需解读")
    return {
        "road": package.road, "attribute": package.openness, "co_signing": package.co_signing,
        "to_meeting": "yes" if package.goes_to_meeting else "no", "further": "yes" if package.forms else "no",
    }  # fmt: skip


def _initial(case: Case) -> Values:
    package = package_of(case)
    known: dict[str, Any] = {name: getattr(package, name) for name in (*FIELDS, "exempt_reason")}
    if known["co_signing"] not in CO_SIGNING:
        known["co_signing"] = CoSigning.CHOOSE.value
    texts = document_writing.initial(case)
    return {**known, **texts, **openness_initial(package), "title": case.title}


document = TaskForm(
    "document", "起草文件", _schema, _keep, initial=_initial, submit="保存，下一步",
    note="公开属性在拟制公文时认定，随文报批；不予公开的写明依据和理由，报批前经公开审查。",
)  # fmt: skip
