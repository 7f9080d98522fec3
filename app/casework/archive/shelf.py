"""The shelf: filed cases of one's organs, how long each is kept, and what may be looked through for disposal (鉴定)."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, extract, select
from sqlalchemy.orm import joinedload

from app.casework.ledger.spreadsheet import Row
from app.casework.models import Case
from app.casework.models.cases import CaseState
from app.casework.work.keyed import BATCH
from app.casework.work.paging import Page, paged
from app.database import db
from app.law.retention import kept_until
from app.office.standing import Standing
from app.office.vocabulary import DESK_ROLES

DISPOSAL = (
    ("序号", 8), ("档号", 28), ("办件编号", 18), ("责任者", 20), ("题名", 50), ("办结日期", 12), ("归档日期", 12),
    ("保管期限", 10), ("保管至", 12), ("鉴定意见", 20), ("鉴定人、日期", 20),
)  # fmt: skip


def list_filed(standing: Standing, *, only_expired: bool, page: int = 1) -> Page:
    """Filed cases, the newest first; `only_expired`: those whose period of keeping has ended, the oldest first."""
    wanted = _filed(standing)
    order = [Case.archived_on.desc(), Case.id.desc()]
    if only_expired:
        wanted.append(is_expired(standing.on))
        order = [Case.closed_on.asc(), Case.id.asc()]
    return paged(select(Case).where(*wanted).options(joinedload(Case.organ)), page, *order)


def disposal_rows(standing: Standing) -> Iterator[Row]:
    """保管期满鉴定清册: every file of one's organs whose period has ended; opinion and signature are for people."""
    query = select(Case).where(*_filed(standing), is_expired(standing.on)).options(joinedload(Case.organ))
    rows = db.session.scalars(query.order_by(Case.closed_on, Case.id).execution_options(yield_per=BATCH))
    for number, case in enumerate(rows, start=1):
        if case.closed_on is None or case.retention_years is None:
            continue
        until = kept_until(case.closed_on, case.retention_years)
        yield [number, case.archive_number, case.number, case.organ.short_name, case.title, case.closed_on,
               case.archived_on, f"{case.retention_years}年", until, "", ""]  # fmt: skip


def _filed(standing: Standing) -> list[ColumnElement[bool]]:
    return [Case.state == CaseState.ARCHIVED, Case.organ_id.in_(standing.organs_as(DESK_ROLES))]


def is_expired(on: date) -> ColumnElement[bool]:
    """The form in SQL of `law.retention.kept_until(…) < on`: the years are counted from the end of that of closing."""
    return extract("year", Case.closed_on) + Case.retention_years < on.year
