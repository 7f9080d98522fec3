"""The applicant's remedies (救济) as the progress page and programs tell them: each with its last day.

行政复议法第二十条、第二十三条、第二十九条, 行政诉讼法第四十五条、第四十六条: the days run from the delivery of the
decision; those of a suit after a reconsideration from that of its own. What was used is no longer open.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.law.clock import Clock, ClockKind, Unit
from app.law.clocks import Clocks
from app.law.events import Event, EventType

WORDS: Mapping[ClockKind, str] = {
    ClockKind.RECONSIDERATION: "申请行政复议", ClockKind.LITIGATION: "提起行政诉讼",
}  # fmt: skip
NOTES: Mapping[tuple[str, ClockKind], str] = {
    ("Q", ClockKind.RECONSIDERATION): "对这项决定不服的，应当先申请行政复议，对复议决定仍不服的再起诉",
    ("QE", ClockKind.RECONSIDERATION): "对不予公开的部分不服的，应当先申请行政复议",
    ("QE", ClockKind.LITIGATION): "对不予公开的部分以外的内容不服的，可以直接起诉",
}


_REVIEW = frozenset(
    {
        EventType.RECONSIDERATION_APPLIED,
        EventType.RECONSIDERATION_DECISION_RECEIVED,
        EventType.DECISION_DELIVERED,
    }
)


@dataclass(frozen=True)
class OpenRemedy:
    """A right that the decision left open, its last day, and what the class of the decision says of it.

    `of_review`: against the decision of the reconsideration, not against the reply.
    """

    kind: str
    words: str
    due_on: date
    provisional: bool
    note: str
    is_over: bool
    of_review: bool


def remedies_of(found: Clocks, events: list[Event], today: date) -> list[OpenRemedy]:
    """What runs since the decision was delivered, or the reconsideration was decided, and was not used; none before."""
    delivered = [event for event in events if event.type is EventType.DECISION_DELIVERED]
    class_ = str(delivered[-1].get("remedy_class", "E")) if delivered else ""
    unused = [one for kind in WORDS for one in found.of_kind(kind) if one.ended_on is None]
    barred = _is_under_review(events)
    return [_row(one, class_, today) for one in unused if not (barred and _is_direct_suit(one))]


def _is_under_review(events: list[Event]) -> bool:
    """行政复议法第二十九条: no suit while the reconsideration that was taken up is not decided."""
    last = next((event.type for event in reversed(events) if event.type in _REVIEW), None)
    return last is EventType.RECONSIDERATION_APPLIED


def _is_direct_suit(clock: Clock) -> bool:
    """Against the reply itself, in months; that against a review is counted in days (行政诉讼法第四十五条)."""
    return clock.kind is ClockKind.LITIGATION and clock.unit is Unit.MONTH


def _row(clock: Clock, class_: str, today: date) -> OpenRemedy:
    of_review = clock.kind is ClockKind.LITIGATION and not _is_direct_suit(clock)
    note = "" if of_review else NOTES.get((class_, clock.kind), "")
    return OpenRemedy(str(clock.kind), WORDS[clock.kind], clock.due_on, clock.provisional, note,
                      is_over=today > clock.due_on, of_review=of_review)  # fmt: skip
