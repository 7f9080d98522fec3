"""A new query code for one that was lost (补发查询码), after the desk has seen who asks."""

from typing import Any

from sqlalchemy import select, update

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.contract.fields import Text, Tick
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case
from app.database import db
from app.office.permissions import Permission
from app.processes.disclosure import grants
from app.processes.disclosure.models import DisclosureRequest
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
    """A new code; the old one, and browsers that it let in, open nothing from now on. No code is ever logged.

    One code opens all cases of one application (更正、重新答复、转办), so it changes for all of them.
    """
    load_schema(ReissueSchema(), data)
    case_ids = _opened_alike(act.the_case)
    for case_id in case_ids:
        grants.end_all_of(case_id)
    of_all = update(DisclosureRequest).where(DisclosureRequest.case_id.in_(case_ids))
    db.session.execute(of_all.values(query_code_hash=query_code.hash))
    act.audit("request.code_reissued", "核对身份后补发查询码，原查询码失效", cases=len(case_ids))
    return {"number": act.the_case.number}


def _opened_alike(case: Case) -> list[int]:
    """This case and all others that its code opens: the hash is salted, so it is the same for them alone.

    What came from a ledger has no code.
    """
    kept = request_of(case).query_code_hash
    if not kept:
        return [case.id]
    alike = select(DisclosureRequest.case_id).where(DisclosureRequest.query_code_hash == kept)
    return list(db.session.scalars(alike))
