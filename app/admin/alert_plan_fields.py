"""The form of a ladder: what is typed, and what it means."""

import re
from collections.abc import Mapping
from datetime import time
from typing import Any

from marshmallow import ValidationError, validates_schema

from app.casework.administration.fields import Patterned
from app.casework.contract.fields import Choice, Whole
from app.casework.contract.schemas import OfficeSchema
from app.casework.terms.ladder import Ladder
from app.casework.terms.ladders import numbers

FROM = {
    "10": "提前 10 个工作日（小时）", "5": "提前 5 个工作日（小时）", "3": "提前 3 个工作日（小时）",
    "1": "提前 1 个工作日（小时）", "0": "到期当日", "-1": "逾期第 1 天", "-3": "逾期第 3 个工作日（天）",
    "-5": "逾期第 5 个工作日（天）", "-10": "逾期第 10 个工作日（天）",
}  # fmt: skip


class Numbers(Patterned):
    """Numbers one after the other, with 、 or commas."""

    pattern = re.compile(r"\d{1,3}([、，, ]+\d{1,3})*")
    wrong = "应为数字，用顿号隔开，例如 10、5、3、1"


class TimeOfDay(Patterned):
    pattern = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
    wrong = "应为时刻，例如 22:00"


class AlertPlanSchema(OfficeSchema):
    """How an organ is reminded."""

    ahead_days = Numbers(
        "提前提醒（工作日）", maximum=40, is_number=True, required=False,
        hint="按工作日计算的期限，届满前几个工作日提醒经办人；临期、到期当日和逾期总会提醒",
    )  # fmt: skip
    ahead_hours = Numbers(
        "提前提醒（小时）",
        maximum=40,
        is_number=True,
        required=False,
        hint="按小时计算的期限，届满前几小时提醒",
    )
    head_from = Choice("单位负责人自何时起", FROM, widget="select")
    leader_from = Choice("分管领导自何时起", FROM, widget="select")
    supervisor_from = Choice("督办人员自何时起", FROM, widget="select")
    after = Whole(
        "逾期后每日提醒（至多几天）",
        minimum=1,
        maximum=60,
        hint="每个工作日一次；按小时计算的，每 24 小时一次",
    )
    pause = Whole("暂停计时满几个工作日提醒", minimum=5, maximum=60, hint="此后每满同样天数再提醒")
    quiet_from = TimeOfDay(
        "免打扰自",
        maximum=5,
        is_number=True,
        required=False,
        hint="此间的邮件和消息到时再发；按小时计算的期限不受影响",
    )
    quiet_until = TimeOfDay(
        "免打扰至", maximum=5, is_number=True, required=False, hint="两项都不填，不设免打扰"
    )

    @validates_schema
    def both_or_none(self, values: Mapping[str, Any], **_: Any) -> None:
        """Quiet hours have a beginning and an end."""
        if bool(values.get("quiet_from")) != bool(values.get("quiet_until")):
            raise ValidationError("免打扰的起止时间须同时填写，或者都不填", "quiet_until")


def ladder_from(values: Mapping[str, Any]) -> Ladder:
    """The ladder that the checked fields mean."""
    quiet = (time.fromisoformat(values["quiet_from"]), time.fromisoformat(values["quiet_until"])) if values[
        "quiet_from"] else None  # fmt: skip
    return Ladder(
        _numbers(values["ahead_days"]), _numbers(values["ahead_hours"]), int(values["head_from"]),
        int(values["leader_from"]), int(values["supervisor_from"]), values["after"], values["pause"], quiet,
    )  # fmt: skip


def typed_of(ladder: Ladder) -> dict[str, Any]:
    """A ladder as the fields hold it."""
    begins, ends = ladder.quiet or (None, None)
    return {
        "ahead_days": "、".join(map(str, ladder.ahead_days)), "ahead_hours": "、".join(map(str, ladder.ahead_hours)),
        "head_from": str(ladder.head_from), "leader_from": str(ladder.leader_from),
        "supervisor_from": str(ladder.supervisor_from), "after": str(ladder.after), "pause": str(ladder.pause),
        "quiet_from": f"{begins:%H:%M}" if begins else "", "quiet_until": f"{ends:%H:%M}" if ends else "",
    }  # fmt: skip


def in_words(ladder: Ladder) -> str:
    """One line for the list."""
    typed = typed_of(ladder)
    quiet = f"免打扰 {typed['quiet_from']} 至 {typed['quiet_until']}" if ladder.quiet else "不设免打扰"
    return (
        f"提前 {typed['ahead_days'] or '—'} 个工作日，{typed['ahead_hours'] or '—'} 小时；"
        f"逾期后至多 {ladder.after} 天；"
        f"单位负责人{FROM[typed['head_from']]}，分管领导{FROM[typed['leader_from']]}，"
        f"督办人员{FROM[typed['supervisor_from']]}；暂停满 {ladder.pause} 个工作日；{quiet}"
    )


def _numbers(words: str) -> tuple[int, ...]:
    found = numbers(",".join(re.findall(r"\d+", words)))
    return tuple(sorted(set(found), reverse=True))
