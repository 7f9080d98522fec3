"""第三十五条: entering the reason, judging it, asking for a later limit. Each from the case page, beside the task."""

from datetime import date
from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.fields import Choice, Day, Text, Whole
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case
from app.casework.run.workflow import workflow_of
from app.casework.terms import clocks
from app.database import db
from app.law.errors import DayOutOfRange, RuleViolation
from app.law.excess import JUDGEMENT_WORDS, LONGEST_DEFERRAL, check_can_defer
from app.law.stated_days import faults_of_days
from app.office.permissions import Permission
from app.processes.disclosure.excess import ON_PORTAL, WAYS, judged, latest_deferral, statement_of
from app.processes.disclosure.models import Deferral, ReasonStatement
from app.processes.disclosure.record_facts import reason_asked_on
from app.processes.disclosure.registration import request_of

DEFERRAL_REQUESTED = "deferral_requested"


class ReasonSchema(OfficeSchema):
    """What the applicant wrote, and when it came."""

    words = Text(
        "申请人说明的理由", maximum=700, widget="textarea", quotes=True, hint="照录；判断为不合理的写入告知书"
    )
    received_on = Day("收到之日")
    way = Choice("收到方式", WAYS)


class StatedReasonSchema(OfficeSchema):
    """What the applicant writes on the portal."""

    answer = Text("理由", maximum=700, widget="textarea", quotes=True)


class JudgementSchema(OfficeSchema):
    """Whether it is reasonable, and why."""

    judged = Choice("判断", {str(one): words for one, words in JUDGEMENT_WORDS.items()})
    judgement = Text("审查意见", maximum=250, widget="textarea", argues=True, for_letter=True,
                     hint="写明认为理由合理或者不合理的根据；不合理的写入告知书，接在“经审查，”之后")  # fmt: skip


class DeferralSchema(OfficeSchema):
    """How long, and why the reply cannot be given in time."""

    working_days = Whole("延迟答复的工作日", minimum=1, maximum=LONGEST_DEFERRAL,
                         hint="自告知书制发的次一工作日起算，代替原答复期限；条例只要求合理，没有规定天数")  # fmt: skip
    reason = Text(
        "不能按期答复的原因",
        maximum=500,
        widget="textarea",
        argues=True,
        for_letter=True,
        hint="写入延迟答复告知书",
    )


@use_case("record_reason", needs=Permission.RECORD_REASON)
def record_reason(act: Act, data: dict[str, Any]) -> Result:
    """The reason came. Late, it is kept and judged all the same. Raises CannotHappenNow, DayOutOfRange."""
    values = load_schema(ReasonSchema(), data)
    return _keep_reason(act, values)


@use_case("state_reason")
def state_reason(act: Act, data: dict[str, Any]) -> Result:
    """The applicant states the reason on the portal; the day is today's. Raises CannotHappenNow."""
    words = load_schema(StatedReasonSchema(), data)["answer"]
    return _keep_reason(act, {"words": words, "received_on": act.today, "way": ON_PORTAL})


def _keep_reason(act: Act, values: dict[str, Any]) -> Result:
    act.require_open()
    _require_undecided(act)
    asked_on = reason_asked_on(act.the_case)
    if asked_on is None:
        raise CannotHappenNow("没有已经送出的《要求说明理由通知书》，没有要求过说明理由")
    if statement_of(act.the_case) is not None:
        raise CannotHappenNow("申请人的理由说明已经登记")
    days = {"received_on": values["received_on"]}
    if faults := faults_of_days(days, act.today, since=asked_on, of="通知书送出的日期"):
        raise DayOutOfRange(fields=faults)
    db.session.add(
        ReasonStatement(
            case_id=act.the_case.id, recorded_by_id=act.actor.person_id, recorded_at=act.now, **values
        )
    )
    db.session.flush()
    db.session.expire(request_of(act.the_case), ["reason"])
    clocks.record(act, "reason_received", values["received_on"])
    act.audit("excess.reason_received", f"{values['received_on']}收到申请人的理由说明")
    return {"received_on": values["received_on"].isoformat()}


@use_case("judge_reason", needs=Permission.JUDGE_REASON)
def judge_reason(act: Act, data: dict[str, Any]) -> Result:
    """The head or the reviewer of the office judges; once. Raises CannotHappenNow."""
    act.require_open()
    _require_undecided(act)
    found = statement_of(act.the_case)
    if found is None:
        raise CannotHappenNow("申请人还没有说明理由")
    if found.judged:
        raise CannotHappenNow("申请人的理由已经判断过")
    values = load_schema(JudgementSchema(), data)
    found.judged, found.judgement = values["judged"], values["judgement"]
    found.judged_by_id, found.judged_at = act.actor.person_id, act.now
    act.audit(
        "excess.judged", f"判断申请人的理由：{JUDGEMENT_WORDS[values['judged']]}", judged=values["judged"]
    )
    return {"judged": values["judged"]}


@use_case("request_deferral", needs=Permission.JUDGE_REASON)
def request_deferral(act: Act, data: dict[str, Any]) -> Result:
    """Ask the head of the office for a later limit; once. Raises NoReasonableReason, DeferralTooLate."""
    act.require_open()
    values = load_schema(DeferralSchema(), data)
    case = act.the_case
    check_can_defer(clocks.clocks_of(case), values["working_days"], act.today, judged=judged(case))
    before = latest_deferral(case)
    if before is not None and before.decision != "refuse":
        raise CannotHappenNow("已有延迟答复的申请，不能再次延迟")
    if not workflow_of(act).waits_for(DEFERRAL_REQUESTED):
        raise CannotHappenNow("当前环节不能申请延迟答复")
    assert act.actor.person is not None
    db.session.add(
        Deferral(case_id=case.id, working_days=values["working_days"], reason=values["reason"],
                 requested_by_id=act.actor.person.id, requested_at=act.now)
    )  # fmt: skip
    workflow_of(act).throw(DEFERRAL_REQUESTED)
    act.audit("excess.deferral_requested", f"申请延迟答复 {values['working_days']} 个工作日")
    return {"working_days": values["working_days"]}


def may_record(case: Case, today: date) -> bool:
    """The notice is out, no reason is entered."""
    return _is_undecided(case) and reason_asked_on(case) is not None and statement_of(case) is None


def may_judge(case: Case, today: date) -> bool:
    """A reason lies there that nobody has judged."""
    found = statement_of(case)
    return _is_undecided(case) and found is not None and not found.judged


def may_defer(case: Case, today: date) -> bool:
    """The reason is reasonable, the reply in time, and no deferral asked for that was not refused."""
    found = latest_deferral(case)
    if not _is_undecided(case) or (found is not None and found.decision != "refuse"):
        return False
    try:
        check_can_defer(clocks.clocks_of(case), 1, today, judged=judged(case))
    except RuleViolation:
        return False
    return True


def _is_undecided(case: Case) -> bool:
    return case.is_open and request_of(case).reply_letter_id is None


def _require_undecided(act: Act) -> None:
    if not _is_undecided(act.the_case):
        raise CannotHappenNow("答复已经制发")
