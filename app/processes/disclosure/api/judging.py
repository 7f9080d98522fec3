"""逐步判断 by programs: an answer, a conclusion with or without its answers, the items."""

from typing import Any

from app import timekeeping
from app.api.access import caller, idempotency_key, token_required
from app.api.described import described
from app.api.parsing import json_body
from app.casework.acts.commands import UseCase, perform
from app.processes.disclosure import judging_acts
from app.processes.disclosure.api import answers as told
from app.processes.disclosure.api.cases import bp
from app.processes.disclosure.own_case import own_case
from app.web.access import current_standing


@bp.post("/<number>/judging/items")
@described(told.SPLIT, body=told.ITEMS)
@token_required
def split_request(number: str) -> dict[str, Any]:
    """把申请拆分为项，每行一项；空白的按整件判断。"""
    return _done(number, judging_acts.split_request)


@bp.post("/<number>/judging/<int:which>/answers")
@described(told.PROPOSED, body=told.QUESTION_ANSWER)
@token_required
def answer_question(number: str, which: int) -> dict[str, Any]:
    """回答逐步判断的一个问题：没有拆分的整件序号为 1。"""
    return _done(number, judging_acts.answer_question, number=which)


@bp.post("/<number>/judging/<int:which>")
@described(told.CONCLUDED, body=told.CONCLUSION)
@token_required
def conclude_judgement(number: str, which: int) -> dict[str, Any]:
    """作出判断：可以同时提交全部回答；与建议不同的须写明理由，各项须写明写入告知书的事实和理由。"""
    return _done(number, judging_acts.conclude_judgement, number=which)


def _done(case_number: str, use: UseCase, **more: Any) -> dict[str, Any]:
    case_id = own_case(case_number, current_standing()).id
    return perform(use, actor=caller(), now=timekeeping.now(), key=idempotency_key(), case_id=case_id,
                   data=json_body(), **more)  # fmt: skip
