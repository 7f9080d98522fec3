"""A day in the life of the office: the scheduler's morning, those outside, the desk, the mail in the evening."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app import timekeeping
from app.casework.contract.scenes import Story
from app.casework.letters.issuing import RENDER
from app.casework.messages import mail
from app.casework.messages.dispatch import Dispatched, Fate, dispatch_now, dispatch_together
from app.casework.models import OutboxMessage
from app.casework.models.outbox import OutboxState
from app.casework.terms.calendar_watch import watch_calendar
from app.casework.terms.digest import send_digests
from app.casework.terms.sweep import fire_due_timers, raise_alerts
from app.database import db
from app.demo.desk import Desk
from app.demo.outside import Outside
from app.demo.plan import Plan
from app.demo.present import Present
from app.demo.together import Crew

AT_ONCE = 20  # outbox messages brought out in one go


@dataclass(frozen=True)
class Lived:
    """What an office tells of its days to the one that lived them beside it."""

    stories: dict[int, Story]
    case_ids: list[int]
    refused: list[str]
    troubles: Counter[tuple[str, str]]
    sent: int


class Office:
    """Everybody, and the clock that they share. `covers_all`: they live through every end and every procedure.

    `crew`: the processes among which the cases are divided.
    """

    def __init__(self, first_day: date, plan: Plan, crew: Crew | None = None) -> None:
        self.crew = crew or Crew()
        self.present = Present(first_day)
        self.plan = plan
        self.outside = Outside(self.present, plan)
        self.desk = Desk(self.present, plan)
        self.sent = 0
        self.covers_all = False

    def live(self, day: date, arriving: Iterable[Story]) -> None:
        """One day. Clerks come on working days only; who applies on a day off is heard of on the next."""
        for told in self.crew.meet(self.plan.case_ids):
            self.plan.leave_to_others(told)
        now = self.present.wait_until(day, 7, 30)
        if self.crew.is_first:
            morning(now)
            self.plan.know_cases()
        self.crew.meet()
        self.present.wait_until(day, 8, 30)
        for story in arriving:
            self.outside.arrive(story)
        self.outside.act()
        if self.plan.calendar.is_working_day(day):
            self.present.wait_until(day, 9)
            self.desk.work()
        self.sent += post(self.present.wait_until(day, 18))

    def told(self) -> Lived:
        outside = self.outside
        return Lived(self.plan.told, outside.case_ids, outside.refused, self.desk.troubles, self.sent)

    def hear(self, lived: Lived) -> None:
        """What another process has lived belongs to this office as well."""
        self.plan.told.update(lived.stories)
        self.outside.case_ids += lived.case_ids
        self.outside.refused += lived.refused
        self.desk.troubles.update(lived.troubles)
        self.sent += lived.sent


def morning(now: datetime) -> None:
    """What the scheduler does: due timers, alerts, digests of what they leave, the watch over the calendar."""
    with timekeeping.moved_to(now):
        fire_due_timers(now)
        raise_alerts(now)
        send_digests(now)
        watch_calendar(now)


def post(now: datetime) -> int:
    """Bring out the mails that wait and that nobody beside us has taken. How many went out."""
    sent = 0
    while keys := waiting(mail.MAIL, now, most=AT_ONCE):
        sent += _bring_out(keys, now, dispatch_together)[Fate.SENT]
    return sent


def typeset(case_ids: Iterable[int], now: datetime) -> int:
    """Make the PDFs of the letters of these cases that wait for it. How many were made."""
    return _bring_out(waiting(RENDER, now, list(case_ids)), now, dispatch_now)[Fate.SENT]


def waiting(
    kind: str, now: datetime, case_ids: list[int] | None = None, most: int | None = None
) -> list[str]:
    """Keys of the outbox messages of a kind (and of these cases) that are due, oldest first."""
    query = select(OutboxMessage.key).where(
        OutboxMessage.kind == kind,
        OutboxMessage.state == OutboxState.PENDING,
        OutboxMessage.not_before <= now,
    )
    if case_ids is not None:
        query = query.where(OutboxMessage.case_id.in_(case_ids))
    return list(db.session.scalars(query.order_by(OutboxMessage.id).limit(most)))


def _bring_out(
    keys: Sequence[str], now: datetime, way: Callable[[Sequence[str], datetime], Dispatched]
) -> Dispatched:
    done = Dispatched()
    with timekeeping.moved_to(now):
        for start in range(0, len(keys), AT_ONCE):
            done += way(keys[start : start + AT_ONCE], now)
    return done
