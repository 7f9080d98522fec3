"""Files chosen in a form of the desk: checked by content, and not lost when another field was wrong.

Nothing enters the file store before the act that names it. When the page comes back instead, the files wait for the
next sending in a folder of this person, and the page carries a signed note of each (hash, name), so that they need not
be chosen again. A note that was not signed here counts for nothing.
"""

from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from flask import current_app, g, request
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.datastructures import FileStorage

from app.casework.acts.errors import FileRefused
from app.casework.papers.materials import with_reading
from app.casework.papers.upload_names import shown
from app.casework.papers.uploads import CheckedUpload, check_upload, turn
from app.casework.store.files import FileMissing, FileStore
from app.quarantine.errors import TooManyAtOnce
from app.quarantine.turns import Turn
from app.web.errors import tell_when_to_return
from app.web.filters import file_size

FIELD, KEPT = "files", "kept_files"
MOST_FILES = 20
LASTS = timedelta(hours=12)  # as long as a session
MOST_WAITING = 100 * 1024 * 1024  # bytes that wait for one person; the oldest make room
ACCEPT = ".pdf,.ofd,.docx,.xlsx,.jpg,.jpeg,.png"


@dataclass(frozen=True)
class ChosenFiles:
    """The good files of this sending and those before it, and what is wrong with the others."""

    uploads: list[CheckedUpload] = field(default_factory=list)
    problem: str = ""

    @cached_property
    def notes(self) -> list[tuple[str, str]]:
        """(signed note, file name) for a page that comes back: from here on the files wait for the next sending."""
        _wait(self.uploads)
        return [(_note(one), one.filename) for one in self.uploads]


def chosen_files(field: str = FIELD, kept: str = KEPT, reads: bool = False) -> ChosenFiles:
    """Read and check what was chosen in this field, before (the notes under `kept`) and now; `reads`: texts."""
    waited, gone = _waited(kept)
    sent = [file for file in request.files.getlist(field) if file.filename]
    new, refused = _checked(sent, waited if reads else None)
    waited = [] if reads else waited
    uploads, left_out = _fitting({upload.hash: upload for upload in [*waited, *new]}.values())
    return ChosenFiles(uploads, "；".join([*gone, *refused, *left_out]))


def _waited(kept: str) -> tuple[list[CheckedUpload], list[str]]:
    """The files of the page's notes, and the sentences about those that do not wait any more."""
    found, problems = [], []
    for note in request.form.getlist(kept):
        try:
            if (upload := _noted(note)) is not None:
                found.append(upload)
        except FileRefused as refused:
            problems.append(refused.fields[FIELD])
    return found, problems


def _checked(
    files: list[FileStorage], texts: list[CheckedUpload] | None
) -> tuple[list[CheckedUpload], list[str]]:
    """The good ones of one sending, looked at in one turn, and the sentences about the others.

    `texts`: what waited from before, where the files are texts that are read; these come first.
    """
    good, problems = [], []
    brought: list[CheckedUpload | FileStorage] = [*(texts or []), *files]
    try:
        with turn() if brought else nullcontext() as mine:
            for file in brought:
                try:
                    upload = file if isinstance(file, CheckedUpload) else _looked_at(file, mine)
                    good.append(upload if texts is None or mine is None else with_reading(upload, mine))
                except FileRefused as refused:
                    problems.append(refused.fields[FIELD])
    except TooManyAtOnce as busy:
        tell_when_to_return(busy)
        problems.append(busy.message)
    return good, problems


def _looked_at(file: FileStorage, mine: Turn | None) -> CheckedUpload:
    limit = current_app.config["UPLOAD_LIMIT"]
    return check_upload(file.filename or "", file.stream.read(), limit=limit, mine=mine)


def _noted(note: str) -> CheckedUpload | None:
    """The file of a note; None for a forged one. Raises FileRefused when it does not wait any more."""
    try:
        found, name, media_type, is_active = _signer().loads(note)
    except BadData:
        return None
    try:
        return CheckedUpload(name, media_type, _waiting().get(found), found, is_active)
    except FileMissing as error:
        words = f"{shown(name)}已过保留时间，请重新选择"
        raise FileRefused(words, fields={FIELD: words}) from error


def _fitting(uploads: Iterable[CheckedUpload]) -> tuple[list[CheckedUpload], list[str]]:
    """As many as one sending may hold, and what is said of the others."""
    limit: int = current_app.config["UPLOAD_LIMIT"]
    kept: list[CheckedUpload] = []
    for upload in uploads:
        if len(kept) == MOST_FILES:
            return kept, [f"一次最多 {MOST_FILES} 个文件，多出的没有保存"]
        if sum(len(one.data) for one in kept) + len(upload.data) > limit:
            return kept, [f"附件合计不能超过 {file_size(limit)}，多出的没有保存"]
        kept.append(upload)
    return kept, []


def drop_old(now: datetime) -> int:
    """Remove files that nobody will send again. For a daily job. How many."""
    dropped = 0
    for store in map(FileStore, _folder().glob("*")):
        old = list(store.names_kept_before(now - LASTS))
        dropped += sum(store.remove_kept_before(name, now - LASTS) > 0 for name in old)
    return dropped


def _wait(uploads: list[CheckedUpload]) -> None:
    store = _waiting()
    for upload in uploads:
        store.put(upload.data)
    store.remove_oldest_beyond(MOST_WAITING)


def _folder() -> Path:
    return Path(current_app.config["INSTANCE"]) / "chosen"


def _waiting() -> FileStore:
    return FileStore(_folder() / str(g.person.id))


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="kept file")


def _note(upload: CheckedUpload) -> str:
    return str(_signer().dumps([upload.hash, upload.filename, upload.media_type, upload.has_active_content]))
