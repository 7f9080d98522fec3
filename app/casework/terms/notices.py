"""Importing a yearly holiday notice (放假安排通知), and recomputing what it moves."""

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.administration.scope import require_system
from app.casework.models import HolidayNotice
from app.casework.terms import older_tables, reckoning
from app.database import db
from app.law.calendar import CalendarYear


@use_case("import_calendar")
def import_notice(act: Act, source: str) -> Result:
    """Put a year's notice in the place of what was known, and begin to reckon every open case."""
    require_system(act)
    year = CalendarYear.from_toml(source)
    db.session.add(
        HolidayNotice(year=year.year, source=source, imported_at=act.now, imported_by=act.actor.name)
    )
    db.session.flush()
    act.audit("calendar.imported", f"导入 {year.year} 年放假安排（{year.status_words}）")
    begun = reckoning.begin(act, f"导入 {year.year} 年放假安排")
    return {**begun, "year": year.year, "status": str(year.status)}


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
