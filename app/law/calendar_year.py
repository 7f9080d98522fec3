"""One year's working-day calendar, as the State Council's notice (放假安排) has it."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from app.law.errors import InvalidCalendar

OFFICIAL = "official"
PROVISIONAL = "provisional"
STATUS_WORDS: Mapping[str, str] = {OFFICIAL: "正式", PROVISIONAL: "暂定"}
MAKE_UP_WITHIN = 10  # days; no notice since 2019 put a make-up day further from its festival
_KEYS = {"year", "status", "document", "published", "note", "work", "off", "local", "amended_by"}


@dataclass(frozen=True)
class Amendment:
    """A later notice that changed the year's arrangement."""

    document: str
    note: str = ""


@dataclass(frozen=True)
class CalendarYear:
    """Off days and make-up working days of one year. A year without its notice is provisional (暂定).

    `local`: those of the off days that the prefecture or county itself added (本地放假).
    """

    year: int
    status: str
    document: str = ""
    published: date | None = None
    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    note: str = ""
    amended_by: tuple[Amendment, ...] = ()
    holidays: Mapping[date, str] = field(default_factory=dict, compare=False)
    local: frozenset[date] = frozenset()

    @property
    def is_provisional(self) -> bool:
        return self.status != OFFICIAL

    @property
    def status_words(self) -> str:
        return STATUS_WORDS[self.status]

    @property
    def source(self) -> str:
        """Where the year comes from, in words; says so when the document number is not recorded."""
        if self.is_provisional:
            return "按法定节日推算"
        documents = [self.document or "文号待补录", *(amendment.document for amendment in self.amended_by)]
        return "；".join(documents)

    def is_working_day(self, day: date) -> bool:
        return day in self.work or (day not in self.off and day.weekday() < 5)

    def possible_make_up_days(self) -> frozenset[date]:
        """Weekend days near a festival, which the coming notice may turn into working days."""
        january, december = date(self.year, 1, 1), date(self.year, 12, 31)
        days = (january + timedelta(days=number) for number in range((december - january).days + 1))
        return frozenset(
            day
            for day in days
            if day.weekday() >= 5 and day not in self.off and self._is_near_a_festival(day)
        )

    def _is_near_a_festival(self, day: date) -> bool:
        next_new_year = date(self.year + 1, 1, 1)
        return any(abs((day - festival).days) <= MAKE_UP_WITHIN for festival in (*self.off, next_new_year))

    @classmethod
    def from_toml(cls, text: str) -> "CalendarYear":
        """Parse a year's file; `off` is a list of days or a table by festival. Raises InvalidCalendar."""
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise InvalidCalendar(f"工作日历文件不是有效的 TOML：{error}") from error
        return cls.from_mapping(data)

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> "CalendarYear":
        if unknown := set(data) - _KEYS:
            raise InvalidCalendar(f"工作日历中有未知的项：{'、'.join(sorted(unknown))}")
        year = data.get("year")
        if isinstance(year, bool) or not isinstance(year, int):
            raise InvalidCalendar("工作日历缺少年份（year）")
        if "off" not in data or "work" not in data:
            raise InvalidCalendar(f"{year}年工作日历须同时列出放假（off）和调休上班（work）")
        holidays = _named_days(data["off"], year)
        published = data.get("published")
        parsed = cls(
            year=year,
            status=data.get("status", ""),
            document=data.get("document") or "",
            published=_day(published, year) if published else None,
            off=frozenset(holidays),
            work=frozenset(_days(data["work"], "work", year)),
            note=data.get("note") or "",
            amended_by=_amendments(data.get("amended_by", []), year),
            holidays=holidays,
            local=frozenset(_days(data.get("local", []), "local", year)),
        )
        check_calendar_year(parsed)
        return parsed


def check_calendar_year(year: CalendarYear) -> None:
    """Refuses a year that cannot be trusted. Raises InvalidCalendar."""
    problem = _first_problem(year)
    if problem:
        raise InvalidCalendar(f"{year.year}年工作日历有误：{problem}")


def _named_days(off: Any, year: int) -> dict[date, str]:
    groups = off if isinstance(off, Mapping) else {"": off}
    named: dict[date, str] = {}
    for name, days in groups.items():
        for day in _days(days, "off", year):
            if day in named:
                raise InvalidCalendar(f"{year}年工作日历有误：{day} 重复列为放假")
            named[day] = name
    return named


def _days(values: Any, key: str, year: int) -> list[date]:
    if not isinstance(values, list):
        raise InvalidCalendar(f"{year}年工作日历的 {key} 须为日期列表")
    return [_day(value, year) for value in values]


def _day(value: Any, year: int) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise InvalidCalendar(f"{year}年工作日历中的日期“{value}”有误") from error


def _amendments(rows: Any, year: int) -> tuple[Amendment, ...]:
    if not isinstance(rows, list):
        raise InvalidCalendar(f"{year}年工作日历的 amended_by 须为列表")
    if not all(isinstance(row, Mapping) and row.get("document") for row in rows):
        raise InvalidCalendar(f"{year}年工作日历的 amended_by 须逐项写明文号")
    return tuple(Amendment(row["document"], row.get("note", "")) for row in rows)


def _first_problem(year: CalendarYear) -> str:
    """What makes the year unusable: days of another year, contradictions, an empty table."""
    if year.status not in STATUS_WORDS:
        return f"status 须为 {OFFICIAL} 或 {PROVISIONAL}"
    if not year.off:
        return "没有列出任何放假日期；空日历不等于没有节假日"
    if foreign := _listed(day for day in year.off | year.work if day.year != year.year):
        return f"{foreign} 不属于该年度，请列入所属年度"
    if both := _listed(year.off & year.work):
        return f"{both} 既列为放假又列为上班"
    if weekdays := _listed(day for day in year.work if day.weekday() < 5):
        return f"{weekdays} 不是周六、周日，不能列为调休上班"
    if strange := _listed(year.local - year.off):
        return f"{strange} 列为本地放假，但不在放假日期之中"
    return ""


def _listed(days: Iterable[date]) -> str:
    return "、".join(day.isoformat() for day in sorted(days))
