"""补正: delivery of the notice, the applicant's answer, and the lapse that a clerk confirms."""

from datetime import date
from typing import Any

from marshmallow import Schema, fields

from app.casework.acts.act import Act
from app.casework.acts.actor import ActorKind
from app.casework.contract.fields import Choice, Day, Text, Tick
from app.casework.contract.forms import Facts, TaskForm, Values, always
from app.casework.contract.schemas import OfficeSchema
from app.casework.letters.deliveries import METHOD_OPTIONS, check_handed_over, record_handed_over
from app.casework.letters.made import can_go_out_since
from app.casework.models import Case, IssuedLetter, WorkItem
from app.casework.terms import clocks
from app.database import db
from app.law import recording as rules
from app.law.errors import InvalidInput, NoClarificationRequested
from app.law.stated_days import day_of_answer
from app.processes.disclosure.clarification import (
    Answer,
    answer_as_stated,
    answer_on_record,
    corrections_to_judge,
    is_late,
    papers_to_judge,
)
from app.processes.disclosure.corrections import TITLES
from app.processes.disclosure.decisions import outcome_class
from app.processes.disclosure.lapse import LAPSED as OUTCOME
from app.processes.disclosure.models import Clarification
from app.processes.disclosure.registration import request_of
from app.steps.manned import refuse_drafting


class NoticeDeliverySchema(OfficeSchema):
    """How the clarification notice went out; by post its arrival may be recorded later, in 文书送达."""

    method = Choice("送达方式", METHOD_OPTIONS)
    sent_on = Day("寄出日期", required=False, hint="邮寄填写交邮日期，以该日为通知之日；电子邮件填写发出日期")
    tracking_number = Text("邮件号码", maximum=40, required=False, hint="邮寄必填")
    delivered_on = Day("签收日期", required=False,
                       hint="直接送达必填；邮寄的妥投后在“文书送达”补填，补正期限自签收的次一工作日起算")  # fmt: skip
    receiver = Text("签收人", maximum=80, required=False)
    note = Text("说明", maximum=300, required=False)


def _deliver_notice(act: Act, item: WorkItem, values: Values) -> Facts:
    clarification = db.session.get_one(Clarification, act.the_case.id)
    letter = db.session.get_one(IssuedLetter, clarification.letter_id)
    check_handed_over(values, act.today, earliest=can_go_out_since(letter))
    record_handed_over(act, clarification.letter_id, values)
    return {"is_notice_delivered": True}


notice_delivery = TaskForm(
    key="notice_delivery",
    title="送达补正告知书",
    schema=always(NoticeDeliverySchema),
    apply=_deliver_notice,
    submit="记录送出",
    note="打印盖章的补正告知书须在收到申请之日起7个工作日内交邮或者交给申请人，答复期限自送出之日起停止计算；"
    "逾期送出的仍须送出，但不影响原答复期限。",
)


class ClarificationSchema(OfficeSchema):
    """What the applicant supplied, on the portal or on paper."""

    answer = Text("补正内容", maximum=2000, quotes=True, widget="textarea")
    answered_on = Day("收到补正之日", required=False, hint="纸质补正填写；网上补正为提交当日")


class NotAwaitedSchema(ClarificationSchema):
    """The notice came too late to stop the reply clock: the desk need not wait until that has run out."""

    answer = Text("补正内容", maximum=2000, quotes=True, widget="textarea", required=False)
    goes_on = Tick("不再等待补正，按原申请继续办理", hint="补正告知书逾期送出，答复期限没有停止")


def _answer_schema(item: WorkItem) -> Schema:
    return NotAwaitedSchema() if _runs_beside(item.case) else ClarificationSchema()


def _runs_beside(case: Case) -> bool:
    return clocks.clocks_of(case).progress.clarification_runs_beside


def _receive(act: Act, item: WorkItem, values: Values) -> Facts:
    """In time only; a late answer goes to the clerk who confirms the lapse."""
    if values.get("goes_on") and act.actor.kind is not ActorKind.APPLICANT:
        return {"clarification_answered": False}
    if not values["answer"]:
        raise InvalidInput(fields={"answer": "请填写补正内容"})
    clarification = db.session.get_one(Clarification, act.the_case.id)
    day = day_of_answer(
        values["answered_on"], act.today,
        by_applicant=act.actor.kind is ActorKind.APPLICANT, notified_on=notified_on(clarification),
    )  # fmt: skip
    rules.check_can_receive_clarification(clocks.clocks_of(act.the_case), day)
    clarification.answer, clarification.answered_on = values["answer"], day
    return {"clarification_answered": True}


def notified_on(clarification: Clarification) -> date:
    """The day of the notice. Raises NoClarificationRequested while there is none."""
    if clarification.notified_on is None:
        raise NoClarificationRequested
    return clarification.notified_on


clarification = TaskForm(
    key="clarification",
    title="登记收到的补正",
    schema=_answer_schema,
    apply=_receive,
    submit="收到补正，重新起算",
    note="申请人在网上提交补正的，这一任务自动完成；收到纸质补正的，在此登记。等待期间不计答复期限。",
)

LAPSED, RECEIVED = "lapsed", "received"
JUDGED = "papers_judged"
GO_ON = "有正当理由或已收到补正，继续办理"


class LapseSchema(OfficeSchema):
    """A person looks before a silent request is closed (never by machine)."""

    lapse = Choice("核对结果", {LAPSED: "确认逾期未补正，不再处理（第三十条）", RECEIVED: GO_ON})
    answer = Text("补正内容", maximum=2000, quotes=True, widget="textarea", required=False,
                  hint="收到纸质补正的填写，逾期收到的也填写；网上提交的已在案，不必重填")  # fmt: skip
    answered_on = Day("收到补正之日", required=False, hint="纸质补正填写实际收到的日期")
    why_not_accepted = Text("逾期理由不予认可的原因", maximum=300, widget="textarea", required=False, argues=True,
                            for_letter=True, hint="申请人已逾期补正而不再处理的必填，写入告知书")  # fmt: skip
    opinion = Text(
        "核对说明", maximum=1000, widget="textarea", hint="写明查过哪些收件渠道；认可正当理由的写明理由"
    )


def _lapse_schema(item: WorkItem) -> Schema:
    """Once an answer is on record, nobody can say that there is none; papers that may be one are judged by name."""
    clarification = db.session.get(Clarification, item.case_id)
    if clarification is None:
        return LapseSchema()
    asked: dict[str, fields.Field[Any]] = {}
    if answer_on_record(item.case, clarification) is not None:
        options = {LAPSED: "已收到逾期补正，没有正当理由，不再处理（第三十条）", RECEIVED: GO_ON}
        asked["lapse"] = Choice("核对结果", options)
    if titles := _to_judge(item.case, clarification):
        words = "已逐件核对补正期内收存的材料和更正的登记事项，其中没有申请人的补正"
        asked[JUDGED] = Tick(words, hint=f"须核对：{titles}")
    return LapseSchema(asked)


def _confirm_lapse(act: Act, item: WorkItem, values: Values) -> Facts:
    clarification = db.session.get_one(Clarification, act.the_case.id)
    answer = answer_as_stated(
        answer_on_record(act.the_case, clarification), values["answer"], values["answered_on"], act.today,
        notified_on(clarification),
    )  # fmt: skip
    if values["lapse"] == LAPSED:
        refuse_drafting(act.the_case, act.today, "lapse")
        _refuse_unjudged(act, clarification, is_judged=bool(values.get(JUDGED)))
        return _lapse(act, clarification, answer, values["why_not_accepted"])
    return _go_on(act, clarification, answer)


def _refuse_unjudged(act: Act, clarification: Clarification, *, is_judged: bool) -> None:
    """Raises InvalidInput while what came in the time of the notice was not looked at by a person."""
    titles = _to_judge(act.the_case, clarification)
    if not titles:
        return
    if not is_judged:
        raise InvalidInput(
            fields={JUDGED: f"补正期内有{titles}：是申请人补正的，请填写补正内容和收到之日；都不是的，请勾选"}
        )
    papers = papers_to_judge(act.the_case, clarification)
    facts = corrections_to_judge(act.the_case, clarification)
    act.audit(
        "clarification.papers_judged",
        f"核对补正期内收存的材料 {len(papers)} 份、更正的登记事项 {len(facts)} 项，其中没有申请人的补正",
        documents=[paper.id for paper in papers], corrections=[one.id for one in facts],
    )  # fmt: skip


def _to_judge(case: Case, clarification: Clarification) -> str:
    """What may be the applicant's answer, by name; empty when nothing may."""
    papers = [f"材料“{paper.title}”" for paper in papers_to_judge(case, clarification)]
    facts = [f"更正登记事项：{TITLES[one.field]}" for one in corrections_to_judge(case, clarification)]
    return "、".join([*papers, *dict.fromkeys(facts)])


def _lapse(act: Act, clarification: Clarification, answer: Answer | None, why: str) -> Facts:
    """Nothing came, or what came late has no good reason: then the letter says both, and the day."""
    found = clocks.clocks_of(act.the_case)
    rules.check_can_confirm_lapse(
        found, act.today, confirmed_by_person=True,
        answered_on=answer.on if answer else None, why_not_accepted=why,
    )  # fmt: skip
    if answer is None and why:
        raise InvalidInput(fields={"answer": "没有补正在案。收到纸质补正的，请填写补正内容和收到之日"})
    if answer is not None:
        clarification.late_answer, clarification.late_answer_on = answer.text, answer.on
        clarification.late_answer_days = [day.isoformat() for day in answer.days]
        clarification.why_not_accepted = why
        act.audit(
            "clarification.late_answer_refused", f"逾期补正不予认可：{'、'.join(map(str, answer.days))}收到"
        )
    clarification.lapse_confirmed_on = act.today
    request_of(act.the_case).outcome = act.the_case.outcome = OUTCOME
    return {"lapse": LAPSED, "outcome_class": outcome_class(OUTCOME)}


def _go_on(act: Act, clarification: Clarification, answer: Answer | None) -> Facts:
    """The clock restarts from the day on which the answer was received."""
    request_of(act.the_case).outcome, act.the_case.outcome = "", None
    clarification.lapse_confirmed_on = None
    found = clocks.clocks_of(act.the_case)
    if answer is None and found.progress.clarification_runs_beside:
        return {"lapse": RECEIVED}  # the reply was owed all the time
    if answer is None:
        raise InvalidInput(fields={"answer": "继续办理的，请填写补正内容和收到之日"})
    rules.check_can_receive_clarification(found, answer.on, accepted_late=True)
    clarification.answer, clarification.answered_on = answer.text, answer.on
    clarification.is_late_answer_accepted = is_late(answer, found)
    return {"lapse": RECEIVED}


lapse = TaskForm(
    key="lapse",
    title="确认逾期未补正",
    schema=_lapse_schema,
    apply=_confirm_lapse,
    submit="提交核对结果",
    note="补正期已满。确认逾期的，转拟写告知书，与其他答复一样审签、制发。请先查网上、邮件、收发室和窗口是否收到补正，再作确认。暂定日期须按正式放假安排核对。",
)
