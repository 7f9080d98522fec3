"""What the public reads: lists with their filters, one entry, the newest for feeds. More rows, no more statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, false, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.casework.models import Publication, PublicationFile, PublicationText, PublicationTopic
from app.casework.publications import index
from app.casework.publications.kinds import all_kinds
from app.casework.publications.standing import Standing, is_at, is_known, is_superseded, standing_of, stands
from app.casework.publications.words import wanted as wanted_words
from app.database import db
from app.office.models import OrgUnit
from app.timekeeping import OFFICE_TIME

GONE = frozenset({Standing.WITHDRAWN, Standing.ENDED})
"""What can no longer be read."""
PAGE_SIZE = 20
MOST_PAGES = 100_000
MOST_TOPICS = 200
IN_FEED = 50
IN_SITEMAP = 50_000  # the most that the sitemap protocol allows


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; kept in the page's address."""

    words: str = ""
    kind: str = ""
    organ: str = ""
    topic: str = ""
    year: int = 0
    standing: Standing | None = Standing.CURRENT  # None: whatever has stood in public


@dataclass(frozen=True)
class Row:
    """An entry, and where it stands."""

    publication: Publication
    standing: Standing


@dataclass(frozen=True)
class Page:
    """One page of a list."""

    rows: Sequence[Row]
    number: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True)
class Choices:
    """What the filters offer: only what leads to something."""

    organs: Sequence[tuple[str, str]]
    topics: Sequence[str]
    years: Sequence[int]


def list_publications(wanted: Wanted, now: datetime, number: int = 1) -> Page:
    """One page, the latest first."""
    condition = _condition(wanted, now)
    counted = select(func.count()).select_from(Publication).join(Publication.organ).where(*condition)
    number = min(max(1, number), MOST_PAGES)
    query = _rows(condition, now).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
    return Page(_read(query, now), number, db.session.scalar(counted) or 0)


def newest(wanted: Wanted, now: datetime, most: int = IN_FEED) -> Sequence[Row]:
    """For feeds: what can be read now, with its wording."""
    texts = (
        selectinload(Publication.texts).selectinload(PublicationText.files).joinedload(PublicationFile.file)
    )
    query = _rows([*_condition(wanted, now), stands(now)], now).options(texts)
    return _read(query.limit(most), now)


def addresses(now: datetime) -> Sequence[tuple[int, datetime]]:
    """For the sitemap: id and last change of what can be read, the latest first."""
    query = select(Publication.id, Publication.from_at, Publication.changed_at).where(stands(now))
    found = db.session.execute(query.order_by(Publication.from_at.desc()).limit(IN_SITEMAP))
    return [(row.id, max(row.from_at, row.changed_at)) for row in found]


def find(publication_id: int, now: datetime) -> Row | None:
    """An entry that stands or has stood in public. None for what never did."""
    texts = (
        selectinload(Publication.texts).selectinload(PublicationText.files).joinedload(PublicationFile.file)
    )
    return next(
        iter(_read(_rows([Publication.id == publication_id, is_known(now)], now).options(texts), now)), None
    )


def successors(publication: Publication, now: datetime) -> Sequence[Publication]:
    """What stands in its place."""
    query = select(Publication).where(Publication.supersedes_id == publication.id, stands(now))
    return db.session.scalars(query.order_by(Publication.from_at.desc())).all()


def companions(publication: Publication, now: datetime) -> Sequence[Publication]:
    """What the same case put before the public beside it, as far as it can be read: each entry names the others."""
    query = select(Publication).where(
        Publication.case_id == publication.case_id, Publication.id != publication.id, stands(now)
    )
    return db.session.scalars(query.order_by(Publication.from_at, Publication.id)).all()


def file_of(publication_id: int, file_id: int, now: datetime) -> PublicationFile | None:
    """A file of the wording that stands, of an entry whose content can be read."""
    found = find(publication_id, now)
    if found is None or found.standing in GONE:
        return None
    return next((file for file in found.publication.text.files if file.id == file_id), None)


def choices(now: datetime, kind: str = "") -> Choices:
    """Organs, topics and years of what has stood in public, of one kind or of all."""
    known = [is_known(now), *([Publication.kind == kind] if kind else [])]
    organs = select(OrgUnit.code, OrgUnit.name).where(
        OrgUnit.id.in_(select(Publication.organ_id).where(*known))
    )
    topics = (
        select(PublicationTopic.topic)
        .where(PublicationTopic.publication_id.in_(select(Publication.id).where(*known, stands(now))))
        .distinct()
        .order_by(PublicationTopic.topic)
        .limit(MOST_TOPICS)
    )
    first, last = db.session.execute(
        select(func.min(Publication.from_at), func.max(Publication.from_at)).where(*known)
    ).one()
    years = range(last.year, first.year - 1, -1) if first else ()
    found = db.session.execute(organs.order_by(OrgUnit.position, OrgUnit.code))
    return Choices([(row.code, row.name) for row in found], db.session.scalars(topics).all(), list(years))


def _condition(wanted: Wanted, now: datetime) -> list[ColumnElement[bool]]:
    found = [is_at(wanted.standing, now) if wanted.standing else is_known(now)]
    declared = [kind.key for kind in all_kinds()]
    found.append(Publication.kind == wanted.kind if wanted.kind else Publication.kind.in_(declared))
    if wanted.organ:
        found.append(OrgUnit.code == wanted.organ)
    if wanted.topic:
        topics = select(PublicationTopic.publication_id).where(PublicationTopic.topic == wanted.topic)
        found.append(Publication.id.in_(topics))
    if wanted.year:
        begins, ends = (datetime(year, 1, 1, tzinfo=OFFICE_TIME) for year in (wanted.year, wanted.year + 1))
        found += [Publication.from_at >= begins, Publication.from_at < ends]
    words = wanted_words(wanted.words)
    if not words and wanted.words.strip():
        found.append(false())  # neither letter nor digit: it stands nowhere
    if words:
        ended = is_at(
            Standing.ENDED, now
        )  # its words can no longer be read, so nobody feels for them by searching
        found += [index.matching(words), ~ended]
    return found


def _rows(condition: Sequence[ColumnElement[bool]], now: datetime):
    return (
        select(Publication, is_superseded(now).label("superseded"))
        .join(Publication.organ)
        .where(*condition)
        .order_by(Publication.from_at.desc(), Publication.id.desc())
        .options(
            contains_eager(Publication.organ), selectinload(Publication.topic_rows),
            joinedload(Publication.supersedes),
        )
    )  # fmt: skip


def _read(query, now: datetime) -> list[Row]:
    found = db.session.execute(query)
    return [Row(publication, standing_of(publication, superseded, now)) for publication, superseded in found]
