"""Stories drawn by lot: for `flask simulate`, and for open cases that somebody else began."""

import random
from collections.abc import Iterable
from datetime import date
from typing import Any, Generic, TypeVar

from app.casework.models import Case
from app.law.opinions import consultation_result
from app.law.receipt import Channel
from app.processes.disclosure.decisions import ON_HANDLING, ON_SCREENING
from app.processes.disclosure.stories import branches, covering, tables
from app.processes.disclosure.stories.organs_at_work import OrganAtWork, able_organs
from app.processes.disclosure.stories.story import Story
from app.steps.consultation_record import parties_of

Card = TypeVar("Card")
ONLY_WHEN_SCREENING = frozenset(ON_SCREENING) - frozenset(ON_HANDLING)
SILENT = {"silent": "answered", "unpaid": "paid"}
"""What was never assigned is drafted by the organ itself: where it cannot, somebody answers after all."""
ENDS = (*ON_HANDLING, *ON_SCREENING, *("granted",) * 12, *("partly_granted",) * 3, *("not_existing",) * 3)
CHANNELS = ("online",) * 7 + ("registered_mail",) * 2 + ("in_person", "oral", "ordinary_mail", "fax", "email")
WAYS = {
    Channel.REGISTERED_MAIL: "post", Channel.ORDINARY_MAIL: "post", Channel.FAX: "post", Channel.EMAIL: "email",
    Channel.IN_PERSON: "in_person", Channel.ORAL: "in_person",
}  # fmt: skip


class Deck(Generic[Card]):
    """Cards in a drawn order; when all were dealt they are shuffled anew. So each comes up, and none too often."""

    def __init__(self, cards: Iterable[Card], luck: random.Random) -> None:
        self._cards, self._luck = list(cards), luck
        self._left: list[Card] = []

    def deal(self) -> Card:
        if not self._left:
            self._left = self._luck.sample(self._cards, len(self._cards))
        return self._left.pop()


class Lots:
    """Draws stories: every outcome and every branch of the process comes up once in a while."""

    def __init__(self, seed: str, organs: list[OrganAtWork]) -> None:
        luck, self.organs = random.Random(seed), organs
        self.seed, self._luck = seed, luck
        self._ends, self._channels = Deck(sorted(set(ENDS)) + list(ENDS), luck), Deck(CHANNELS, luck)
        self._branches = Deck([name for name, times in branches.BRANCHES for _ in range(times)], luck)
        self._topics = Deck(sorted(tables.topics()), luck)
        self._organs = Deck(organs[:1] * len(organs) + organs, luck)
        self._applicants = len(tables.applicants())

    def draw(self, number: int) -> Story:
        """The next story. `number` tells it apart."""
        branch, channel, organ = self._branches.deal(), self._channels.deal(), self._organs.deal()
        outcome = branches.ENDING_IN.get(branch) or self._ends.deal()
        if outcome in ONLY_WHEN_SCREENING and not organ.drafts_itself:
            outcome = "granted"
        screened = outcome in ONLY_WHEN_SCREENING or (outcome in ON_SCREENING and self._luck.random() < 0.5)
        if outcome in branches.NEEDED_FOR:
            branch = "answered"
        if not organ.drafts_itself:
            branch = SILENT.get(branch, branch)
        settings: dict[str, Any] = {
            "topic": self._topics.deal(), "applicant": self._luck.randint(1, self._applicants),
            "organ": organ.code, "channel": channel, "way": self._way_for(channel),
        }  # fmt: skip
        settings |= branches.settings(branch, self._luck)
        return Story(
            key=f"{self.seed}/{number}",
            outcome=outcome,
            at_screening=screened and organ.drafts_itself,
            **settings,
        )

    def cover(self) -> list[Story]:
        """One request for each outcome and each branch, at an organ that can come to all of them."""
        organ = next((one for one in self.organs if one.drafts_itself), self.organs[0])
        return covering.stories(self.seed, organ, self._luck)

    def _way_for(self, channel: str) -> str:
        return WAYS.get(Channel(channel)) or self._luck.choice(("portal",) * 4 + ("post", "email"))


def lots_of(seed: str, on: date) -> Lots | None:
    """Lots for the organs that can bring a request to its end on that day; None where nobody can."""
    organs = able_organs(on)
    return Lots(seed, organs) if organs else None


def improvised(case: Case) -> Story:
    """A plain story for a case that the demo did not begin; where a third party objects, its words stand."""
    luck = random.Random(case.number)
    topic = luck.choice(sorted(tables.topics()))
    outcome = "denied_third_party" if consultation_result(parties_of(case)) else "granted"
    return Story(key=case.number, topic=topic, applicant=1, outcome=outcome, organ=case.organ.code)
