"""Files chosen on a public page: checked one by one by content; a refusal is a sentence beside the field."""

from collections.abc import Sequence
from os import SEEK_END

from flask import request
from werkzeug.datastructures import FileStorage

from app.casework.acts.errors import FileRefused
from app.casework.papers.upload_names import shown
from app.casework.papers.uploads import CheckedUpload, check_upload, turn
from app.portal.limits import LARGEST_FILE, MOST_FILES
from app.quarantine.errors import TooManyAtOnce
from app.quarantine.turns import Turn
from app.web.errors import tell_when_to_return
from app.web.filters import file_size

ACCEPT = ".pdf,.ofd,.docx,.xlsx,.jpg,.jpeg,.png,image/*"
FIELD = "files"


def chosen_files(already: Sequence[str] = ()) -> tuple[list[CheckedUpload], str]:
    """The good files of this sending, and what is wrong with others. `already`: hashes that are kept."""
    files = [file for file in request.files.getlist(FIELD) if file.filename]
    if not files:
        return [], ""
    try:
        with turn() as mine:
            good, problems = _checked(files[:MOST_FILES], mine)
    except TooManyAtOnce as busy:
        tell_when_to_return(busy)
        return [], busy.message
    new = [upload for upload in good.values() if upload.hash not in already]
    return _at_most(new, MOST_FILES - len(already), len(files[MOST_FILES:]), problems)


def _checked(files: Sequence[FileStorage], mine: Turn) -> tuple[dict[str, CheckedUpload], list[str]]:
    """The good ones by their hash, and the sentences about the others."""
    good: dict[str, CheckedUpload] = {}
    problems: list[str] = []
    for file in files:
        try:
            checked = _check(file, mine)
        except FileRefused as refused:
            problems.append(refused.fields[FIELD])
            continue
        good[checked.hash] = checked
    return good, problems


def _check(file: FileStorage, mine: Turn) -> CheckedUpload:
    name, size = file.filename or "", size_of(file)
    if size > LARGEST_FILE:
        words = (
            f"{shown(name)}大小为 {file_size(size)}，超过 {file_size(LARGEST_FILE)} 的上限，请压缩后再上传"
        )
        raise FileRefused(words, fields={FIELD: words})
    return check_upload(name, file.stream.read(), limit=LARGEST_FILE, mine=mine)


def size_of(file: FileStorage) -> int:
    """In bytes, without reading it."""
    size = file.stream.seek(0, SEEK_END)
    file.stream.seek(0)
    return size


def _at_most(
    files: list[CheckedUpload], room: int, left_out: int, problems: list[str]
) -> tuple[list[CheckedUpload], str]:
    """`left_out`: files beyond the number of one sending, which were not even looked at."""
    if surplus := left_out + max(0, len(files) - room):
        problems.append(f"附件最多 {MOST_FILES} 个，多出的 {surplus} 个没有保存，请合并或者删去一些")
    return files[: max(0, room)], "；".join(problems)
