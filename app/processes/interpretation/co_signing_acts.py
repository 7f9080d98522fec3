"""加签 and 撤下会签部门: the list of who co-signs changes while others are signing."""

from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.fields import Text
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import WorkItem
from app.casework.models.work import WorkItemStatus
from app.casework.run.workflow import workflow_of
from app.casework.texts.signatures import withdraw_objection
from app.database import db
from app.law.errors import InvalidInput
from app.office.permissions import Permission
from app.processes.interpretation.co_signers import (
    co_objections,
    co_signers_of,
    copies_waiting,
    is_gone,
)
from app.processes.interpretation.models import CoSigner
from app.steps.cosigning import CoSigning
from app.steps.finding import needed_step

EXCUSED = "excused"
"""What the diagram hears of a copy that nobody can answer: neither a consent nor an objection."""
GONE = "提出异议的部门已撤销，没有部门承接其职责"
BY_NAME = "名称或者代码；"  # of a unit where none is chosen from a list: by a program
NOT_NOW = "现在不在会签环节，不能调整会签部门；需要加签的，退回修改后重新选定"


class AddSchema(OfficeSchema):
    """Who is to co-sign as well."""

    units = Text("加签部门", maximum=60, hint=f"{BY_NAME}本轮会签结束后即送该部门")
    reason = Text("加签理由", maximum=300, widget="textarea")


class ExcuseSchema(OfficeSchema):
    """Whose signature is no longer needed."""

    unit = Text("撤下的部门", maximum=40)
    reason = Text("撤下理由", maximum=300, widget="textarea", hint="写明机构改革的文件和职责划转情况")


@use_case("add_co_signer", needs=Permission.EDIT_TEXT)
def add_co_signer(act: Act, data: dict[str, Any]) -> Result:
    """One more department reads the same texts, when those have signed who are signing now."""
    case = act.the_case
    act.require_open()
    values = load_schema(AddSchema(), data)
    waiting = copies_waiting(case)
    if not waiting:
        raise CannotHappenNow(NOT_NOW)
    step = needed_step(case, CoSigning, "会签")
    unit = step.unit_named(act, next(iter(waiting.values())), values["units"])
    if unit.id in {one.unit_id for one in co_signers_of(case)}:
        raise InvalidInput(fields={"units": f"{unit.name}已在会签部门之列"})
    db.session.add(CoSigner(case_id=case.id, unit_id=unit.id, asked_at=act.now, why=values["reason"]))
    act.audit("package.co_signer_added", f"加签：{unit.name}，理由：{values['reason']}", unit=unit.id)
    return {"number": case.number, "unit": unit.code}


@use_case("excuse_co_signer", needs=Permission.EDIT_TEXT)
def excuse_co_signer(act: Act, data: dict[str, Any]) -> Result:
    """A department that was abolished without successor answers no more; one that exists has to answer.

    Nobody is left who could lift its objection: that falls as well, and the sheet of signatures says why.
    """
    case = act.the_case
    act.require_open()
    values = load_schema(ExcuseSchema(), data)
    found = [one for one in co_signers_of(case) if one.unit.code == values["unit"] and one.excused_at is None]
    if not found:
        raise InvalidInput(fields={"unit": "会签部门中没有这个部门"})
    asked = found[0]
    if not is_gone(asked.unit, act.today):
        raise CannotHappenNow(f"{asked.unit.name}没有撤销，或者另有部门承接其职责，须由其签署意见，不能撤下")
    asked.excused_at, asked.excused_why = act.now, values["reason"]
    act.audit("package.co_signer_excused", f"撤下会签部门：{asked.unit.name}，理由：{values['reason']}",
              unit=asked.unit_id)  # fmt: skip
    for objection in co_objections(case):
        if objection.item.copy_item == str(asked.unit_id):
            withdraw_objection(act, objection, GONE)
    copy = copies_waiting(case).get(asked.unit_id)
    if copy is not None:
        _close(act, copy)
    return {"number": case.number, "unit": asked.unit.code}


def _close(act: Act, copy: WorkItem) -> None:
    copy.status, copy.done_at, copy.outcome = WorkItemStatus.DONE, act.now, "机构已撤销"
    copy.done_by_id = act.actor.person_id
    copy.version += 1
    db.session.flush()
    workflow_of(act).complete(copy, {str(copy.answer): EXCUSED})
