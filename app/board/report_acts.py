"""What is done with an annual report on its pages; each is an act, and what is refused is told where it was typed."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.board import reports
from app.board.blueprint import bp
from app.board.report_pages import cell_page, list_page, report_page
from app.casework.acts.commands import Result, UseCase, perform
from app.casework.annual import acts
from app.casework.archive.acts import require_published
from app.casework.archive.handing_over import hand_over_report
from app.casework.archive.report_package import packed
from app.casework.models.annual import AnnualReport, Covers
from app.law.annual_report.form import PARTS
from app.law.errors import InvalidInput, RuleViolation
from app.office.permissions import Permission
from app.web.access import requires
from app.web.acting import acting, sending_key, typed_values
from app.web.downloads import attachment

NO_YEAR = "请选择年份"


def _do(use: UseCase, **arguments: Any) -> Result:
    return perform(use, actor=acting(), now=timekeeping.now(), key=sending_key(), **arguments)


def _answered(act: Callable[[], Result], said: str, again: Callable[[dict[str, str], dict[str, str]], str],
              to: str = "board.show_report") -> ResponseReturnValue:  # fmt: skip
    """Do it and go on to the report; refused, the same page with what was typed and the reason."""
    try:
        done = act()
    except RuleViolation as refused:
        if refused.status == 404:
            raise
        return again(typed_values(), dict(refused.fields) or {"": refused.message}), refused.status
    flash(said, "success")
    return redirect(url_for(to, report_id=done["report"]))


def _again(report: AnnualReport) -> Callable[[dict[str, str], dict[str, str]], str]:
    return lambda typed, errors: report_page(reports.readable(report.id), typed, errors)


def _edition() -> int:
    """The edition of the page that was looked at; 0, which no report has, for none."""
    typed = request.form.get("edition", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0


@bp.post("/reports")
@requires(Permission.WRITE_REPORT)
def open_report() -> ResponseReturnValue:
    """Begin the report of an organ and a year."""
    typed = request.form.get("year", "")
    year = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else 0

    def act() -> Result:
        covers = request.form.get("covers", "")
        if not year or covers not in list(Covers):
            raise InvalidInput(fields={"year": NO_YEAR})
        return _do(acts.open_report, organ=request.form.get("organ", ""), year=year, covers=covers)

    return _answered(act, "已建立年度报告，正文按表中的数字起草", lambda values, errors: list_page(
        year or timekeeping.today().year - 1, values, errors))  # fmt: skip


@bp.post("/reports/<int:report_id>/cells/<cell>")
@requires(Permission.WRITE_REPORT)
def enter_cell(report_id: int, cell: str) -> ResponseReturnValue:
    """Enter a cell by hand."""
    report = reports.readable(report_id)
    value, reason = request.form.get("value", ""), request.form.get("reason", "")
    return _answered(
        lambda: _do(acts.enter_cell, report_id=report.id, cell=cell, value=value, reason=reason), "已填报",
        lambda typed, errors: cell_page(reports.readable(report_id), cell, typed, errors),
    )  # fmt: skip


@bp.post("/reports/<int:report_id>/texts")
@requires(Permission.WRITE_REPORT)
def write_texts(report_id: int) -> ResponseReturnValue:
    """Keep the parts in words; with the button `draft` they are drafted anew."""
    report, seen = reports.readable(report_id), _edition()
    if "draft" in request.form:
        return _answered(
            lambda: _do(acts.draft_again, report_id=report_id, edition=seen),
            "已按现在的数字重新起草",
            _again(report),
        )
    texts = {part: request.form.get(part, "") for part in PARTS}
    return _answered(
        lambda: _do(acts.write_texts, report_id=report_id, texts=texts, edition=seen),
        "已保存正文",
        _again(report),
    )


@bp.post("/reports/<int:report_id>/sign")
@requires(Permission.SIGN_REPORT)
def sign_report(report_id: int) -> ResponseReturnValue:
    """签批."""
    return _answered(
        lambda: _do(acts.sign_report, report_id=report_id, edition=_edition()), "已签批，数字已固定",
        _again(reports.readable(report_id)),
    )  # fmt: skip


@bp.post("/reports/<int:report_id>/hand-in")
@requires(Permission.SIGN_REPORT)
def hand_in_report(report_id: int) -> ResponseReturnValue:
    """报送."""
    return _answered(
        lambda: _do(acts.hand_in, report_id=report_id), "已报送审核", _again(reports.readable(report_id))
    )


@bp.post("/reports/<int:report_id>/review")
@requires(Permission.REVIEW_REPORT)
def review_report(report_id: int) -> ResponseReturnValue:
    """审核: 退回 with findings, a line each, or 定稿."""
    report, seen = reports.readable(report_id), _edition()
    if "freeze" in request.form:
        return _answered(
            lambda: _do(acts.freeze, report_id=report_id, edition=seen), "审核通过，已定稿", _again(report)
        )
    findings = request.form.get("findings", "").splitlines()
    return _answered(
        lambda: _do(acts.return_report, report_id=report_id, findings=findings, edition=seen),
        "已退回",
        _again(report),
    )


@bp.post("/reports/<int:report_id>/publish")
@requires(Permission.SIGN_REPORT)
def publish_report(report_id: int) -> ResponseReturnValue:
    """公布."""
    return _answered(
        lambda: _do(acts.publish, report_id=report_id), "已公布", _again(reports.readable(report_id))
    )


@bp.post("/reports/<int:report_id>/correct")
@requires(Permission.WRITE_REPORT)
def correct_report(report_id: int) -> ResponseReturnValue:
    """更正: a new version."""
    return _answered(
        lambda: _do(acts.correct, report_id=report_id, note=request.form.get("note", "")),
        "已建立更正的版本，原来公布的版本保留", _again(reports.readable(report_id)),
    )  # fmt: skip


@bp.post("/reports/<int:report_id>/package")
@requires(Permission.EXPORT_REPORT)
def download_package(report_id: int) -> ResponseReturnValue:
    """归档包 as a ZIP; that it was taken is recorded before a byte of it leaves, each time: a page stays after it."""
    report = reports.readable(report_id)
    try:
        require_published(report)
        made = packed(report, timekeeping.today())
        data = hand_over_report(report, made, actor=acting(), now=timekeeping.now())
    except RuleViolation as refused:
        return report_page(report, {}, {"": refused.message}), refused.status
    return attachment(data, f"{made.manifest['title']}归档包.zip", "application/zip")
