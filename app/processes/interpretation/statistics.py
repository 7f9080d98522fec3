"""季度统计: documents of an organ and a quarter as numbers, with the findings that a quarterly check asks for.

Counts are one to six a quarter, so numbers are printed and not only rates. A document counts in the quarter of its own
day (成文日期); what was withdrawn whole does not count and is told apart.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from app.casework.models import Case, Publication
from app.database import db
from app.law.policy_check import Finding, FindingKind
from app.law.policy_material import FORMS, Openness, Quarter
from app.processes.interpretation.models import FurtherForm, PolicyPackage
from app.processes.interpretation.step_days import StepDays, days_of_steps
from app.processes.interpretation.vocabulary import DOCUMENT_KIND, MATERIAL_KIND, PROCESS, Road


@dataclass(frozen=True)
class Counted:
    """One document as it is counted. `forms`: its further forms that are public."""

    title: str
    department: str
    is_marked: bool
    must_be_explained: bool
    is_explained: bool
    is_together: bool
    lacked: tuple[str, ...]
    to_meeting: bool
    after_reminder: bool
    forms: tuple[str, ...]

    @property
    def is_in_step(self) -> bool:
        """三同步: sent in with plan and material, signed as one (nothing else is published), public at one instant."""
        return self.is_explained and self.is_together and not self.lacked

    def findings(self) -> Iterable[Finding]:
        """What a check finds about it; a document that need not be explained only wants its mark."""
        faults = {
            FindingKind.NOT_MARKED: not self.is_marked,
            FindingKind.SENT_WITHOUT: bool(self.lacked),
            FindingKind.AFTER_REMINDER: self.after_reminder,
            FindingKind.NOT_EXPLAINED: self.must_be_explained and not self.is_explained,
            FindingKind.NOT_TOGETHER: self.is_explained and not self.is_together,
            FindingKind.SINGLE_FORM: self.is_explained and not self.forms,
        }
        for kind in (kind for kind, found in faults.items() if found):
            detail = "、".join(self.lacked) if kind is FindingKind.SENT_WITHOUT else ""
            yield Finding(kind, self.title, self.department, detail)


@dataclass(frozen=True)
class Figures:
    """The numbers of some documents, of an organ or of one department; `forms`: further form → its documents."""

    documents: int
    marked: int
    to_explain: int
    explained: int
    organised: int
    together: int
    in_step: int
    several_forms: int
    to_meeting: int
    to_meeting_with: int
    after_reminder: int
    forms: dict[str, int]


@dataclass(frozen=True)
class Check:
    """A quarter of an organ: whole, by department, day by step, what was found; `withdrawn`: taken back whole."""

    whole: Figures
    departments: tuple[tuple[str, Figures], ...]
    steps: tuple[StepDays, ...]
    findings: tuple[Finding, ...]
    withdrawn: int


def check_of(organs: Iterable[int], quarter: Quarter, now: datetime) -> Check:
    """The quarter as it stands at an instant."""
    numbered = packages_of(organs, quarter)
    packages = [one for one in numbered if one.withdrawn_at is None]
    counted = _counted(packages, now)
    names = dict.fromkeys(one.department for one in counted)
    return Check(
        whole=figures_of(counted),
        departments=tuple((name, figures_of([one for one in counted if one.department == name])) for name in names),
        steps=tuple(days_of_steps([one.case_id for one in packages])),
        findings=tuple(found for one in counted for found in one.findings()),
        withdrawn=len(numbered) - len(packages),
    )  # fmt: skip


def packages_of(organs: Iterable[int], quarter: Quarter) -> Sequence[PolicyPackage]:
    """Packages that were numbered in this quarter, for these organs."""
    query = (
        select(PolicyPackage)
        .join(PolicyPackage.case)
        .where(Case.process == PROCESS, Case.organ_id.in_(list(organs)))
        .where(PolicyPackage.numbered_on.between(quarter.first, quarter.last))
        .options(
            contains_eager(PolicyPackage.case).options(joinedload(Case.handling_unit), joinedload(Case.organ))
        )
    )
    return db.session.scalars(query.order_by(PolicyPackage.numbered_on, PolicyPackage.case_id)).all()


def figures_of(found: Sequence[Counted]) -> Figures:
    """The numbers of these documents."""
    to_explain = [one for one in found if one.must_be_explained]
    explained = [one for one in to_explain if one.is_explained]
    return Figures(
        documents=len(found), marked=sum(one.is_marked for one in found), to_explain=len(to_explain),
        explained=len(explained), organised=sum(not one.lacked for one in to_explain),
        together=sum(one.is_together for one in explained), in_step=sum(one.is_in_step for one in to_explain),
        several_forms=sum(bool(one.forms) for one in explained), to_meeting=sum(one.to_meeting for one in to_explain),
        to_meeting_with=sum(one.to_meeting and not one.lacked for one in to_explain),
        after_reminder=sum(one.after_reminder for one in found),
        forms=dict(Counter(FORMS[form] for one in explained for form in dict.fromkeys(one.forms))),
    )  # fmt: skip


def _counted(packages: Sequence[PolicyPackage], now: datetime) -> list[Counted]:
    if not packages:
        return []
    ids = [one.case_id for one in packages]
    public, forms = _public(ids, now), _forms(ids, now)
    return [_one(one, public.get(one.case_id, {}), tuple(forms.get(one.case_id, ()))) for one in packages]


def _one(package: PolicyPackage, public: dict[str, datetime], forms: tuple[str, ...]) -> Counted:
    """应解读: what is explained at all and open to everybody; the rest has no reader to explain it to."""
    unit = package.case.handling_unit or package.case.organ
    return Counted(
        title=package.case.title, department=unit.name, is_marked=bool(package.openness),
        must_be_explained=package.road == Road.EXPLAIN and package.openness == Openness.ACTIVE,
        is_explained=MATERIAL_KIND in public,
        is_together=public.get(DOCUMENT_KIND) is not None and public.get(DOCUMENT_KIND) == public.get(MATERIAL_KIND),
        lacked=tuple(package.missing_at_first), to_meeting=package.goes_to_meeting,
        after_reminder=package.after_reminder, forms=forms,
    )  # fmt: skip


def _public(ids: Sequence[int], now: datetime) -> dict[int, dict[str, datetime]]:
    """Case → kind of publication → since when its first entry is public."""
    query = select(Publication).where(Publication.case_id.in_(ids), Publication.from_at <= now)
    found: dict[int, dict[str, datetime]] = {}
    for one in db.session.scalars(query.where(Publication.withdrawn_at.is_(None)).order_by(Publication.id)):
        found.setdefault(one.case_id, {}).setdefault(one.kind, one.from_at)
    return found


def _forms(ids: Sequence[int], now: datetime) -> dict[int, list[str]]:
    """Case → its further forms that are public."""
    query = (
        select(FurtherForm)
        .join(Publication, Publication.id == FurtherForm.publication_id)
        .where(FurtherForm.case_id.in_(ids), Publication.from_at <= now, Publication.withdrawn_at.is_(None))
    )
    found: dict[int, list[str]] = {}
    for one in db.session.scalars(query.order_by(FurtherForm.id)):
        found.setdefault(one.case_id, []).append(one.form)
    return found
