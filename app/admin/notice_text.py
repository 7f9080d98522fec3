"""A yearly holiday notice (放假安排通知) as people have it, pasted or typed, turned into the project's TOML.

Understands “一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。” and lines such as
“国庆节：2027-10-01至2027-10-07”. What cannot be read is refused with the place, never left out.
"""

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.law.errors import InvalidInput

NOISE = re.compile(r"（[^（）]*）|\([^()]*\)|〔\d{4}〕\s*\d+\s*号|共\s*\d+\s*天|\d{4}\s*年(?!\s*\d)")
PART = re.compile(r"(.*?)(放假|上班)", re.DOTALL)
NAME = re.compile(r"([\u4e00-\u9fa5][\u4e00-\u9fa5、]*)\s*[：:]")
NUMBERING = re.compile(r"^[一二三四五六七八九十]+、")
DAY = re.compile(
    r"(?:(?P<year>\d{4})\s*[年./-]\s*)?(?:(?P<month>\d{1,2})\s*[月./-]\s*)?(?P<day>\d{1,2})(?!\d)\s*[日号]?"
)
UNTIL = re.compile(r"\s*(?:至|到|~|～|—+|–)\s*")
LONGEST_RANGE = 31
UNNAMED = "节假日"


@dataclass
class Days:
    """What was read: days off by festival, and make-up working days."""

    off: dict[str, list[date]] = field(default_factory=lambda: defaultdict(list))
    work: list[date] = field(default_factory=list)


def read_days(year: int, off_text: str, work_text: str) -> Days:
    """The days of both texts. Raises InvalidInput beside `off` or `work`."""
    found = Days()
    if "放假" in off_text or "上班" in off_text:
        _read_notice(year, off_text, found)
    else:
        for line in _lines(off_text):
            found.off[_name_of(line)] += _days(line, year, "off")
    for line in _lines(work_text):
        found.work += _days(line, year, "work")
    return found


def toml_of(year: int, document: str, published: date | None, days: Days) -> str:
    """The notice in the form in which it is imported and kept."""
    lines = [
        f"year = {year}",
        'status = "official"',
        f"document = {json.dumps(document, ensure_ascii=False)}",
    ]
    if published:
        lines.append(f"published = {published.isoformat()}")
    lines += [f"work = [{_listed(days.work)}]", "", "[off]"]
    lines += [
        f"{json.dumps(name, ensure_ascii=False)} = [{_listed(some)}]" for name, some in days.off.items()
    ]
    return "\n".join(lines) + "\n"


def _read_notice(year: int, text: str, found: Days) -> None:
    name = UNNAMED
    for part, what in PART.findall(NOISE.sub("", text)):
        if what == "放假":
            name = _name_of(part)
            found.off[name] += _days(part, year, "off")
        else:
            found.work += _days(part, year, "off")
    found.off = {name: days for name, days in found.off.items() if days}


def _lines(text: str) -> list[str]:
    return [line for line in re.split(r"[\n。；;]", NOISE.sub("", text)) if line.strip()]


def _name_of(part: str) -> str:
    names = NAME.findall(part)
    return NUMBERING.sub("", names[-1]) if names else UNNAMED


def _days(text: str, year: int, where: str) -> list[date]:
    """All days and ranges of a text. A month that is left out is that of the day before it."""
    days: list[date] = []
    place, month = 0, None
    for found in DAY.finditer(text):
        between = text[place : found.start()]
        month = int(found["month"]) if found["month"] else month
        day = _day(found, year, month, where)
        if days and UNTIL.fullmatch(between):
            days += _range(days[-1], day, where)
        else:
            days.append(day)
        place = found.end()
    if re.search(r"\d", DAY.sub("", text)) or (not days and where == "work"):
        raise _unreadable(where, text)
    return days


def _day(found: re.Match[str], year: int, month: int | None, where: str) -> date:
    if month is None:
        raise _unreadable(where, found.group())
    try:
        return date(int(found["year"] or year), month, int(found["day"]))
    except ValueError as error:
        raise _unreadable(where, found.group()) from error


def _range(first: date, last: date, where: str) -> list[date]:
    span = (last - first).days
    if not 0 < span <= LONGEST_RANGE:
        raise _unreadable(where, f"{first} 至 {last}")
    return [first + timedelta(days=number) for number in range(1, span + 1)]


def _listed(days: list[date]) -> str:
    return ", ".join(day.isoformat() for day in sorted(set(days)))


def _unreadable(where: str, text: str) -> InvalidInput:
    return InvalidInput(
        fields={where: f"看不懂“{text.strip()[:40]}”，请写成 10月1日至10月7日 或者 2027-10-01"}
    )
