"""What is done for the archive: giving a case its number, and recording that a file or a package was handed over."""

from app.casework.acts import numbering
from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.annual.errors import WrongState
from app.casework.annual.finding import report_with
from app.casework.models.annual import AnnualReport, ReportState
from app.law.annual_report.form import title_of
from app.law.archive_number import archive_number
from app.office.permissions import Permission

SERIES = "archive"


def number_for_the_archive(act: Act) -> str:
    """档号: the next of its year and period of keeping. Empty while the organ has no fonds; given once and kept."""
    case = act.the_case
    organ, year, kept = case.organ, (case.closed_on or act.today).year, case.retention_years
    if case.archive_number or not organ.fonds_number or not kept:
        return case.archive_number
    series = f"{SERIES}-{kept}"
    item = numbering.next_number(organ.fonds_number, series, year)
    case.archive_number = archive_number(organ.fonds_number, year, kept, organ.archive_code, item)
    return case.archive_number


@use_case("export_case_file", needs=Permission.EXPORT_CASE)
def export_case_file(
    act: Act, form: str, papers: int, lost: list[str], manifest_hash: str, made_on: str, log_until: int
) -> Result:
    """A whole case file leaves the system: who took it, how many papers, and the hash of its manifest.

    The day it was made, and the last audit line in it, are its result: with them it can be made again the same.
    """
    missing = f"，缺 {len(lost)} 份：{'、'.join(lost)}" if lost else ""
    act.audit("case_file.exported", f"导出案卷（{form}），材料 {papers} 份{missing}", manifest=manifest_hash)
    return {"number": act.the_case.number, "made_on": made_on, "log_until": log_until}


@use_case("export_annual_package")
def export_annual_package(act: Act, report_id: int, files: int, manifest_hash: str) -> Result:
    """归档包 of a published report leaves the system: who took it, and the hash of its manifest. Raises WrongState."""
    report = report_with(report_id)
    act.require(Permission.EXPORT_REPORT, report)
    require_published(report)
    title = title_of(report.organ.name, report.year)
    act.audit(
        "annual_report.exported", f"导出《{title}》第 {report.version} 版归档包，文件 {files} 份",
        unit=report.organ_id, report=report.id, manifest=manifest_hash,
    )  # fmt: skip
    return {"report": report.id}


def require_published(report: AnnualReport) -> None:
    """Only what the public has is kept for good. Raises WrongState."""
    if report.state != ReportState.PUBLISHED:
        raise WrongState("公布以后才能导出归档包")
