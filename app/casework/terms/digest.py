"""The daily digest (每日提醒): one mail per person and day: overdue, due soon, in the pool.

On days off it tells of limits in hours alone, which run on; who has none gets none.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.casework.acts.commands import transaction
from app.casework.messages import mail, outbox
from app.casework.models import Case, WorkItem
from app.casework.models.cases import CaseState
from app.casework.models.outbox import OutboxPolicy
from app.casework.models.work import WorkItemStatus
from app.casework.terms import clocks, moments
from app.casework.terms.alert_steps import working
from app.casework.terms.clock_view import lamp_of
from app.casework.terms.moments import Phase
from app.casework.work.recipients import hands_for
from app.database import db
from app.law.clock import Unit
from app.law.office_time import office_day
from app.office.models import Person

MOST_LINES = 30


@dataclass
class Digest:
    """What one person should know this morning."""

    overdue: list[WorkItem] = field(default_factory=list)
    due_soon: list[WorkItem] = field(default_factory=list)
    other: int = 0
    pool: int = 0

    @property
    def is_worth_a_mail(self) -> bool:
        return bool(self.overdue or self.due_soon or self.pool)


def send_digests(now: datetime) -> int:
    """Put today's digests into the outbox, once per person and day. How many are new."""
    prepared, added = _prepare(now), 0
    with transaction():
        for key, content in prepared:
            added += outbox.add(mail.MAIL, key, content, now, OutboxPolicy.RETRY, None) is not None
    return added


def _prepare(now: datetime) -> list[tuple[str, dict[str, Any]]]:
    """Keys and mails; read only, so that no clerk waits for it."""
    today = office_day(now)
    is_off = not working(today, clocks.calendar())
    return [
        (f"digest:{today}:{person_id}", mail.payload(person_id, *digest_words(digest, now)))
        for person_id, digest in sorted(_digests(now, in_hours_only=is_off).items())
        if digest.is_worth_a_mail
    ]


def _digests(now: datetime, *, in_hours_only: bool) -> dict[int, Digest]:
    wanted = [Case.due_unit == Unit.HOUR] if in_hours_only else []
    query = (
        select(WorkItem)
        .join(Case, Case.id == WorkItem.case_id)
        .where(WorkItem.status == WorkItemStatus.OPEN, Case.state == CaseState.OPEN, *wanted)
        .options(joinedload(WorkItem.case), joinedload(WorkItem.assignee), joinedload(WorkItem.unit))
        .order_by(WorkItem.due_on, Case.due_at, WorkItem.created_at)
    )
    digests: dict[int, Digest] = defaultdict(Digest)
    hands: dict[tuple[int, str] | int, list[Person]] = {}
    for item in db.session.scalars(query):
        whose = item.assignee_id or (item.unit_id, item.role)
        if whose not in hands:
            hands[whose] = hands_for(item, office_day(now))
        for person in filter(mail.reaches, hands[whose]):
            _note(digests[person.id], item, now)
    return digests


def _note(digest: Digest, item: WorkItem, now: datetime) -> None:
    phase = moments.of_case(item.case, now)
    if phase is Phase.OVERDUE:
        digest.overdue.append(item)
    elif phase in (Phase.DUE_TODAY, Phase.DUE_SOON):
        digest.due_soon.append(item)
    elif item.assignee_id is not None:
        digest.other += 1
    if item.assignee_id is None:
        digest.pool += 1


def digest_words(digest: Digest, now: datetime) -> tuple[str, str]:
    """Subject and text: numbers, tasks, days and hours, no names and no content of cases."""
    subject = f"【每日提醒】{office_day(now):%m月%d日}：逾期 {len(digest.overdue)} 件，临期 {len(digest.due_soon)} 件"
    lines: list[str] = []
    for heading, items in (("逾期", digest.overdue), ("临期", digest.due_soon)):
        if items:
            lines += [f"{heading}（{len(items)} 件）：", *_listed(items, now), ""]
    lines.append(f"其他待办 {digest.other} 件；待认领 {digest.pool} 件。")
    return subject, "\n".join([*lines, "", mail.CLOSING])


def _listed(items: list[WorkItem], now: datetime) -> list[str]:
    lines = [_line(item, now) for item in items[:MOST_LINES]]
    return lines + ([f"  ……另有 {len(items) - MOST_LINES} 件"] if len(items) > MOST_LINES else [])


def _line(item: WorkItem, now: datetime) -> str:
    whose = "" if item.assignee_id else "（待认领）"
    return f"  {_due_words(item, now)}  {item.case.number}  {item.title}{whose}"


def _due_words(item: WorkItem, now: datetime) -> str:
    if item.case.due_unit == Unit.HOUR and item.case.due_at is not None:
        left = lamp_of(item.case, now, clocks.calendar()).words
        return f"{item.case.due_at:%m月%d日 %H:%M}（{left}）"
    return f"{item.due_on:%m月%d日}"
