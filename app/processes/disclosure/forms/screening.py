"""收件登记 registration and 受理审查 screening."""

from datetime import date
from typing import Any

from marshmallow import Schema

from app.casework.acts.act import Act
from app.casework.contract.fields import Choice, Day, Text, Tick, Whole
from app.casework.contract.forms import Facts, TaskForm, Values
from app.casework.contract.schemas import OfficeSchema
from app.casework.letters.facts_form import lines_of
from app.casework.models import Case, WorkItem
from app.casework.terms import clocks
from app.database import db
from app.law.application_gaps import items_of, needs_reason
from app.law.application_gaps import words_of as words_of_gaps
from app.law.charging import check_may_charge
from app.law.errors import InvalidInput
from app.law.recording import day_that_stays
from app.letters.facts import chinese_date
from app.processes.disclosure.application import CHECKED_HINT
from app.processes.disclosure.decisions import ACCEPT, CLARIFY, FEE, ON_SCREENING, options, outcome_class
from app.processes.disclosure.excess import check_excessive
from app.processes.disclosure.fees import is_told
from app.processes.disclosure.flags import flag_repetition
from app.processes.disclosure.forms.asked_of_applicant import fault_of_items
from app.processes.disclosure.forms.proposing import proposal_before, settle
from app.processes.disclosure.gaps import gaps_on_record
from app.processes.disclosure.judging_screened import (
    answers_so_far,
    reopen_judgement,
    settle_judgement,
    suggestion,
)
from app.processes.disclosure.models import Clarification
from app.processes.disclosure.record_facts import check_stands_on_record, not_offered, words_of
from app.processes.disclosure.registration import (
    check_receipt_is_meant,
    confirm_receipt,
    note_registration,
    request_of,
)
from app.steps.manned import refuse_drafting

MOST_CLARIFICATION_DAYS = 60
ITEMS_HINT = "选择补正时必填。每行一项，须一次性列全"
WHEN_CLARIFYING = f"screening={CLARIFY}"
OR_ASSIGN = "，或者选“受理，转分办”，交有人承办的单位作出结论"


OF_OPEN_RECEIPT = ("confirmed_on", "confirmation_note", "receipt_checked")


class RegistrationSchema(OfficeSchema):
    """The clerk checks what came in; a day of receipt that was still open is fixed here."""

    title = Text("事项标题", maximum=120)
    confirmed_on = Day(
        "与申请人确认之日", required=False, hint="平信、传真、电子邮件填写：以确认之日为收到之日"
    )
    confirmation_note = Text("确认记录", maximum=300, required=False, hint="时间、方式、结果；不写号码")
    receipt_checked = Tick("收到日期核对无误，按该日起算期限", hint=CHECKED_HINT)
    opinion = Text("登记说明", maximum=500, widget="textarea", required=False)


def _registration_schema(item: WorkItem) -> Schema:
    """Only a request whose day of receipt is still open asks for the confirmation."""
    is_open = item.case.received_on is None
    return RegistrationSchema(exclude=() if is_open else OF_OPEN_RECEIPT)


def _register(act: Act, item: WorkItem, values: Values) -> Facts:
    with db.session.no_autoflush:  # who takes the task is written when it is done
        case, request = act.the_case, request_of(act.the_case)
    case.title = values["title"]
    if case.received_on is None:
        if values["confirmed_on"] is None:
            raise InvalidInput(fields={"confirmed_on": "这一渠道须与申请人确认后才能登记，请填写确认之日"})
        if not request.arrived_on <= values["confirmed_on"] <= act.today:
            raise InvalidInput(fields={"confirmed_on": "确认之日应在到达日期与今天之间"})
        confirm_receipt(act, request, values["confirmed_on"], values["confirmation_note"])
        check_receipt_is_meant(act, is_checked=values["receipt_checked"])
    note_registration(act, request)
    flag_repetition(act)
    return {"is_registered": True}


registration = TaskForm(
    key="registration",
    title="收件登记",
    schema=_registration_schema,
    apply=_register,
    initial=lambda case: {"title": case.title},
    submit="登记并出具回执",
    note="核对申请人、申请内容和收到日期。公开申请登记后系统出具登记回执，答复期限自收到之日的次一工作日起算；"
    "更正申请、重新答复不出具回执，期限各依规定和主文。",
)


def screening_options() -> dict[str, str]:
    """受理, 补正, 收费, and the outcomes that need no handling unit."""
    fixed = {ACCEPT: "受理，转分办", CLARIFY: "需要补正（第三十条）", FEE: "收取信息处理费（第四十二条）"}
    return {**fixed, **options(ON_SCREENING)}


class ScreeningSchema(OfficeSchema):
    """怎样处理：受理、补正，或者直接告知."""

    screening = Choice("审查结论", screening_options())
    clarification_items = Text(
        "需要补正的事项", maximum=3000, widget="textarea", required=False, shown_when=WHEN_CLARIFYING,
        for_letter=True, hint=ITEMS_HINT,
    )  # fmt: skip
    clarification_guidance = Text(
        "指导和说明", maximum=1500, widget="textarea", required=False, argues=True, shown_when=WHEN_CLARIFYING,
        for_letter=True, hint="选择补正时必填。告诉申请人怎样补正",
    )  # fmt: skip
    clarification_period = Whole(
        "补正期限（工作日）", minimum=1, maximum=MOST_CLARIFICATION_DAYS, required=False, shown_when=WHEN_CLARIFYING,
        hint="由机关合理确定，默认 10 个工作日（条例未规定天数）",
    )  # fmt: skip
    opinion = Text("审查意见", maximum=1000, widget="textarea", required=False)


def _screening_schema(item: WorkItem) -> Schema:
    """What rests on an earlier act is offered when that act is on record; else the hint says why it is not.

    What the application lacks is named beside the items: the notice asks for it whatever else is written there.
    """
    request = request_of(item.case)
    refused, missing = not_offered(request, ON_SCREENING), words_of_gaps(gaps_on_record(request))
    offered = {code: words for code, words in screening_options().items() if code not in refused}
    if is_told(item.case) or FEE not in {str(choice["value"]) for choice in item.choices}:
        del offered[FEE]
    choice = Choice("审查结论", offered, hint=words_of(refused))
    items = Text("需要补正的事项", maximum=3000, widget="textarea", required=False, for_letter=True,
                 shown_when=WHEN_CLARIFYING,
                 hint=f"{missing}登记时缺少，自动列入；其他事项每行一项" if missing else ITEMS_HINT)  # fmt: skip
    return ScreeningSchema({"screening": choice, "clarification_items": items})


def _late_notice(case: Case, on: date, values: Values) -> list[dict[str, Any]]:
    """第三十条：after seven working days a notice is possible, and the reply stays due. Said before it is chosen."""
    stays = day_that_stays(clocks.clocks_of(case), on)
    if stays is None:
        return []
    day = chinese_date(stays)
    note = (
        f"自收到申请之日起已过7个工作日，补正不再停止答复期限：答复仍须在{day}以前作出，补正期限应在此前届满"
    )
    return [{"words": "现在要求补正，不影响原答复期限", "ok": False, "must": False, "note": note}]


def _screen(act: Act, item: WorkItem, values: Values) -> Facts:
    if values["screening"] in options(ON_SCREENING):
        refuse_drafting(act.the_case, act.today, "screening", OR_ASSIGN)
    request = request_of(act.the_case)
    gaps = gaps_on_record(request)
    settle(act)
    settle_judgement(act, values)
    if values["screening"] == CLARIFY:
        _ask_clarification(act, values, items_of(gaps))
        return {"screening": CLARIFY}
    if values["screening"] == FEE:
        check_may_charge(clocks.clocks_of(act.the_case), act.today, is_charged=is_told(act.the_case))
        return {"screening": FEE, "fee_from": "screening", "fee_step": "start"}
    if values["screening"] == ACCEPT:
        if needs_reason(gaps) and not values["opinion"]:
            words = (
                f"申请缺少{words_of_gaps(gaps)}。申请人已经提供的，请先“更正登记事项”；"
                "没有提供而受理的，请在审查意见中写明理由"
            )
            raise InvalidInput(fields={"opinion": words})
        return {"screening": ACCEPT}
    check_stands_on_record(request, values["screening"], "screening")
    check_excessive(request, values["screening"], "screening")
    request.outcome = act.the_case.outcome = values["screening"]
    return {"screening": "other", "outcome_class": outcome_class(values["screening"])}


def _ask_clarification(act: Act, values: Values, missing: list[str]) -> None:
    """What the record lacks stands first; what the clerk adds follows (一次性告知)."""
    if db.session.get(Clarification, act.the_case.id) is not None:
        raise InvalidInput(
            "补正只能要求一次（条例第三十条：一次性告知）", fields={"screening": "这件申请已要求过补正"}
        )
    items = list(dict.fromkeys([*missing, *lines_of(values["clarification_items"])]))
    guidance = values["clarification_guidance"]
    faults = {
        "clarification_items": fault_of_items(items),
        "clarification_guidance": "" if guidance else "请写明怎样补正",
    }
    if wrong := {field: words for field, words in faults.items() if words}:
        raise InvalidInput(fields=wrong)
    db.session.add(
        Clarification(
            case_id=act.the_case.id,
            items=items,
            guidance=guidance,
            period_working_days=values["clarification_period"] or _default_period(act.today),
        )
    )


def _default_period(on: date) -> int:
    return int(clocks.parameters_on(on).value("clarification_period_working_days"))


def _unscreen(act: Act, item: WorkItem) -> None:
    """A conclusion that is taken back decides nothing."""
    request = request_of(act.the_case)
    request.outcome, act.the_case.outcome = "", None
    reopen_judgement(act.the_case)


def _initial(case: Case) -> Values:
    """The usual period; what the answers of 逐步判断 suggest; and what the handling unit proposes to ask."""
    usual: Values = {"clarification_period": _default_period(case.opened_at.date())}
    if suggested := suggestion(case):
        usual["screening"] = suggested
    proposed = proposal_before(case)
    if proposed is None:
        return usual
    return {
        **usual,
        "clarification_items": "\n".join(proposed.items),
        "clarification_guidance": proposed.guidance,
    }


screening = TaskForm(
    key="screening",
    title="受理审查",
    schema=_screening_schema,
    apply=_screen,
    initial=_initial,
    submit="提交审查结论",
    undo=_unscreen,
    checks=_late_notice,
    advice=lambda case, on: answers_so_far(case),
    note="“其他办理”里的“逐步判断”依次提问：补不补、是不是、谁负责，答过的带到承办人处。"
    "受理的转分办；内容不明确或缺少身份证明的，自收到之日起 7 个工作日内一次性告知补正，"
    "以交邮、当面交给或者进入申请人账户之日为准；其余情形直接拟写告知书。",
)
