"""Days in a text: 10月1日至7日, 2027-10-01, 10.1、10.2. A weekday beside a day must be its own."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.law.calendar import weekday_words
from app.law.errors import InvalidInput

LONGEST_RANGE = 31
HOW = "请写成 10月1日至10月7日 或者 2027-10-01"

_DAY = re.compile(
    r"(?:(?:(?P<year>\d{4})\s*[年./-]\s*)?(?P<month>\d{1,2})\s*[月./-]\s*)?(?<!\d)(?P<day>\d{1,2})(?!\d)"
    r"\s*(?P<mark>[日号])?\s*(?:⟨(?P<weekday>.)⟩)?"
)
_UNTIL = re.compile(r"\s*(?:至|到|~|—+|–|-)\s*")
_LIST = re.compile(r"\s*[、,和及]\s*")
_NO_DAY = re.compile(r"\d+\s*天")


@dataclass
class DaysRead:
    """The days in their order, and the month that a following day without one lies in."""

    days: list[date] = field(default_factory=list)
    month: int | None = None


def read_days_of(text: str, year: int, month: int | None) -> DaysRead:
    """All days and ranges. A month that is left out is that of the day before it. Raises InvalidInput."""
    found, text = DaysRead(month=month), _NO_DAY.sub("", text)
    place, own_year = 0, year
    for match in _DAY.finditer(text):
        between = text[place : match.start()]
        _check_form(match, between, found)
        own_year = int(match["year"]) if match["year"] else year if match["month"] else own_year
        found.month = int(match["month"]) if match["month"] else found.month
        day = _day(match, own_year, found.month)
        found.days += _range(found.days[-1], day) if found.days and _UNTIL.fullmatch(between) else [day]
        place = match.end()
    if re.search(r"\d", _DAY.sub("", text)) or (found.days and _UNTIL.fullmatch(text[place:])):
        raise unreadable(text)
    return found


def with_weekends(days: list[date]) -> list[date]:
    """The same with the Saturdays and Sundays that touch them, within their year (与周末连休)."""
    if not days:
        return days
    return [*_off_from(min(days), -1), *days, *_off_from(max(days), 1)]


def unreadable(text: str, why: str = HOW) -> InvalidInput:
    """The refusal with its place."""
    return InvalidInput(fields={"off": f"看不懂“{text.strip()[:60]}”：{why}"})


def _off_from(day: date, step: int) -> list[date]:
    found: list[date] = []
    near = day + timedelta(days=step)
    while near.weekday() >= 5 and near.year == day.year:
        found.append(near)
        near += timedelta(days=step)
    return found


def _check_form(match: re.Match[str], between: str, found: DaysRead) -> None:
    """A bare number is a day only where a list or a range of days goes on."""
    if match["month"] or match["mark"]:
        return
    if not (found.days and (_UNTIL.fullmatch(between) or _LIST.fullmatch(between))):
        raise unreadable(match.group())


def _day(match: re.Match[str], year: int, month: int | None) -> date:
    if month is None:
        raise unreadable(match.group())
    try:
        day = date(year, month, int(match["day"]))
    except ValueError as error:
        raise unreadable(match.group(), "没有这一天") from error
    written = (match["weekday"] or "").replace("天", "日")
    if written and weekday_words(day) != f"周{written}":
        raise unreadable(
            match.group().split("⟨")[0], f"{day:%Y年%m月%d日}是{weekday_words(day)}，写的是周{written}"
        )
    return day


def _range(first: date, last: date) -> list[date]:
    span = (last - first).days
    if not 0 < span <= LONGEST_RANGE:
        raise unreadable(f"{first} 至 {last}", "起止日期不对")
    return [first + timedelta(days=number) for number in range(1, span + 1)]
