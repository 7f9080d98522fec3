"""撤回: a statement that must no longer be read is taken back, with the reason for the public; of a closed case too."""

from datetime import date
from typing import Any

from marshmallow import Schema, fields

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.contract.fields import Choice, Text
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case
from app.casework.publications import acts as publications
from app.law.concerns import check_withdrawal
from app.office.permissions import Permission
from app.processes.response.models import Statement
from app.processes.response.records import published_of


def standing_of(case: Case) -> list[Statement]:
    """What the public may read, the first one first."""
    return [one for one in published_of(case) if one.stands]


def something_stands(case: Case, today: date) -> bool:
    """Whether there is something to take back."""
    return bool(standing_of(case))


def withdrawal_schema(case: Case) -> Schema:
    """Which one, and why."""
    offered = {str(one.number): f"第 {one.number} 次：{one.headline}" for one in standing_of(case)}
    members: dict[str, fields.Field[Any]] = {
        "number": Choice("撤回哪一次发布", offered, widget="select"),
        "reason": Text("撤回原因", maximum=300, widget="textarea", hint="向公众公布；不写个人信息"),
    }
    return OfficeSchema(members)


@use_case("withdraw_statement", needs=Permission.PUBLISH)
def withdraw_statement(act: Act, data: dict[str, Any]) -> Result:
    """Take a statement back. Raises WouldReviveAnother for a correction of what still stands."""
    case = act.the_case
    values = load_schema(withdrawal_schema(case), data)
    statement = next(one for one in standing_of(case) if str(one.number) == values["number"])
    corrected = statement.corrects
    check_withdrawal(statement.number, corrected.number if corrected and corrected.stands else None)
    assert statement.publication is not None  # it stands
    publications.withdraw(act, statement.publication, values["reason"])
    act.audit("statement.withdrawn", f"撤回第 {statement.number} 次发布：{values['reason']}")
    return {"number": case.number}
