"""Where an entry stands at an instant, once as SQL and once for a row. Time alone moves it; no job is needed."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased

from app.casework.models import Publication

Later = aliased(Publication, name="later")


class Standing(StrEnum):
    """What the public is told. PLANNED is told to nobody."""

    PLANNED = "planned"  # 待公开
    CURRENT = "current"  # 有效
    SUPERSEDED = "superseded"  # 已被替代
    ENDED = "ended"  # 公开期满
    WITHDRAWN = "withdrawn"  # 已撤回


SHOWN = {
    Standing.CURRENT: "有效",
    Standing.SUPERSEDED: "已被替代",
    Standing.WITHDRAWN: "已撤回",
    Standing.ENDED: "公开期满",
}


def is_known(now: datetime) -> ColumnElement[bool]:
    """It has stood in public: its page exists. What was withdrawn before its time never appears."""
    withdrawn = Publication.withdrawn_at
    return and_(Publication.from_at <= now, or_(withdrawn.is_(None), withdrawn > Publication.from_at))


def stands(now: datetime) -> ColumnElement[bool]:
    """Its content can be read."""
    until = Publication.until_at
    return and_(
        Publication.from_at <= now, Publication.withdrawn_at.is_(None), or_(until.is_(None), until > now)
    )


def is_superseded(now: datetime) -> ColumnElement[bool]:
    """A later entry that stands says that it takes its place."""
    until = Later.until_at
    return exists().where(
        Later.supersedes_id == Publication.id, Later.from_at <= now, Later.withdrawn_at.is_(None),
        or_(until.is_(None), until > now),
    )  # fmt: skip


def is_at(standing: Standing, now: datetime) -> ColumnElement[bool]:
    """The condition of each standing that the public is told."""
    withdrawn, until = Publication.withdrawn_at, Publication.until_at
    match standing:
        case Standing.CURRENT:
            return and_(stands(now), ~is_superseded(now))
        case Standing.SUPERSEDED:
            return and_(stands(now), is_superseded(now))
        case Standing.WITHDRAWN:
            return and_(is_known(now), withdrawn.is_not(None))
        case Standing.ENDED:
            return and_(Publication.from_at <= now, withdrawn.is_(None), until.is_not(None), until <= now)
        case Standing.PLANNED:
            return and_(Publication.from_at > now, withdrawn.is_(None))


def standing_of(publication: Publication, superseded: bool, now: datetime) -> Standing:
    """The same for a row; whether a later one takes its place comes in."""
    if publication.withdrawn_at is not None:
        return Standing.WITHDRAWN
    if publication.from_at > now:
        return Standing.PLANNED
    if publication.until_at is not None and publication.until_at <= now:
        return Standing.ENDED
    return Standing.SUPERSEDED if superseded else Standing.CURRENT
