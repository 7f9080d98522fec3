"""催办: a reminder from the supervisor to those who have the case in hand, on the record, once a day per case."""

from datetime import date, datetime, time
from typing import NamedTuple

from sqlalchemy import select

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.messages import mail
from app.casework.messages.telling import Word, tell
from app.casework.models import AuditEntry, Case, WorkItem
from app.casework.terms.ladders import ladder_for
from app.casework.work.inbox import open_items_of
from app.casework.work.recipients import hands_for, once_each
from app.casework.work.urgings import put_on_desks
from app.database import db
from app.law.clock import Unit
from app.law.errors import RuleViolation
from app.office.models import Person
from app.office.permissions import ANYWHERE, Permission, allows, standing_of
from app.timekeeping import OFFICE_TIME

TAG = "case.urged"
LONGEST_TEXT = 200
DESK = Permission.SIGN_IN_DESK


class UrgedToday(RuleViolation):
    """Not twice a day for one case: what is repeated hourly is read by nobody."""

    code = "urged_today"
    message = "这件今天已经催办过，同一件每天只能催办一次"


class NobodyToUrge(RuleViolation):
    """No open step, or nobody who holds its role."""

    code = "nobody_to_urge"
    message = "这件目前没有可以催办的经办人：请先转办给在岗的人员，或者在机构与人员中配齐岗位"


class Hands(NamedTuple):
    """Who can do the open steps of a case today, and the steps that nobody can."""

    receivers: list[Person]
    stuck: list[WorkItem]


@use_case("urge", needs=Permission.URGE)
def urge(act: Act, text: str, by_sms: bool = False, to_groups: bool = False) -> Result:
    """On the desk of the holders, by mail and in the timeline; if wished, by SMS and to the groups of the house.

    Raises UrgedToday, NobodyToUrge, CaseIsClosed.
    """
    act.require_open()
    if urged_at(act.the_case, act.now) is not None:
        raise UrgedToday
    receivers = hands_of(act.the_case, act.today).receivers
    if not receivers:
        raise NobodyToUrge
    subject, body = words(act.the_case, act.actor.name, text)
    case = act.the_case
    word = Word(
        f"urge:{case.id}:{act.today}", subject, body, f"/desk/cases/{case.number}", case.id, is_pressing=by_sms,
        is_public=to_groups, not_before=ladder_for(case.organ_id, case.due_kind or "").quiet_until(act.now),
        to_known_only=True,
    )  # fmt: skip
    tell(receivers, word, act.now)
    put_on_desks(act, receivers, text)
    names = "、".join(person.name for person in receivers)
    act.audit(TAG, f"催办（{names}）：{text}", receivers=[person.id for person in receivers])
    return {"case": act.the_case.number, "receivers": names}


def hands_of(case: Case, on: date) -> Hands:
    """Whoever has a step in hand but no post any more comes to no desk, and is told nothing."""
    receivers, stuck = [], []
    for item in open_items_of(case):
        there = [one for one in hands_for(item, on) if allows(DESK, standing_of(one, on), ANYWHERE, on)]
        receivers += there
        stuck += [] if there else [item]
    return Hands(once_each(receivers), stuck)


def urged_at(case: Case, now: datetime) -> datetime | None:
    """When the case was urged today, in office time."""
    morning = datetime.combine(now.date(), time.min, OFFICE_TIME)
    query = select(AuditEntry.at).where(
        AuditEntry.case_id == case.id, AuditEntry.tag == TAG, AuditEntry.at >= morning
    )
    return db.session.scalar(query.order_by(AuditEntry.at.desc()).limit(1))


def words(case: Case, supervisor: str, text: str) -> tuple[str, str]:
    """Subject and text of the mail: number, steps and day; nothing of the applicant."""
    steps = "、".join(dict.fromkeys(item.title for item in open_items_of(case)))
    due = _due_words(case)
    lines = [
        f"办件编号：{case.number}", f"当前环节：{steps}", f"办理期限：{due}", f"{supervisor}催办意见：{text}", "",
        mail.CLOSING,
    ]  # fmt: skip
    return f"【催办】{case.number} {steps}", "\n".join(lines)


def _due_words(case: Case) -> str:
    if case.due_on is None:
        return "暂停计时"
    if case.due_unit == Unit.HOUR and case.due_at is not None:
        return f"{case.due_at:%Y-%m-%d %H:%M}"
    return f"{case.due_on}{'（暂定）' if case.due_is_provisional else ''}"
