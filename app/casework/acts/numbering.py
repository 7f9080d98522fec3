"""Numbers without gaps: the row of the series is locked by the transaction that takes the next number."""

from sqlalchemy import bindparam, select

from app.casework.models import NumberSeries
from app.database import db
from app.office.models import OrgUnit

_locked = (
    select(NumberSeries)
    .where(NumberSeries.issuer == bindparam("issuer"), NumberSeries.series == bindparam("series"))
    .where(NumberSeries.year == bindparam("year"))
    .with_for_update()
    .execution_options(populate_existing=True)
)


def next_number(issuer: str, series: str, year: int) -> int:
    """The next number of a series in this year. A rolled-back transaction gives its number back."""
    found = db.session.scalar(_locked, {"issuer": issuer, "series": series, "year": year})
    if found is None:
        found = NumberSeries(issuer=issuer, series=series, year=year, last=0)
        db.session.add(found)
    found.last += 1
    db.session.flush()
    return found.last


def case_number(organ: OrgUnit, prefix: str, year: int) -> str:
    """A case number such as LF-2026-0152 (organ code and the process's prefix, year, number in the register)."""
    code = f"{organ.code}{prefix}"
    return f"{code}-{year}-{next_number(code, 'case', year):04d}"


def document_number(organ: OrgUnit, year: int) -> str:
    """A document number (文号) such as 禄政公开〔2026〕12号."""
    return f"{organ.document_code}〔{year}〕{next_number(organ.document_code, 'document', year)}号"
