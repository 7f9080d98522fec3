"""Days that somebody states: no later than today, no earlier than what they follow.

What comes in by the portal or a program bears the day on which the office's own clock saw it. Only the desk states a
day, for a paper: the day on which the office received or sent it. The reply clock of 条例第三十条 and the proof of
delivery of 国办公开办函〔2016〕235号 both hang on these days, and events are never changed afterwards.
"""

from collections.abc import Mapping
from datetime import date

from app.law.errors import DayIsRecorded, DayOutOfRange

IN_THE_FUTURE = "日期不应晚于今天"


def faults_of_days(
    days: Mapping[str, date | None], today: date, *, since: date | None = None, of: str = ""
) -> dict[str, str]:
    """What is wrong with each stated day, by its name; `since` is the day of what they follow, `of` names it."""
    faults = {}
    for name, day in days.items():
        if day is not None and day > today:
            faults[name] = IN_THE_FUTURE
        elif day is not None and since is not None and day < since:
            faults[name] = f"日期不应早于{of}（{since}）"
    return faults


def day_of_answer(stated: date | None, today: date, *, by_applicant: bool, notified_on: date) -> date:
    """The day on which an answer to a 补正 notice counts as received (条例第三十条).

    The applicant's own sending counts on the day of sending. The desk may state the day on which a paper was
    received: from the day of the notice (an answer may come on the strength of a telephone call, before the
    letter is signed for) to today. Raises DayIsRecorded, DayOutOfRange.
    """
    if by_applicant:
        if stated is not None:
            raise DayIsRecorded(fields={"answered_on": DayIsRecorded.message})
        return today
    if faults := faults_of_days({"answered_on": stated}, today, since=notified_on, of="补正告知书的落款日期"):
        raise DayOutOfRange(fields=faults)
    return stated or today
