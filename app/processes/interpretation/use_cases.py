"""Verbs of policy packages beside their tasks: beginning one, and withdrawing one whole."""

from typing import Any

from app.casework.acts import numbering
from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.contract.fields import Text
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case
from app.casework.run.workflow import workflow_of
from app.database import db
from app.law.errors import InvalidInput
from app.office.errors import UnknownUnit
from app.office.models import OrgUnit
from app.office.organs import find_unit, government_of, organ_of
from app.office.permissions import AtOrgan, Permission
from app.office.vocabulary import Role
from app.processes.interpretation.deployment import NothingToWithdraw, standing_of_package, withdraw_published
from app.processes.interpretation.models import PolicyPackage
from app.processes.interpretation.package import is_package, package_of
from app.processes.interpretation.vocabulary import PREFIX, PROCESS
from app.steps.manned import refuse_unmanned

WITHDRAWN = "package_withdrawn"


class BeginSchema(OfficeSchema):
    """What is known when a document is begun; the rest is asked by its tasks."""

    unit = Text("起草部门", maximum=40, hint="单位代码")
    title = Text("文件名称", maximum=180)


class WithdrawSchema(OfficeSchema):
    """撤回 is explained to everybody who reads it."""

    reason = Text("撤回原因", maximum=300, widget="textarea", hint="向公众说明，不写个人信息")


@use_case("begin_package")
def begin_package(act: Act, data: dict[str, Any]) -> Result:
    """A department begins a document in the name of its government; 谁起草谁解读（云政办发〔2023〕13号第四条）."""
    values = load_schema(BeginSchema(), data)
    unit = _drafting_unit(values["unit"], act)
    organ = government_of(unit) or organ_of(unit)
    act.require(Permission.BEGIN_DRAFT, AtOrgan(organ.id, frozenset({unit.id})))
    refuse_unmanned(Role.HANDLER, [unit], act.today, "unit", "由它起草")
    number = numbering.case_number(organ, PREFIX, act.today.year)
    act.case = Case(
        number=number, process=PROCESS, organ_id=organ.id, handling_unit_id=unit.id, title=values["title"],
        party=unit.short_name or unit.name, opened_at=act.now,
    )  # fmt: skip
    db.session.add(act.case)
    db.session.flush()
    db.session.add(PolicyPackage(case_id=act.case.id))
    db.session.flush()
    workflow_of(act).start({"matter": "package", "further": "no"})
    act.audit("package.begun", f"{unit.name}起草文件")
    return {"number": number}


def _drafting_unit(code: str, act: Act) -> OrgUnit:
    try:
        return find_unit(code, act.today)
    except UnknownUnit as error:
        raise InvalidInput(fields={"unit": "没有这个起草部门，请重新选择"}) from error


@use_case("withdraw_package", needs=Permission.PUBLISH)
def withdraw_package(act: Act, data: dict[str, Any]) -> Result:
    """The package is taken back whole: what is planned never appears, what stands is shown as withdrawn."""
    reason = load_schema(WithdrawSchema(), data)["reason"]
    if not may_be_withdrawn(act.the_case):
        raise NothingToWithdraw()
    package = package_of(act.the_case)
    package.withdrawn_at, package.withdrawn_why = act.now, reason
    gone = list(withdraw_published(act, reason))
    if act.the_case.is_open:
        workflow_of(act).throw(WITHDRAWN)
    act.audit("package.withdrawn", f"整套撤回，公开内容 {len(gone)} 件：{reason}")
    return {"number": act.the_case.number, "withdrawn": len(gone)}


def may_be_withdrawn(case: Case) -> bool:
    """While it is worked on, or while anything of it stands."""
    if not is_package(case):
        return False
    return case.is_open or bool(standing_of_package(case))
