"""Decisions whose letter tells an earlier act: without it on record they cannot be taken (第三十、三十五、三十六条)."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum

from app.law.errors import RuleViolation
from app.law.outcomes import outcome


class Earlier(StrEnum):
    """What may stand on record before a decision."""

    CLARIFIED = "clarified"  # 已要求补正，并已收到补正
    REASON_ASKED = "reason_asked"  # 要求说明理由的通知书已经送出
    REPLIED_BEFORE = "replied_before"  # 同一申请人的前次申请已答复并送达
    SEARCHED = "searched"  # 检索记录


NEEDED: Mapping[str, tuple[Earlier, str]] = {
    "still_unclear": (Earlier.CLARIFIED, "本件没有要求补正并收到补正的记录（第三十条）"),
    "excessive": (Earlier.REASON_ASKED, "本件没有已经送出的《要求说明理由通知书》（第三十五条）"),
    "repeated": (
        Earlier.REPLIED_BEFORE,
        "同一申请人没有内容相近、收到本件以前已经答复并送达的前次申请（第三十六条第六项）",
    ),
}
"""Outcome → the act that must be on record, and the sentence when it is not."""


class NotOnRecord(RuleViolation):
    """The decision rests on an act that is not on record."""

    code = "not_on_record"
    message = "这一处理决定所依据的事实不在案，不能作出"


def had_replied(replied_on: date | None, asked_on: date | None, *, was_first: bool) -> bool:
    """第三十六条第六项: the organ had replied to the former request when this one was made (the day it reached the
    organ, whenever that was confirmed). On one day `was_first` tells whether the reply was there before.

    Who asks again while nobody has answered yet repeats nothing. Days of the office; None: not yet.
    """
    if replied_on is None:
        return False
    if asked_on is None or replied_on < asked_on:
        return True
    return replied_on == asked_on and was_first


def why_not(code: str, on_record: Collection[Earlier]) -> str:
    """Why this outcome cannot be decided now; empty when it can."""
    needed, words = NEEDED.get(code, (None, ""))
    return words if needed is not None and needed not in on_record else ""


def check_is_on_record(code: str, on_record: Collection[Earlier], field: str) -> None:
    """Raises NotOnRecord beside the field in which the outcome was chosen."""
    if reason := why_not(code, on_record):
        sentence = f"不能以“{outcome(code).title}”告知：{reason}"
        raise NotOnRecord(sentence, fields={field: sentence})
