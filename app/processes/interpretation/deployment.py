"""Publishing and withdrawing a package as a whole: each is one act on all that belongs together."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import select

from app.casework.acts.act import Act
from app.casework.models import Case, Publication, TextVersion
from app.casework.publications import acts as publications
from app.casework.publications.content import Content, PublicFile, paragraphs
from app.casework.publications.rules import Terms
from app.casework.terms import clocks
from app.casework.texts.words import words_of
from app.database import db
from app.law.errors import RuleViolation
from app.law.policy_material import check_hour, without_title
from app.processes.interpretation.package import package_of, texts_now, titles_of
from app.processes.interpretation.questions import answers_about
from app.processes.interpretation.signing import require_signed
from app.processes.interpretation.vocabulary import DOCUMENT, DOCUMENT_KIND, MATERIAL, MATERIAL_KIND, Road

KINDS = ((DOCUMENT, DOCUMENT_KIND), (MATERIAL, MATERIAL_KIND))


class PartAlone(RuleViolation):
    """云政办发〔2023〕13号第七条: no part of a package is published alone."""

    code = "part_alone"
    message = "文件和文字解读须同时发布，不能只发布其中一件"


class NothingToWithdraw(RuleViolation):
    """Neither is the case open nor does anything of it stand in public."""

    code = "nothing_to_withdraw"
    message = "这件已经办结，也没有公开的内容，没有可以撤回的"


def deploy_together(
    act: Act, planned_at: datetime | None, topics: Sequence[str], review_on: date | None
) -> list[Publication]:
    """All texts of the package from one instant on. Raises RuleViolation; then nothing is published.

    What appears is the signed text and nothing else: its hash goes along with the publication.
    """
    package, texts = package_of(act.the_case), texts_now(act.the_case)
    if planned_at is not None:
        check_hour(planned_at, act.now)
    require_signed(act)
    if package.road == Road.EXPLAIN and MATERIAL not in texts:
        raise PartAlone()
    terms = Terms(from_at=planned_at or act.now, topics=tuple(topics), review_on=review_on)
    made = [
        _publish(act, kind, texts[slot], package.document_number if slot == DOCUMENT else "", terms)
        for slot, kind in KINDS if slot in texts
    ]  # fmt: skip
    package.planned_at = terms.from_at
    if package.forms:
        clocks.record(act, "policy_published", on=terms.from_at.date() if terms.from_at else act.today)
    act.audit("package.deployed", f"文件与文字解读定于 {terms.from_at:%Y-%m-%d %H:%M} 同时发布")
    return made


def content_of(version: TextVersion, title: str, document_number: str) -> Content:
    """The signed text as the public reads it: under its title, word for word, its files byte for byte."""
    files = tuple(PublicFile(row["name"], row["sha256"]) for row in version.content.get("files", ()))
    words = without_title(words_of([version])[version.id], title)
    return Content(
        headline=title, body=paragraphs(words), document_number=document_number, files=files,
        summary=_where_it_stands(files, words),
    )  # fmt: skip


def _where_it_stands(files: Sequence[PublicFile], words: str) -> str:
    """For a text that is a file: the file counts, not what was read from it."""
    if not files:
        return ""
    named = "、".join(f"“{one.filename}”" for one in files)
    return f"全文见所附文件{named}" + ("；网页上的文字由文件读出，以文件为准。" if words else "。")


def _publish(act: Act, kind: str, version: TextVersion, number: str, terms: Terms) -> Publication:
    content = content_of(version, titles_of(act.the_case)[version.slot], number)
    return publications.publish(
        act, kind, content, approved_hash=content.hash, terms=terms, signed_hash=version.content_hash
    )


def standing_of_package(case: Case) -> Sequence[Publication]:
    """What of the package was published or is planned, and not withdrawn, the document first."""
    query = select(Publication).where(Publication.case_id == case.id, Publication.withdrawn_at.is_(None))
    return db.session.scalars(query.order_by(Publication.id)).all()


def withdraw_published(act: Act, reason: str) -> Iterable[Publication]:
    """Everything of the package leaves the public at once, each with the reason, and the answers about it as well."""
    standing = standing_of_package(act.the_case)
    for one in standing:
        publications.withdraw(act, one, reason)
    for answer in answers_about(act.the_case.id, act.now):
        publications.withdraw_along(act, answer, reason)
    return standing
