"""The cells that follow from the cases: counted by the selections of the cards, set by set, never row by row."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import Select, func, select, union_all

from app.casework.contract.platform import platform
from app.casework.contract.reports import Rows
from app.casework.models import Case
from app.casework.work.listed import listed_cases
from app.casework.work.paging import Page, paged
from app.database import db
from app.law.annual_report.cells import NoSuchCell
from app.law.annual_report.form import APPLICANTS, CELLS, ENDS, HANDLED, RESULTS, TOTAL
from app.office.organs import ids_of_former_forms

Counting = Callable[[Collection[int], date, date], Rows]


@dataclass(frozen=True)
class Span:
    """The days that are counted, both included, and how they are called."""

    first: date
    last: date
    words: str


def year_span(year: int) -> Span:
    """A calendar year."""
    return Span(date(year, 1, 1), date(year, 12, 31), f"{year}年")


def span_of(year: int, part: str) -> Span:
    """A year, a quarter (`q1`) or a month (`m03`); what is none of them is the year."""
    kind, number = part[:1], int(part[1:]) if part[1:].isdigit() else 0
    if kind == "q" and 1 <= number <= 4:
        return _months(year, number * 3 - 2, number * 3, f"{year}年第{number}季度")
    if kind == "m" and 1 <= number <= 12:
        return _months(year, number, number, f"{year}年{number}月")
    return year_span(year)


def _months(year: int, first: int, last: int, words: str) -> Span:
    return Span(date(year, first, 1), date(year + last // 12, last % 12 + 1, 1) - timedelta(days=1), words)


def organ_ids_of(organ_id: int, on: date) -> Collection[int]:
    """The organ and what it was before reorganisations, under which its older cases stand."""
    return [former for _, former in db.session.execute(ids_of_former_forms([organ_id], on))]


def counted_cells() -> tuple[str, ...]:
    """The cells that some process counts."""
    return tuple(name for process in platform().processes.values() for name in process.reports.cells)


def counted(organ_ids: Collection[int], span: Span) -> dict[str, Decimal]:
    """Every cell that some process counts; one that nothing fell into is 0."""
    found = dict.fromkeys(counted_cells(), Decimal(0))
    for rows in _selections():
        each = rows(organ_ids, span.first, span.last).subquery()
        query = select(each.c.line, each.c.kind, func.count()).group_by(each.c.line, each.c.kind)
        for line, kind, number in db.session.execute(query):
            found[f"{line}.{kind}"] = found.get(f"{line}.{kind}", Decimal(0)) + number
    return found


def fees(organ_ids: Collection[int], span: Span) -> Decimal:
    """信息处理费 in yuan."""
    cards = [process.reports for process in platform().processes.values()]
    amounts: list[Mapping[str, Decimal]] = [card.fees(organ_ids, span.first, span.last) for card in cards]
    return sum((amount for one in amounts for amount in one.values()), Decimal(0))


def things_behind(cell: str, organ_ids: Collection[int], span: Span, page: int) -> Page:
    """The cases that a cell counts, one row for each thing: a case with two suits stands there twice."""
    lines, kinds = _counted_in(cell)
    each = [_within(rows(organ_ids, span.first, span.last), lines, kinds) for rows in _selections()]
    found = union_all(*each).subquery()
    query = select(Case).join(found, found.c.case_id == Case.id)
    return paged(query, page, Case.received_on.desc(), Case.id.desc(), read=listed_cases)


def _selections() -> list[Counting]:
    return [rows for process in platform().processes.values() for rows in process.reports.rows]


def _within(rows: Rows, lines: Collection[str], kinds: Collection[str]) -> Select[tuple[int]]:
    each = rows.subquery()
    return select(each.c.case_id).where(each.c.line.in_(lines), each.c.kind.in_(kinds))


def _counted_in(cell: str) -> tuple[Collection[str], Collection[str]]:
    """Lines and kinds that a cell is made of; a sum of the form has several. Raises NoSuchCell."""
    if cell not in CELLS:
        raise NoSuchCell
    table, line, kind = cell.split(".")
    lines = RESULTS if (table, line) == ("table3", HANDLED) else (line,)
    parts = {"table3": APPLICANTS, "table4": ENDS}.get(table, {})
    return [f"{table}.{one}" for one in lines], list(parts) if kind == TOTAL else [kind]
