"""Pages with 300,000 archived and 5,000 open cases behind them, filled whole; the case page with and without them.

Whole pages over HTTP, one after the other in turn: session, rights, counters, filters, list, template, request log.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from time import perf_counter

from sqlalchemy import select

from app import timekeeping
from app.casework.annual import counting
from app.casework.models import Case
from app.database import db
from tests.bench.figures import Figure, Samples, percentile, processor_time, ratio
from tests.bench.filling import NUMBER, Volume, fill, open_parts
from tests.bench.pages import READER, SUPERVISOR, Asked, Page, asked_in_turn, lists_of, queries_of
from tests.bench.processor import Meter, of_database
from tests.bench.server import running
from tests.bench.setting import Setting
from tests.bench.workplace import Workplace, workplace
from tests.support.office import Office

CASE = Page("case", "case page of the handler", "handler", "/desk/cases/{number}")
CROWDED, ALONE = 0, 1


def measure(setting: Setting) -> list[Figure]:
    """On one database: all lists, and the page of one case in two counties."""
    volume = setting.of(Volume(5_000, 500), Volume(), Volume())
    with workplace(setting.server_url) as work, workplace(setting.server_url) as small:
        with work.app.app_context():
            fill(volume, READER)
        pages = lists_of(work)
        crowded, alone = _page_of_a_case(work), _page_of_a_case(small)
        with _asked(work) as many, _asked(small) as none:
            turns = [*((many, page) for page in pages), (many, crowded), (none, alone)]
            taken = asked_in_turn(f"pages of {setting.database}", turns, setting.of(3, 30, 100))
        figures = [
            processor_time(f"page_{page.name}", page.title, taken[CROWDED, page.name], _queries(work, page),
                           setting.database)
            for page in pages
        ]  # fmt: skip
        board = {page.name: taken[CROWDED, page.name] for page in pages if page.login == SUPERVISOR}
        in_crowd, by_itself = taken[CROWDED, "case"], taken[ALONE, "case"]
        return [
            *figures,
            _slowest_of_the_board(board, setting.database),
            processor_time("page_case_alone", "case page, first request of the county", by_itself,
                           _queries(small, alone), setting.database),
            processor_time("page_case_crowded", f"case page, {volume}", in_crowd, _queries(work, crowded),
                           setting.database),
            ratio("page_case_growth", "case page, by that of the first request", in_crowd, by_itself,
                  setting.database),
            _rows_cost(work, volume, setting.database),
            _annual_report(work, volume, setting.database),
        ]  # fmt: skip


@contextmanager
def _asked(work: Workplace) -> Iterator[Asked]:
    """This county's server, one worker, as deployed."""
    with running(work) as server:
        yield Asked(server, Meter(server.workers, of_database(work.url)))


def _slowest_of_the_board(board: dict[str, Samples], database: str) -> Figure:
    """Of the board and each of its lists the one whose p95 on the wall is the greatest."""
    p95 = {name: percentile(samples.wall) for name, samples in board.items()}
    slowest = max(p95, key=lambda name: p95[name])
    note = f"{slowest}, of {len(board)} pages"
    return Figure("board_p95", "board and its lists, the slowest p95", p95[slowest], "ms", note, database)


def _annual_report(work: Workplace, volume: Volume, database: str) -> Figure:
    """Tables two to four of a report over all days, so that every case counts, at the organ that has them."""
    with work.app.app_context():
        span = counting.Span(date(2000, 1, 1), timekeeping.today(), "")
        organs = list(db.session.scalars(select(Case.organ_id).distinct()))
        begun = perf_counter()
        found = counting.counted(organs, span)
        taken = perf_counter() - begun
    note = f"{found['table3.new.natural_person']} requests of natural persons; {volume}"
    return Figure("annual_report_seconds", "annual report, tables counted", taken, "s", note, database)


def _page_of_a_case(work: Workplace) -> Page:
    """A request of today that waits for its handler."""
    with work.app.app_context():
        office = Office(now=timekeeping.now())
        office.apply()
        office.assigned()
    return replace(CASE, address=CASE.address.format(number=office.number))


def _queries(work: Workplace, page: Page) -> str:
    """Of a later page they are not counted: its address is known to the server's visitor alone."""
    return f"{queries_of(work, page)} statements" if page.number == 1 else ""


def _rows_cost(work: Workplace, volume: Volume, database: str) -> Figure:
    """A page with one row and a page with fifty cost the same number of queries."""
    first = next(first for name, first, _ in open_parts(volume) if name == "mine")
    one = queries_of(work, Page("one", "", READER, f"/desk?q={NUMBER}{first:09d}"))
    many = queries_of(work, Page("many", "", READER, f"/desk?q={NUMBER}"))
    title = "statements that fifty rows cost more than one row"
    return Figure("page_rows_cost", title, many - one, "", f"{many} and {one}, BEGIN included", database)
