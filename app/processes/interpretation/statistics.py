"""季度统计: documents of an organ and a quarter as numbers, with the findings that a quarterly check asks for.

Counts are one to six a quarter, so numbers are printed and not only rates. What was withdrawn does not count.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.casework.models import Case, Publication
from app.database import db
from app.law.policy_material import FORMS, Quarter
from app.processes.interpretation.models import FurtherForm, PolicyPackage
from app.processes.interpretation.vocabulary import DOCUMENT_KIND, MATERIAL_KIND, Road


@dataclass(frozen=True)
class Figures:
    """Numbers of documents; `forms`: further form → how many were published; `findings`: one sentence each."""

    documents: int
    to_explain: int
    explained: int
    together: int
    several_forms: int
    days: float | None
    forms: dict[str, int]
    findings: tuple[str, ...]


def packages_of(organs: Iterable[int], quarter: Quarter) -> Sequence[PolicyPackage]:
    """Packages that were numbered in this quarter, for these organs."""
    query = (
        select(PolicyPackage)
        .join(Case, Case.id == PolicyPackage.case_id)
        .where(Case.organ_id.in_(list(organs)), PolicyPackage.numbered_on >= quarter.first)
        .where(PolicyPackage.numbered_on <= quarter.last, PolicyPackage.withdrawn_at.is_(None))
    )
    return db.session.scalars(query.order_by(PolicyPackage.numbered_on, PolicyPackage.case_id)).all()


def figures_of(organs: Iterable[int], quarter: Quarter, now: datetime) -> Figures:
    """The figures of a quarter as they stand at an instant."""
    packages = packages_of(organs, quarter)
    ids = [one.case_id for one in packages]
    public = _public(ids, now)
    to_explain = [one for one in packages if one.road == Road.EXPLAIN]
    explained = [one for one in to_explain if MATERIAL_KIND in public.get(one.case_id, {})]
    forms = _forms(ids, now)
    return Figures(
        documents=len(packages), to_explain=len(to_explain), explained=len(explained),
        together=sum(_is_together(public[one.case_id]) for one in explained),
        several_forms=sum(bool(forms.get(one.case_id)) for one in explained), days=_days(to_explain),
        forms=dict(Counter(FORMS[form] for kinds in forms.values() for form in kinds)),
        findings=tuple(findings(to_explain, forms)),
    )  # fmt: skip


def findings(packages: Sequence[PolicyPackage], forms: dict[int, list[str]]) -> Iterable[str]:
    """What real notices complain of: sent without plan, not marked, single form, started only after a reminder."""
    for one in packages:
        name = f"《{one.case.title}》"
        if one.missing_at_first:
            yield f"{name}首次报送时{'、'.join(one.missing_at_first)}"
        if not one.openness:
            yield f"{name}没有标注公开属性"
        if one.after_reminder:
            yield f"{name}经催办后才启动解读"
        if not forms.get(one.case_id):
            yield f"{name}解读形式单一，只有文字解读"


def _public(ids: Sequence[int], now: datetime) -> dict[int, dict[str, datetime]]:
    """Case → kind of publication → since when its first entry is public."""
    query = select(Publication).where(Publication.case_id.in_(ids), Publication.from_at <= now)
    found: dict[int, dict[str, datetime]] = {}
    for one in db.session.scalars(query.where(Publication.withdrawn_at.is_(None)).order_by(Publication.id)):
        found.setdefault(one.case_id, {}).setdefault(one.kind, one.from_at)
    return found


def _is_together(public: dict[str, datetime]) -> bool:
    return public.get(DOCUMENT_KIND) == public.get(MATERIAL_KIND)


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


def _days(packages: Sequence[PolicyPackage]) -> float | None:
    """Days from being sent in to the number, on average; None without any."""
    spans = [
        (one.numbered_on - one.sent_in_at.date()).days
        for one in packages if one.numbered_on is not None and one.sent_in_at is not None
    ]  # fmt: skip
    return round(sum(spans) / len(spans), 1) if spans else None
