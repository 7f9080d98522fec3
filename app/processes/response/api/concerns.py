"""/api/v1/concerns: registering, reading, grading, statistics. Tasks are completed by the calls of the platform."""

from typing import Any

from flask import request
from sqlalchemy import select

from app import timekeeping
from app.api.access import caller, idempotency_key, token_required
from app.api.described import ApiBlueprint, described
from app.api.kinds import paged
from app.api.pages import page_told
from app.api.parsing import form_or_json
from app.casework.acts.commands import perform
from app.casework.contract.schemas import json_schema
from app.casework.models import Case
from app.casework.work import supervision
from app.casework.work.paging import paged as paged_list
from app.casework.work.register import readable_cases
from app.law.errors import InvalidInput, NotAllowed
from app.office.permissions import ANYWHERE, Permission, allows
from app.processes.response.api import answers as told
from app.processes.response.api.shapes import concern_row, concern_whole, statistics_of
from app.processes.response.grading import level_schema, regrade_concern
from app.processes.response.models import Concern
from app.processes.response.records import PROCESS, own_case
from app.processes.response.registration import register_concern
from app.processes.response.withdrawing import withdraw_statement
from app.web.access import current_standing
from app.web.page_number import page_number

bp = ApiBlueprint("concerns_api", __name__, url_prefix="/api/v1/concerns", description="回应关切")


@bp.get("")
@described(paged("concerns", "舆情", told.ROW), query=told.LISTING)
@token_required
def list_concerns() -> dict[str, Any]:
    """有权查看的舆情，新的在前。"""
    filters = {
        "kind": Concern.kind,
        "level": Concern.level,
        "judgement": Concern.judgement,
        "state": Case.state,
    }
    wanted = [column == value for name, column in filters.items() if (value := request.args.get(name))]
    query = select(Case).join(Concern, Concern.case_id == Case.id).where(*wanted, Case.process == PROCESS)
    readable = query.where(readable_cases(current_standing()))
    return page_told("concerns", paged_list(readable, page_number(), Case.id.desc()), concern_row)


@bp.post("")
@described(told.NUMBER, status=201, body=told.REGISTRATION, files={"files": "副本"})
@token_required
def register() -> tuple[dict[str, Any], int]:
    """登记一件舆情；副本作为文件上传（multipart，字段 files）。"""
    data, uploads = form_or_json()
    organ = data.pop("organ", None)
    if not isinstance(organ, str):
        raise InvalidInput(fields={"organ": "请给出受理机关代码"})
    return perform(register_concern, actor=caller(), now=timekeeping.now(), key=idempotency_key(), organ_code=organ,
                   data=data, uploads=uploads), 201  # fmt: skip


@bp.get("/statistics")
@described(told.STATISTICS, query=(told.YEAR,))
@token_required
def statistics() -> dict[str, Any]:
    """督办范围内的统计：按类别、等级、机关，首次发布用时的中位数。"""
    standing, today = current_standing(), timekeeping.today()
    if not allows(Permission.READ_BOARD, standing, ANYWHERE, today):
        raise NotAllowed()
    return statistics_of(supervision.board_organ_ids(standing), _year())


@bp.get("/<number>")
@described(told.WHOLE)
@token_required
def show(number: str) -> dict[str, Any]:
    """一件舆情：来源、研判、全部时限、历次发布和各渠道的凭证。"""
    return concern_whole(own_case(number, current_standing()))


@bp.post("/<number>/level")
@described(told.NUMBER, body=json_schema(level_schema()))
@token_required
def change_level(number: str) -> dict[str, Any]:
    """调整等级；降低等级须写明理由。"""
    data, _uploads = form_or_json()
    case_id = own_case(number, current_standing()).id
    return perform(regrade_concern, actor=caller(), now=timekeeping.now(), key=idempotency_key(), case_id=case_id,
                   data=data)  # fmt: skip


@bp.post("/<number>/withdrawals")
@described(told.NUMBER, body=told.WITHDRAWAL)
@token_required
def withdraw(number: str) -> dict[str, Any]:
    """撤回一次发布；公众只看到标题和撤回原因。"""
    data, _uploads = form_or_json()
    case_id = own_case(number, current_standing()).id
    return perform(withdraw_statement, actor=caller(), now=timekeeping.now(), key=idempotency_key(), case_id=case_id,
                   data=data)  # fmt: skip


def _year() -> int | None:
    """The year asked for. Raises InvalidInput for what is none."""
    text = request.args.get("year", "")
    if not text:
        return None
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else 0
    if not told.FIRST_YEAR <= year <= told.LAST_YEAR:
        raise InvalidInput(fields={"year": f"年度应在 {told.FIRST_YEAR} 至 {told.LAST_YEAR} 之间"})
    return year
