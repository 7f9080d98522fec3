"""检索记录 by programs: JSON, or multipart with its papers."""

from typing import Any

from app import timekeeping
from app.api.access import caller, idempotency_key, token_required
from app.api.described import described
from app.api.parsing import form_or_json
from app.casework.acts.commands import UseCase, perform
from app.processes.disclosure import search_acts
from app.processes.disclosure.api import answers as told
from app.processes.disclosure.api.cases import bp
from app.processes.disclosure.own_case import own_case
from app.web.access import current_standing


@bp.post("/<number>/searches")
@described(told.SEARCHED, status=201, body=told.SEARCH_ENTRY, files=told.FILES)
@token_required
def record_search(number: str) -> tuple[dict[str, Any], int]:
    """登记检索记录。"""
    return _entered(number, search_acts.record_search), 201


@bp.post("/<number>/searches/<int:which>/correction")
@described(told.SEARCHED, status=201, body=told.SEARCH_CORRECTION, files=told.FILES)
@token_required
def correct_search(number: str, which: int) -> tuple[dict[str, Any], int]:
    """更正一条检索记录：写成新的一条，原来的保留。"""
    return _entered(number, search_acts.correct_search, number=which), 201


def _entered(case_number: str, use: UseCase, **more: Any) -> dict[str, Any]:
    case_id, (data, uploads) = own_case(case_number, current_standing()).id, form_or_json()
    return perform(use, actor=caller(), now=timekeeping.now(), key=idempotency_key(), case_id=case_id, data=data,
                   uploads=uploads, **more)  # fmt: skip
