"""A case file or a report leaves the system: that it was handed over is on record before a byte of it goes."""

from datetime import date, datetime

from app.casework.acts.actor import Actor
from app.casework.acts.commands import perform, result_of
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
        manifest_hash=made.manifest_hash, made_on=made.manifest["made_on"],
        log_until=made.manifest["audit"][-1]["sequence"],
    )  # fmt: skip
    return made.data


def of_the_first_time(key: str, case: Case, today: date) -> tuple[date, int | None]:
    """The day and the last audit line of what was handed over of this case under this key, so that it is made again the
    same; today and no line for a new key, and for one of another case. A case that has changed since makes another
    file, and the key is refused."""
    first = result_of(key) or {}
    made_on = first.get("made_on") if first.get("number") == case.number else None
    return (date.fromisoformat(made_on), first["log_until"]) if made_on else (today, None)


def hand_over_report(report: AnnualReport, made: Delivery, *, actor: Actor, now: datetime) -> bytes:
    """The package of a published annual report, once its manifest is on record."""
    perform(
        export_annual_package, actor=actor, now=now, report_id=report.id,
        files=len(made.manifest["files"]), manifest_hash=made.manifest_hash,
    )  # fmt: skip
    return made.data
