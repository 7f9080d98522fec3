"""转交其他机关 by programs."""

from typing import Any

from app import timekeeping
from app.api.access import caller, idempotency_key, token_required
from app.api.described import described
from app.api.parsing import json_body
from app.casework.acts.commands import perform
from app.processes.disclosure import passing_on, redo
from app.processes.disclosure.api import answers as told
from app.processes.disclosure.api import answers_afterwards as after
from app.processes.disclosure.api.cases import bp
from app.processes.disclosure.own_case import own_case
from app.web.access import current_standing


@bp.post("/<number>/passing-on")
@described(told.NUMBER, status=201, body=after.PASSING_ON)
@token_required
def pass_on(number: str) -> tuple[dict[str, Any], int]:
    """经申请人同意转交负责公开的机关；回答新件的编号。"""
    case_id = own_case(number, current_standing()).id
    return perform(passing_on.pass_on, actor=caller(), now=timekeeping.now(), key=idempotency_key(), case_id=case_id,
                   data=json_body()), 201  # fmt: skip


@bp.post("/<number>/replacement")
@described(told.NUMBER, status=201, body=after.REPLACEMENT)
@token_required
def replace_reply(number: str) -> tuple[dict[str, Any], int]:
    """更换答复：另开新件重新办理；回答新件的编号。"""
    case_id = own_case(number, current_standing()).id
    return perform(redo.replace_reply, actor=caller(), now=timekeeping.now(), key=idempotency_key(), case_id=case_id,
                   data=json_body()), 201  # fmt: skip
