"""发布: the approved text goes before the public, byte for byte; other channels follow as tasks."""

from datetime import datetime

from app.casework.acts.act import Act
from app.casework.contract.fields import Choice, Text, Tick
from app.casework.contract.forms import Facts, Hand, TaskForm, Values
from app.casework.contract.schemas import ReturningSchema
from app.casework.models import Case, WorkItem
from app.casework.models.work import SEND_BACK
from app.casework.publications import acts as publications
from app.casework.publications.rules import Terms
from app.casework.terms import clocks
from app.law.clock import ClockKind
from app.law.concerns import KINDS, is_response
from app.processes.response.approving import refuse_unapproved, version_in_work
from app.processes.response.drafting import slot_of, title_of
from app.processes.response.models import Statement
from app.processes.response.records import concern_of, published_of, the_one_in_work
from app.processes.response.wording import content_of
from app.steps.channels import PostingOnChannels
from app.steps.issue import refuse_objections

KIND = "concern_response"
PUBLISHED = "published"


class PublishSchema(ReturningSchema):
    """Released, or sent back with the reason."""

    decision = Choice("发布", {PUBLISHED: "核对无误，发布", SEND_BACK: "退回修改"})
    checked = Tick("已核对发布稿与批准的文本一致", must="请核对后勾选")
    opinion = Text("意见", maximum=300, widget="textarea", required=False, hint="退回修改的必须写明理由")


def _publish(act: Act, item: WorkItem, values: Values) -> Facts:
    if values["decision"] == SEND_BACK:
        return {"publish": SEND_BACK}
    statement = the_one_in_work(act.the_case)
    refuse_unapproved(act, statement)
    refuse_objections(act)
    _put_before_the_public(act, statement)
    asked = posting.ask_for(act, statement.channels)
    _meet_limits(act, statement)
    return {"publish": PUBLISHED, **asked, "has_channels": bool(statement.channels),
            "needs_paper": statement.lacks_paper}  # fmt: skip


def _put_before_the_public(act: Act, statement: Statement) -> None:
    version = version_in_work(act.the_case, statement)
    content = content_of(version.content["text"])
    statement.publication_id = publications.publish(
        act, KIND, content, approved_hash=content.hash, signed_hash=version.content_hash, name=statement.slot,
        terms=Terms(topics=(KINDS[concern_of(act.the_case).kind],)),
        supersedes=statement.corrects.publication if statement.corrects else None,
    ).id  # fmt: skip
    statement.published_at = act.now
    act.audit("statement.published", f"发布第 {statement.number} 次：{statement.headline}",
              sha256=version.content_hash)  # fmt: skip


def _meet_limits(act: Act, statement: Statement) -> None:
    """A first word meets the five hours alone, a response the 48 as well. A voice begins the day for the paper."""
    clocks.record(act, "concern_statement_issued", answers=is_response(statement.in_substance))
    if statement.lacks_paper:
        clocks.record(act, "oral_approval_given", at=statement.oral_at, id=str(statement.number))


def _due(act: Act) -> datetime | None:
    """Other channels are to be served within the limit that the statement meets; without one there is no moment."""
    found = clocks.clocks_of(act.the_case)
    running = [found.running(kind) for kind in (ClockKind.FIRST_STATEMENT, ClockKind.OPINION_RESPONSE)]
    return min(
        (clock.due_at for clock in running if clock is not None and clock.due_at > act.now), default=None
    )


def _stands(case: Case, slot: str) -> bool:
    return any(one.slot == slot and one.stands for one in published_of(case))


posting = PostingOnChannels(about=slot_of, title_of=title_of, due=_due, stands=_stands)
FORMS = (
    TaskForm("publish_statement", "发布", lambda item: PublishSchema(), _publish, submit="提交",
             initial=lambda case: {"decision": PUBLISHED}, by=Hand.ANOTHER_IF_ANY,
             note="门户网页随即发布；其他渠道各生成一项任务，发布后登记凭证。"),
)  # fmt: skip
