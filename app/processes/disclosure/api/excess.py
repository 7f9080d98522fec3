"""第三十五条 by programs: the reason, its judgement, the later limit."""

from typing import Any

from app import timekeeping
from app.api.access import caller, idempotency_key, token_required
from app.api.described import described
from app.api.parsing import json_body
from app.casework.acts.commands import UseCase, perform
from app.processes.disclosure import excess_acts
from app.processes.disclosure.api import answers as told
from app.processes.disclosure.api.cases import bp
from app.processes.disclosure.own_case import own_case
from app.web.access import current_standing


@bp.post("/<number>/reason")
@described(told.REASON_RECEIVED, body=told.REASON)
@token_required
def record_reason(number: str) -> dict[str, Any]:
    """登记申请人的理由说明（第三十五条）。"""
    return done_with(number, excess_acts.record_reason)


@bp.post("/<number>/judgement")
@described(told.JUDGED, body=told.JUDGEMENT)
@token_required
def judge_reason(number: str) -> dict[str, Any]:
    """判断申请人的理由是否合理。"""
    return done_with(number, excess_acts.judge_reason)


@bp.post("/<number>/deferral")
@described(told.DEFERRED, body=told.DEFERRAL)
@token_required
def request_deferral(number: str) -> dict[str, Any]:
    """申请延迟答复，由工作机构负责人审批。"""
    return done_with(number, excess_acts.request_deferral)


def done_with(number: str, use: UseCase) -> dict[str, Any]:
    """Run this use case on the request with the body that was sent."""
    case_id = own_case(number, current_standing()).id
    return perform(use, actor=caller(), now=timekeeping.now(), key=idempotency_key(), case_id=case_id,
                   data=json_body())  # fmt: skip
