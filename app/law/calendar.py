"""The office's working-day calendar (工作日): counting days over several years.

Days are dates of the office. A year that is not in the calendar is refused, never taken as free of holidays.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, cached_property, lru_cache
from pathlib import Path

from app.law.calendar_year import CalendarYear
from app.law.errors import CalendarMissing, InvalidCalendar

__all__ = ["CalendarYear", "WorkCalendar", "load_builtin_calendar", "weekday_words"]

BUILTIN_FOLDER = Path(__file__).parent / "data" / "calendars"
ONE_DAY = timedelta(days=1)
_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


class WorkCalendar:
    """The years known to the office, each official or provisional; read only."""

    def __init__(self, years: Iterable[CalendarYear]):
        self._years: dict[int, CalendarYear] = {}
        self._answers: dict[date, bool] = {}
        for year in years:
            if year.year in self._years:
                raise InvalidCalendar(f"{year.year}年的工作日历重复")
            self._years[year.year] = year

    def __iter__(self) -> Iterator[CalendarYear]:
        return iter(sorted(self._years.values(), key=lambda year: year.year))

    def with_years(self, years: Iterable[CalendarYear]) -> "WorkCalendar":
        """The same calendar with these years put in the place of its own."""
        return WorkCalendar({**self._years, **{year.year: year for year in years}}.values())

    def cautious(self) -> "WorkCalendar":
        """The same, counting every possible make-up day of provisional years: never later than the notice."""
        return self._cautious

    @cached_property
    def _cautious(self) -> "WorkCalendar":
        return WorkCalendar(
            replace(year, work=year.work | year.possible_make_up_days()) if year.is_provisional else year
            for year in self._years.values()
        )

    def has_year(self, year: int) -> bool:
        return year in self._years

    def year(self, year: int) -> CalendarYear:
        """Raises CalendarMissing."""
        if year not in self._years:
            raise CalendarMissing(year)
        return self._years[year]

    def is_provisional(self, year: int) -> bool:
        return self.year(year).is_provisional

    def is_provisional_between(self, first: date, last: date) -> bool:
        """Whether any day from `first` to `last` lies in a year without its notice."""
        return any(self.is_provisional(year) for year in range(first.year, last.year + 1))

    def is_working_day(self, day: date) -> bool:
        """Raises CalendarMissing. Answers are kept: recomputing thousands of cases asks for the same days."""
        known = self._answers.get(day)
        if known is None:
            known = self._answers[day] = self.year(day.year).is_working_day(day)
        return known

    def next_working_day(self, day: date) -> date:
        """`day` itself when it is a working day, else the first one after it (顺延)."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def add_working_days(self, start: date, count: int) -> date:
        """The `count`-th working day after `start`, which itself never counts; `start` when `count` is 0."""
        day = start
        while count > 0:
            day += ONE_DAY
            count -= self.is_working_day(day)
        return day

    def working_days_between(self, after: date, until: date) -> int:
        """Working days later than `after`, up to and including `until`; negative when `until` is earlier."""
        if until < after:
            return -self.working_days_between(until, after)
        return _working_days_in(self, after, until)

    def reason(self, day: date) -> str:
        """Why the day counts or not, in Chinese: 工作日, 调休上班, 国庆节放假, 周六, 周日."""
        year = self.year(day.year)
        if day in year.work:
            return "调休上班"
        if day in year.off:
            words = f"{year.holidays.get(day, '')}放假"
            return f"{words}（暂定）" if year.is_provisional else words
        return "工作日" if day.weekday() < 5 else weekday_words(day)


@lru_cache(maxsize=8192)
def _working_days_in(calendar: WorkCalendar, after: date, until: date) -> int:
    """Kept, as every row of a list asks for the span from today to one of a few due days. A calendar never changes."""
    span = (until - after).days
    return sum(calendar.is_working_day(after + timedelta(days=number)) for number in range(1, span + 1))


def weekday_words(day: date) -> str:
    """周一 … 周日."""
    return _WEEKDAYS[day.weekday()]


@cache
def load_builtin_calendar() -> WorkCalendar:
    """The years delivered with the product, one file each."""
    files = sorted(BUILTIN_FOLDER.glob("*.toml"))
    return WorkCalendar(CalendarYear.from_toml(file.read_text(encoding="utf-8")) for file in files)
