"""A new query code for one that was lost (补发查询码), after the desk has seen who asks."""

from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.contract.fields import Text, Tick
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.office.permissions import Permission
from app.processes.disclosure import grants
from app.processes.disclosure.query_codes import HashedCode
from app.processes.disclosure.registration import request_of


class ReissueSchema(OfficeSchema):
    """The desk has seen who asks."""

    identity_checked = Tick("已核对来人的身份证件，与申请人登记的一致", must="请先核对申请人的身份")
    reason = Text(
        "补发原因和核对情况", maximum=300, argues=True, hint="如：申请人持身份证当面要求，原凭条遗失"
    )


@use_case("reissue_query_code", needs=Permission.CORRECT_CASE)
def reissue_query_code(act: Act, data: dict[str, Any], query_code: HashedCode) -> Result:
    """A new code; the old one, and browsers that it let in, open nothing from now on. No code is ever logged."""
    load_schema(ReissueSchema(), data)
    grants.end_all_of(act.the_case.id)
    request_of(act.the_case).query_code_hash = query_code.hash
    act.audit("request.code_reissued", "核对身份后补发查询码，原查询码失效")
    return {"number": act.the_case.number}
