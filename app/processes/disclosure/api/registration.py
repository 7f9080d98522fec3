"""For staff: registering a request that came by any channel."""

from typing import Any

from app import timekeeping
from app.api.access import caller, idempotency_key, token_required
from app.api.described import ApiBlueprint, described
from app.api.parsing import form_or_json
from app.casework.acts.commands import perform
from app.law.errors import InvalidInput
from app.processes.disclosure import correction_application_acts, query_codes, use_cases
from app.processes.disclosure.api import answers as told
from app.processes.disclosure.api import answers_afterwards as after

bp = ApiBlueprint("disclosure_registration", __name__, url_prefix="/api/v1", description="登记")


@bp.post("/requests")
@described(told.OPENED, status=201, body=told.REGISTRATION, files=told.FILES)
@token_required
def register() -> tuple[dict[str, Any], int]:
    """登记当面、邮寄、传真等渠道收到的申请（organ 为受理机关代码）。"""
    data, uploads = form_or_json()
    key, organ = idempotency_key(), data.pop("organ", None)
    if not isinstance(organ, str):
        raise InvalidInput(fields={"organ": "请给出受理机关代码"})
    code = query_codes.code_for(key)
    result = perform(use_cases.register_request, actor=caller(), now=timekeeping.now(), key=key, organ_code=organ,
                     data=data, uploads=uploads, query_code=query_codes.hashed(code))  # fmt: skip
    return {**result, "query_code": code}, 201


@bp.post("/corrections")
@described(told.OPENED, status=201, body=after.CORRECTION_REGISTRATION, files=told.FILES)
@token_required
def register_correction() -> tuple[dict[str, Any], int]:
    """登记更正申请（第四十一条）：须附证明材料，用 multipart 发送。"""
    data, uploads = form_or_json()
    key, organ = idempotency_key(), data.pop("organ", None)
    if not isinstance(organ, str):
        raise InvalidInput(fields={"organ": "请给出受理机关代码"})
    code = query_codes.code_for(key)
    result = perform(correction_application_acts.register_correction, actor=caller(), now=timekeeping.now(), key=key,
                     organ_code=organ, data=data, uploads=uploads, query_code=query_codes.hashed(code))  # fmt: skip
    return {**result, "query_code": code}, 201
