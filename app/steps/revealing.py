"""查看个人信息: one masked value for a clerk who says why; the look is kept before the value is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import NotFound
from app.casework.contract.platform import platform
from app.casework.contract.rows import Secret
from app.casework.contract.steps import Step
from app.casework.models import Case
from app.law.errors import InvalidInput
from app.office.permissions import Permission


@dataclass(frozen=True, kw_only=True)
class Revealing(Step):
    """`fields`: masked values by name with their titles; `value_of(case, field)`: one of them in full."""

    fields: Mapping[str, str]
    value_of: Callable[[Case, str], str]
    whose: str = "当事人"

    def secrets(self, case: Case) -> Mapping[str, Secret]:
        return {
            name: Secret(title, self.whose, partial(self.value_of, case, name))
            for name, title in self.fields.items()
        }


def secret_of(case: Case, field: str) -> Secret:
    """A masked value of the case, of the parties that it asks as well. Raises NotFound."""
    found = platform().process(case.process).work.secrets(case).get(field)
    if found is None:
        raise NotFound()
    return found


@use_case("reveal_personal_data", needs=Permission.UNMASK_PERSONAL_DATA)
def reveal(act: Act, field: str, reason: str) -> Result:
    """Keep who looks at what and why. The value itself is read after this is committed."""
    secret = secret_of(act.the_case, field)
    if not reason.strip():
        raise InvalidInput(fields={"reason": "请填写查看原因"})
    act.audit("personal_data.revealed", f"查看{secret.whose}信息，原因：{reason.strip()[:100]}", field=field)
    return {"field": field}
