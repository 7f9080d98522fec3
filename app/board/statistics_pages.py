"""Pages: the tables of the annual report for a part of a year (季度、月度统计), each number with its cases."""

from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for

from app import timekeeping
from app.board import reports
from app.board.blueprint import bp
from app.board.report_pages import year_asked_for
from app.board.rows import rows_of
from app.casework.acts.errors import NotFound
from app.casework.annual import counting
from app.law.annual_report.cells import Cells, completed
from app.law.annual_report.document import GRIDS, in_a_part, of_a_part
from app.law.annual_report.form import CELLS, TABLE_TITLES, words_of
from app.office.models import OrgUnit
from app.office.organs import numbering_within
from app.office.permissions import Permission
from app.web.access import requires
from app.web.page_number import place_asked_for

YEARS_BACK = 8
SPANS = [("", "全年"), *((f"q{one}", f"第{one}季度") for one in range(1, 5)),
         *((f"m{one:02}", f"{one}月") for one in range(1, 13))]  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What the address asks for: the days, and one of the organs whose reports the reader may see."""

    year: int
    part: str
    organs: list[OrgUnit]
    organ: OrgUnit | None
    is_other: bool = False  # than the one that the address names, which is none of them in these days

    @property
    def span(self) -> counting.Span:
        """The days that are counted."""
        return counting.span_of(self.year, self.part)

    @property
    def is_year(self) -> bool:
        """Whether the words of the form fit as they are printed."""
        return self.span == counting.year_span(self.year)

    @property
    def address(self) -> dict[str, Any]:
        """The same choice in another address."""
        return {"organ": self.organ.code if self.organ else "", "year": str(self.year), "span": self.part}


def _asked() -> Asked:
    """Of the organs that the reader sees and that there were in these days. Where the address names none of them, the
    first one is meant, and the page says so."""
    today, named = timekeeping.today(), request.args.get("organ", "")
    year, part = year_asked_for(today.year), request.args.get("span", "")
    part = part if part in dict(SPANS) else ""
    span = counting.span_of(year, part)
    organs = numbering_within(reports.organ_ids(), span.first, min(span.last, today))
    chosen = next((one for one in organs if one.code == named), None)
    first = next(iter(organs), None)
    return Asked(year, part, organs, chosen or first, is_other=bool(named) and chosen is None)


@bp.get("/reports/statistics")
@requires(Permission.READ_REPORT)
def show_statistics() -> str:
    """The same tables for a year that runs, a quarter or a month, of one organ, from the cases as they are."""
    asked, this_year = _asked(), timekeeping.today().year
    cells = _cells(asked)
    return render_template(
        "board/statistics.html", asked=asked, spans=SPANS, grids=_grids(asked.is_year),
        organs=[(one.code, reports.name_of(one)) for one in asked.organs], value_of=lambda box: box.text(cells),
        years=list(range(this_year, this_year - YEARS_BACK, -1)),
        link_of=lambda name: url_for("board.show_counted", cell=name, **asked.address) if asked.organ else "",
    )  # fmt: skip


@bp.get("/reports/statistics/cells/<cell>")
@requires(Permission.READ_REPORT)
def show_counted(cell: str) -> str:
    """The cases that a number of these tables counts."""
    asked = _asked()
    if asked.organ is None or asked.is_other or cell not in CELLS:
        raise NotFound
    organs = counting.organ_ids_of(asked.organ.id, asked.span.last)
    page = counting.things_behind(cell, organs, asked.span, place_asked_for().number)
    words = words_of(cell) if asked.is_year else in_a_part(words_of(cell))
    return render_template(
        "board/statistics_cell.html", asked=asked, words=words, page=page,
        rows=rows_of(page.rows, timekeeping.now(), may_urge=False),
        address=lambda number: url_for("board.show_counted", cell=cell, page=number, **asked.address),
    )  # fmt: skip


def _cells(asked: Asked) -> Cells:
    if asked.organ is None:
        return {}
    return completed(counting.counted(counting.organ_ids_of(asked.organ.id, asked.span.last), asked.span))


def _grids(is_year: bool) -> list[tuple[str, Any]]:
    """What follows from the cases: tables three and four."""
    grids = {name: GRIDS[name] if is_year else of_a_part(GRIDS[name]) for name in ("table3", "table4")}
    return [(TABLE_TITLES[name], grid) for name, grid in grids.items()]
