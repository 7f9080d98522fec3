"""渠道发布: what is published is posted on the chosen channels, each a task of its own with its evidence.

A process writes down where something is to stand (`ask_for`, or the form `channels`) and hands the list to its diagram:
a multi-instance task with the form `posting`, in a lane of `Copies.NAMED`, then has one copy a posting.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from marshmallow import Schema
from sqlalchemy import bindparam, select

from app.casework.acts.act import Act
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.attached import Files
from app.casework.contract.fields import Choice, Text
from app.casework.contract.forms import Facts, TaskForm, Values, always
from app.casework.contract.moments import Moment
from app.casework.contract.schemas import OfficeSchema, ReturningSchema
from app.casework.contract.several import Several
from app.casework.contract.steps import Step
from app.casework.models import Case, ChannelPosting, WorkItem
from app.casework.rare import RARE
from app.database import db
from app.law.channels import CHANNEL_TITLES, PublicChannel, evidence_faults, is_late
from app.law.errors import InvalidInput

LIST = "channels"
POSTED, NOT_POSTED = "posted", "not_posted"
MOST_PHOTOS = 5
_of_case = (
    select(ChannelPosting).where(ChannelPosting.case_id == bindparam("of_case")).order_by(ChannelPosting.id)
)


def only_one(case: Case) -> str:
    """For a process that posts one thing in a case."""
    return ""


def no_due_moment(act: Act) -> datetime | None:
    """For a process that sets no moment until which it must stand everywhere, or from which it may."""
    return None


def titled_as_the_case(case: Case) -> str:
    """For a process whose publication is called like its case."""
    return case.title


def always_stands(case: Case, about: str) -> bool:
    """For a process that takes nothing back."""
    return True


@dataclass(frozen=True, kw_only=True)
class PostingOnChannels(Step):
    """`offered`: the channels to choose from; `about(case)`: which of several things is being posted now.

    `due(act)`: until when it is to stand everywhere; `released(act)`: from when, where that is later than the asking;
    `title_of(case)`: what the thing is called;
    `stands(case, about)`: whether it may still be read: what was withdrawn is posted nowhere else.
    """

    offered: Sequence[PublicChannel] = tuple(PublicChannel)
    about: Callable[[Case], str] = only_one
    due: Callable[[Act], datetime | None] = no_due_moment
    released: Callable[[Act], datetime | None] = no_due_moment
    title_of: Callable[[Case], str] = titled_as_the_case
    stands: Callable[[Case, str], bool] = always_stands
    note: str = field(default="填写实际发布的时间和网址；没有网址的，上传照片或者截图。")

    def forms(self) -> tuple[TaskForm, ...]:
        return (
            TaskForm(LIST, "选定发布渠道", self._choice, self._choose, submit="交付发布",
                     note="每个渠道生成一项发布任务，须有凭证才能办结。"),
            TaskForm("posting", "渠道发布", always(PostingSchema), self._post, submit="登记", note=self.note,
                     initial=lambda case: {"result": POSTED}, answers_copies=True),
        )  # fmt: skip

    def lists(self) -> frozenset[str]:
        return frozenset({LIST})

    def copy_title(self, item: str) -> str:
        posting = db.session.get(ChannelPosting, int(item)) if item.isdecimal() else None
        return CHANNEL_TITLES[PublicChannel(posting.channel)] if posting else ""

    def field(self, *, minimum: int = 1, hint: str = "") -> Several:
        """The field for forms of the process in which channels are chosen."""
        options = {str(channel): CHANNEL_TITLES[channel] for channel in self.offered}
        return Several("发布渠道", options, minimum=minimum, hint=hint)

    def ask_for(self, act: Act, channels: Iterable[str]) -> Facts:
        """Write down where it is to stand; the list for the diagram. Asking again for what is asked adds nothing."""
        case = act.the_case
        chosen, about = list(dict.fromkeys(channels)), self.about(case)
        known = {one.channel: one for one in postings_of(case) if one.about == about}
        for channel in (one for one in chosen if one not in known):
            known[channel] = ChannelPosting(
                case_id=case.id, about=about, title=self.title_of(case)[:200], channel=PublicChannel(channel),
                asked_at=act.now, due_at=self.due(act),
            )  # fmt: skip
            db.session.add(known[channel])
        db.session.flush()
        named = "、".join(CHANNEL_TITLES[PublicChannel(one)] for one in chosen)
        act.audit("channel.asked", f"交付渠道发布：{named or '无'}", about=about, channels=chosen)
        return {LIST: [known[one].id for one in chosen if known[one].is_open]}

    def _choice(self, item: WorkItem) -> Schema:
        return OfficeSchema({"channels": self.field()})

    def _choose(self, act: Act, item: WorkItem, values: Values) -> Facts:
        return self.ask_for(act, values["channels"])

    def _post(self, act: Act, item: WorkItem, values: Values) -> Facts:
        posting = posting_for(item)
        if values["result"] == NOT_POSTED:
            posting.why_not = values["opinion"]
        elif not self.stands(act.the_case, posting.about):
            raise InvalidInput(fields={"result": "已经撤回的内容不能再发布，请登记没有发布的原因"})
        else:
            released = max(posting.asked_at, self.released(act) or posting.asked_at)
            _keep_evidence(posting, values, released, act.now)
        posting.recorded_at, posting.recorded_by_id = act.now, act.actor.person_id
        act.audit("channel.recorded", posting_words(posting), node=item.node, about=posting.about,
                  channel=posting.channel, address=posting.address,
                  photos=[one.file_hash for one in posting.photos])  # fmt: skip
        return {item.answer or item.node: values["result"]}


class PostingSchema(ReturningSchema):
    """Posted, with the evidence; or not, with the reason."""

    returning = ("result", NOT_POSTED)
    reason_missing = "没有发布的，请写明原因"

    result = Choice("发布情况", {POSTED: "已发布", NOT_POSTED: "没有发布"})
    posted_at = Moment("实际发布时间")
    address = Text("网址", maximum=500, required=False, hint="以 https:// 开头；没有网址的渠道上传照片")
    photos = Files(
        "照片、截图", minimum=0, maximum=MOST_PHOTOS, hint="公开栏、大喇叭、发布会等现场照片，网页截图"
    )
    opinion = Text("说明", maximum=300, widget="textarea", required=False, hint="没有发布的必须写明原因")


def _keep_evidence(posting: ChannelPosting, values: Values, released: datetime, now: datetime) -> None:
    faults = evidence_faults(
        values["address"], has_photo=bool(values["photos"]), posted_at=values["posted_at"],
        approved_at=released, now=now,
    )  # fmt: skip
    if faults:
        raise InvalidInput(next(iter(faults.values())), fields=faults)
    posting.posted_at, posting.address = values["posted_at"], values["address"]
    posting.photos = list(values["photos"])


def postings_of(case: Case) -> list[ChannelPosting]:
    """Every posting of a case, in the order in which they were asked for."""
    if not RARE.may_have(ChannelPosting, case.id):
        return []
    return list(db.session.scalars(_of_case, {"of_case": case.id}))


def posting_for(item: WorkItem) -> ChannelPosting:
    """What a copy of the task is about. Raises CannotHappenNow where nothing waits to be posted."""
    named = item.copy_item or ""
    found = db.session.get(ChannelPosting, int(named)) if named.isdecimal() else None
    if found is None or found.case_id != item.case_id or not found.is_open:
        raise CannotHappenNow("这个渠道没有等待发布的内容，请刷新后核对")
    return found


def posting_words(posting: ChannelPosting) -> str:
    """One posting in a sentence, for the history: 政务微信：已于 3月2日 10:15 发布（迟于 10:00）."""
    title = CHANNEL_TITLES[PublicChannel(posting.channel)]
    if posting.is_open:
        return f"{title}：待发布"
    if posting.posted_at is None:
        return f"{title}：没有发布，{posting.why_not}"
    late = is_late(posting.due_at, posting.posted_at, posting.posted_at)
    after = f"，迟于应发布的 {posting.due_at:%m月%d日 %H:%M}" if late and posting.due_at else ""
    return f"{title}：{posting.posted_at:%m月%d日 %H:%M} 发布{after}"
