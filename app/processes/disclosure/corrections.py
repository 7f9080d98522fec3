"""Putting right what was registered (更正登记事项): one fact an act, with who, why, the old and the new."""

import uuid
from typing import Any

from marshmallow import Schema

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.contract.fields import Text, Tick
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.run.workflow import workflow_of
from app.database import db
from app.law.errors import InvalidInput
from app.office.permissions import Permission
from app.processes.disclosure.application import PaperRegistrationSchema, problems_of_numbers
from app.processes.disclosure.models import DisclosureRequest, RequestCorrection
from app.processes.disclosure.models.applicant import SEALED
from app.processes.disclosure.registration import request_of

OF_THE_REQUEST = ("description", "document_title", "document_reference", "reply_form", "reply_way")
CORRECTED = (
    "applicant_kind", "name", "contact_name", "identity_document", "identity_number", "telephone", "email", "address",
    "postcode", "description", "document_title", "document_reference", "reply_form", "reply_way",
)  # fmt: skip
TITLES = {name: PaperRegistrationSchema().fields[name].metadata["title"] for name in CORRECTED}
NUMBERS = ("identity_number", "telephone", "email")


class CorrectionSchema(OfficeSchema):
    """Why; the fact itself is asked as at the registration."""

    reason = Text(
        "更正的原因和依据",
        maximum=300,
        argues=True,
        hint="如：登记时录入有误，与申请书第一页不一致；申请人补正时提供",
    )


def correction_schema(name: str) -> Schema:
    """The form for one fact: asked as at the registration, with the reason. Raises InvalidInput for no fact."""
    if name not in CORRECTED:
        raise InvalidInput(fields={"field": "请选择更正的事项"})
    asked = {name: PaperRegistrationSchema().fields[name], "reason": CorrectionSchema().fields["reason"]}
    if name in NUMBERS:
        asked["as_written"] = Tick("与申请书核对无误，按原样登记", hint="申请书上确实写错了的，勾选后照录")
    return OfficeSchema.from_dict(asked, name="CorrectionSchema")()


@use_case("correct_request", needs=Permission.CORRECT_CASE)
def correct_request(act: Act, field: str, data: dict[str, Any]) -> Result:
    """Put one registered fact right. Letters already out stay as they are; texts not yet issued follow the record."""
    act.require_open()
    values = load_schema(correction_schema(field), data)
    request = request_of(act.the_case)
    new, old = values[field], registered(request, field)
    if new == old:
        raise InvalidInput(fields={field: "与登记的内容相同，没有需要更正的"})
    _check_number(request, field, values)
    _write(request, field, new)
    if field == "reply_way":
        workflow_of(act).tell({"delivered_online": request.is_delivered_online})
    kept = _keep(act, field, values["reason"], old, new)
    act.audit("request.corrected", f"更正登记事项：{TITLES[field]}", field=field, correction=kept.id)
    return {"field": field}


def _check_number(request: DisclosureRequest, field: str, values: dict[str, Any]) -> None:
    """Raises InvalidInput for a number that cannot be right, unless the paper itself says so."""
    if field not in NUMBERS or values["as_written"]:
        return
    document = request.applicant.identity_document
    if problem := problems_of_numbers({"identity_document": document, field: values[field]}):
        raise InvalidInput(fields=problem)


def _keep(act: Act, field: str, reason: str, old: str, new: str) -> RequestCorrection:
    assert act.actor.person_id is not None
    kept = RequestCorrection(
        case_id=act.the_case.id, seal_id=str(uuid.uuid4()), field=field, reason=reason,
        corrected_by_id=act.actor.person_id, corrected_at=act.now,
    )  # fmt: skip
    kept.keep(old, new)
    db.session.add(kept)
    db.session.flush()
    return kept


def registered(request: DisclosureRequest, name: str) -> str:
    """The fact as it is registered now."""
    if name in OF_THE_REQUEST:
        return str(getattr(request, name))
    if name == "applicant_kind":
        return request.applicant.kind
    return request.applicant.reveal(name) if name in SEALED else str(getattr(request.applicant, name))


def _write(request: DisclosureRequest, name: str, new: str) -> None:
    if name in OF_THE_REQUEST:
        setattr(request, name, new)
    elif name in SEALED:
        request.applicant.conceal(name, new)
    else:
        setattr(request.applicant, "kind" if name == "applicant_kind" else name, new)
    if name == "name":
        request.case.party = new
