"""查看个人信息: one masked value for a clerk who says why; the look is kept before the value is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.contract.steps import Step
from app.casework.models import Case
from app.law.errors import InvalidInput
from app.office.permissions import Permission
from app.steps.finding import needed_step


@dataclass(frozen=True, kw_only=True)
class Revealing(Step):
    """`fields`: masked values by name with their titles; `value_of(case, field)`: one of them in full."""

    fields: Mapping[str, str]
    value_of: Callable[[Case, str], str]
    whose: str = "当事人"


@use_case("reveal_personal_data", needs=Permission.UNMASK_PERSONAL_DATA)
def reveal(act: Act, field: str, reason: str) -> Result:
    """Keep who looks at what and why. The value itself is read after this is committed."""
    step = needed_step(act.the_case, Revealing, "查看个人信息")
    if field not in step.fields:
        raise InvalidInput(fields={"field": "没有这一项"})
    if not reason.strip():
        raise InvalidInput(fields={"reason": "请填写查看原因"})
    act.audit("personal_data.revealed", f"查看{step.whose}信息，原因：{reason.strip()[:100]}", field=field)
    return {"field": field}
