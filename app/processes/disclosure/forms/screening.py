"""登记 registration and 审核 screening."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, validates_schema

from app.casework.acts.act import Act
from app.casework.contract.fields import Choice, Day, Text, Whole
from app.casework.contract.forms import Facts, TaskForm, Values
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case, WorkItem
from app.casework.terms import clocks
from app.database import db
from app.law.earlier_acts import check_is_on_record
from app.law.errors import InvalidInput
from app.processes.disclosure.decisions import ACCEPT, CLARIFY, ON_SCREENING, options, outcome_class
from app.processes.disclosure.models import Clarification
from app.processes.disclosure.record_facts import not_offered, on_record, words_of
from app.processes.disclosure.registration import confirm_receipt, note_registration, request_of

MOST_CLARIFICATION_DAYS = 60
WHEN_CLARIFYING = f"screening={CLARIFY}"


class RegistrationSchema(OfficeSchema):
    """The clerk checks what came in; a day of receipt that was still open is fixed here."""

    title = Text("事项标题", maximum=120)
    confirmed_on = Day(
        "与申请人确认之日", required=False, hint="平信、传真、电子邮件填写：以确认之日为收到之日"
    )
    confirmation_note = Text("确认记录", maximum=300, required=False, hint="时间、号码、结果")
    opinion = Text("登记说明", maximum=500, widget="textarea", required=False)


def _registration_schema(item: WorkItem) -> Schema:
    """Only a request whose day of receipt is still open asks for the confirmation."""
    is_open = item.case.received_on is None
    return RegistrationSchema(exclude=() if is_open else ("confirmed_on", "confirmation_note"))


def _register(act: Act, item: WorkItem, values: Values) -> Facts:
    case, request = act.the_case, request_of(act.the_case)
    case.title = values["title"]
    if case.received_on is None:
        if values["confirmed_on"] is None:
            raise InvalidInput(fields={"confirmed_on": "这一渠道须与申请人确认后才能登记，请填写确认之日"})
        if not request.arrived_on <= values["confirmed_on"] <= act.today:
            raise InvalidInput(fields={"confirmed_on": "确认之日应在到达日期与今天之间"})
        confirm_receipt(act, request, values["confirmed_on"], values["confirmation_note"])
    note_registration(act, request)
    return {"is_registered": True}


registration = TaskForm(
    key="registration",
    title="核对登记",
    schema=_registration_schema,
    apply=_register,
    initial=lambda case: {"title": case.title},
    submit="登记并出具回执",
    note="核对申请人、申请内容和收到日期。登记后系统出具登记回执，答复期限自收到之日的次一工作日起算。",
)


def screening_options() -> dict[str, str]:
    """受理, 补正, and the outcomes that need no handling unit."""
    return {ACCEPT: "受理，转分办", CLARIFY: "需要补正（第三十条）", **options(ON_SCREENING)}


class ScreeningSchema(OfficeSchema):
    """怎样处理：受理、补正，或者直接告知."""

    screening = Choice("审核结论", screening_options())
    clarification_items = Text(
        "需要补正的事项", maximum=3000, widget="textarea", required=False, shown_when=WHEN_CLARIFYING,
        hint="选择补正时必填。每行一项，须一次性列全",
    )  # fmt: skip
    clarification_guidance = Text(
        "指导和说明", maximum=1500, widget="textarea", required=False, shown_when=WHEN_CLARIFYING,
        hint="选择补正时必填。告诉申请人怎样补正",
    )  # fmt: skip
    clarification_period = Whole(
        "补正期限（工作日）", minimum=1, maximum=MOST_CLARIFICATION_DAYS, required=False, shown_when=WHEN_CLARIFYING,
        hint="由机关合理确定，默认 10 个工作日（条例未规定天数）",
    )  # fmt: skip
    opinion = Text("审核意见", maximum=1000, widget="textarea", required=False)

    @validates_schema
    def check_clarification(self, data: Mapping[str, Any], **_options: Any) -> None:
        if data["screening"] != CLARIFY:
            return
        needed = {"clarification_items": "请列出需要补正的事项", "clarification_guidance": "请写明怎样补正"}
        problems = {name: message for name, message in needed.items() if not data.get(name)}
        if problems:
            raise ValidationError(problems)


def _screening_schema(item: WorkItem) -> Schema:
    """What rests on an earlier act is offered when that act is on record; else the hint says why it is not."""
    refused = not_offered(request_of(item.case), ON_SCREENING)
    offered = {code: words for code, words in screening_options().items() if code not in refused}
    choice = Choice("审核结论", offered, hint=words_of(refused))
    return ScreeningSchema.from_dict({"screening": choice}, name="ScreeningSchema")()


def _screen(act: Act, item: WorkItem, values: Values) -> Facts:
    request = request_of(act.the_case)
    request.screening = values["screening"]
    if values["screening"] == CLARIFY:
        _ask_clarification(act, values)
        return {"screening": CLARIFY}
    if values["screening"] == ACCEPT:
        return {"screening": ACCEPT}
    check_is_on_record(values["screening"], on_record(request), "screening")
    request.outcome = act.the_case.outcome = values["screening"]
    return {"screening": "other", "outcome_class": outcome_class(values["screening"])}


def _ask_clarification(act: Act, values: Values) -> None:
    if db.session.get(Clarification, act.the_case.id) is not None:
        raise InvalidInput(
            "补正只能要求一次（条例第三十条：一次性告知）", fields={"screening": "这件申请已要求过补正"}
        )
    db.session.add(
        Clarification(
            case_id=act.the_case.id,
            items=[line.strip() for line in values["clarification_items"].splitlines() if line.strip()],
            guidance=values["clarification_guidance"],
            period_working_days=values["clarification_period"] or _default_period(act.today),
        )
    )


def _default_period(on: date) -> int:
    return int(clocks.parameters_on(on).value("clarification_period_working_days"))


def _initial(case: Case) -> Values:
    return {"clarification_period": _default_period(case.opened_at.date())}


screening = TaskForm(
    key="screening",
    title="审核",
    schema=_screening_schema,
    apply=_screen,
    initial=_initial,
    submit="提交审核结论",
    note="受理的转分办；内容不明确或缺少身份证明的，自收到之日起 7 个工作日内一次性告知补正；其余情形直接拟写告知书。",
)
