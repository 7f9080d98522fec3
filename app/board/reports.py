"""Which annual reports the reader may see, and how they are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from app import timekeeping
from app.casework.acts.errors import NotFound
from app.casework.annual import content, finding
from app.casework.annual.content import Content
from app.casework.annual.owing import organs_of
from app.casework.annual.reading import readable_organ_ids
from app.casework.models.annual import AnnualReport
from app.database import db
from app.law.annual_report.checking import NAMES
from app.law.annual_report.said import Finding
from app.office.models import OrgUnit
from app.office.organs import current_form
from app.office.permissions import AtOrgan, Permission, allows
from app.web.access import current_standing

ACTS: Mapping[str, Permission] = {
    "write": Permission.WRITE_REPORT, "sign": Permission.SIGN_REPORT, "review": Permission.REVIEW_REPORT,
    "export": Permission.EXPORT_REPORT,
}  # fmt: skip


def organ_ids() -> set[int]:
    """The organs whose reports the reader may see."""
    return readable_organ_ids(current_standing())


def organs_to_write(year: int) -> list[OrgUnit]:
    """The organs for which the reader may begin a report about this year."""
    standing = current_standing()
    mine = [
        one for one in organ_ids() if allows(Permission.WRITE_REPORT, standing, AtOrgan(one), standing.on)
    ]
    return organs_of(mine, year)


def name_of(organ: OrgUnit) -> str:
    """The name of then; of what was reorganised since also who it is now."""
    now = current_form(organ, timekeeping.today())
    return organ.name if now.name == organ.name else f"{organ.name}（现为{now.name}）"


def readable(report_id: int) -> AnnualReport:
    """The report of this id, if the reader may see it. Raises NotFound."""
    report = db.session.get(AnnualReport, report_id)
    standing = current_standing()
    if report is None or not allows(Permission.READ_REPORT, standing, report, standing.on):
        raise NotFound
    return report


def may(report: AnnualReport) -> dict[str, bool]:
    """What the reader may do with it, by the words of ACTS."""
    standing = current_standing()
    return {name: allows(one, standing, report, standing.on) for name, one in ACTS.items()}


@dataclass(frozen=True)
class Checked:
    """A report with what self-check finds: a row of the heat map (机关 × 检查)."""

    report: AnnualReport

    @cached_property
    def content(self) -> Content:
        """The whole of it."""
        return content.content_of(self.report)

    @cached_property
    def faults(self) -> Sequence[Finding]:
        """What the rules find."""
        return content.faults(self.content, timekeeping.today())

    def marks(self) -> list[tuple[str, str, str]]:
        """For each check: its name, a sign that reads without colour, and how grave it is."""
        return [(NAMES[code], *self._mark(code)) for code in NAMES]

    def _mark(self, code: str) -> tuple[str, str]:
        found = [one for one in self.faults if one.code == code]
        if not found:
            return "✓", ""
        if all(one.is_warning for one in found):
            return f"提示 {len(found)}", "due_soon"
        return f"问题 {sum(not one.is_warning for one in found)}", "overdue"


def checked_of(year: int) -> list[Checked]:
    """The reader's reports of a year, the newest version of each."""
    return [Checked(report) for report in finding.reports_of(organ_ids(), year)]
