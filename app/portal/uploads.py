"""Files that an applicant chose: checked one by one by content; a refusal is a sentence beside the field."""

from collections.abc import Sequence
from os import SEEK_END

from flask import request
from werkzeug.datastructures import FileStorage

from app.casework.errors import FileRefused
from app.casework.upload_names import shown
from app.casework.uploads import CheckedUpload, FileKind, check_upload
from app.portal.blueprint import LARGEST_FILE, MOST_FILES
from app.web.filters import file_size

ALLOWED = frozenset({FileKind.PDF, FileKind.JPG, FileKind.PNG, FileKind.DOCX})
ACCEPT = ".pdf,.jpg,.jpeg,.png,.docx,image/*"
FIELD = "files"


def chosen_files(already: Sequence[str] = ()) -> tuple[list[CheckedUpload], str]:
    """The good files of this sending, and what is wrong with others. `already`: hashes that are kept."""
    good: dict[str, CheckedUpload] = {}
    problems: list[str] = []
    for file in request.files.getlist(FIELD):
        if not file.filename:
            continue
        try:
            checked = _check(file)
        except FileRefused as refused:
            problems.append(refused.fields[FIELD])
            continue
        if checked.hash not in already:
            good[checked.hash] = checked
    return _at_most(list(good.values()), MOST_FILES - len(already), problems)


def _check(file: FileStorage) -> CheckedUpload:
    name, size = file.filename or "", file.stream.seek(0, SEEK_END)
    file.stream.seek(0)
    if size > LARGEST_FILE:
        words = (
            f"{shown(name)}大小为 {file_size(size)}，超过 {file_size(LARGEST_FILE)} 的上限，请压缩后再上传"
        )
        raise FileRefused(words, fields={FIELD: words})
    return check_upload(name, file.stream.read(), allowed=ALLOWED, limit=LARGEST_FILE)


def _at_most(files: list[CheckedUpload], room: int, problems: list[str]) -> tuple[list[CheckedUpload], str]:
    if len(files) > room:
        problems.append(
            f"附件最多 {MOST_FILES} 个，多出的 {len(files) - room} 个没有保存，请合并或者删去一些"
        )
    return files[: max(0, room)], "；".join(problems)
