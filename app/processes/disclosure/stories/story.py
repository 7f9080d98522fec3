"""A story: what will become of one request. Written by hand for the demo county, drawn by lot for `flask simulate`."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.law.receipt import Channel

PACE: dict[str, tuple[int, int]] = {
    "registration": (0, 1), "screening": (0, 2), "assignment": (0, 1), "handling": (2, 5), "draft": (1, 2),
    "sign": (0, 1), "issue": (0, 1), "delivery": (0, 1), "archive": (3, 5), "notice_delivery": (2, 4),
    "lapse": (0, 2), "extension_approval": (0, 1), "clarification": (2, 6),
}  # fmt: skip
"""Form → fewest and most working days that a task of it lies on the desk."""
USUAL_PACE = (0, 2)


@dataclass(frozen=True)
class Story:
    """One request from arrival to its end.

    ago: working days before today; weekend: arrives on the day off before; unit: who handles it ("" by topic);
    at_screening: decided without a handling unit; clarification: answered, silent, late or waiting; extension:
    approve, refuse or pending; send_backs: signing tasks that send back once each; slow: task → working days it
    lies there; stop_at: tasks that nobody completes (from the `stop_visit`-th time on); claimed: somebody took
    the task at which it stops; renders: its letters are typeset at once; shows: what a visitor can see in it.
    """

    key: str
    topic: str
    applicant: int
    outcome: str
    ago: int = 0
    organ: str = "LF"
    channel: str = Channel.ONLINE.value
    way: str = "portal"
    unit: str = ""
    weekend: bool = False
    at_screening: bool = False
    clarification: str = ""
    extension: str = ""
    extension_days: int = 10
    send_backs: tuple[str, ...] = ()
    failed_deliveries: int = 0
    withdraw_at: str = ""
    slow: Mapping[str, int] = field(default_factory=dict)
    stop_at: tuple[str, ...] = ()
    stop_visit: int = 1
    claimed: bool = False
    renders: bool = False
    shows: str = ""

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> "Story":
        """A story from a table's row; lists become tuples. Raises TypeError for an unknown key."""
        settings: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
        }
        return cls(**settings)

    @property
    def is_online(self) -> bool:
        return self.channel == Channel.ONLINE

    def luck(self, *about: object) -> random.Random:
        """Chance that depends on the story and the matter only, never on what was drawn before."""
        return random.Random("/".join(str(part) for part in (self.key, *about)))

    def stops(self, node: str, visit: int) -> bool:
        """Whether the demo leaves this task open (`visit` counts from 1)."""
        return node in self.stop_at and visit >= self.stop_visit

    def wait(self, node: str, form: str | None, visit: int) -> int:
        """Working days that a task lies on the desk; a story that stops somewhere is brisk until then."""
        if node in self.slow:
            return self.slow[node]
        fewest, most = PACE.get(form or "", USUAL_PACE)
        return fewest if self.stop_at else self.luck(node, visit).randint(fewest, most)
