"""Importing a yearly holiday notice (放假安排通知), and recomputing what it moves."""

from typing import Any

from app.casework.acts import once
from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.administration.scope import require_system
from app.casework.models import HolidayNotice
from app.casework.terms import clocks
from app.database import db
from app.law.calendar import CalendarYear


@use_case("import_calendar")
def import_notice(act: Act, source: str) -> Result:
    """Put a year's notice in the place of what was known, recompute every open case, and say what moved."""
    require_system(act)
    year = CalendarYear.from_toml(source)
    db.session.add(
        HolidayNotice(year=year.year, source=source, imported_at=act.now, imported_by=act.actor.name)
    )
    db.session.flush()
    once.forget()
    moved = _moved(act)
    act.audit(
        "calendar.imported",
        f"导入 {year.year} 年放假安排（{year.status_words}），{len(moved)} 件办件的期限有变化",
    )
    return {"year": year.year, "status": str(year.status), "moved": moved}


@use_case("recompute_clocks")
def recompute(act: Act) -> Result:
    """Recompute every open case on the calendar as it is; what moved."""
    require_system(act)
    moved = _moved(act)
    act.audit("calendar.recomputed", f"重新推算在办期限，{len(moved)} 件有变化")
    return {"moved": moved}


@use_case("fill_moments")
def fill_moments(act: Act) -> Result:
    """Compute anew the open cases that an upgrade left without the moment from which they are near."""
    require_system(act)
    filled = clocks.fill_moments()
    act.audit("calendar.moments", f"补算 {filled} 件在办办件的临期时刻")
    return {"filled": filled}


def _moved(act: Act) -> list[dict[str, Any]]:
    return [
        {
            "number": move.case.number,
            "before": move.before.isoformat() if move.before else None,
            "after": move.after.isoformat() if move.after else None,
        }
        for move in clocks.recompute_open_cases()
    ]
