"""Checks on what is uploaded (附件): size, kind by content, harm, name. What passes is a CheckedUpload."""

from dataclasses import dataclass, field

from app.casework.errors import FileRefused
from app.casework.files import hash_of
from app.casework.upload_contents import Unfit, inspect
from app.casework.upload_kinds import ALL_KINDS, FACTS, FileKind, describe_stranger, titles
from app.casework.upload_names import clean_filename, shown

__all__ = ["ALL_KINDS", "CheckedUpload", "FileKind", "check_upload"]
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class CheckedUpload:
    """A file that passed. Its text form is its hash, so that commands can be compared by what was sent."""

    filename: str
    media_type: str
    data: bytes = field(repr=False)
    hash: str
    has_active_content: bool = False

    def __str__(self) -> str:
        return self.hash


def check_upload(
    filename: str, data: bytes, *, allowed: frozenset[FileKind] = ALL_KINDS, limit: int
) -> CheckedUpload:
    """Check one file of at most `limit` bytes. Raises FileRefused, with the sentence under `files`."""
    name = shown(filename)
    if not data:
        raise _refused(f"{name}是空文件（0 字节），请重新选择")
    if len(data) > limit:
        raise _refused(f"{name}大小为 {_megabytes(len(data))}，超过 {_megabytes(limit)} 的上限")
    try:
        kind, active = inspect(data)
    except Unfit as unfit:
        raise _refused(f"{name}{unfit.found}") from unfit
    if kind is None or kind not in allowed:
        found = FACTS[kind].title if kind else describe_stranger(data)
        raise _refused(f"{name}不能上传：只接受 {titles(allowed)}，这个文件的内容是{found}")
    facts = FACTS[kind]
    return CheckedUpload(
        filename=clean_filename(filename, facts.extensions), media_type=facts.media_type, data=data,
        hash=hash_of(data), has_active_content=active,
    )  # fmt: skip


def _refused(sentence: str) -> FileRefused:
    return FileRefused(sentence, fields={"files": sentence})


def _megabytes(size: int) -> str:
    if size < MEGABYTE // 10:
        return f"{size:,} 字节"
    return f"{size / MEGABYTE:.1f} MB".replace(".0 MB", " MB")
