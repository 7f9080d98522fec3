"""Checks on what is uploaded (附件): size, kind by content, harm, name. What passes is a CheckedUpload."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field

from app.casework.acts.errors import FileRefused, FileTooLarge
from app.casework.papers.upload_contents import Unfit, inspect
from app.casework.papers.upload_kinds import ALL_KINDS, FACTS, FileKind, describe_stranger, is_video, titles
from app.casework.papers.upload_names import clean_filename, shown
from app.casework.store.files import hash_of
from app.database import db
from app.quarantine import turns
from app.quarantine.readings import Reading
from app.quarantine.turns import Turn

__all__ = ["ALL_KINDS", "CheckedUpload", "FileKind", "check_upload", "own_upload", "turn"]
MEGABYTE = 1024 * 1024


@contextmanager
def turn() -> Iterator[Turn]:
    """The turn of one call, for all its files. Raises TooManyAtOnce.

    No transaction stays open meanwhile: on SQLite even one that only reads keeps the others from committing.
    """
    db.session.rollback()
    with turns.turn() as mine:
        yield mine


@dataclass(frozen=True)
class CheckedUpload:
    """A file that passed. Its text form is its hash, so that commands can be compared by what was sent."""

    filename: str
    media_type: str
    data: bytes = field(repr=False)
    hash: str
    has_active_content: bool = False
    reading: Reading | None = field(default=None, repr=False, compare=False)  # of a text of the case

    def __str__(self) -> str:
        return self.hash


def check_upload(
    filename: str,
    data: bytes,
    *,
    allowed: frozenset[FileKind] = ALL_KINDS,
    limit: int,
    mine: Turn | None = None,
) -> CheckedUpload:
    """Check one file of at most `limit` bytes, in the turn of the call that brings it (alone: in one of its own).

    Raises FileRefused or FileTooLarge, with the sentence under `files`, or TooManyAtOnce.
    """
    name = shown(filename)
    if not data:
        raise _refused(f"{name}是空文件（0 字节），请重新选择")
    if is_video(data):
        raise _refused(f"{name}是视频，不能上传；请先放到政府网站或者视频平台，在这里填写链接", FileTooLarge)
    if len(data) > limit:
        raise _refused(f"{name}大小为 {_megabytes(len(data))}，超过 {_megabytes(limit)} 的上限", FileTooLarge)
    kind, active = _looked_into(name, data, mine)
    if kind is None or kind not in allowed:
        found = FACTS[kind].title if kind else describe_stranger(data)
        raise _refused(f"{name}不能上传：只接受 {titles(allowed)}，这个文件的内容是{found}")
    facts = FACTS[kind]
    return CheckedUpload(
        filename=clean_filename(filename, facts.extensions), media_type=facts.media_type, data=data,
        hash=hash_of(data), has_active_content=active,
    )  # fmt: skip


def own_upload(filename: str, data: bytes, kind: FileKind) -> CheckedUpload:
    """A file that the house has made itself, so that there is nothing to look for in it."""
    facts = FACTS[kind]
    return CheckedUpload(clean_filename(filename, facts.extensions), facts.media_type, data, hash_of(data))


def _looked_into(name: str, data: bytes, mine: Turn | None) -> tuple[FileKind | None, bool]:
    try:
        with nullcontext(mine) if mine else turns.turn() as one:
            return inspect(data, one)
    except Unfit as unfit:
        raise _refused(f"{name}{unfit.found}", FileTooLarge if unfit.is_too_large else FileRefused) from unfit


def _refused(sentence: str, error: type[FileRefused] = FileRefused) -> FileRefused:
    return error(sentence, fields={"files": sentence})


def _megabytes(size: int) -> str:
    if size < MEGABYTE // 10:
        return f"{size:,} 字节"
    return f"{size / MEGABYTE:.1f} MB".replace(".0 MB", " MB")
