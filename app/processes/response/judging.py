"""研判: what is done about a concern, with the reason: answered, watched, passed on, or nothing."""

from collections.abc import Sequence
from typing import Any, ClassVar

from marshmallow import Schema, ValidationError, fields, validates_schema

from app.casework.acts.act import Act
from app.casework.contract.fields import Choice, Text
from app.casework.contract.forms import Facts, TaskForm, Values
from app.casework.contract.moments import Moment
from app.casework.contract.schemas import OfficeSchema
from app.casework.contract.several import Several
from app.casework.models import WorkItem
from app.casework.terms import clocks
from app.law.concerns import JUDGEMENTS, PASSED_TO, Judgement, check_between
from app.office import organs
from app.office.models import OrgUnit
from app.office.vocabulary import Role
from app.processes.response.grading import (
    as_graded,
    grade_fields,
    grade_of,
    needs_conference,
    regrade,
    wanted_grade,
)
from app.processes.response.models import Concern
from app.processes.response.records import concern_of
from app.steps.assignment import units_under
from app.steps.manned import refuse_as_handling_unit, refuse_unmanned

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
        "reason": Text("研判理由", maximum=1000, widget="textarea", for_letter=True),
        **grade_fields(),
        "unit": Choice("责任单位", units, widget="select", required=False, shown_when=on_answer),
        "co_units": Several("会同单位", units, minimum=0, hint="发布前会签", shown_when=on_answer),
        "spokesman": Text("新闻发言人", maximum=60, required=False, hint="写职务，如市政府办公室副主任",
                          shown_when=on_answer),
        "passed_to": Choice("移送给", PASSED_TO, required=False, shown_when=on_passing),
    }  # fmt: skip
    return JudgementSchema(members)


def _judge(act: Act, item: WorkItem, values: Values) -> Facts:
    concern, judgement = concern_of(act.the_case), values["judgement"]
    regrade(act, concern, wanted_grade(concern, values), values["level_reason"], act.now)
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
    others = [organs.find_unit(code, act.today) for code in values["co_units"] if code != unit.code]
    _refuse_unmanned(act, unit, others)
    act.the_case.handling_unit_id, concern.spokesman = unit.id, values["spokesman"]
    concern.co_unit_ids = [one.id for one in others]
    act.audit("case.assigned", f"责任单位：{unit.name}")


def _refuse_unmanned(act: Act, unit: OrgUnit, others: Sequence[OrgUnit]) -> None:
    """The hours run: nothing is given to a unit at which nobody can take it up."""
    refuse_as_handling_unit(act.the_case, unit.id, unit.name, act.today, "起草")
    refuse_unmanned(Role.UNIT_HEAD, others, act.today, "co_units", "会签")


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
        for severity in grade_of(concern).severities:
            clocks.record(act, "public_concern_arisen", at=at, severity=severity)
    act.audit("concern.watched", f"关注：{values['opinion']}", node=item.node)
    return {"watching": values["watching"]}


FORMS = (
    TaskForm("judgement", "研判", _judgement_schema, _judge, initial=as_graded, submit="提交研判",
             note="特别重大、重大突发事件 5 小时内发布权威信息、24 小时内举行新闻发布会；其他 48 小时内回应。"),
    TaskForm("watching", "持续关注", lambda item: WatchingSchema(), _watch, submit="登记"),
)  # fmt: skip
