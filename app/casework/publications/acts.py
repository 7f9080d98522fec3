"""Publishing, correcting, withdrawing and reviewing: what a process does inside an act on its case.

Each checks permission and rule at its head. The case is locked by the act, and a unique key lies under it: two people
who publish the same thing at once publish it once.
"""

from datetime import date

from sqlalchemy import select

from app.casework.acts.act import Act
from app.casework.acts.errors import NotFound
from app.casework.models import (
    Publication,
    PublicationFile,
    PublicationText,
    PublicationTopic,
    StoredFile,
)
from app.casework.publications import index
from app.casework.publications.content import Content, PublicFile
from app.casework.publications.errors import AlreadyPublished, NotPublishable, NotStanding
from app.casework.publications.kinds import kind_of
from app.casework.publications.rules import Terms, check_content, check_reason, check_terms, review_fault
from app.casework.publications.words import searchable
from app.database import db
from app.office.permissions import Permission

ONE_BY_DEFAULT = ""


def publish(
    act: Act, kind: str, content: Content, *, approved_hash: str, terms: Terms | None = None,
    name: str = ONE_BY_DEFAULT, signed_hash: str | None = None, supersedes: Publication | None = None,
) -> Publication:  # fmt: skip
    """Put an approved content before the public, now or from a planned instant.

    `approved_hash`: `Content.hash` as it was approved; `signed_hash`: the signed text of the case that it is;
    `name` tells several entries of one kind in one case apart. Raises RuleViolation.
    """
    act.require(Permission.PUBLISH)
    declared, terms = kind_of(act.the_case.process, kind), terms or Terms()
    check_content(content, approved_hash)
    check_terms(terms, act.now)
    _check_files(content.files)
    if find_standing(act, kind, name) is not None:
        raise AlreadyPublished()
    if supersedes is not None:
        _check_superseded(act, supersedes)
    found = _entry(act, kind, name, content, terms, supersedes)
    _add_text(act, found, content, signed_hash)
    when = f"定于 {found.from_at:%Y-%m-%d %H:%M} " if found.from_at > act.now else ""
    act.audit(
        "publication.published", f"{when}公开发布{declared.title}：{content.headline}", publication=found.id,
        content_hash=content.hash, from_at=found.from_at.isoformat(),
        until_at=found.until_at.isoformat() if found.until_at else None,
        supersedes=supersedes.id if supersedes else None,
    )  # fmt: skip
    return found


def correct(
    act: Act, publication: Publication, content: Content, *, approved_hash: str, note: str,
    signed_hash: str | None = None,
) -> PublicationText:  # fmt: skip
    """更正: the next wording at the same address, with a note for the public. The earlier one stays in the record."""
    _check_own(act, publication)
    check_reason(note, "note", "更正说明")
    check_content(content, approved_hash)
    _check_files(content.files)
    if content.hash == publication.text.content_hash:
        raise NotPublishable("更正后的内容与现有内容相同")
    text = _add_text(act, publication, content, signed_hash, note)
    act.audit("publication.corrected", f"更正公开内容：{content.headline}", publication=publication.id,
              content_hash=content.hash, note=note)  # fmt: skip
    return text


def withdraw(act: Act, publication: Publication, reason: str) -> None:
    """撤回: the heading stays with the reason, the content can no longer be read. What was planned never appears."""
    _check_own(act, publication)
    _take_back(act, publication, reason)


def withdraw_along(act: Act, publication: Publication, reason: str) -> None:
    """What explains something that the act's case takes back goes with it, though it is an entry of another case."""
    act.require(Permission.PUBLISH, publication.case)
    _take_back(act, publication, reason)


def _take_back(act: Act, publication: Publication, reason: str) -> None:
    check_reason(reason, "reason", "撤回原因")
    publication.withdrawn_at, publication.withdrawn_why, publication.review_on = act.now, reason, None
    publication.changed_at = act.now
    index.note(publication.id, searchable([publication.headline, publication.document_number]))
    act.audit("publication.withdrawn", f"撤回公开内容：{publication.headline}", publication=publication.id,
              reason=reason)  # fmt: skip


def record_review(act: Act, publication: Publication, next_on: date | None, finding: str) -> None:
    """定期评估: it was looked at again and stays; when next."""
    _check_own(act, publication)
    check_reason(finding, "finding", "评估意见")
    if fault := review_fault(next_on, act.today):
        raise NotPublishable(fault, fields={"next_on": fault})
    publication.review_on = next_on
    again = f"；下次评估日期 {next_on:%Y-%m-%d}" if next_on else ""
    act.audit(
        "publication.reviewed", f"评估公开内容：{publication.headline}，{finding}{again}",
        publication=publication.id, finding=finding, next_on=next_on.isoformat() if next_on else None,
    )  # fmt: skip


def find_standing(act: Act, kind: str, name: str = ONE_BY_DEFAULT) -> Publication | None:
    """The entry of the act's case that was not withdrawn."""
    return db.session.scalar(
        select(Publication).where(
            Publication.case_id == act.the_case.id, Publication.kind == kind, Publication.name == name,
            Publication.withdrawn_at.is_(None),
        )
    )  # fmt: skip


def _check_own(act: Act, publication: Publication) -> None:
    """An entry of the act's own case, whose row is locked, that was not withdrawn and whose term has not ended."""
    act.require(Permission.PUBLISH)
    if publication.case_id != act.the_case.id:
        raise NotFound()
    db.session.refresh(publication)
    has_ended = publication.until_at is not None and publication.until_at <= act.now
    if publication.withdrawn_at is not None or has_ended:
        raise NotStanding()


def _check_superseded(act: Act, earlier: Publication) -> None:
    act.require(Permission.PUBLISH, earlier.case)
    if earlier.withdrawn_at is not None:
        raise NotStanding("被替代的内容已经撤回，不需要再替代")


def _check_files(files: tuple[PublicFile, ...]) -> None:
    """Files of the record alone, without anything that runs when they are opened."""
    hashes = {file.hash for file in files}
    kept = db.session.scalars(select(StoredFile).where(StoredFile.hash.in_(hashes))).all() if hashes else []
    if len(kept) < len(hashes):
        raise NotPublishable("附件没有登记在案卷中", fields={"files": "附件没有登记在案卷中"})
    if any(file.has_active_content for file in kept):
        words = "附件含有宏、脚本等可执行内容，不能公开"
        raise NotPublishable(words, fields={"files": words})


def _entry(
    act: Act, kind: str, name: str, content: Content, terms: Terms, supersedes: Publication | None
) -> Publication:
    found = Publication(
        case_id=act.the_case.id, process=act.the_case.process, kind=kind, name=name, organ_id=act.the_case.organ_id,
        headline=content.headline, summary=content.summary, document_number=content.document_number,
        language=content.language, texts=[], from_at=terms.from_at or act.now,
        until_at=terms.until_at, changed_at=act.now, published_by_id=act.actor.person_id, review_on=terms.review_on,
        supersedes_id=supersedes.id if supersedes else None,
        topic_rows=[PublicationTopic(topic=topic) for topic in dict.fromkeys(terms.topics)],
    )  # fmt: skip
    db.session.add(found)
    return found


def _add_text(
    act: Act, publication: Publication, content: Content, signed_hash: str | None, note: str = ""
) -> PublicationText:
    files = [
        PublicationFile(position=place, filename=file.filename, file_hash=file.hash)
        for place, file in enumerate(content.files)
    ]
    text = PublicationText(
        number=len(publication.texts) + 1, content=content.to_mapping(), content_hash=content.hash,
        signed_hash=signed_hash, since=act.now, note=note, files=files,
    )  # fmt: skip
    publication.texts.append(text)
    publication.headline, publication.summary = content.headline, content.summary
    publication.document_number, publication.language = content.document_number, content.language
    publication.changed_at = act.now
    db.session.flush()
    words = searchable([*content.stretches(), *publication.topics])
    index.note(publication.id, words, is_new=text.number == 1)
    return text
