"""The forms of 逐步判断: a question with its answer, the items of a request, the conclusion."""

from typing import Any

from marshmallow import Schema

from app.casework.contract.fields import Choice, Text
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case
from app.law.items import GROUND_ARTICLES, MOST_ITEMS
from app.law.judging import QUESTIONS
from app.law.outcomes import is_refusal
from app.processes.disclosure.decisions import ON_HANDLING, options
from app.processes.disclosure.models import Judgement
from app.processes.disclosure.record_facts import not_offered
from app.processes.disclosure.registration import request_of

LONGEST_ITEM, LONGEST_REASON = 200, 600  # as the letter can print
PARTLY = "partly_granted"


class AnswerSchema(OfficeSchema):
    """One question, one answer."""

    question = Choice("问题", {one.key: one.title for one in QUESTIONS}, widget="hidden")
    answer = Text("回答", maximum=40)


class ItemsSchema(OfficeSchema):
    """The items, one a line; empty to judge the request as a whole."""

    items = Text(
        "各项内容", maximum=MOST_ITEMS * (LONGEST_ITEM + 2), widget="textarea", required=False,
        hint=f"每行一项，照申请书的内容写，最多 {MOST_ITEMS} 项；清空后按整件判断",
    )  # fmt: skip


def conclusion_schema(case: Case, one: Judgement, *, with_answers: bool = False) -> Schema:
    """怎么答: the decision and its reasons; a program may send all answers along."""
    refused = not_offered(request_of(case), ON_HANDLING)
    codes = tuple(code for code in ON_HANDLING if code not in refused)
    return _conclusion(codes, is_item=one.is_item, with_answers=with_answers)


def any_conclusion() -> Schema:
    """The same whatever the case is, for the description of the API."""
    return _conclusion(ON_HANDLING, is_item=True, with_answers=True, must_say=False)


def _conclusion(
    codes: tuple[str, ...], *, is_item: bool, with_answers: bool, must_say: bool = True
) -> Schema:
    members: dict[str, Any] = {one.key: Text(one.title, maximum=40, required=False) for one in QUESTIONS}
    if not with_answers:
        members = {}
    members["outcome"] = Choice("处理决定", options(codes), widget="select")
    members["why_departed"] = Text(
        "不采用建议的理由", maximum=500, widget="textarea", required=False, argues=True,
        hint="处理决定与建议不同的必填，审签人能看到",
    )  # fmt: skip
    members["why_whole"] = Text(
        "区分处理（第三十七条）", maximum=600, widget="textarea", required=False, argues=True, for_letter=True,
        shown_when=f"outcome={'|'.join(code for code in codes if is_refusal(code))}",
        hint="不予公开的必填：为什么没有可以区分出来提供的部分，写入告知书",
    )  # fmt: skip
    return OfficeSchema({**members, **(_of_item(must_say) if is_item else {})})


def _of_item(must_say: bool) -> dict[str, Any]:
    """What the letter says of an item: there is no draft of its own for it."""
    named = {ground: f"{articles}（{GROUND_WORDS[ground]}）" for ground, articles in GROUND_ARTICLES.items()}
    return {
        "ground": Choice("不公开部分的依据", named, required=False, widget="select", shown_when=f"outcome={PARTLY}",
                         hint="部分公开的必填；有几种依据的，请拆分为几项"),
        "said": Text("写入告知书的事实和理由", maximum=LONGEST_REASON, widget="textarea", argues=True,
                     for_letter=True, required=must_say,
                     hint="写明本项的事实、理由和获取、查询的途径；检索、征求意见和前次答复的情况由系统写入"),
    }  # fmt: skip


GROUND_WORDS = {
    "state_secret": "国家秘密", "law_forbids": "法律、行政法规禁止公开", "safety_stability": "三安全一稳定",
    "third_party": "第三方合法权益",
    "internal_affairs": "内部事务信息", "process": "过程性信息", "enforcement_file": "行政执法案卷信息",
    "not_information": "不属于政府信息的内容",
}  # fmt: skip
