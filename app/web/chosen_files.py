"""Files chosen in a form of the desk: checked by content, and not lost when another field was wrong.

A file that passed is put into the store at once; the page carries a signed note of it (hash, name), so that it need
not be chosen again. A note that was not signed here counts for nothing.
"""

from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.datastructures import FileStorage

from app.casework.documents import file_store, keep
from app.casework.errors import FileRefused
from app.casework.uploads import CheckedUpload, check_upload, turn
from app.quarantine.errors import TooManyAtOnce
from app.web.errors import tell_when_to_return

FIELD, KEPT = "files", "kept_files"
MOST_FILES = 20
LASTS = 12 * 3600  # seconds, as long as a session
ACCEPT = ".pdf,.ofd,.docx,.xlsx,.jpg,.jpeg,.png"


@dataclass(frozen=True)
class ChosenFiles:
    """The good files of this sending and those before it, what is wrong with the others, notes to carry on."""

    uploads: list[CheckedUpload]
    problem: str
    notes: list[tuple[str, str]]  # (signed note, file name)


def chosen_files() -> ChosenFiles:
    """Read, check and keep what was chosen."""
    good = {upload.hash: upload for upload in map(_noted, request.form.getlist(KEPT)) if upload is not None}
    new, problems = _checked([file for file in request.files.getlist(FIELD) if file.filename])
    good |= {upload.hash: upload for upload in new}
    uploads = list(good.values())
    if len(uploads) > MOST_FILES:
        problems.append(f"一次最多 {MOST_FILES} 个文件，多出的没有保存")
    for upload in uploads[:MOST_FILES]:
        keep(upload)
    return ChosenFiles(
        uploads[:MOST_FILES],
        "；".join(problems),
        [(_note(one), one.filename) for one in uploads[:MOST_FILES]],
    )


def _checked(files: list[FileStorage]) -> tuple[list[CheckedUpload], list[str]]:
    """The good ones of one sending, looked at in one turn, and the sentences about the others."""
    good, problems = [], []
    try:
        with turn() if files else nullcontext() as mine:
            for file in files:
                try:
                    limit = current_app.config["UPLOAD_LIMIT"]
                    good.append(check_upload(file.filename or "", file.stream.read(), limit=limit, mine=mine))
                except FileRefused as refused:
                    problems.append(refused.fields[FIELD])
    except TooManyAtOnce as busy:
        tell_when_to_return(busy)
        problems.append(busy.message)
    return good, problems


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="kept file")


def _note(upload: CheckedUpload) -> str:
    return str(_signer().dumps([upload.hash, upload.filename, upload.media_type, upload.has_active_content]))


def _noted(note: str) -> CheckedUpload | None:
    try:
        told: list[Any] = _signer().loads(note, max_age=LASTS)
    except BadData:
        return None
    found, name, media_type, is_active = told
    if not file_store().exists(found):
        return None
    return CheckedUpload(name, media_type, file_store().get(found), found, is_active)
