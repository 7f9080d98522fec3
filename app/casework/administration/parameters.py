"""Changing a legal parameter (法规参数): with the source that was checked, and the day from which it holds.

Open cases are computed anew, in batches; whatever was closed before stays judged by what was known then.
"""

from datetime import date
from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.administration.scope import require_system
from app.casework.models import ParameterChange
from app.casework.terms import clocks, reckoning
from app.database import db
from app.law.parameters import Change, Held, check_is_offered


@use_case("change_parameter")
def change_parameter(act: Act, parameter: str, value: Any, source: str, valid_from: date) -> Result:
    """Put the office's value over the built-in one from a day on, past or coming.

    Raises InvalidParameters for a value that does not fit, or an entry that no rule uses.
    """
    require_system(act)
    before = clocks.parameters_on(valid_from).entry(parameter)
    check_is_offered(before)
    clocks.parameters().with_change(Change(parameter, Held(valid_from, value, source, is_own=True)))
    db.session.add(
        ParameterChange(
            key=parameter, value=value, source=source, valid_from=valid_from, changed_at=act.now,
            changed_by=act.actor.name,
        )
    )  # fmt: skip
    db.session.flush()
    act.audit(
        "parameter.changed",
        f"修改法规参数“{before.title}”：自 {valid_from} 起 {before.value} → {value}",
        parameter=parameter, before=before.value, after=value, source=source, valid_from=valid_from.isoformat(),
    )  # fmt: skip
    begun = reckoning.begin(act, f"修改法规参数“{before.title}”")
    return {**begun, "parameter": parameter, "moved": len(begun["moved"])}
