"""For applicants: apply, follow, answer a 补正, withdraw. Number and query code open a request."""

from typing import Any

from flask import request

from app import timekeeping
from app.api.access import idempotency_key
from app.api.described import QUERY_CODE, ApiBlueprint, described
from app.api.parsing import form_or_json, text_in
from app.casework.acts.commands import perform
from app.casework.letters.issuing import pdf_of
from app.law.errors import InvalidInput
from app.processes.disclosure import query_codes, use_cases
from app.processes.disclosure.api import answers as told
from app.processes.disclosure.api.shapes import applicant_shape
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.applicant_letters import (
    letter_for_applicant,
    paper_for_applicant,
    record_first_download,
)
from app.processes.disclosure.applicant_view import view_for_applicant
from app.processes.disclosure.models import DisclosureRequest
from app.steps import withdrawal
from app.web import limits
from app.web.access import public
from app.web.addresses import client_address
from app.web.downloads import download as send
from app.web.limits import Sending, limited

bp = ApiBlueprint("disclosure_public", __name__, url_prefix="/api/v1/public", description="申请人")
IN_THE_ADDRESS = "查询码不得写在网址中，请放在请求头 X-Query-Code 里"


def opened(number: str) -> DisclosureRequest:
    """The request whose query code came with the call, in the header alone: addresses stand in the logs of proxies.

    Raises InvalidInput for a code in the address, right or wrong, and WrongQueryCode.
    """
    if "code" in request.args:
        raise InvalidInput(fields={"code": IN_THE_ADDRESS})
    code = request.headers.get("X-Query-Code", "")
    limits.count_stranger("", timekeeping.now())
    return use_cases.open_for_applicant(number, code, client_address(), timekeeping.now())


def opened_to_send(number: str) -> DisclosureRequest:
    """As `opened`, for calls that change something: they are counted by number."""
    found = opened(number)
    limits.count(Sending.ANSWER, timekeeping.now(), by=found.case.number)
    return found


@bp.post("/requests")
@described(told.OPENED, status=201, body=told.APPLICATION, files=told.FILES)
@public
@limited(Sending.APPLICATION)
def apply() -> tuple[dict[str, Any], int]:
    """提交政府信息公开申请。"""
    data, uploads = form_or_json()
    key = idempotency_key()
    code = query_codes.code_for(key)
    result = perform(use_cases.apply_online, actor=APPLICANT, now=timekeeping.now(), key=key, data=data,
                     uploads=uploads, query_code=query_codes.hashed(code))  # fmt: skip
    return {**result, "query_code": code}, 201


@bp.get("/requests/<number>")
@described(told.APPLICANT, opened_by=QUERY_CODE)
@public
def show(number: str) -> dict[str, Any]:
    """查询进度。"""
    return applicant_shape(view_for_applicant(opened(number), timekeeping.now()))


@bp.post("/requests/<number>/clarification")
@described(told.LATE, body=told.ANSWER, files=told.FILES, opened_by=QUERY_CODE)
@public
def clarify(number: str) -> dict[str, Any]:
    """提交补正。"""
    found = opened_to_send(number)
    data, uploads = form_or_json()
    key = idempotency_key(found.case.number)
    return perform(use_cases.answer_clarification, actor=APPLICANT, now=timekeeping.now(), key=key,
                   case_id=found.case_id, data=data, uploads=uploads)  # fmt: skip


@bp.post("/requests/<number>/withdrawal")
@described(told.NUMBER, body=told.WITHDRAWAL, opened_by=QUERY_CODE)
@public
def withdraw(number: str) -> dict[str, Any]:
    """撤回申请。"""
    found = opened_to_send(number)
    data, _ = form_or_json() if request.content_length else ({}, [])
    key = idempotency_key(found.case.number)
    return perform(withdrawal.withdraw_request, actor=APPLICANT, now=timekeeping.now(), key=key,
                   case_id=found.case_id, reason=text_in(data, "reason"))  # fmt: skip


@bp.get("/requests/<number>/letters/<int:letter_id>")
@described(None, media="application/pdf", opened_by=QUERY_CODE)
@public
def download(number: str, letter_id: int) -> Any:
    """下载文书 PDF；首次下载时间留作送达凭证。"""
    found = opened(number)
    document = pdf_of(letter_for_applicant(found, letter_id))
    perform(
        record_first_download,
        actor=APPLICANT,
        now=timekeeping.now(),
        case_id=found.case_id,
        letter_id=letter_id,
    )
    return send(document)


@bp.get("/requests/<number>/papers/<int:document_id>")
@described(None, media="*/*", opened_by=QUERY_CODE)
@public
def download_paper(number: str, document_id: int) -> Any:
    """下载随答复书提供的文件，或者自己提交的材料。"""
    return send(paper_for_applicant(opened(number), document_id))
