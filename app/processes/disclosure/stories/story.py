"""A story of a request: written by hand for the demo county, drawn by lot for `flask simulate`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

from app.casework.contract import scenes
from app.law.receipt import Channel

PACE: dict[str, tuple[int, int]] = {
    "registration": (0, 1), "screening": (0, 2), "assignment": (0, 1), "handling": (2, 5), "draft": (1, 2),
    "sign": (0, 1), "issue": (0, 1), "delivery": (0, 1), "archive": (3, 5), "notice_delivery": (2, 4),
    "lapse": (0, 2), "extension_approval": (0, 1), "clarification": (2, 6), "payment": (2, 4), "fee_lapse": (0, 2),
}  # fmt: skip
"""Form → fewest and most working days that a task of it lies on the desk."""
CONCERNED = ("T_clarification", "T_confirm_lapse", "T_handle")


@dataclass(frozen=True, kw_only=True)
class Story(scenes.Story):
    """One request from arrival to its end.

    unit: who handles it ("" by topic); at_screening: decided without a handling unit; clarification: answered,
    silent, late or waiting; extension: approve, refuse or pending; send_backs: signing tasks that send back once each;
    asks: third_party or co_author_organ, of whom the outcome alone needs no opinion;
    consultation_days: working days until an asked party answers; fee: paid or silent, of a request of several items;
    aside: what happens beside the main line, a name of `stories.asides`.
    """

    process: ClassVar[str] = "disclosure"
    pace: ClassVar[Mapping[str, tuple[int, int]]] = PACE

    topic: str
    applicant: int
    outcome: str
    organ: str = "LF"
    channel: str = Channel.ONLINE.value
    way: str = "portal"
    unit: str = ""
    at_screening: bool = False
    clarification: str = ""
    extension: str = ""
    extension_days: int = 10
    send_backs: tuple[str, ...] = ()
    failed_deliveries: int = 0
    consultation_days: int = 5
    asks: str = ""
    fee: str = ""
    aside: str = ""

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

    def concerns_outsiders(self, node: str) -> bool:
        return bool(self.aside) or node in CONCERNED or super().concerns_outsiders(node)


Scene: TypeAlias = scenes.Scene[Story]
