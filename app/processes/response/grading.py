"""等级、性质: how grave a concern is; a change ends or starts limits, and needs its reason."""

from datetime import date, datetime
from typing import Any

from marshmallow import Schema, fields

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.fields import Choice, Text, Tick
from app.casework.contract.forms import Values, load_schema
from app.casework.contract.moments import Moment
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case
from app.casework.models.work import WorkItemStatus
from app.casework.run.workflow import workflow_of
from app.casework.terms import clocks
from app.casework.work.inbox import open_items_of
from app.law.clock import ClockKind, ClockState
from app.law.concern_grade import MAJOR, OTHER, Grade, check_regrade
from app.law.concerns import JUDGEMENTS, LEVELS, Judgement, check_between, is_response
from app.office.permissions import Permission
from app.processes.response.models import Concern
from app.processes.response.records import concern_of, published_of

CONFERENCE_NEEDED = "conference_needed"
CONFERENCE, WAIVED = "T_conference", "waived"
EMERGENCY, ORDINARY = "emergency", "ordinary"
NATURES = {EMERGENCY: "突发事件", ORDINARY: "一般舆情"}


def grade_fields() -> dict[str, fields.Field[Any]]:
    """Level and nature, as they are or as they become; left out, they stay."""
    return {
        "level": Choice("等级", LEVELS),
        "nature": Choice("性质", NATURES, required=False, hint="与登记不同的，重新选择并写明理由"),
        "raises_opinion": Tick("已引起舆论关注", hint="同时适用 48 小时回应时限；登记后不能取消"),
        "level_reason": Text("调整等级、性质的理由", maximum=500, widget="textarea", required=False,
                             hint="等级、性质有变化的必须写明"),
    }  # fmt: skip


def as_graded(case: Case) -> Values:
    """What the forms start with."""
    one = concern_of(case)
    return {
        "level": one.level, "nature": EMERGENCY if one.is_emergency else ORDINARY,
        "raises_opinion": one.raises_opinion,
    }  # fmt: skip


def grade_of(concern: Concern) -> Grade:
    """As it is on record."""
    return Grade(concern.level, concern.is_emergency, concern.raises_opinion)


def wanted_grade(concern: Concern, values: Values) -> Grade:
    """As the form wants it. Talked about is said once and stays: a form without the tick says nothing of it."""
    nature = values["nature"] or (EMERGENCY if concern.is_emergency else ORDINARY)
    return Grade(values["level"], nature == EMERGENCY, values["raises_opinion"] or concern.raises_opinion)


def needs_conference(concern: Concern) -> bool:
    """特别重大、重大突发事件 are told of in a press conference (61号)."""
    return MAJOR in grade_of(concern).severities


def regrade(act: Act, concern: Concern, after: Grade, reason: str, known_at: datetime) -> None:
    """Another grade, with what follows for the limits. Nothing happens for the one that it has.

    Lower: the short limits end, that of 48 hours runs from where all began. Higher, or talked about: the limits that
    come run from `known_at`, when the office knew. Raises DowngradeNeedsReason, RegradeNeedsReason.
    """
    before = grade_of(concern)
    if after == before:
        return
    check_regrade(before, after, reason)
    concern.level, concern.is_emergency, concern.raises_opinion = (
        after.level, after.is_emergency, after.raises_opinion
    )  # fmt: skip
    concern.level_reason = reason or concern.level_reason
    act.audit("concern.regraded", _changed_words(before, after, reason))
    _start_and_end(act, concern, before, after, known_at)


def _changed_words(before: Grade, after: Grade, reason: str) -> str:
    if before.words == after.words:
        return "已引起舆论关注"
    word = "降低" if after.is_below(before) else "提高" if before.is_below(after) else "调整"
    talked = "，已引起舆论关注" if after.raises_opinion and not before.raises_opinion else ""
    return f"{word}等级：{before.words}→{after.words}{talked}，{reason}"


def _start_and_end(act: Act, concern: Concern, before: Grade, after: Grade, known_at: datetime) -> None:
    was, becomes = before.severities, after.severities
    if MAJOR in was and MAJOR not in becomes:
        clocks.record(act, "concern_downgraded")
    if MAJOR in becomes and MAJOR not in was:
        clocks.record(act, "public_concern_arisen", at=known_at, severity=MAJOR)
    if OTHER in becomes and OTHER not in was and _lacks_the_48_hours(act.the_case):
        since = known_at if MAJOR in becomes else _began_at(act.the_case)
        clocks.record(act, "public_concern_arisen", at=since, severity=OTHER)


def _lacks_the_48_hours(case: Case) -> bool:
    """It has not been answered, and no such limit runs or ran to its end."""
    known = [one for one in clocks.clocks_of(case).clocks if one.kind is ClockKind.OPINION_RESPONSE]
    answered = any(is_response(one.in_substance) for one in published_of(case))
    return not answered and all(one.state is ClockState.VOID for one in known)


def _began_at(case: Case) -> datetime:
    """Where the limits began that a lower level ends: what was judged anew began with the change."""
    found = clocks.clocks_of(case).clocks
    return max(one.started_at for one in found if one.kind is ClockKind.FIRST_STATEMENT and one.started_at)


def level_schema() -> Schema:
    """Another grade while the case is open."""
    since = Moment("获知情况变化的时间", required=False, hint="提高等级或者引起关注的填写；不填为现在")
    return OfficeSchema({**grade_fields(), "graver_at": since})


def may_regrade(case: Case, today: date) -> bool:
    """Beside the task: before it is judged, and while it is answered. What is watched is judged anew."""
    return case.is_open and concern_of(case).judgement in ("", Judgement.ANSWER)


@use_case("regrade_concern", needs=Permission.PUBLISH)
def regrade_concern(act: Act, data: dict[str, Any]) -> Result:
    """调整等级 beside the task. What becomes grave enough for a press conference gets its task."""
    act.require_open()
    values, concern = load_schema(level_schema(), data), concern_of(act.the_case)
    if not may_regrade(act.the_case, act.today):
        raise CannotHappenNow(f"本件已研判为{JUDGEMENTS[concern.judgement]}，情况有变化的请重新研判")
    at = values["graver_at"] or act.now
    check_between("graver_at", at, concern.known_at, act.now, "获知时间")
    regrade(act, concern, wanted_grade(concern, values), values["level_reason"], at)
    if not act.lines:
        act.audit("concern.level_kept", "核对等级，没有变化")
    _follow_with_the_conference(act, concern)
    return {"number": act.the_case.number}


def _follow_with_the_conference(act: Act, concern: Concern) -> None:
    """A lower grade leaves nobody with the task of a conference that is not due; a higher one brings it again."""
    if not needs_conference(concern):
        for item in [one for one in open_items_of(act.the_case) if one.node == CONFERENCE]:
            item.status, item.done_at, item.outcome = WorkItemStatus.CANCELLED, act.now, "等级降低，不再举行"
            workflow_of(act).complete(item, {"conference": WAIVED})
    elif workflow_of(act).waits_for(CONFERENCE_NEEDED):
        workflow_of(act).throw(CONFERENCE_NEEDED)
