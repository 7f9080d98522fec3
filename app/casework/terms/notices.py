"""Importing a yearly holiday notice (放假安排通知), and recomputing what it moves."""

from collections.abc import Sequence
from datetime import date

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.administration.effects import moves_earlier
from app.casework.administration.scope import require_system
from app.casework.models import HolidayNotice
from app.casework.terms import clocks, older_tables, proposals, reckoning
from app.database import db
from app.law.calendar import CalendarYear
from app.law.errors import RuleViolation
from app.law.holiday_notice import days_that_count_anew, missing_festivals

LONGEST_TEXT = 20_000


class FestivalsMissing(RuleViolation):
    """A year without one of its statutory festivals (全国年节及纪念日放假办法第二条), and nobody said that it is so."""

    code = "festivals_missing"
    message = "放假安排缺少法定节日，请核对后确认"


@use_case("import_calendar")
def import_notice(act: Act, source: str, before: str = "", text: str = "", is_agreed: bool = False) -> Result:
    """Put a year's notice in the place of what was known, and begin to reckon every open case.

    `before`: the year before it, where the notice speaks of its December. `text`: the notice as it was pasted.
    `is_agreed`: somebody confirmed that the statutory festivals which are missing are missing in the notice.
    Where the due day of an open case would come earlier it waits for a second person (`terms.proposals`).
    Raises InvalidCalendar, FestivalsMissing.
    """
    require_system(act)
    year = CalendarYear.from_toml(source)
    if (missing := missing_festivals(year)) and not is_agreed:
        raise FestivalsMissing(f"{year.year} 年放假安排缺少{'、'.join(missing)}，请核对后确认")
    years = [year, CalendarYear.from_toml(before)] if before else [year]
    if moves_earlier(clocks.calendar().with_years(years), _counting_anew(years)):
        return proposals.propose(act, year.year, source, before, text[:LONGEST_TEXT])
    return bring_in(act, source, before, text)


def bring_in(act: Act, source: str, before: str, text: str) -> Result:
    """Let the notice count, and begin to reckon every open case."""
    if before:
        _keep(act, CalendarYear.from_toml(before), before, text)
    year = CalendarYear.from_toml(source)
    _keep(act, year, source, text)
    begun = reckoning.begin(act, f"导入 {year.year} 年放假安排")
    return {**begun, "year": year.year, "status": str(year.status)}


def _counting_anew(years: Sequence[CalendarYear]) -> list[date]:
    calendar = clocks.calendar()
    known = {year.year: calendar.year(year.year) for year in years if calendar.has_year(year.year)}
    return [day for year in years for day in days_that_count_anew(known.get(year.year), year)]


def _keep(act: Act, year: CalendarYear, source: str, text: str) -> None:
    db.session.add(
        HolidayNotice(
            year=year.year,
            source=source,
            text=text[:LONGEST_TEXT],
            imported_at=act.now,
            imported_by=act.actor.name,
        )
    )
    db.session.flush()
    act.audit(
        "calendar.imported", f"导入 {year.year} 年放假安排（{year.status_words}）",
        year=year.year, document=year.source,
    )  # fmt: skip


@use_case("recompute_clocks")
def recompute(act: Act) -> Result:
    """Reckon every open case on the calendar as it is: the first batch."""
    require_system(act)
    return reckoning.begin(act, "核对在办期限")


@use_case("fill_moments")
def fill_moments(act: Act) -> Result:
    """Compute anew the open cases that an upgrade left without the moment from which they are near."""
    require_system(act)
    filled = older_tables.fill_moments()
    act.audit("calendar.moments", f"补算 {filled} 件在办办件的临期时刻")
    return {"filled": filled}
