"""编号: the document gets its number and day, after the leader signed and before anything is published."""

import re

from marshmallow import Schema
from sqlalchemy import ColumnElement, exists, or_, select

from app.casework.acts.act import Act
from app.casework.contract.fields import Choice, Day, Text
from app.casework.contract.forms import Facts, TaskForm, Values
from app.casework.contract.schemas import ReturningSchema
from app.casework.models import Case, Publication, WorkItem
from app.casework.models.work import SEND_BACK
from app.database import db
from app.law.errors import InvalidInput
from app.processes.interpretation import letters
from app.processes.interpretation.models import PolicyPackage
from app.processes.interpretation.package import package_of
from app.processes.interpretation.signing import require_signed

NUMBERED = "numbered"
YEAR_IN_BRACKETS = re.compile(r"[\[（(【［〔](\d{4})[\]）)】］〕]")


class NumberingSchema(ReturningSchema):
    """文号 and 成文日期, or back to be changed."""

    decision = Choice("核对结果", {NUMBERED: "编号", SEND_BACK: "退回修改"}, required=False)
    document_number = Text("发文字号", maximum=60, hint="如 禄政发〔2026〕12号")
    numbered_on = Day("成文日期")
    opinion = Text("意见", maximum=1000, widget="textarea", required=False, hint="退回修改的必须写明理由")


def as_printed(number: str) -> str:
    """GB/T 9704: the year stands in 〔〕 and nothing is spaced out; so one number is not given twice."""
    return YEAR_IN_BRACKETS.sub(r"〔\1〕", "".join(number.split()))


def _schema(item: WorkItem) -> Schema:
    """A diagram without a way back behind this task offers none."""
    return NumberingSchema(exclude=() if item.choices else ("decision", "opinion"))


def _number(act: Act, item: WorkItem, values: Values) -> Facts:
    """党政机关公文处理工作条例第九条: the day is that of the meeting or the signature, never before it was sent in."""
    if values.get("decision") == SEND_BACK:
        return {"numbering": SEND_BACK}
    require_signed(act)
    number, case = as_printed(values["document_number"]), act.the_case
    if values["numbered_on"] > act.today:
        raise InvalidInput(fields={"numbered_on": "成文日期不能晚于今天"})
    if case.received_on and values["numbered_on"] < case.received_on:
        raise InvalidInput(
            fields={"numbered_on": "成文日期不能早于报送之日：文件成文于会议通过或者负责人签发"}
        )
    taken = (
        select(Case.number)
        .join(PolicyPackage, PolicyPackage.case_id == Case.id)
        .where(Case.organ_id == case.organ_id, Case.id != case.id, PolicyPackage.document_number == number)
        .where(or_(PolicyPackage.withdrawn_at.is_(None), _has_appeared()))
    )
    if other := db.session.scalar(taken.limit(1)):
        raise InvalidInput(fields={"document_number": f"这一字号已用于 {other}，请核对"})
    package = package_of(case)
    package.document_number, package.numbered_on = number, values["numbered_on"]
    letters.keep_signature_sheet(act)
    act.audit("package.numbered", f"编号：{number}", number=number)
    return {"numbering": NUMBERED, "is_numbered": True}


def _has_appeared() -> ColumnElement[bool]:
    """Something of the package was public before it was taken back: its number is known, and stays taken."""
    return exists().where(
        Publication.case_id == PolicyPackage.case_id, Publication.from_at <= PolicyPackage.withdrawn_at
    )


numbering = TaskForm(
    "numbering", "编号", _schema, _number, initial=lambda case: {"decision": NUMBERED}, submit="提交"
)
