"""Reports of organs and years: which there are, which came before, which is the last final one."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.casework.acts.errors import NotFound
from app.casework.models.annual import AnnualReport, Covers, ReportState
from app.database import db
from app.office.models import OrgUnit
from app.office.organs import ids_of_former_forms
from app.office.vocabulary import UnitKind

FINAL = (ReportState.FROZEN, ReportState.PUBLISHED)


def report_with(report_id: int) -> AnnualReport:
    """The report of this id. Raises NotFound."""
    found = db.session.get(AnnualReport, report_id)
    if found is None:
        raise NotFound
    return found


def latest(organ_id: int, year: int, covers: Covers, *, final: bool = False) -> AnnualReport | None:
    """The newest version, or the newest one whose numbers do not change any more; also of a former form."""
    former = [one for _, one in db.session.execute(ids_of_former_forms([organ_id], date(year + 1, 12, 31)))]
    query = select(AnnualReport).where(
        AnnualReport.organ_id.in_(former), AnnualReport.year == year, AnnualReport.covers == covers
    )
    if final:
        query = query.where(AnnualReport.state.in_(FINAL))
    return db.session.scalar(query.order_by(AnnualReport.version.desc()).limit(1))


def previous(report: AnnualReport) -> AnnualReport | None:
    """The final report of the year before, of the same organ and reach."""
    return latest(report.organ_id, report.year - 1, Covers(report.covers), final=True)


def children_of(organ: OrgUnit, on: date) -> list[OrgUnit]:
    """The organs directly below that owe a report of their own: those that number documents."""
    query = select(OrgUnit).where(
        OrgUnit.parent_id == organ.id, OrgUnit.valid_on(on), OrgUnit.kind != UnitKind.SECTION,
        OrgUnit.document_code != "",
    )  # fmt: skip
    return list(db.session.scalars(query.order_by(OrgUnit.position, OrgUnit.code)))


def reports_of(organ_ids: Collection[int], year: int) -> list[AnnualReport]:
    """Every newest version of the year at these organs, by the order of the organs."""
    query = (
        select(AnnualReport)
        .join(AnnualReport.organ)
        .where(AnnualReport.organ_id.in_(organ_ids), AnnualReport.year == year)
        .where(AnnualReport.replaced_by_id.is_(None))
        .order_by(OrgUnit.position, OrgUnit.code, AnnualReport.covers.desc(), AnnualReport.version)
    )
    return list(db.session.scalars(query))


def published() -> list[AnnualReport]:
    """What stands in public: of each report the newest version that is published, the latest years first."""
    later = aliased(AnnualReport)
    is_replaced = (
        select(later.id)
        .where(later.id == AnnualReport.replaced_by_id, later.state == ReportState.PUBLISHED)
        .exists()
    )
    query = (
        select(AnnualReport)
        .join(AnnualReport.organ)
        .where(AnnualReport.state == ReportState.PUBLISHED, ~is_replaced)
        .order_by(AnnualReport.year.desc(), OrgUnit.position, OrgUnit.code, AnnualReport.covers)
    )
    return list(db.session.scalars(query))


def published_with(report_id: int) -> AnnualReport:
    """One version that is or was published. Raises NotFound."""
    found = db.session.get(AnnualReport, report_id)
    if found is None or found.state != ReportState.PUBLISHED:
        raise NotFound
    return found


def versions_of(report: AnnualReport) -> list[AnnualReport]:
    """All versions, the first one first."""
    query = select(AnnualReport).where(
        AnnualReport.organ_id == report.organ_id, AnnualReport.year == report.year,
        AnnualReport.covers == report.covers,
    )  # fmt: skip
    return list(db.session.scalars(query.order_by(AnnualReport.version)))
