"""A case file or a report leaves the system: that it was handed over is on record before a byte of it goes."""

from datetime import datetime

from app.casework.acts.actor import Actor
from app.casework.acts.commands import perform
from app.casework.archive.acts import export_annual_package, export_case_file
from app.casework.archive.delivery import Delivery
from app.casework.models import Case
from app.casework.models.annual import AnnualReport


def hand_over(
    case: Case, made: Delivery, form: str, *, actor: Actor, now: datetime, key: str | None = None
) -> bytes:
    """The file, once its manifest is on record; `form`: how it is called there (ZIP, PDF)."""
    perform(
        export_case_file, actor=actor, now=now, key=key, case_id=case.id, form=form,
        papers=len(made.manifest["papers"]) - len(made.lost), lost=list(made.lost),
        manifest_hash=made.manifest_hash,
    )  # fmt: skip
    return made.data


def hand_over_report(report: AnnualReport, made: Delivery, *, actor: Actor, now: datetime) -> bytes:
    """The package of a published annual report, once its manifest is on record."""
    perform(
        export_annual_package, actor=actor, now=now, report_id=report.id,
        files=len(made.manifest["files"]), manifest_hash=made.manifest_hash,
    )  # fmt: skip
    return made.data
