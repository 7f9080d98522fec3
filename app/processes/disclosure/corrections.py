"""Putting right what was registered (更正登记事项): one fact an act, with who, why, the old and the new."""

import uuid
from typing import Any

from marshmallow import Schema

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.contract.fields import Choice, Text, Tick
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case
from app.database import db
from app.law.errors import InvalidInput
from app.law.receipt import Channel
from app.office.permissions import Permission
from app.processes.disclosure import correction_effects as effects
from app.processes.disclosure.application import (
    ApplicationSchema,
    PaperRegistrationSchema,
    missing_for_the_way,
    problems_of_numbers,
)
from app.processes.disclosure.models import DisclosureRequest, RequestCorrection
from app.processes.disclosure.models.applicant import SEALED
from app.processes.disclosure.models.correction import TITLE
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.traces import change_traces
from app.steps.consultation_record import parties_of

OF_THE_REQUEST = ("description", "document_title", "document_reference", "reply_form", "reply_way")
CORRECTED = (
    "applicant_kind", "name", "contact_name", "representative", "agent_name", "identity_document", "identity_number",
    "telephone", "email", "address", "postcode", "description", "document_title", "document_reference", "reply_form",
    "reply_way",
)  # fmt: skip
TITLES = {name: PaperRegistrationSchema().fields[name].metadata["title"] for name in CORRECTED}
NUMBERS = ("identity_number", "telephone", "email")
HANGS_ON = {
    "identity_document": ("identity_number",), "reply_way": ("address", "email"),
    **{name: (name,) for name in (*NUMBERS, "address")},
}  # fmt: skip
"""Fact → those whose sentences tell that it cannot be so: a type must fit the number that stands, a way its address."""


class CorrectionSchema(OfficeSchema):
    """Why; the fact itself is asked as at the registration."""

    reason = Text(
        "更正的原因和依据",
        maximum=300,
        argues=True,
        hint="如：登记时录入有误，与申请书第一页不一致；申请人补正时提供",
    )


def correction_schema(case: Case, name: str) -> Schema:
    """The form for one fact: asked as at the registration, with the reason. Raises InvalidInput for no fact."""
    if name not in CORRECTED:
        raise InvalidInput(fields={"field": "请选择更正的事项"})
    asked = {
        name: _as_registered(request_of(case)).fields[name],
        "reason": CorrectionSchema().fields["reason"],
    }
    if name in (*NUMBERS, "identity_document"):
        asked["as_written"] = Tick("与申请书核对无误，按原样登记", hint="申请书上确实写错了的，勾选后照录")
    if name == "name" and parties_of(case):
        asked["namesake"] = Choice(
            "与征求对象同名", effects.NAMESAKES, required=False, hint="更正后与已征求意见的一方同名的必选"
        )
    if name == "reply_way" and effects.not_yet_out(case):
        asked["late_reason"] = Text("逾期原因", maximum=300, required=False, argues=True,
                                    hint="改为网上领取、答复当即送达，而答复期限已过的必填")  # fmt: skip
    return OfficeSchema(asked)


def _as_registered(request: DisclosureRequest) -> ApplicationSchema:
    """Online the applicant had to say it (第二十九条): it cannot become blank. A paper may lack it: then 补正 asks."""
    return ApplicationSchema() if request.channel == Channel.ONLINE else PaperRegistrationSchema()


@use_case("correct_request", needs=Permission.CORRECT_CASE)
def correct_request(act: Act, field: str, data: dict[str, Any]) -> Result:
    """Put one registered fact right. Letters already out stay as they are; texts not yet issued follow the record."""
    act.require_open()
    values = load_schema(correction_schema(act.the_case, field), data)
    request = request_of(act.the_case)
    new, old = values[field], registered(request, field)
    if new == old:
        raise InvalidInput(fields={field: "与登记的内容相同，没有需要更正的"})
    _check_fits(request, field, values)
    named_after = effects.title_now(request)
    _write(request, field, new)
    kept = _keep(act, field, values["reason"], old, new)
    act.audit("request.corrected", f"更正登记事项：{TITLES[field]}", field=field, correction=kept.id)
    if field == "name":
        effects.settle_namesakes(act, new, values.get("namesake", ""))
    if field == "reply_way":
        effects.follow_the_way(act, request, values.get("late_reason", ""))
    if field in ("description", "document_title"):
        _rename(act, request, named_after)
    return {"field": field}


def _check_fits(request: DisclosureRequest, field: str, values: dict[str, Any]) -> None:
    """Raises InvalidInput for a number that cannot be right, unless the paper itself says so; online for a way without
    its address as well.
    """
    names = {*HANGS_ON.get(field, ()), "identity_document", field}
    stands = {name: registered(request, name) for name in names} | {field: values[field]}
    problems = {} if values.get("as_written") else problems_of_numbers(stands)
    if request.channel == Channel.ONLINE and field in ("reply_way", "address", "email"):
        way = registered(request, "reply_way")
        problems |= missing_for_the_way({"reply_way": way, **stands})
    if found := [problems[name] for name in HANGS_ON.get(field, ()) if name in problems]:
        raise InvalidInput(fields={field: "；".join(found)})


def _rename(act: Act, request: DisclosureRequest, named_after: str) -> None:
    """The title follows what was put right; one given by hand stays. The old one is kept with the others."""
    case, now = act.the_case, effects.title_now(request)
    if case.title == named_after and now != named_after:
        _keep(act, TITLE, f"随“{TITLES['description']}”更正", case.title, now)
        case.title = now


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
    if name == "description":
        change_traces(request.case.organ_id, request.case_id, request.description, new)
    if name in OF_THE_REQUEST:
        setattr(request, name, new)
    elif name in SEALED:
        request.applicant.conceal(name, new)
    else:
        setattr(request.applicant, "kind" if name == "applicant_kind" else name, new)
    if name == "name":
        request.case.party = new
