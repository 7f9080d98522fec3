"""Where a request stands in its time limits: what `following.follow` notes while it walks the events."""

from dataclasses import dataclass, field
from datetime import date

from app.law.events import Event
from app.law.receipt import Receipt


@dataclass
class ReplyTerm:
    """One reply clock: from receipt, clarification or payment, until something voids it.

    `events_end` is the index of the event that ended it: only earlier events count for it. `remark` is that of the
    receipt (`law.receipt`).
    """

    started_on: date
    cause: str
    limit: int
    ended_on: date | None = None
    ended_by: str = ""
    events_end: int | None = None
    extensions: list[Event] = field(default_factory=list)
    replied_on: date | None = None
    remark: str = ""


@dataclass
class ClarificationRequest:
    """The one clarification notice. `interrupts`: it was sent in time and voids the reply clock."""

    sent_on: date
    interrupts: bool
    delivered_on: date | None = None
    period: int | None = None
    due_on: date | None = None
    received_on: date | None = None
    received_late_on: date | None = None
    lapsed_on: date | None = None

    @property
    def is_waiting(self) -> bool:
        return self.received_on is None and self.lapsed_on is None


@dataclass
class FeeRequest:
    """One fee notice and what came of it; `term` is the reply clock that it voided."""

    delivered_on: date
    due_on: date
    term: ReplyTerm | None
    period: int
    paid_on: date | None = None
    paid_late_on: date | None = None
    lapsed_on: date | None = None

    @property
    def is_waiting(self) -> bool:
        return self.paid_on is None and self.lapsed_on is None


@dataclass
class RedoOrder:
    """A decision or judgment that orders a new reply, with the time limit that it sets."""

    ordered_on: date
    days: int
    unit: str
    due_on: date
    counted: tuple[date, ...] = ()
    replied_on: date | None = None


@dataclass
class Reply:
    """The first reply event of a round, and the time limit that ran on that day."""

    on: date
    term: ReplyTerm | None
    redo: RedoOrder | None


@dataclass
class Progress:
    """The whole story; `current` is the reply clock in force, None while something is awaited.

    `withdrawn_on`: when it ended without a reply, taken back by who applied or closed as no matter at all.
    """

    receipt: Receipt | None = None
    notice_due_on: date | None = None
    notice_made_on: date | None = None
    terms: list[ReplyTerm] = field(default_factory=list)
    current: ReplyTerm | None = None
    notice: ClarificationRequest | None = None
    fees: list[FeeRequest] = field(default_factory=list)
    redos: list[RedoOrder] = field(default_factory=list)
    reply: Reply | None = None
    extension_requests: list[tuple[Event, ReplyTerm | None]] = field(default_factory=list)
    withdrawn_on: date | None = None

    @property
    def fee(self) -> FeeRequest | None:
        return self.fees[-1] if self.fees else None

    @property
    def redo(self) -> RedoOrder | None:
        return self.redos[-1] if self.redos else None

    @property
    def notice_waits_to_be_sent(self) -> bool:
        """The clarification notice was made in time and is not out: the chance has become a duty."""
        made_on, due_on = self.notice_made_on, self.notice_due_on
        return made_on is not None and due_on is not None and made_on <= due_on and self.notice is None

    @property
    def awaits_payment(self) -> bool:
        return self.fee is not None and self.fee.is_waiting

    @property
    def awaits_clarification(self) -> bool:
        return self.notice is not None and self.notice.interrupts and self.notice.is_waiting

    @property
    def clarification_runs_beside(self) -> bool:
        """The notice came too late to stop the reply clock (第三十条): asking goes on, the clock as well."""
        return self.notice is not None and not self.notice.interrupts
