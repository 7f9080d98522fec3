"""Cases: list, one case, its clocks, documents, timeline and drawing."""

from datetime import date
from typing import Any

from flask import Response, request
from flask_smorest import Blueprint

from app import timekeeping
from app.api.access import caller, idempotency_key, token_required
from app.api.objects import readable_case
from app.api.parsing import form_or_json, json_body, page_number
from app.api.shapes import case_row, case_whole, clock_row, iso
from app.casework.acts.commands import perform
from app.casework.acts.errors import NotFound
from app.casework.papers.documents import documents_of
from app.casework.run.diagram_view import drawing_of
from app.casework.terms.clock_view import explanations_of
from app.casework.work import inbox, timeline
from app.law.errors import InvalidInput
from app.processes.disclosure import reply_file_acts, use_cases
from app.web.access import current_standing
from app.web.downloads import download

bp = Blueprint("api_cases", __name__, url_prefix="/api/v1/cases", description="办件")


@bp.get("")
@token_required
def list_cases() -> dict[str, Any]:
    """有权查看的办件。"""
    standing = current_standing()
    by = inbox.Filter(process=request.args.get("process", ""), words=request.args.get("q", "")[:100])
    condition = inbox.readable_cases(standing)
    page = inbox.list_cases(condition, by, request.args.get("state", ""), _due_before(), page_number())
    return {
        "cases": [case_row(case) for case in page.rows],
        "page": page.number,
        "pages": page.pages,
        "total": page.total,
    }


def _due_before() -> date | None:
    text = request.args.get("due_before", "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InvalidInput(fields={"due_before": "应为日期，如 2026-03-02"}) from error


@bp.get("/<number>")
@token_required
def show(number: str) -> dict[str, Any]:
    """一件办件：事实、状态、待办、期限、材料。"""
    return case_whole(readable_case(number))


@bp.get("/<number>/clocks")
@token_required
def show_clocks(number: str) -> dict[str, Any]:
    """期限计算单。"""
    found = explanations_of(readable_case(number))
    return {"clocks": [{**clock_row(clock), "sheet": sheet.to_mapping()} for clock, sheet in found]}


@bp.get("/<number>/timeline")
@token_required
def show_timeline(number: str) -> dict[str, Any]:
    """办理记录，新的在前。"""
    entries = timeline.timeline_of(readable_case(number))
    return {
        "entries": [
            {"at": iso(e.at), "who": e.who, "unit": e.unit, "act": e.act, "opinion": e.opinion}
            for e in entries
        ]
    }


@bp.get("/<number>/diagram.svg")
@token_required
def show_diagram(number: str) -> Response:
    """流程图，标出已办和当前环节。"""
    return Response(drawing_of(readable_case(number), timekeeping.now()), mimetype="image/svg+xml")


@bp.get("/<number>/documents/<int:document_id>")
@token_required
def show_document(number: str, document_id: int) -> Response:
    """下载一份材料。"""
    for document in documents_of(readable_case(number)):
        if document.id == document_id:
            return download(document)
    raise NotFound()


@bp.post("/<number>/enclosures")
@token_required
def add_enclosures(number: str) -> tuple[dict[str, Any], int]:
    """添加答复附件：文件（multipart，字段 files），或者登记纸质件（JSON：name、pages）。"""
    case_id, (data, uploads) = readable_case(number).id, form_or_json()
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
@token_required
def remove_enclosure(number: str, file_id: int) -> dict[str, Any]:
    """移除一份答复附件；文件留在案卷内。"""
    return perform(reply_file_acts.remove_reply_file, actor=caller(), now=timekeeping.now(), key=idempotency_key(),
                   case_id=readable_case(number).id, file_id=file_id)  # fmt: skip


@bp.post("/<number>/extension")
@token_required
def extend(number: str) -> dict[str, Any]:
    """申请延期。"""
    return perform(use_cases.request_extension, actor=caller(), now=timekeeping.now(), key=idempotency_key(),
                   case_id=readable_case(number).id, data=json_body())  # fmt: skip


@bp.post("/<number>/withdrawal")
@token_required
def withdraw(number: str) -> dict[str, Any]:
    """登记申请人的书面撤回。"""
    return perform(use_cases.record_withdrawal, actor=caller(), now=timekeeping.now(), key=idempotency_key(),
                   case_id=readable_case(number).id, reason=str(json_body().get("reason", "")))  # fmt: skip
