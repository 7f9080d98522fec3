"""Putting right what was registered (更正登记事项), and a new query code for one that was lost (补发查询码)."""

import uuid
from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, validates_schema

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.contract.fields import Choice, Text, Tick
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.database import db
from app.law import identity
from app.law.errors import InvalidInput
from app.office.permissions import Permission
from app.processes.disclosure.application import ApplicationSchema
from app.processes.disclosure.models import DisclosureRequest, RequestCorrection
from app.processes.disclosure.models.applicant import SEALED
from app.processes.disclosure.query_codes import HashedCode
from app.processes.disclosure.registration import request_of

OF_THE_REQUEST = ("description", "document_title", "document_reference")
FIELDS: Mapping[str, str] = {
    "name": "姓名或名称", "contact_name": "联系人", "identity_number": "证件号码", "telephone": "联系电话",
    "address": "通信地址", "postcode": "邮政编码", "email": "电子邮箱", "description": "所需信息的内容描述",
    "document_title": "文件名称", "document_reference": "文号",
}  # fmt: skip
CHECKS = {
    "telephone": (identity.is_telephone, "联系电话的格式不对，请核对"),
    "email": (identity.is_email, "电子邮箱的格式不对，请核对"),
}


class CorrectionSchema(OfficeSchema):
    """One fact at a time: what it should be, and why."""

    field = Choice("更正的事项", FIELDS)
    value = Text("更正为", maximum=2000, widget="textarea", quotes=True)
    reason = Text("更正的原因和依据", maximum=300, hint="如：登记时录入有误，与申请书第一页不一致")

    @validates_schema
    def check_value(self, data: Mapping[str, Any], **_options: Any) -> None:
        if problem := value_problem(data["field"], data["value"]):
            raise ValidationError({"value": problem})


def value_problem(name: str, value: str) -> str:
    """What is wrong with the value of this fact: its length, or its form."""
    declared = ApplicationSchema().fields[name]
    assert isinstance(declared, Text)
    is_right, words = CHECKS.get(name, (None, ""))
    fault = declared.too_long(value)
    return fault or (words if is_right is not None and not is_right(declared.as_kept(value)) else "")


class ReissueSchema(OfficeSchema):
    """The desk has seen who asks."""

    identity_checked = Tick("已核对来人的身份证件，与申请人登记的一致", must="请先核对申请人的身份")
    reason = Text("补发原因和核对情况", maximum=300, hint="如：申请人持身份证当面要求，原凭条遗失")


@use_case("correct_request", needs=Permission.CORRECT_CASE)
def correct_request(act: Act, data: dict[str, Any]) -> Result:
    """Put one registered fact right. Letters already out stay as they are; texts not yet issued follow the record."""
    act.require_open()
    values = load_schema(CorrectionSchema(), data)
    request, name = request_of(act.the_case), values["field"]
    declared = ApplicationSchema().fields[name]
    assert isinstance(declared, Text)
    new, old = declared.as_kept(values["value"]), registered(request, name)
    if new == old:
        raise InvalidInput(fields={"value": "与登记的内容相同，没有需要更正的"})
    _write(request, name, new)
    assert act.actor.person_id is not None
    kept = RequestCorrection(
        case_id=act.the_case.id, seal_id=str(uuid.uuid4()), field=name, reason=values["reason"],
        corrected_by_id=act.actor.person_id, corrected_at=act.now,
    )  # fmt: skip
    kept.keep(old, new)
    db.session.add(kept)
    db.session.flush()
    act.audit("request.corrected", f"更正登记事项：{FIELDS[name]}", field=name, correction=kept.id)
    return {"field": name}


def registered(request: DisclosureRequest, name: str) -> str:
    """The fact as it is registered now."""
    if name in OF_THE_REQUEST:
        return str(getattr(request, name))
    return request.applicant.reveal(name) if name in SEALED else str(getattr(request.applicant, name))


def _write(request: DisclosureRequest, name: str, new: str) -> None:
    if name in OF_THE_REQUEST:
        setattr(request, name, new)
    elif name in SEALED:
        request.applicant.conceal(name, new)
    else:
        setattr(request.applicant, name, new)
    if name == "name":
        request.case.party = new


@use_case("reissue_query_code", needs=Permission.CORRECT_CASE)
def reissue_query_code(act: Act, data: dict[str, Any], query_code: HashedCode) -> Result:
    """A new code after the desk has seen who asks; the old one opens nothing from now on. No code is ever logged."""
    load_schema(ReissueSchema(), data)
    request_of(act.the_case).query_code_hash = query_code.hash
    act.audit("request.code_reissued", "核对身份后补发查询码，原查询码失效")
    return {"number": act.the_case.number}
