"""A story of a concern: how it arises, by a real command, and what the office makes of it."""

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

from app.casework.acts.actor import of_person
from app.casework.contract import scenes
from app.casework.contract.scenes import Present
from app.casework.contract.stories import Opened, Reached
from app.casework.models import Case
from app.demo.reaching import times_told
from app.law.calendar import WorkCalendar
from app.law.concerns import JUDGEMENTS
from app.office.holders import holders_of
from app.office.organs import find_unit
from app.office.vocabulary import Role
from app.processes.response.records import PROCESS
from app.processes.response.registration import register_concern
from app.timekeeping import OFFICE_TIME

DATA = Path(__file__).parent / "data" / "stories.toml"
PACE: dict[str, tuple[int, int]] = {
    "judgement": (0, 0), "statement": (0, 0), "sign": (0, 0), "oral_approval": (0, 0), "publish_statement": (0, 0),
    "posting": (0, 0), "approval_paper": (0, 0), "follow_up": (1, 2), "press_conference": (0, 0),
    "evaluation": (2, 4), "archive": (1, 3), "watching": (2, 4), "referral": (0, 0), "passing_on": (0, 0),
}  # fmt: skip
"""Form → fewest and most working days that a task of it lies on the desk."""


@dataclass(frozen=True, kw_only=True)
class Story(scenes.Story):
    """One concern. `topic` names its words in the table; `known`: the time of day at which the office knew.

    judgement, lower (the level that it is judged to be), by_voice, corrects (a correction follows), statements,
    together (another unit co-signs).
    """

    process: ClassVar[str] = PROCESS
    pace: ClassVar[Mapping[str, tuple[int, int]]] = PACE

    topic: str
    organ: str = "LF"
    known: str = "06:50"
    judgement: str = "answer"
    lower: str = ""
    by_voice: bool = False
    corrects: bool = False
    together: bool = False
    statements: int = 1
    urgent: bool = True

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> "Story":
        """From a row of the table; lists become tuples. Raises TypeError for an unknown key."""
        settings: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
        }
        return cls(**settings)


@cache
def table() -> Mapping[str, Any]:
    """Topics and the demo county's concerns, as they are written."""
    return tomllib.loads(DATA.read_text("utf-8"))


def told() -> list[Story]:
    """The demo county's concerns."""
    return [Story.read(row) for row in table()["stories"]]


def topic_of(story: Story) -> Mapping[str, Any]:
    """What a concern is about."""
    found: Mapping[str, Any] = table()["topics"][story.topic]
    return found


def arise(story: Story, present: Present, calendar: WorkCalendar) -> Opened:
    """A clerk records the concern."""
    organ = find_unit(story.organ, present.today)
    clerk = story.luck("intake").choice(holders_of(Role.INTAKE_CLERK, organ, present.today))
    done = present.run(
        register_concern, of_person(clerk), key=str(uuid4()), organ_code=story.organ,
        data=words_of(story, present.today),
    )  # fmt: skip
    return Opened(done["number"])


def words_of(story: Story, today: date) -> dict[str, Any]:
    """The form as the clerk fills it in."""
    topic = topic_of(story)
    known = datetime.combine(today, time.fromisoformat(story.known), OFFICE_TIME)
    given = {
        name: topic[name] for name in ("source", "kind", "topic", "place", "detail", "level", "level_reason")
    }
    return {
        **given, "link": topic["link"], "policy": topic.get("policy", ""), "known_at": known.isoformat(),
        "happened_at": (known - timedelta(minutes=topic["minutes_before"])).isoformat(),
        "is_emergency": topic.get("is_emergency", False), "raises_opinion": True,
    }  # fmt: skip


PROCEDURES = {
    "statement.approved_by_voice": "口头批准先行发布", "statement.papered": "补齐书面审批件",
    "concern.conference_held": "新闻发布会", "concern.followed_up": "跟踪", "concern.watched": "关注",
    "concern.regraded": "调整等级", "concern.passed_on": "移送", "concern.evaluated": "评估",
}  # fmt: skip
"""Line of the audit chain → the procedure of which it tells."""


def reached(cases: Sequence[Case]) -> list[Reached]:
    """Every judgement, and every procedure."""
    ends, told_of = Counter(case.outcome for case in cases), times_told((one.id for one in cases), PROCEDURES)
    return [
        *(Reached("研判结果", title, ends[judgement]) for judgement, title in JUDGEMENTS.items()),
        *(Reached("办理程序", title, told_of[title]) for title in PROCEDURES.values()),
    ]


def lines_of(cases: Sequence[Case], today: date) -> list[str]:
    """How many concerns of a simulation came to which end."""
    counted = Counter(JUDGEMENTS.get(case.outcome or "", "办理中") for case in cases)
    return [f"{title}：{times} 件" for title, times in counted.most_common()]
