"""What programs do to one request beside its tasks: files of the reply, extension, withdrawal."""

from typing import Any

from flask import request

from app import timekeeping
from app.api.access import caller, idempotency_key, token_required
from app.api.described import ApiBlueprint, described
from app.api.parsing import form_or_json, json_body, text_in
from app.casework.acts.commands import perform
from app.processes.disclosure import reply_file_acts, use_cases
from app.processes.disclosure.api import answers as told
from app.processes.disclosure.own_case import own_case
from app.steps import withdrawal
from app.web.access import current_standing

bp = ApiBlueprint("disclosure_cases", __name__, url_prefix="/api/v1/cases", description="依申请公开办件")


def _case_id(number: str) -> int:
    return own_case(number, current_standing()).id


@bp.post("/<number>/enclosures")
@described(told.ADDED, status=201, body=told.PAPER_COPY, files=told.FILES)
@token_required
def add_enclosures(number: str) -> tuple[dict[str, Any], int]:
    """添加答复附件：文件（multipart，字段 files），或者登记纸质件（JSON：name、pages）。"""
    case_id, (data, uploads) = _case_id(number), form_or_json()
    shared: dict[str, Any] = {
        "actor": caller(),
        "now": timekeeping.now(),
        "key": idempotency_key(),
        "case_id": case_id,
    }
    if request.mimetype == "multipart/form-data":
        return perform(reply_file_acts.add_reply_files, files=reply_file_acts.counted(uploads), **shared), 201
    return perform(reply_file_acts.add_paper_copy, data=data, **shared), 201


@bp.post("/<number>/enclosures/<int:file_id>/removal")
@described(told.REMOVED)
@token_required
def remove_enclosure(number: str, file_id: int) -> dict[str, Any]:
    """移除一份答复附件；文件留在案卷内。"""
    return perform(reply_file_acts.remove_reply_file, actor=caller(), now=timekeeping.now(), key=idempotency_key(),
                   case_id=_case_id(number), file_id=file_id)  # fmt: skip


@bp.post("/<number>/enclosures/<int:file_id>/reason")
@described(told.KEPT, body=told.KEEPING)
@token_required
def keep_enclosure(number: str, file_id: int) -> dict[str, Any]:
    """写明附件中有需要核对的内容而仍然提供的理由。"""
    return perform(reply_file_acts.keep_reply_file, actor=caller(), now=timekeeping.now(), key=idempotency_key(),
                   case_id=_case_id(number), file_id=file_id, data=json_body())  # fmt: skip


@bp.post("/<number>/extension")
@described(told.WORKING_DAYS, body=told.EXTENSION)
@token_required
def extend(number: str) -> dict[str, Any]:
    """申请延期。"""
    return perform(use_cases.request_extension, actor=caller(), now=timekeeping.now(), key=idempotency_key(),
                   case_id=_case_id(number), data=json_body())  # fmt: skip


@bp.post("/<number>/withdrawal")
@described(told.NUMBER, body=told.PAPER_WITHDRAWAL)
@token_required
def withdraw(number: str) -> dict[str, Any]:
    """登记申请人的书面、口头撤回；received_on 为收到撤回材料之日，不填为今天；way 不填为书面材料。"""
    body = json_body()
    return perform(withdrawal.record_withdrawal, actor=caller(), now=timekeeping.now(), key=idempotency_key(),
                   case_id=_case_id(number), reason=text_in(body, "reason"),
                   received_on=text_in(body, "received_on"), way=text_in(body, "way"))  # fmt: skip
