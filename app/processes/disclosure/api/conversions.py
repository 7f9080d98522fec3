"""转主动公开 by programs: propose (multipart with the files), decide, publish."""

from typing import Any

from app import timekeeping
from app.api.access import caller, idempotency_key, token_required
from app.api.described import described
from app.api.parsing import form_or_json, json_body
from app.casework.acts.commands import UseCase, perform
from app.processes.disclosure import conversion_acts as acts
from app.processes.disclosure.api import answers as told
from app.processes.disclosure.api import answers_afterwards as after
from app.processes.disclosure.api.cases import bp
from app.processes.disclosure.own_case import own_case
from app.web.access import current_standing


@bp.post("/<number>/conversion")
@described(told.NUMBER, status=201, body=after.PROPOSAL, files=told.FILES)
@token_required
def propose(number: str) -> tuple[dict[str, Any], int]:
    """提出转主动公开，写明公开的内容。"""
    data, uploads = form_or_json()
    return _done(number, acts.propose_conversion, data=data, uploads=uploads), 201


@bp.post("/<number>/conversion/decision")
@described(after.CONVERSION_DECIDED, body=after.CONVERSION_DECISION)
@token_required
def decide(number: str) -> dict[str, Any]:
    """审核转主动公开。"""
    return _done(number, acts.decide_conversion, data=json_body())


@bp.post("/<number>/conversion/publication")
@described(after.CONVERTED, status=201)
@token_required
def publish(number: str) -> tuple[dict[str, Any], int]:
    """按审核同意的内容公开发布。"""
    return _done(number, acts.publish_conversion), 201


def _done(number: str, use: UseCase, **arguments: Any) -> dict[str, Any]:
    case_id = own_case(number, current_standing()).id
    return perform(
        use, actor=caller(), now=timekeeping.now(), key=idempotency_key(), case_id=case_id, **arguments
    )
