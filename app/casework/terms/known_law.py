"""The law's data as an administrator set them: imported notices, changed parameters, the last reckoning asked for.

They are read as one, so that nothing is computed with older notices than the reckoning that it counts for; kept in the
process until one of them changes (`office.edition`), and the same throughout a transaction.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app import timekeeping
from app.casework.acts.once import once
from app.casework.models import Case, HolidayNotice, ParameterChange, Reckoning
from app.database import db
from app.law.calendar import CalendarYear, WorkCalendar, load_builtin_calendar
from app.law.festivals import with_coming_year
from app.law.parameter_history import ParameterHistory
from app.law.parameters import Change, Held, Parameters
from app.office.edition import kept


@dataclass(frozen=True)
class KnownLaw:
    """Each notice and change with its number in the order in which they came; `reckoning`: 0 when there was none."""

    reckoning: int
    notices: tuple[tuple[int, int, str], ...]  # number, year, source
    changes: tuple[tuple[int, Change], ...]


def known() -> KnownLaw:
    """What is known in this transaction."""
    return once("law", lambda: kept(("law",), _read))


def _read() -> KnownLaw:
    """The reckoning first: who computes with older notices than it is about never counts as reckoned."""
    reckoning = db.session.scalar(select(func.max(Reckoning.id))) or 0
    notices = select(HolidayNotice.id, HolidayNotice.year, HolidayNotice.source).order_by(HolidayNotice.id)
    changes = db.session.scalars(select(ParameterChange).order_by(ParameterChange.id))
    return KnownLaw(
        reckoning, tuple(row._tuple() for row in db.session.execute(notices)),
        tuple((one.id, change_of(one)) for one in changes),
    )  # fmt: skip


def newest_notice() -> int:
    """The last notice that was imported; 0 when there is none."""
    notices = known().notices
    return notices[-1][0] if notices else 0


def newest_edition() -> int:
    """The last change of a parameter; 0 when there is none."""
    changes = known().changes
    return changes[-1][0] if changes else 0


def newest_reckoning() -> int:
    """The last reckoning that was asked for; 0 when there is none."""
    return known().reckoning


def calendar() -> WorkCalendar:
    """The office's calendar: the built-in years, replaced by imported notices."""
    today = timekeeping.today()
    return once("calendar", lambda: kept(("calendar", today), lambda: _calendar(today, known().notices)))


def calendar_of(case: Case) -> WorkCalendar:
    """What a case is counted on: one that is not open any more, on the notices that were known while it was.

    Years of which nothing was known then are taken from the calendar of today.
    """
    edition = case.calendar_edition
    if case.is_open or edition is None or edition >= newest_notice():
        return calendar()
    last = case.closed_on or timekeeping.today()
    return once(f"calendar:{edition}:{last.year}", lambda: _calendar_then(last, edition))


def _calendar_then(last: date, edition: int) -> WorkCalendar:
    return calendar().with_years(_calendar(last, [one for one in known().notices if one[0] <= edition]))


def _calendar(today: date, notices: Iterable[tuple[int, int, str]]) -> WorkCalendar:
    fresh = with_coming_year(load_builtin_calendar(), today)
    years = {year: source for _, year, source in notices}  # of two notices for one year the later counts
    return fresh.with_years(CalendarYear.from_toml(source) for source in years.values()) if years else fresh


def parameters() -> ParameterHistory:
    """The law's parameters with the administrator's changes on top, each from its day on."""
    return once("parameters", lambda: kept(("parameters",), lambda: _history(known().changes)))


def parameters_on(day: date) -> Parameters:
    """The values in force on a day."""
    return parameters().on(day)


def parameters_of(case: Case) -> ParameterHistory:
    """What a case is judged by: of one that is not open any more, the changes that were known while it was."""
    edition = case.law_edition
    if case.is_open or edition is None or edition >= newest_edition():
        return parameters()
    return once(
        f"parameters:{edition}", lambda: _history(one for one in known().changes if one[0] <= edition)
    )


def _history(changes: Iterable[tuple[int, Change]]) -> ParameterHistory:
    return ParameterHistory.load(change for _, change in changes)


def change_of(row: ParameterChange) -> Change:
    """A row in the form of the law."""
    return Change(row.key, Held(row.valid_from, row.value, row.source, is_own=True))


def keep_editions(case: Case) -> None:
    """What is known now is what an open case is judged by, also after it is closed."""
    case.reckoned = newest_reckoning()
    case.law_edition, case.calendar_edition = newest_edition(), newest_notice()
