"""办理经过: every act that moved a case, in order: what was done, said and answered, by whom, at which post, when.

An act is one transaction, so the audit lines of one moment and hand are one row, with the opinion given in it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from app.casework.archive.beyond import Beyond, Line
from app.casework.contract.platform import platform
from app.casework.models import AuditEntry, Case, Opinion, WorkItem
from app.casework.texts.opinions import opinions_of
from app.casework.work.timeline import HIDDEN
from app.database import columns_of
from app.law.office_time import OFFICE_OFFSET
from app.office.vocabulary import Role

DONE = "item.completed"
MOVED_NOTHING = HIDDEN | {
    "case.alerts_read", "case.copy_read", "case.urging_received", "item.claimed", "item.released",
    "letter.editing_copy",
}  # fmt: skip
OF_OTHER_MATTERS = (
    "personal_data.",
    "case_file.",
    "list.",
    "outbox.",
    "letter_texts.",
    "calendar.",
    "evaluation.",
)
STEPS = {
    "case.assigned": "分办", "case.reassigned": "改派", "case.assignment_returned": "退回分办", "case.copied": "抄送",
    "case.intervened": "督办", "case.urged": "催办", "case.closed": "办结", "case.closed_by_force": "强制办结",
    "case.archived": "归档", "case.withdrawn": "撤回", "case.order_issued": "督办", "case.order_answered": "督办",
    "case.order_returned": "督办", "item.transferred": "转办", "item.delegated": "委托", "item.asked": "加签",
    "item.asking_withdrawn": "加签", "item.passed_on": "加签", "item.taken_back": "取回", "timer.fired": "到期",
    "text.written": "拟写文本",
    "letter.issued": "制发文书", "letter.sent": "送达", "letter.delivered": "送达", "letter.delivery_failed": "送达",
    "letter.returned": "送达", "letter.not_served": "送达", "letter.recalled": "收回文书",
    "document.added": "添加材料",
}  # fmt: skip
"""How an act is called that completed no task; others are called as their group of audit lines."""

_table = AuditEntry.__table__.c
_lines = (
    select(
        _table.at, _table.tag, _table.node, _table.actor_id, _table.actor_name, _table.unit_name, _table.summary,
        _table.detail,
    )
    .where(_table.case_id == bindparam("of_case"))
    .order_by(_table.sequence)
)  # fmt: skip
_items = select(WorkItem.id, WorkItem.node, WorkItem.role, WorkItem.done_at, WorkItem.done_by_id).where(
    WorkItem.case_id == bindparam("of_case")
)
Hand = tuple[datetime, int | str]
"""A moment, and the person, or what else acted: system, applicant."""


@dataclass
class Done:
    """One act: its lines, and what was said in it."""

    at: datetime
    lines: list[Line] = field(default_factory=list)
    opinions: list[Opinion] = field(default_factory=list)

    @property
    def task(self) -> tuple[datetime, int | None, str]:
        """Moment, person and node of the task that a person completed; else of no task."""
        is_done = self.lead.tag == DONE and self.lead.actor_id is not None
        return self.at, self.lead.actor_id, self.lead.node if is_done else ""

    @property
    def lead(self) -> Line:
        """The line of the completed task, else the first that is not about a letter, else the first."""
        own = [one for one in self.lines if not one.tag.startswith("letter.")] or self.lines
        return next((one for one in own if one.tag == DONE), own[0])


@dataclass(frozen=True)
class Told:
    """An act in words: what step it was, what was said and done in it, who did it as what, when."""

    step: str
    said: list[str]
    who: str
    at: str


def story_of(case: Case) -> list[Told]:
    """All acts of the case that moved it, the oldest first."""
    lines = [one for one in columns_of(_lines, {"of_case": case.id}) if _moved(one.tag)]
    beyond, posts = Beyond(case, {one.tag for one in lines}), _posts(case)
    return [
        Told(_step(act), list(_said(act, beyond)), _who(act, posts), _moment(act.at))
        for act in _acts(lines, opinions_of(case))
    ]


def _hand(line: Line) -> Hand:
    return line.at, line.actor_name if line.actor_id is None else line.actor_id


def _moved(tag: str) -> bool:
    return tag not in MOVED_NOTHING and not tag.startswith(OF_OTHER_MATTERS)


def _acts(lines: list[Line], opinions: list[Opinion]) -> list[Done]:
    found: dict[Hand, Done] = {}
    for line in lines:
        found.setdefault(_hand(line), Done(line.at)).lines.append(line)
    for given in opinions:
        found.setdefault((given.given_at, given.person_id), Done(given.given_at)).opinions.append(given)
    return sorted(found.values(), key=lambda act: act.at)


def _posts(case: Case) -> Mapping[Any, str]:
    """The post of a task, by the task and by the moment, the hand and the node that completed it."""
    found: dict[Any, str] = {}
    for item_id, node, role, done_at, done_by in columns_of(_items, {"of_case": case.id}):
        found[item_id] = found[(done_at, done_by, node)] = Role(role).title_zh
    return found


def _step(act: Done) -> str:
    """The title of the task that was completed, or of the opinion; else how such an act is called."""
    if act.opinions:
        return act.opinions[0].title
    if act.lead.tag == DONE:
        return str(act.lead.summary.partition("：")[0])
    group = act.lead.tag.partition(".")[0]
    return STEPS.get(act.lead.tag) or platform().audit_tags.get(group, group)


def _who(act: Done, posts: Mapping[Any, str]) -> str:
    """Name, unit and post; whoever stands in for another is named with that one (代签)."""
    if act.opinions:
        given = act.opinions[0]
        name, post = given.who, posts.get(given.work_item_id, "")
        unit = act.lines[0].unit_name if act.lines else given.unit.short_name
    else:
        name, unit, post = act.lead.actor_name, act.lead.unit_name, posts.get(act.task, "")
    where = "　".join(part for part in (unit, post) if part)
    return f"{name}（{where}）" if where else name


def _said(act: Done, beyond: Beyond) -> Iterator[str]:
    """What was chosen and said first, then what else was done; a line that only repeats the opinion is left out."""
    said = list(_opinions(act))
    yield from said
    for line in act.lines:
        words = beyond.words(line) if line.tag != DONE else "" if said else line.summary.partition("：")[2]
        if words and not any(words.endswith(one) for one in said):
            yield words


def _opinions(act: Done) -> Iterator[str]:
    """What was chosen and said; a consent that lapsed later stays, and says so."""
    for one in act.opinions:
        parts = dict.fromkeys(part for part in (one.choice_label, one.text) if part)
        lapsed = f"（{_moment(one.voided_at)}失效）" if one.voided_at else ""
        if said := "：".join(parts) + lapsed:
            yield said


def _moment(at: datetime) -> str:
    return f"{at.astimezone(OFFICE_OFFSET):%Y-%m-%d %H:%M}"
