"""Which organs owe a report of a year, by when, and whether it is public (条例第四十九条)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from app.casework.models.annual import AnnualReport
from app.casework.terms import clocks
from app.database import db
from app.law.annual_report.due import due_on
from app.office.models import OrgUnit
from app.office.organs import numbering_organs
from app.office.vocabulary import UnitKind

GOVERNMENTS = (UnitKind.PREFECTURE, UnitKind.COUNTY)
"""县级以上地方人民政府; a township follows the departments."""
SOON = timedelta(days=20)


@dataclass(frozen=True)
class Owed:
    """One organ's report of a year. `published_on`: of the first version; `has_begun`: somebody works on it."""

    organ: OrgUnit
    due_on: date
    published_on: date | None = None
    has_begun: bool = False

    def phase(self, today: date) -> str:
        """已公布, 逾期公布, 逾期, 临期 or 未到期, as the board words it."""
        if self.published_on is not None:
            return "已公布" if self.published_on <= self.due_on else "逾期公布"
        if today > self.due_on:
            return "逾期"
        return "临期" if today >= self.due_on - SOON else "未到期"


def due_on_of(report: AnnualReport) -> date | None:
    """The last day for this version; none for a correction, which follows what was in time."""
    return _due_on(report.organ, report.year) if report.version == 1 else None


def organs_of(organ_ids: Collection[int], year: int) -> list[OrgUnit]:
    """Those of these organs that owe a report about a year, and for which one may be begun: they numbered documents on
    its last day. What was reorganised since is among them as it was; whoever holds a role at its successor writes it.
    """
    return numbering_organs(organ_ids, date(year, 12, 31))


def owed(organ_ids: Collection[int], year: int) -> list[Owed]:
    """What these organs owe about a year, in the order of the tree."""
    organs = organs_of(organ_ids, year)
    query = (
        select(AnnualReport.organ_id, func.min(AnnualReport.published_at))
        .where(AnnualReport.organ_id.in_([one.id for one in organs]), AnnualReport.year == year)
        .group_by(AnnualReport.organ_id)
    )
    first = dict(db.session.execute(query).tuples().all())
    days = {organ: at.date() for organ, at in first.items() if at is not None}
    return [Owed(one, _due_on(one, year), days.get(one.id), one.id in first) for one in organs]


def _due_on(organ: OrgUnit, year: int) -> date:
    return due_on(year, organ.unit_kind in GOVERNMENTS, clocks.parameters())
