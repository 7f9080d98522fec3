"""The facet of the words: how a process calls what every case has. The defaults speak for several processes."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Words:
    """`party`: whose matter it is; `subject`: the card of the facts; `organ`: who is responsible towards the party;
    `received`: the day from which time counts, `unconfirmed` while it is open, `awaited` on the lamp where that says
    more than a day to be confirmed; `text`: what is drafted and signed;
    `outcomes`: how cases end (`Case.outcome`), in words.
    """

    party: str = "当事人"
    subject: str = "办理事项"
    organ: str = "承办机关"
    received: str = "收到"
    unconfirmed: str = "待确认"
    awaited: str = ""
    text: str = "文稿"
    outcomes: Mapping[str, str] = field(default_factory=dict)
