"""政府信息公开工作年度报告 for everybody: the list, one report, its files."""

from flask import Response, abort, make_response, render_template

from app.casework.annual import finding
from app.casework.annual.files import FORMS, printed_as_signed
from app.casework.models.annual import AnnualReport
from app.portal.blueprint import bp
from app.web.access import public
from app.web.downloads import attachment
from app.web.public_cache import shortly_kept

OFFERED = {name: form for name, form in FORMS.items() if name != "pdf"}
"""What is made at once of the rows; a PDF is set for those who work here alone, for it takes the press a second."""


@bp.get("/annual-reports")
@public
def annual_reports() -> Response:
    """Every report that stands in public, by year."""
    found: dict[int, list[AnnualReport]] = {}
    for one in finding.published():
        found.setdefault(one.year, []).append(one)
    return shortly_kept(make_response(render_template("portal/annual_reports.html", years=found)))


@bp.get("/annual-reports/<int:report_id>")
@public
def annual_report(report_id: int) -> Response:
    """One version; an older one says that it was corrected."""
    report = finding.published_with(report_id)
    newer = [one for one in finding.published() if one.id == report.replaced_by_id]
    made = printed_as_signed(report)
    page = render_template(
        "portal/annual_report.html", report=report, made=made, newer=newer[0] if newer else None, forms=OFFERED,
        value_of=lambda box: box.text(made.cells),
    )  # fmt: skip
    return shortly_kept(make_response(page))


@bp.get("/annual-reports/<int:report_id>/files/<form>")
@public
def annual_report_file(report_id: int, form: str) -> Response:
    """The same as a file."""
    if form not in OFFERED:
        abort(404)
    made = printed_as_signed(finding.published_with(report_id))
    return shortly_kept(attachment(OFFERED[form].make(made), f"{made.title}.{form}", OFFERED[form].media))
