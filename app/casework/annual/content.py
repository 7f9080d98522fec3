"""What a report says now: counted, summed up or following from the year before, and over that what was entered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.casework.annual import counting, owing
from app.casework.annual.finding import FINAL, children_of, latest, previous
from app.casework.models.annual import AnnualEntry, AnnualReport, Covers, ReportState
from app.database import db
from app.law.annual_report.cells import Cells, Value, completed, kept, read, summed
from app.law.annual_report.checking import faults_of
from app.law.annual_report.equations import in_force
from app.law.annual_report.form import TABLE_TWO, cell_name, is_sum
from app.law.annual_report.said import Finding, Said
from app.office.models import OrgUnit
from app.office.organs import list_organs

EDITABLE = (ReportState.COLLECTING, ReportState.SIGNED, ReportState.RETURNED)
"""A change of a signed report takes the signature off it."""


@dataclass(frozen=True)
class Content:
    """The whole of a report. `computed`: cells that nobody has to enter; `entries`: the newest of each cell; `missing`:
    organs below whose numbers are not in."""

    report: AnnualReport
    cells: Cells
    computed: Cells
    entries: Mapping[str, AnnualEntry]
    fee: Decimal
    missing: Sequence[OrgUnit] = ()

    @property
    def is_settled(self) -> bool:
        """Signed or further: the numbers are those that were signed."""
        return bool(self.report.cells)

    def source_of(self, name: str) -> str:
        """From where a cell is, in a word."""
        if name in self.entries:
            return "填报"
        if is_sum(name):
            return "合计"
        if self.report.state in FINAL:
            return self._source_of_final(name)
        if name not in self.computed:
            return ""
        return "汇总" if self.report.covers == Covers.ALL else "统计"

    def _source_of_final(self, name: str) -> str:
        """What is final is not counted anew: its source is known from what the cell is."""
        if self.cells.get(name) is None:
            return ""
        if self.report.covers == Covers.ALL:
            return "汇总"
        return "统计" if name in counting.counted_cells() else "推算"


def content_of(report: AnnualReport) -> Content:
    """Counted anew until it is signed; then as it was signed."""
    entries = {entry.cell: entry for entry in report.entries}
    if report.state in FINAL:
        return Content(report, _stored(report), {}, entries, Decimal(report.fee or 0))
    missing: Sequence[OrgUnit] = ()
    if report.covers == Covers.ALL:
        computed, fee, missing = _summed_up(report)
    else:
        computed, fee = _counted(report)
    if report.cells:
        return Content(report, _stored(report), computed, entries, Decimal(report.fee or 0), missing)
    cells = _following(
        {**computed, **{name: read(one.value) for name, one in entries.items()}}, entries, report
    )
    return Content(report, completed(cells), computed, entries, fee, missing)


def _stored(report: AnnualReport) -> dict[str, Value]:
    return {name: read(value) for name, value in report.cells.items()}


def _counted(report: AnnualReport) -> tuple[dict[str, Value], Decimal]:
    span = counting.year_span(report.year)
    organs = counting.organ_ids_of(report.organ_id, span.last)
    return dict(counting.counted(organs, span)), counting.fees(organs, span)


def _summed_up(report: AnnualReport) -> tuple[dict[str, Value], Decimal, list[OrgUnit]]:
    """The reports of the organ itself and of those below it that are final, and who has none."""
    parts, missing = parts_of(report.organ, report.year)
    cells = summed([_stored(part) for part in parts])
    fee = sum((Decimal(part.fee or 0) for part in parts), Decimal(0))
    return {name: value for name, value in cells.items() if not is_sum(name)}, fee, missing


def parts_of(organ: OrgUnit, year: int) -> tuple[list[AnnualReport], list[OrgUnit]]:
    """The final reports that a sum is made of: the organ's own, and of each one below the widest it has."""
    end = date(year, 12, 31)
    wanted = [(organ, (Covers.OWN,)), *((one, (Covers.ALL, Covers.OWN)) for one in children_of(organ, end))]
    found, missing = [], []
    for one, covers in wanted:
        final = next((report for kind in covers if (report := latest(one.id, year, kind, final=True))), None)
        if final is None:
            missing.append(one)
        else:
            found.append(final)
    return found, missing


def _following(
    cells: dict[str, Value], entries: Mapping[str, AnnualEntry], report: AnnualReport
) -> dict[str, Value]:
    """现行有效 as it follows from the year before, where nobody entered it."""
    last = last_cells(report)
    for line in TABLE_TWO[0].rows:
        name = cell_name("table2", line.code, "in_force")
        if name not in entries and last is not None and report.covers == Covers.OWN:
            cells[name] = in_force(cells, last, line.code)
    return cells


def last_cells(report: AnnualReport) -> Cells | None:
    """The cells of the final report of the year before; None without one."""
    before = previous(report)
    return _stored(before) if before is not None else None


def said_by(content: Content, today: date) -> Said:
    """The same for the rules of the law, as it is on that day."""
    report, before = content.report, previous(content.report)
    return Said(
        organ=report.organ.name, year=report.year, cells=content.cells, texts=report.texts,
        last=_stored(before) if before else None, last_texts=before.texts if before else {},
        fee=content.fee, others=_other_names(report.organ, date(report.year, 12, 31)),
        reasons={name: entry.reason for name, entry in content.entries.items()}, due_on=owing.due_on_of(report),
        published_on=report.published_at.date() if report.published_at else None, today=today,
    )  # fmt: skip


def _other_names(organ: OrgUnit, on: date) -> list[str]:
    """The names of the other organs, without those above it, which a report may well name."""
    above = {organ.id}
    step = organ.parent
    while step is not None:
        above.add(step.id)
        step = step.parent
    return [one.name for one in list_organs(on) if one.id not in above]


def faults(content: Content, today: date) -> list[Finding]:
    """Self-check (自检): what the rules find on that day."""
    return faults_of(said_by(content, today))


def settle(content: Content) -> None:
    """The numbers as they are now become those of the report."""
    content.report.cells = {name: kept(value) for name, value in content.cells.items()}
    content.report.fee = kept(content.fee) or "0"
    db.session.flush()
