"""The auditor's check of the chain leaves a line as well."""

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.office.permissions import ANYWHERE, Permission


@use_case("record_audit_check")
def record_check(act: Act, words: str) -> Result:
    """核对审计链: what was found. The walk itself is done before, outside the transaction."""
    act.require(Permission.READ_AUDIT, ANYWHERE)
    act.audit("audit.checked", f"核对审计链：{words}")
    return {"words": words}
