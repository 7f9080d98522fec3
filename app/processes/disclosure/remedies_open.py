"""The applicant's remedies (救济) as the progress page and programs tell them: each with its last day.

行政复议法第二十条、第二十三条, 行政诉讼法第四十五条、第四十六条: the days run from the delivery of the decision.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.law.clock import Clock, ClockKind
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


@dataclass(frozen=True)
class OpenRemedy:
    """A right that the decision left open, its last day, and what the class of the decision says of it."""

    kind: str
    words: str
    due_on: date
    provisional: bool
    note: str
    is_over: bool


def remedies_of(found: Clocks, events: list[Event], today: date) -> list[OpenRemedy]:
    """What runs since the decision was delivered; none before."""
    delivered = [event for event in events if event.type is EventType.DECISION_DELIVERED]
    class_ = str(delivered[-1].get("remedy_class", "E")) if delivered else ""
    return [_row(clock, class_, today) for kind in WORDS for clock in found.of_kind(kind)]


def _row(clock: Clock, class_: str, today: date) -> OpenRemedy:
    return OpenRemedy(
        str(clock.kind), WORDS[clock.kind], clock.due_on, clock.provisional, NOTES.get((class_, clock.kind), ""),
        is_over=today > clock.due_on,
    )  # fmt: skip
