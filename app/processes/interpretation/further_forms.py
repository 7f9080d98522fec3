"""Further forms are put beside document and text, once the office has looked at them."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from app.casework.acts.act import Act
from app.casework.models import Case
from app.casework.publications import acts as publications
from app.casework.publications.content import Content, PublicFile, paragraphs
from app.casework.publications.rules import Terms
from app.casework.terms import clocks
from app.database import db
from app.law.clock import ClockKind
from app.law.policy_material import FORMS
from app.processes.interpretation.models import FurtherForm
from app.processes.interpretation.package import package_of
from app.processes.interpretation.vocabulary import MATERIAL_KIND


def further_of(case: Case) -> Sequence[FurtherForm]:
    """The further forms of a package, in their order."""
    query = select(FurtherForm).where(FurtherForm.case_id == case.id)
    return db.session.scalars(query.order_by(FurtherForm.id)).all()


def forms_by_publication(ids: Iterable[int]) -> dict[int, str]:
    """Publication → what its form is called."""
    found = db.session.scalars(select(FurtherForm).where(FurtherForm.publication_id.in_(list(ids))))
    return {one.publication_id: FORMS[one.form] for one in found if one.publication_id is not None}


def publish_further(act: Act) -> int:
    """All of them that are not public yet; never before document and text. Answers how many."""
    package = package_of(act.the_case)
    begins = max(act.now, package.planned_at or act.now)
    waiting = [one for one in further_of(act.the_case) if one.publication_id is None]
    for one in waiting:
        content = _content(one)
        made = publications.publish(
            act,
            MATERIAL_KIND,
            content,
            approved_hash=content.hash,
            terms=Terms(from_at=begins),
            name=f"form-{one.id}",
        )
        one.publication_id = made.id
    if clocks.clocks_of(act.the_case).running(ClockKind.FURTHER_FORMS):
        clocks.record(act, "further_forms_published", on=begins.date())
    return len(waiting)


def _content(one: FurtherForm) -> Content:
    lines = f"{one.text}\n{'观看、查阅地址：' + one.address if one.address else ''}"
    files = tuple(PublicFile(document.filename, document.file_hash) for document in one.documents)
    return Content(headline=one.title, body=paragraphs(lines), files=files)
