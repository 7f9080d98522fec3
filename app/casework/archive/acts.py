"""What is done with case files: giving one its archive number, and recording that one was handed over."""

from app.casework.acts import numbering
from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
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
def export_case_file(act: Act, form: str, papers: int, lost: list[str], manifest_hash: str) -> Result:
    """A whole case file leaves the system: who took it, how many papers, and the hash of its manifest."""
    missing = f"，缺 {len(lost)} 份：{'、'.join(lost)}" if lost else ""
    act.audit(
        "case_file.exported", f"导出案卷（{form}），材料 {papers} 份{missing}"[:300], manifest=manifest_hash
    )
    return {"number": act.the_case.number}
