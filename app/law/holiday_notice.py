"""What a notice makes of a year: a whole year, or only its own days on top of a year that is known.

国务院办公厅年度通知 gives the whole year; 补充通知 (2015, 2019, 2020) and a prefecture's own day off (本地放假) change
their days and leave the others. Festivals: 全国年节及纪念日放假办法第二条.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from app.law.calendar import ONE_DAY, WorkCalendar, weekday_words
from app.law.calendar_year import OFFICIAL, Amendment, CalendarYear, check_calendar_year
from app.law.errors import CalendarMissing, InvalidInput
from app.law.festivals import provisional_year
from app.law.holiday_text import FULL_NAMES, Effect, Extension, Reading

LONGEST_EXTENSION = 31  # days


class NoticeKind(StrEnum):
    """How much of a year a notice speaks of."""

    YEAR = "year"
    SUPPLEMENT = "supplement"
    LOCAL = "local"


NOTICE_WORDS: Mapping[NoticeKind, str] = {
    NoticeKind.YEAR: "年度通知：以通知为准，替换整年",
    NoticeKind.SUPPLEMENT: "补充通知：只改通知写明的日子",
    NoticeKind.LOCAL: "本地放假：只加本级决定的放假日",
}


@dataclass(frozen=True)
class ChangedDay:
    """A day that counts otherwise than before, in words."""

    on: date
    weekday: str
    before: str
    after: str
    is_earlier: bool  # it becomes a working day: limits over it end sooner


def whole_year(reading: Reading, document: str, published: date | None) -> CalendarYear:
    """The year of a yearly notice. Raises InvalidInput, InvalidCalendar."""
    own = [said for said in reading.days.values() if said.on.year == reading.year]
    if reading.extensions:
        raise InvalidInput(fields={"kind": "延长假期的通知不是年度通知，请选择“补充通知”"})
    year = CalendarYear(
        reading.year, OFFICIAL, document, published,
        off=frozenset(said.on for said in own if said.effect is Effect.OFF),
        work=frozenset(said.on for said in own if said.effect is Effect.WORK),
        holidays={said.on: said.festival for said in sorted(own, key=lambda one: one.on) if said.effect is Effect.OFF},
    )  # fmt: skip
    check_calendar_year(year)
    return year


def supplemented(
    base: CalendarYear, reading: Reading, document: str, *, is_local: bool = False
) -> CalendarYear:
    """The known year with the days of the reading that are its own. Raises InvalidInput, InvalidCalendar."""
    holidays, work, local = dict(base.holidays), set(base.work), set(base.local)
    for said in (one for one in reading.days.values() if one.on.year == base.year):
        if is_local and said.effect is not Effect.OFF:
            raise InvalidInput(
                fields={"off": f"{said.on:%m月%d日}：本地只能加放假日，调休上班以国务院办公厅通知为准"}
            )
        holidays.pop(said.on, None)
        work.discard(said.on)
        local.discard(said.on)
        if said.effect is Effect.OFF:
            holidays[said.on] = said.festival
            local |= {said.on} if is_local else set()
        elif said.effect is Effect.WORK:
            work.add(said.on)
    for extension in reading.extensions:
        for day, festival in _extended(holidays, extension):
            holidays[day] = festival
            work.discard(day)
    words = "本地放假" if is_local else "补充通知"
    year = replace(
        base, off=frozenset(holidays), work=frozenset(work), local=frozenset(local), holidays=holidays,
        amended_by=(*base.amended_by, Amendment(document, words)),
    )  # fmt: skip
    check_calendar_year(year)
    return year


def _extended(holidays: Mapping[date, str], extension: Extension) -> Iterable[tuple[date, str]]:
    """The days after the festival's last one, up to the new last day."""
    own = [day for day, name in holidays.items() if extension.festival[:2] in name]
    if not own or not 0 < (extension.until - max(own)).days <= LONGEST_EXTENSION:
        raise InvalidInput(
            fields={"off": f"现有安排中没有可以延长至 {extension.until} 的{extension.festival}假期"}
        )
    span = (extension.until - max(own)).days
    return [(max(own) + timedelta(days=number), holidays[max(own)]) for number in range(1, span + 1)]


def days_elsewhere(reading: Reading) -> Reading:
    """What the notice says of days before its year (元旦 of some years begins in December): a reading of that year."""
    before = {on: said for on, said in reading.days.items() if on.year != reading.year}
    for on in before:
        if (on.year, on.month) != (reading.year - 1, 12):
            raise InvalidInput(fields={"off": f"{on} 不属于该年度，请列入所属年度"})
    return Reading(reading.year - 1, before)


def missing_festivals(year: CalendarYear) -> list[str]:
    """The statutory festivals that the year names nowhere and whose days are not off."""
    names = "、".join(year.holidays.values())
    return [full for name, full in FULL_NAMES.items() if name not in names and not _is_off(name, year)]


def _is_off(name: str, year: CalendarYear) -> bool:
    try:
        days = [day for day, festival in provisional_year(year.year).holidays.items() if name in festival]
    except CalendarMissing:
        return False
    return all(day in year.off for day in days)


def changed_days(before: CalendarYear | None, after: CalendarYear) -> list[ChangedDay]:
    """Every day that counts otherwise, or has another reason, than in the year that was known."""
    day, found = date(after.year, 1, 1), []
    known = before or CalendarYear(after.year, OFFICIAL)
    while day.year == after.year:
        old, new = WorkCalendar([known]).reason(day), WorkCalendar([after]).reason(day)
        if old != new:
            is_earlier = after.is_working_day(day) and not known.is_working_day(day)
            found.append(ChangedDay(day, weekday_words(day), old, new, is_earlier))
        day += ONE_DAY
    return found


def days_that_count_anew(before: CalendarYear | None, after: CalendarYear) -> list[date]:
    """The days that become working days: a limit that runs over one of them may end earlier."""
    return [one.on for one in changed_days(before, after) if one.is_earlier]


def to_toml(year: CalendarYear) -> str:
    """The year in the form in which it is imported and kept."""
    lines = [f"year = {year.year}", f"status = {_text(year.status)}", f"document = {_text(year.document)}"]
    lines += [f"published = {year.published.isoformat()}"] if year.published else []
    lines += [f"note = {_text(year.note)}"] if year.note else []
    lines += [f"work = [{_listed(year.work)}]"]
    lines += [f"local = [{_listed(year.local)}]"] if year.local else []
    for one in year.amended_by:
        lines += ["", "[[amended_by]]", f"document = {_text(one.document)}", f"note = {_text(one.note)}"]
    names = dict.fromkeys(year.holidays[day] for day in sorted(year.holidays))
    lines += ["", "[off]"]
    lines += [
        f"{_text(name)} = [{_listed(day for day in year.off if year.holidays.get(day, '') == name)}]"
        for name in names
    ]
    return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _listed(days: Iterable[date]) -> str:
    return ", ".join(day.isoformat() for day in sorted(days))
