"""Changing a legal parameter (法规参数): with the source that was checked; open cases are recomputed at once."""

from typing import Any

from app.casework.acts import once
from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.administration.scope import require_system
from app.casework.models import ParameterChange
from app.casework.terms import clocks
from app.database import db


@use_case("change_parameter")
def change_parameter(act: Act, parameter: str, value: Any, source: str) -> Result:
    """Put the office's value over the built-in one. Raises InvalidParameters for a value that does not fit."""
    require_system(act)
    entry = clocks.parameters().entry(parameter)
    clocks.parameters().with_overrides({parameter: value})
    db.session.add(
        ParameterChange(
            key=parameter, value=value, source=source, changed_at=act.now, changed_by=act.actor.name
        )
    )
    db.session.flush()
    once.forget()
    moved = clocks.recompute_open_cases(act.today)
    act.audit(
        "parameter.changed", f"修改法规参数“{entry.title}”：{entry.value} → {value}，{len(moved)} 件办件的期限有变化",
        parameter=parameter, before=entry.value, after=value, source=source,
    )  # fmt: skip
    return {"parameter": parameter, "moved": len(moved)}
