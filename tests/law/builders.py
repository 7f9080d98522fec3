"""Short ways to write events, calendars and cases in the tests of the law."""

import tomllib
from datetime import date
from pathlib import Path

from app.law.calendar import CalendarYear, WorkCalendar, load_builtin_calendar
from app.law.clocks import Clocks, Event, compute
from app.law.parameters import Parameters

CASES = Path(__file__).parent / "cases"
SHORT_NAMES = {"reply": "reply_working_days"}
PARAMETERS = Parameters.load()


def happened(type_: str, on: str | date, **data) -> Event:
    """An event by its type and ISO day."""
    return Event.from_mapping({"type": type_, "on": on, **data})


def received(on: str | date = "2026-03-02") -> Event:
    return happened("received", on, channel="in_person")


def clocks_of(*events: Event, calendar: WorkCalendar | None = None, **parameters) -> Clocks:
    return compute(events, calendar or load_builtin_calendar(), PARAMETERS.with_overrides(parameters))


def all_cases() -> list[dict]:
    files = (tomllib.loads(file.read_text("utf-8")) for file in sorted(CASES.glob("*.toml")))
    return [case for file in files for case in file["case"]]


def run_case(case: dict) -> Clocks:
    """Compute one case of the case files."""
    extra = [
        CalendarYear.from_mapping({"year": int(year), "status": "official", **days})
        for year, days in case.get("calendar_extra", {}).items()
    ]
    parameters = {SHORT_NAMES[key]: value for key, value in case.get("params", {}).items()}
    events = [Event.from_mapping(row) for row in case["events"]]
    return clocks_of(*events, calendar=load_builtin_calendar().with_years(extra), **parameters)
