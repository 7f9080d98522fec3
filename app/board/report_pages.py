"""Pages: annual reports (年度报告) with their checks, one report, the cases behind a cell, files."""

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.board import reports
from app.board.blueprint import bp
from app.board.rows import rows_of
from app.casework.acts.errors import NotFound
from app.casework.annual import counting, finding
from app.casework.annual.content import EDITABLE
from app.casework.annual.files import FORMS, printed
from app.casework.annual.owing import owed
from app.casework.models.annual import AnnualReport, Covers, ReportState
from app.law.annual_report.checking import NAMES
from app.law.annual_report.document import pieces
from app.law.annual_report.form import CELLS, is_sum, words_of
from app.office.permissions import Permission
from app.web.access import requires
from app.web.downloads import attachment
from app.web.page_number import place_asked_for

EARLIEST = 2008


@bp.get("/reports")
@requires(Permission.READ_REPORT)
def list_reports() -> str:
    """The reports of a year: how far each is, and its checks as a heat map."""
    return list_page(year_asked_for(timekeeping.today().year - 1), {}, {})


def list_page(year: int, typed: dict[str, str], errors: dict[str, str]) -> str:
    """The list with the form that begins a report."""
    return render_template(
        "board/reports.html", year=year, rows=reports.checked_of(year), checks=NAMES, today=timekeeping.today(),
        owed=owed(reports.organ_ids(), year) if year < timekeeping.today().year else [],
        organs=[(one.code, reports.name_of(one)) for one in reports.organs_to_write(year)], name_of=reports.name_of,
        typed=typed, errors=errors, years=list(range(timekeeping.today().year - 1, timekeeping.today().year - 8, -1)),
    )  # fmt: skip


def year_asked_for(usual: int) -> int:
    """The year in the address, if it can be one."""
    typed = request.args.get("year", "")
    wanted = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else usual
    return wanted if EARLIEST <= wanted <= timekeeping.today().year else usual


@bp.get("/reports/<int:report_id>")
@requires(Permission.READ_REPORT)
def show_report(report_id: int) -> str:
    """One report as it will be published, with what self-check finds and what comes next."""
    return report_page(reports.readable(report_id), {}, {})


def report_page(report: AnnualReport, typed: dict[str, str], errors: dict[str, str]) -> str:
    """The page, also after a refusal: what was typed stays."""
    one = reports.Checked(report)
    found, may = one.content, reports.may(report)
    is_open = may["write"] and report.state in EDITABLE
    return render_template(
        "board/report.html", report=report, content=found, faults=one.faults, may=may, is_open=is_open,
        pieces=list(pieces(report.texts, report.correction)), typed=typed, errors=errors, forms=FORMS,
        value_of=lambda box: box.text(found.cells), versions=finding.versions_of(report), words_of=words_of,
        link_of=lambda name: cell_link(report, name, is_open), State=ReportState,
    )  # fmt: skip


def cell_link(report: AnnualReport, name: str, is_open: bool) -> str:
    """Where a cell leads: to what it counts, or to where it is entered; nowhere when there is neither."""
    leads = report.covers == Covers.OWN or (is_open and not is_sum(name))
    return url_for("board.show_cell", report_id=report.id, cell=name) if leads else ""


@bp.get("/reports/<int:report_id>/cells/<cell>")
@requires(Permission.READ_REPORT)
def show_cell(report_id: int, cell: str) -> str:
    """The cases that a cell counts, and the form to enter it by hand."""
    return cell_page(reports.readable(report_id), cell, {}, {})


def cell_page(report: AnnualReport, cell: str, typed: dict[str, str], errors: dict[str, str]) -> str:
    """The page, also after a refusal. Raises NotFound for no cell of the form."""
    if cell not in CELLS:
        raise NotFound
    found, now, span = reports.Checked(report).content, timekeeping.now(), counting.year_span(report.year)
    organs = counting.organ_ids_of(report.organ_id, span.last)
    page = counting.things_behind(cell, organs, span, place_asked_for().number)
    may_enter = reports.may(report)["write"] and report.state in EDITABLE and not is_sum(cell)
    return render_template(
        "board/report_cell.html", report=report, cell=cell, words=words_of(cell), content=found, page=page,
        rows=rows_of(page.rows, now, may_urge=False), may_enter=may_enter, typed=typed, errors=errors,
        history=[one for one in reversed(report.entries) if one.cell == cell],
        address=lambda number: url_for("board.show_cell", report_id=report.id, cell=cell, page=number),
    )  # fmt: skip


@bp.get("/reports/<int:report_id>/files/<form>")
@requires(Permission.READ_REPORT)
def download_report(report_id: int, form: str) -> ResponseReturnValue:
    """The report as a file, as it is now."""
    report = reports.readable(report_id)
    if form not in FORMS:
        abort(404)
    made = printed(reports.Checked(report).content)
    return attachment(FORMS[form].make(made), f"{made.title}.{form}", FORMS[form].media)
