"""行政规范性文件 as table 二 of the annual report counts them: those that got their number in the year.

What was repealed, and what is in force, is not on record here; who writes the report enters it.
"""

from collections.abc import Collection
from datetime import date

from sqlalchemy import literal, select

from app.casework.contract.reports import Reports, Rows
from app.casework.models import Case
from app.processes.interpretation.models import PolicyPackage
from app.processes.interpretation.vocabulary import DocumentKind


def documents(organ_ids: Collection[int], first: date, last: date) -> Rows:
    """Documents of these days that were not withdrawn before they were published."""
    return (
        select(
            literal("table2.normative_documents").label("line"), literal("issued").label("kind"),
            Case.id.label("case_id"),
        )
        .join(PolicyPackage, PolicyPackage.case_id == Case.id)
        .where(Case.organ_id.in_(organ_ids), PolicyPackage.kind == DocumentKind.NORMATIVE)
        .where(PolicyPackage.numbered_on.between(first, last), PolicyPackage.withdrawn_at.is_(None))
    )  # fmt: skip


reports = Reports(rows=(documents,), cells=("table2.normative_documents.issued",))
