"""跟踪、发布会、评估、结案: what follows a statement until the case is closed."""

from typing import Any

from app.casework.acts.act import Act
from app.casework.contract.attached import Files
from app.casework.contract.fields import Choice, Text, Whole
from app.casework.contract.forms import Facts, TaskForm, Values
from app.casework.contract.moments import Moment
from app.casework.contract.schemas import OfficeSchema, ReturningSchema
from app.casework.models import Case, WorkItem
from app.casework.terms import clocks
from app.engine.operations import Operations
from app.law.channels import evidence_faults
from app.law.clock import ClockKind
from app.law.concerns import Judgement, check_between, check_may_close
from app.law.errors import InvalidInput
from app.processes.response.approving import lacking_paper
from app.processes.response.grading import needs_conference
from app.processes.response.records import concern_of, in_work, published_of
from app.steps.channels import postings_of
from app.steps.closing import close_case

FURTHER, EVALUATE, CLOSE = "further", "evaluate", "close"
HELD, NOT_HELD = "held", "not_held"
operations = Operations()


class FollowUpSchema(OfficeSchema):
    """What came since, and whether it needs another statement."""

    follow_up = Choice("跟踪结果", {FURTHER: "继续发布（后续进展、更正）", EVALUATE: "不再发布，转评估"})
    opinion = Text("跟踪情况", maximum=1000, widget="textarea", hint="舆论反应、处置进展、需要更正的内容")


def _follow_up(act: Act, item: WorkItem, values: Values) -> Facts:
    act.audit("concern.followed_up", f"跟踪：{values['opinion']}", node=item.node)
    return {"follow_up": values["follow_up"]}


class ConferenceSchema(ReturningSchema):
    """Held, with when, where and the evidence; or not, with the reason."""

    returning = ("result", NOT_HELD)
    reason_missing = "没有举行的，请写明原因"

    result = Choice("举行情况", {HELD: "已举行", NOT_HELD: "没有举行"})
    held_at = Moment("举行时间")
    place = Text("地点", maximum=120)
    address = Text("直播、报道网址", maximum=500, required=False)
    photos = Files("现场照片", minimum=0, maximum=5)
    opinion = Text("说明", maximum=300, widget="textarea", required=False, hint="没有举行的必须写明原因")


def _conference(act: Act, item: WorkItem, values: Values) -> Facts:
    concern = concern_of(act.the_case)
    if values["result"] == NOT_HELD:
        concern.conference_why_not = values["opinion"]
        act.audit("concern.no_conference", f"没有举行新闻发布会：{values['opinion']}", node=item.node)
        return {"conference": NOT_HELD}
    faults = evidence_faults(
        values["address"], has_photo=bool(values["photos"]), posted_at=values["held_at"], now=act.now,
        approved_at=concern.known_at,
    )  # fmt: skip
    check_between("held_at", values["held_at"], concern.known_at, act.now, "获知时间")
    if faults:
        raise InvalidInput(next(iter(faults.values())), fields=faults)
    concern.conference_at, concern.conference_place = values["held_at"], values["place"]
    clocks.record(act, "press_conference_held", at=values["held_at"])
    act.audit("concern.conference_held", f"{values['held_at']:%m月%d日 %H:%M} 举行新闻发布会", node=item.node)
    return {"conference": HELD}


class EvaluationSchema(OfficeSchema):
    """评估: what was right, adopted, complained of afterwards; it may find that more is to be said."""

    decision = Choice("评估结论", {CLOSE: "结案", FURTHER: "继续发布（后续进展、更正）"})
    evaluation = Text("评估意见", maximum=2000, widget="textarea", hint="时效、内容、效果、存在问题")
    adopted = Whole("采纳建设性意见（条）", maximum=9999)
    adopted_words = Text(
        "采纳情况", maximum=1000, widget="textarea", required=False, hint="采纳的意见应予公开"
    )
    complaints_after = Whole("回应后的投诉（件）", maximum=9999)


def _evaluate(act: Act, item: WorkItem, values: Values) -> Facts:
    concern = concern_of(act.the_case)
    concern.evaluation, concern.evaluated_at = values["evaluation"], act.now
    concern.adopted, concern.complaints_after = values["adopted"], values["complaints_after"]
    concern.adopted_words = values["adopted_words"]
    act.audit("concern.evaluated", "评估", node=item.node)
    return {"evaluated": values["decision"]}


def open_work(case: Case) -> list[str]:
    """What is still to be done in a case that is answered."""
    concern = concern_of(case)
    said = published_of(case)
    waiting = sum(one.is_open for one in postings_of(case))
    told = concern.conference_at is not None or bool(concern.conference_why_not)
    found = {
        f"渠道发布 {waiting} 项": bool(waiting),
        "补办书面审批": bool(lacking_paper(case)),
        "新闻发布会": concern.judgement == Judgement.ANSWER and needs_conference(concern) and not told,
        "正式回应（舆情回应时限还在计算）": bool(said) and awaits_the_response(case),
        "正在办理的发布稿": in_work(case) is not None,
        "重新发布回应（已发布的都已撤回）": bool(said) and not any(one.stands for one in said),
    }
    return [words for words, is_open in found.items() if is_open]


def awaits_the_response(case: Case) -> bool:
    """A first word alone leaves the 48 hours running."""
    return clocks.clocks_of(case).running(ClockKind.OPINION_RESPONSE) is not None


@operations.register("close_concern", title="结案")
def close_concern(act: Act) -> Any:
    """With a published statement or the reason for none, and nothing left over. Raises NotReadyToClose."""
    case = act.the_case
    concern, said = concern_of(case), len(published_of(case))
    reason = concern.judgement_reason if concern.judgement not in ("", Judgement.ANSWER) else ""
    check_may_close(published=said, reason=reason, open_work=open_work(case))
    case.outcome = concern.judgement
    return close_case(act)


FORMS = (
    TaskForm("follow_up", "跟踪", lambda item: FollowUpSchema(), _follow_up, submit="登记"),
    TaskForm("press_conference", "新闻发布会", lambda item: ConferenceSchema(), _conference, submit="登记",
             initial=lambda case: {"result": HELD}, note="特别重大、重大突发事件应在获知后 24 小时内举行。"),
    TaskForm("evaluation", "评估", lambda item: EvaluationSchema(), _evaluate, submit="提交评估",
             initial=lambda case: {"decision": CLOSE}),
)  # fmt: skip
