"""研判: what is done about a concern, with the reason; and its level, which falls only with a reason."""

from datetime import datetime
from typing import Any, ClassVar

from marshmallow import Schema, ValidationError, fields, validates_schema

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.contract.fields import Choice, Text
from app.casework.contract.forms import Facts, TaskForm, Values, load_schema
from app.casework.contract.moments import Moment
from app.casework.contract.schemas import OfficeSchema
from app.casework.contract.several import Several
from app.casework.models import Case, WorkItem
from app.casework.run.workflow import workflow_of
from app.casework.terms import clocks
from app.law.concerns import (
    JUDGEMENTS,
    LEVELS,
    PASSED_TO,
    Judgement,
    check_between,
    check_regrade,
    clock_start,
    is_downgrade,
    severities_of,
)
from app.office import organs
from app.office.permissions import Permission
from app.processes.response.models import Concern
from app.processes.response.records import concern_of
from app.steps.assignment import units_under

CONFERENCE_NEEDED = "conference_needed"
MAJOR = "major_emergency"
AGAIN, END = "again", "end"


class JudgementSchema(OfficeSchema):
    """What an answer to each judgement needs; the organs are those of the item."""

    needed: ClassVar[dict[str, tuple[str, str]]] = {
        Judgement.ANSWER: ("unit", "予以回应的，请选择责任单位"),
        Judgement.PASS_ON: ("passed_to", "移送的，请选择移送给哪个部门"),
    }

    @validates_schema
    def check_needed(self, data: dict[str, Any], **_options: Any) -> None:
        field, words = self.needed.get(data.get("judgement", ""), ("", ""))
        if field and not data.get(field):
            raise ValidationError({field: words})


def _judgement_schema(item: WorkItem) -> Schema:
    units = units_under(item)
    on_answer, on_passing = "judgement=answer", "judgement=pass_on"
    members: dict[str, fields.Field[Any]] = {
        "judgement": Choice("研判结论", JUDGEMENTS),
        "reason": Text("研判理由", maximum=1000, widget="textarea"),
        "level": Choice("等级", LEVELS),
        "level_reason": Text("调整等级的理由", maximum=500, widget="textarea", required=False,
                             hint="降低等级的必须写明"),
        "unit": Choice("责任单位", units, widget="select", required=False, shown_when=on_answer),
        "co_units": Several("会同单位", units, minimum=0, hint="发布前会签", shown_when=on_answer),
        "spokesman": Text("新闻发言人", maximum=60, required=False, hint="写职务，如市政府办公室副主任",
                          shown_when=on_answer),
        "passed_to": Choice("移送给", PASSED_TO, required=False, shown_when=on_passing),
    }  # fmt: skip
    return JudgementSchema.from_dict(members, name="JudgementSchema")()


def _judge(act: Act, item: WorkItem, values: Values) -> Facts:
    concern, judgement = concern_of(act.the_case), values["judgement"]
    regrade(act, concern, values["level"], values["level_reason"], act.now)
    concern.judgement, concern.judgement_reason = judgement, values["reason"]
    concern.judged_at, concern.judged_by_id = act.now, act.actor.person_id
    act.audit("concern.judged", f"研判：{JUDGEMENTS[judgement]}，{values['reason']}", node=item.node)
    if judgement == Judgement.ANSWER:
        _assign(act, concern, values)
    else:
        concern.passed_to = values["passed_to"] if judgement == Judgement.PASS_ON else ""
        clocks.record(act, "concern_left_unanswered")
    return {"judgement": judgement, "needs_conference": needs_conference(concern)}


def _assign(act: Act, concern: Concern, values: Values) -> None:
    unit = organs.find_unit(values["unit"], act.today)
    others = [organs.find_unit(code, act.today) for code in values["co_units"]]
    act.the_case.handling_unit_id, concern.spokesman = unit.id, values["spokesman"]
    concern.co_unit_ids = [one.id for one in others if one.id != unit.id]
    act.audit("case.assigned", f"责任单位：{unit.name}")


def needs_conference(concern: Concern) -> bool:
    """特别重大、重大突发事件 are told of in a press conference (61号)."""
    return MAJOR in _severities(concern, concern.level)


def _severities(concern: Concern, level: str) -> tuple[str, ...]:
    return severities_of(level, is_emergency=concern.is_emergency, raises_opinion=concern.raises_opinion)


def regrade(act: Act, concern: Concern, level: str, reason: str, known_at: datetime) -> None:
    """Another level, with what follows for the limits. Nothing changes for the level that it has.

    Lower: the short limits end, that of 48 hours runs from where all began. Higher: the short limits run from
    `known_at`, when the office knew that it had become graver. Raises DowngradeNeedsReason.
    """
    before = concern.level
    if level == before:
        return
    check_regrade(before, level, reason)
    was, becomes = _severities(concern, before), _severities(concern, level)
    concern.level, concern.level_reason = level, reason or concern.level_reason
    word = "降低" if is_downgrade(before, level) else "提高"
    act.audit("concern.regraded", f"{word}等级：{LEVELS[before]}→{LEVELS[level]}，{reason or '未写理由'}")
    if MAJOR in was and MAJOR not in becomes:
        clocks.record(act, "concern_downgraded")
        if "other" not in was:
            clocks.record(act, "public_concern_arisen", at=_began_at(concern), severity="other")
    if MAJOR in becomes and MAJOR not in was:
        clocks.record(act, "public_concern_arisen", at=known_at, severity=MAJOR)


def _began_at(concern: Concern) -> datetime:
    rule = str(clocks.parameters_on(concern.known_at.date()).value("opinion_clock_start"))
    return clock_start(concern.known_at, concern.appeared_at, rule)


def _known(case: Case) -> Values:
    return {"level": concern_of(case).level}


class LevelSchema(OfficeSchema):
    """Another level while the case is open."""

    level = Choice("等级", LEVELS)
    level_reason = Text(
        "调整等级的理由", maximum=500, widget="textarea", required=False, hint="降低等级的必须写明"
    )
    graver_at = Moment("获知情况加重的时间", required=False, hint="提高等级的填写；不填为现在")


@use_case("regrade_concern", needs=Permission.PUBLISH)
def regrade_concern(act: Act, data: dict[str, Any]) -> Result:
    """调整等级 beside the task. What becomes grave enough for a press conference gets its task."""
    act.require_open()
    values, concern = load_schema(LevelSchema(), data), concern_of(act.the_case)
    at = values["graver_at"] or act.now
    check_between("graver_at", at, concern.known_at, act.now, "获知时间")
    regrade(act, concern, values["level"], values["level_reason"], at)
    if not act.lines:
        act.audit("concern.level_kept", "核对等级，没有变化")
    if needs_conference(concern) and workflow_of(act).waits_for(CONFERENCE_NEEDED):
        workflow_of(act).throw(CONFERENCE_NEEDED)
    return {"number": act.the_case.number}


class WatchingSchema(OfficeSchema):
    """What became of a concern that was only watched."""

    watching = Choice("关注结果", {AGAIN: "情况有变化，重新研判", END: "没有新的情况，结束关注"})
    opinion = Text("情况说明", maximum=1000, widget="textarea")
    changed_at = Moment("获知变化的时间", required=False, hint="重新研判的，时限自该时刻起计算；不填为现在",
                        shown_when="watching=again")  # fmt: skip


def _watch(act: Act, item: WorkItem, values: Values) -> Facts:
    if values["watching"] == AGAIN:
        concern, at = concern_of(act.the_case), values["changed_at"] or act.now
        assert concern.judged_at is not None  # only what was judged is watched
        check_between("changed_at", at, concern.judged_at, act.now, "上次研判的时间")
        for severity in _severities(concern, concern.level):
            clocks.record(act, "public_concern_arisen", at=at, severity=severity)
    act.audit("concern.watched", f"关注：{values['opinion']}", node=item.node)
    return {"watching": values["watching"]}


FORMS = (
    TaskForm("judgement", "研判", _judgement_schema, _judge, initial=_known, submit="提交研判",
             note="特别重大、重大突发事件 5 小时内发布权威信息、24 小时内举行新闻发布会；其他 48 小时内回应。"),
    TaskForm("watching", "持续关注", lambda item: WatchingSchema(), _watch, submit="登记"),
)  # fmt: skip
