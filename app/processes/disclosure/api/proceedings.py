"""行政复议、行政诉讼 by programs: JSON, or multipart with the papers."""

from typing import Any

from app import timekeeping
from app.api.access import caller, idempotency_key, token_required
from app.api.described import described
from app.api.parsing import form_or_json
from app.casework.acts.commands import UseCase, perform
from app.processes.disclosure import proceeding_acts as acts
from app.processes.disclosure import redo
from app.processes.disclosure.api import answers as told
from app.processes.disclosure.api import answers_afterwards as after
from app.processes.disclosure.api.cases import bp
from app.processes.disclosure.own_case import own_case
from app.web.access import current_standing


@bp.post("/<number>/proceedings")
@described(after.PROCEEDING_ENTERED, status=201, body=after.PROCEEDING_BEGUN, files=told.FILES)
@token_required
def record_proceeding(number: str) -> tuple[dict[str, Any], int]:
    """登记行政复议、行政诉讼；案件办结以后也可以登记。"""
    return _entered(number, acts.record_proceeding), 201


@bp.post("/<number>/proceedings/<int:which>/ruling")
@described(after.PROCEEDING_ENTERED, status=201, body=after.PROCEEDING_RULED, files=told.FILES)
@token_required
def record_ruling(number: str, which: int) -> tuple[dict[str, Any], int]:
    """登记行政复议、行政诉讼的结果：写成新的一条。"""
    return _entered(number, acts.record_ruling, number=which), 201


@bp.post("/<number>/proceedings/<int:which>/correction")
@described(after.PROCEEDING_ENTERED, status=201, body=after.PROCEEDING_CORRECTED, files=told.FILES)
@token_required
def correct_proceeding(number: str, which: int) -> tuple[dict[str, Any], int]:
    """更正一条记录：写成新的一条，原来的保留。"""
    return _entered(number, acts.correct_proceeding, number=which), 201


@bp.post("/<number>/proceedings/<int:which>/redo")
@described(told.NUMBER, status=201)
@token_required
def open_redo(number: str, which: int) -> tuple[dict[str, Any], int]:
    """依撤销、责令答复的结果开立重新答复件。"""
    case_id = own_case(number, current_standing()).id
    return perform(redo.open_redo, actor=caller(), now=timekeeping.now(), key=idempotency_key(), case_id=case_id,
                   number=which), 201  # fmt: skip


def _entered(case_number: str, use: UseCase, **more: Any) -> dict[str, Any]:
    case_id, (data, uploads) = own_case(case_number, current_standing()).id, form_or_json()
    return perform(use, actor=caller(), now=timekeeping.now(), key=idempotency_key(), case_id=case_id, data=data,
                   uploads=uploads, **more)  # fmt: skip
