"""案卷: one case as the archive sees it, its export; and the shelf of what is filed."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.archive import bundle
from app.casework.archive.bundle import FileTooLarge
from app.casework.archive.handing_over import hand_over
from app.casework.archive.papers import PapersLost, papers_of
from app.casework.archive.sheet import printed_sheet
from app.casework.archive.shelf import DISPOSAL, disposal_rows, list_filed
from app.casework.archive.unfiled import list_unfiled
from app.casework.ledger.spreadsheet import written
from app.casework.models import Case
from app.casework.work.reading import readable_case
from app.desk import shell
from app.desk.blueprint import bp
from app.law.retention import kept_until
from app.office.permissions import Permission, check
from app.web.access import current_standing, requires, signed_in
from app.web.acting import acting
from app.web.downloads import attachment
from app.web.page_number import page_number
from app.web.spreadsheets import handed_out

DISPOSAL_TITLE = "保管期满鉴定清册"
FORMS = {"zip": ("ZIP", "application/zip", bundle.zipped), "pdf": ("PDF", "application/pdf", bundle.bound)}


def _case(number: str) -> Case:
    case = readable_case(number, current_standing())
    check(Permission.EXPORT_CASE, current_standing(), case, timekeeping.today())
    return case


@bp.get("/cases/<number>/file")
@signed_in
def show_case_file(number: str) -> ResponseReturnValue:
    """What the file holds, and its export."""
    return _page(_case(number))


@bp.post("/cases/<number>/file")
@signed_in
def download_case_file(number: str) -> ResponseReturnValue:
    """The whole file as ZIP or PDF; that it was handed over is recorded before a byte of it leaves."""
    case, form = _case(number), request.form.get("form", "zip")
    title, media_type, build = FORMS.get(form, FORMS["zip"])
    try:
        made = build(case, timekeeping.today(), without_lost=bool(request.form.get("without_lost")))
    except (PapersLost, FileTooLarge) as refused:
        return _page(case, refused.message, isinstance(refused, PapersLost)), refused.status
    data = hand_over(case, made, title, actor=acting(), now=timekeeping.now())
    return attachment(data, f"案卷{case.number}.{title.lower()}", media_type)


@bp.get("/cases/<number>/sheet.pdf")
@signed_in
def download_handling_sheet(number: str) -> ResponseReturnValue:
    """办理单 as the case stands now, for whoever reads it; what pages mask is masked in it."""
    case = readable_case(number, current_standing())
    return attachment(printed_sheet(case, timekeeping.today()), f"办理单{case.number}.pdf", "application/pdf")


def _page(case: Case, refused: str = "", is_lost: bool = False) -> str:
    until = (
        kept_until(case.closed_on, case.retention_years) if case.closed_on and case.retention_years else None
    )
    return render_template(
        "desk/case_file.html",
        case=case,
        papers=papers_of(case),
        until=until,
        refused=refused,
        is_lost=is_lost,
    )


@bp.post("/archive/expired/export")
@requires(Permission.EXPORT_CASE)
def export_disposal_list() -> ResponseReturnValue:
    """保管期满鉴定清册 as a spreadsheet: for people to judge and sign, nothing is destroyed by it."""
    rows = list(disposal_rows(current_standing()))
    return handed_out(written([(DISPOSAL_TITLE, DISPOSAL, rows)]), len(rows), DISPOSAL_TITLE)


@bp.get("/archive")
@requires(Permission.EXPORT_CASE)
def list_filed_cases() -> ResponseReturnValue:
    """Filed cases of one's organs; those whose period of keeping has ended on a list of their own."""
    only_expired, now = request.args.get("list") == "expired", timekeeping.today()
    page = list_filed(current_standing(), only_expired=only_expired, page=page_number())
    until = {
        one.id: kept_until(one.closed_on, one.retention_years)
        for one in page.rows
        if one.closed_on and one.retention_years
    }
    return render_template(
        "desk/archive.html", page=page, until=until, only_expired=only_expired, today=now,
        tabs=_shelves("expired" if only_expired else ""),
    )  # fmt: skip


@bp.get("/archive/unfiled")
@requires(Permission.ARCHIVE_ENDED_CASE)
def list_unfiled_cases() -> ResponseReturnValue:
    """What was withdrawn or closed by force and waits for 归档, which no task brings."""
    page = list_unfiled(current_standing(), page_number())
    return render_template("desk/unfiled.html", page=page, tabs=_shelves("unfiled"))


def _shelves(current: str) -> list[dict[str, Any]]:
    address, waiting = "desk.list_filed_cases", shell.counters(current_standing()).unfiled
    return [
        {"words": "已归档", "href": url_for(address), "current": current == ""},
        {"words": "保管期满", "href": url_for(address, list="expired"), "current": current == "expired"},
        {"words": f"提前结束待归档（{waiting}）", "href": url_for("desk.list_unfiled_cases"),
         "current": current == "unfiled"},
    ]  # fmt: skip
