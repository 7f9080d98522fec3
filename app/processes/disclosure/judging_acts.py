"""逐步判断: answering the questions, concluding, splitting a request into items, by whoever has the task in hand."""

from collections.abc import Mapping
from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import NotFound
from app.casework.contract.forms import Values, load_schema
from app.casework.models import Case, WorkItem
from app.casework.work import work_items
from app.casework.work.inbox import open_items_of
from app.database import db
from app.law.errors import InvalidInput, NotAllowed, RuleViolation
from app.law.items import MOST_ITEMS
from app.law.judging import KEYS, SCREENED, answered, going_on, next_question
from app.law.outcomes import OUTCOMES, is_refusal
from app.law.substance import Weight, is_argued, weight_of_reason
from app.processes.disclosure.judging import (
    WHOLE,
    forget_judgements,
    items_of,
    judgement_of,
    judgements_of,
    proposal,
    words_of,
    words_of_answer,
)
from app.processes.disclosure.judging_forms import (
    LONGEST_ITEM,
    PARTLY,
    AnswerSchema,
    ItemsSchema,
    conclusion_schema,
)
from app.processes.disclosure.models import Judgement
from app.processes.disclosure.record_facts import check_stands_on_record, on_record
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.searches import check_absence_of

FORM, SCREENING = "handling", "screening"


class JudgedElsewhere(RuleViolation):
    """The decision is made; judging anew begins with sending it back."""

    code = "judged_elsewhere"
    message = (
        "逐步判断在“受理审查”（前三问）和“检索与拟定意见”环节进行。已经提交处理决定的，退回重新判断后再改"
    )


@use_case("split_request")
def split_request(act: Act, data: dict[str, Any]) -> Result:
    """拆分为项: judgements of items that stay are kept, new ones begin with what was answered at 受理审查.

    Raises InvalidInput, JudgedElsewhere.
    """
    _require_judging(act)
    wanted = _lines(load_schema(ItemsSchema(), data)["items"])
    whole = None if items_of(act.the_case) else judgement_of(act.the_case, WHOLE)
    carried = going_on(whole.answers) if whole is not None else {}
    known = {one.asked: one for one in items_of(act.the_case)}
    for one in judgements_of(act.the_case):
        if not one.is_item or one.asked not in wanted:
            db.session.delete(one)
    for place, text in enumerate(wanted, start=1):
        if text in known:
            known[text].number = -place  # out of the way of the others until all have their place
    db.session.flush()
    for place, text in enumerate(wanted, start=1):
        if text in known:
            known[text].number = place
        else:
            db.session.add(_new(act.the_case, place, text, carried))
    db.session.flush()
    forget_judgements(act.the_case.id)
    said = f"拆分为 {len(wanted)} 项" if wanted else "取消拆分，按整件判断"
    act.audit("judgement.split", said, items=wanted)
    return {"items": len(wanted)}


def _lines(text: str) -> list[str]:
    """Raises InvalidInput for too many, one alone, twice the same, or too long ones."""
    found = [line.strip() for line in text.splitlines() if line.strip()]
    fault = ""
    if len(found) == 1:
        fault = "只有一项的不用拆分"
    elif len(found) > MOST_ITEMS:
        fault = f"最多 {MOST_ITEMS} 项，现为 {len(found)} 项"
    elif len(set(found)) < len(found):
        fault = "有内容相同的项"
    elif long := [str(n) for n, line in enumerate(found, start=1) if len(line) > LONGEST_ITEM]:
        fault = f"第 {'、'.join(long)} 项超过 {LONGEST_ITEM} 字"
    if fault:
        raise InvalidInput(fields={"items": fault})
    return found


def _new(case: Case, number: int, asked: str = "", answers: Mapping[str, str] | None = None) -> Judgement:
    begun = dict(answers or {})
    return Judgement(case_id=case.id, number=number, asked=asked, answers=begun, proposed="", outcome="", said="",
                     why_departed="", why_whole="", ground="")  # fmt: skip


@use_case("answer_question")
def answer_question(act: Act, number: int, data: dict[str, Any]) -> Result:
    """One answer; those behind an earlier one that is changed fall away, and the conclusion with them."""
    item = _require_judging(act, FORM, SCREENING)
    one = _one(act, number)
    values = load_schema(AnswerSchema(), data)
    if item.form == SCREENING and (one.is_item or values["question"] not in SCREENED):
        raise InvalidInput(fields={"answer": "这个问题由承办人在“检索与拟定意见”环节回答"})
    one.answers = answered(
        one.answers, values["question"], values["answer"], on_record(request_of(act.the_case))
    )
    one.proposed, one.outcome = proposal(act.the_case, one.answers), ""
    act.audit(
        "judgement.answered",
        words_of_answer(one, values["question"]),
        number=number,
        question=values["question"],
        answer=values["answer"],
    )
    return {"proposed": one.proposed}


@use_case("conclude_judgement")
def conclude_judgement(act: Act, number: int, data: dict[str, Any]) -> Result:
    """怎么答: the decision, by the proposal or for a reason against it.

    Raises InvalidInput, NotOnRecord, SearchFoundIt.
    """
    _require_judging(act)
    one, request = _one(act, number), request_of(act.the_case)
    values = load_schema(conclusion_schema(act.the_case, one, with_answers=True), data)
    _take_answers(act, one, values)
    if asked := next_question(one.answers):
        raise InvalidInput(
            f"请先回答：{asked.title}", fields={"outcome": f"还没有回答“{asked.step}”：{asked.title}"}
        )
    one.proposed = proposal(act.the_case, one.answers)
    check_stands_on_record(request, values["outcome"], "outcome")
    if not one.is_item:  # what was found may be another item
        check_absence_of(act.the_case, values["outcome"], "outcome")
    if faults := _faults(one, values):
        raise InvalidInput(fields=faults)
    one.outcome, one.judged_by_id, one.judged_at = values["outcome"], act.actor.person_id, act.now
    one.judged_by = act.actor.person
    one.why_departed = values["why_departed"] if one.outcome != one.proposed else ""
    one.why_whole = values["why_whole"] if is_refusal(one.outcome) else ""
    one.said = values.get("said") or ""
    one.ground = (values.get("ground") or "") if one.outcome == PARTLY else ""
    act.audit(
        "judgement.concluded", words_of(one), number=number, answers=dict(one.answers), proposed=one.proposed,
        outcome=one.outcome, why_departed=one.why_departed,
    )  # fmt: skip
    return {"proposed": one.proposed, "outcome": one.outcome}


def _take_answers(act: Act, one: Judgement, values: Values) -> None:
    """All answers at once, in the order of the questions, from a program; of a page they are on record already."""
    sent = [(key, values[key]) for key in KEYS if values[key]]
    if not sent:
        return
    known = on_record(request_of(act.the_case))
    found: dict[str, str] = {}
    for key, value in sent:
        try:
            found = answered(found, key, value, known)
        except InvalidInput as refused:
            raise InvalidInput(fields={key: refused.fields["answer"]}) from refused
    one.answers = found


def _faults(one: Judgement, values: Values) -> dict[str, str]:
    found: dict[str, str] = {}
    if values["outcome"] != one.proposed and not values["why_departed"]:
        words = OUTCOMES[one.proposed].title if one.proposed in OUTCOMES else "无"
        found["why_departed"] = f"建议为“{words}”，不采用的请写明理由"
    if is_refusal(values["outcome"]) and not values["why_whole"]:
        found["why_whole"] = "请写明为什么不能作区分处理；能够区分的，应当选择部分公开（第三十七条）"
    if one.is_item and values["outcome"] == PARTLY and not values["ground"]:
        found["ground"] = "请选择不公开部分的依据"
    if one.is_item and _is_empty(values["said"], values["outcome"]):
        found["said"] = "只是复述条文或者没有内容，请写明本项的具体事实和理由"
    return found


def _is_empty(said: str, code: str) -> bool:
    return is_argued(code) and weight_of_reason(said, code) is Weight.NONE


def _one(act: Act, number: int) -> Judgement:
    """The judgement of this number; the whole request gets one with the first answer. Raises NotFound."""
    found = judgement_of(act.the_case, number)
    if found is not None:
        return found
    if number != WHOLE or items_of(act.the_case):
        raise NotFound()
    found = _new(act.the_case, WHOLE)
    db.session.add(found)
    db.session.flush()
    forget_judgements(act.the_case.id)
    return found


def judging_item(case: Case) -> WorkItem | None:
    """The open task in which the request is judged; at 受理审查 the first questions, of a request that is whole."""
    found = next((item for item in open_items_of(case) if item.form in (FORM, SCREENING)), None)
    return None if found is not None and found.form == SCREENING and items_of(case) else found


def _require_judging(act: Act, *forms: str) -> WorkItem:
    """The task, open and in the acting person's own hands. Raises JudgedElsewhere, NotAllowed."""
    act.require_open()
    if act.actor.person is None:
        raise NotAllowed()
    item = judging_item(act.the_case)
    if item is None or item.form not in (forms or (FORM,)):
        raise JudgedElsewhere()
    work_items.work_on(act, item)
    return item
