"""Drafts of applications on the portal: on the server, sealed, for a day; files in a folder of their own.

A draft belongs to one browser (a random name in its session cookie). Nothing enters a case before submission.
Every field has its longest length in the schema of the application, and all drafts together have their bounds
(`draft_bounds`).
"""

import hashlib
import json
import shutil
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import Select, and_, delete, select

from app.casework.acts.commands import transaction
from app.casework.acts.keys import sealer
from app.casework.papers.uploads import CheckedUpload
from app.casework.store.files import FileStore
from app.database import db
from app.processes.disclosure import draft_bounds
from app.processes.disclosure.models import ApplicationDraft
from app.timekeeping import SKEW

LIFETIME = timedelta(days=1)
RECEIPT_SHOWN = timedelta(minutes=30)
SAME_AGAIN = timedelta(minutes=10)
TABLE, COLUMN = "application_draft", "contents"


@dataclass(frozen=True)
class KeptFile:
    """A file chosen for a draft: checked when it came, its bytes under their hash."""

    filename: str
    media_type: str
    hash: str
    size: int
    has_active_content: bool = False


@dataclass
class Contents:
    """What an applicant typed and chose so far."""

    typed: dict[str, str] = field(default_factory=dict)
    files: list[KeptFile] = field(default_factory=list)
    was_checked: bool = False  # the form was sent once: its errors may be shown


def browser_hash(name: str) -> str:
    """How a browser's random name is kept."""
    return hashlib.sha256(name.encode()).hexdigest()


def open_draft(browser: str, now: datetime) -> ApplicationDraft | None:
    """The draft that this browser is writing; None when there is none or its day is over."""
    return db.session.scalars(
        select(ApplicationDraft)
        .where(ApplicationDraft.browser == browser_hash(browser), ApplicationDraft.submitted_at.is_(None))
        .where(ApplicationDraft.saved_at > now - LIFETIME)
        .order_by(ApplicationDraft.created_at.desc())
        .limit(1)
    ).first()


def begin(browser: str, typed: dict[str, str], now: datetime) -> None:
    """A fresh draft; this browser's other one and old ones of everybody go with it. Raises TooManyDrafts."""
    drop_expired(now)
    discard(*_unsubmitted(browser))
    discard(*draft_bounds.idle_beyond_number(now))
    draft = ApplicationDraft(
        id=str(uuid.uuid4()),
        browser=browser_hash(browser),
        form_key=uuid.uuid4().hex,
        created_at=now,
        saved_at=now,
    )
    with transaction():
        db.session.add(draft)
        _seal(draft, Contents(typed=dict(typed)))


def contents_of(draft: ApplicationDraft) -> Contents:
    """The draft opened."""
    if not draft.contents_sealed:
        return Contents()
    kept = json.loads(sealer().open(draft.contents_sealed, TABLE, draft.id, COLUMN))
    return Contents(kept["typed"], [KeptFile(**file) for file in kept["files"]], kept["was_checked"])


def has_room(draft_id: str, uploads: list[CheckedUpload], now: datetime) -> bool:
    """Whether these files may be kept; drafts that nobody writes any more make room."""
    idle = draft_bounds.idle_beyond_bytes(draft_id, sum(len(upload.data) for upload in uploads), now)
    discard(*(idle or []))
    return idle is not None


def save(draft_id: str, contents: Contents, now: datetime, uploads: Iterable[CheckedUpload] = ()) -> None:
    """Keep what was typed and the files just chosen; files that the contents do not name any more go.

    A change makes a new form key: a repeated sending is told from a new one.
    """
    with transaction():
        draft = _locked(draft_id)
        if draft is None or draft.submitted_at is not None:
            return
        for upload in uploads:
            _files(draft_id).put(upload.data)
        _files(draft_id).keep_only({file.hash for file in contents.files})
        before = draft.contents_index
        _seal(draft, contents)
        draft.saved_at = now
        if draft.contents_index != before:
            draft.form_key = uuid.uuid4().hex


def as_kept(upload: CheckedUpload) -> KeptFile:
    """What the contents tell of a chosen file; `save` keeps its bytes."""
    return KeptFile(
        upload.filename, upload.media_type, upload.hash, len(upload.data), upload.has_active_content
    )


def uploads_of(draft: ApplicationDraft, contents: Contents) -> list[CheckedUpload]:
    """The chosen files with their bytes. Raises FileMissing or FileDamaged."""
    store = _files(draft.id)
    return [
        CheckedUpload(
            file.filename, file.media_type, store.get(file.hash), file.hash, file.has_active_content
        )
        for file in contents.files
    ]


def mark_submitted(draft_id: str, number: str, now: datetime) -> None:
    """The request exists: what was typed goes, the number stays for the receipt."""
    with transaction():
        draft = _locked(draft_id)
        if draft is not None and draft.submitted_at is None:
            draft.number, draft.submitted_at, draft.contents_sealed, draft.size = number, now, "", 0
    _remove_files(draft_id)


def submitted_before(draft: ApplicationDraft, now: datetime) -> ApplicationDraft | None:
    """The same contents, sent by the same browser within the last minutes."""
    same = ApplicationDraft.contents_index == draft.contents_index
    return db.session.scalar(_submitted(draft.browser, now, SAME_AGAIN).where(same))


def latest_receipt(browser: str, now: datetime) -> ApplicationDraft | None:
    """What this browser submitted last, as long as its receipt may be shown."""
    return db.session.scalar(_submitted(browser_hash(browser), now, RECEIPT_SHOWN))


def _submitted(browser: str, now: datetime, within: timedelta) -> Select[tuple[ApplicationDraft]]:
    """What this browser has sent, the last first; what a clock that ran ahead has noted is over."""
    is_recent = and_(
        ApplicationDraft.submitted_at > now - within, ApplicationDraft.submitted_at <= now + SKEW
    )
    mine = select(ApplicationDraft).where(ApplicationDraft.browser == browser, is_recent)
    return mine.order_by(ApplicationDraft.submitted_at.desc()).limit(1)


def end_receipts(browser: str) -> None:
    """Whoever sits at this browser next sees no number and no query code of what was submitted before."""
    mine = ApplicationDraft.browser == browser_hash(browser)
    discard(
        *db.session.scalars(
            select(ApplicationDraft.id).where(mine, ApplicationDraft.submitted_at.is_not(None))
        )
    )


def discard(*draft_ids: str) -> None:
    """Throw drafts away with their files."""
    if not draft_ids:
        return
    with transaction():
        db.session.execute(delete(ApplicationDraft).where(ApplicationDraft.id.in_(draft_ids)))
    for draft_id in draft_ids:
        _remove_files(draft_id)


def drop_expired(now: datetime) -> int:
    """Drafts older than a day go, with their files. Also for a daily job. How many."""
    old = list(
        db.session.scalars(select(ApplicationDraft.id).where(ApplicationDraft.saved_at <= now - LIFETIME))
    )
    discard(*old)
    return len(old)


def drop_folders_without_row(now: datetime) -> int:
    """Folders of drafts that a crash left behind. For a daily job. How many."""
    limit = (now - LIFETIME).timestamp()
    old = {folder.name for folder in _all_folders().glob("*") if folder.stat().st_mtime < limit}
    known = set(db.session.scalars(select(ApplicationDraft.id)))
    for name in old - known:
        _remove_files(name)
    return len(old - known)


def _unsubmitted(browser: str) -> list[str]:
    query = select(ApplicationDraft.id).where(ApplicationDraft.browser == browser_hash(browser))
    return list(db.session.scalars(query.where(ApplicationDraft.submitted_at.is_(None))))


def _locked(draft_id: str) -> ApplicationDraft | None:
    return db.session.get(ApplicationDraft, draft_id, with_for_update=True, populate_existing=True)


def _seal(draft: ApplicationDraft, contents: Contents) -> None:
    kept: dict[str, Any] = {
        "typed": contents.typed, "files": [asdict(file) for file in contents.files],
        "was_checked": contents.was_checked,
    }  # fmt: skip
    text = json.dumps(kept, ensure_ascii=False)
    draft.size = len(text.encode()) + sum(file.size for file in contents.files)
    draft.contents_sealed = sealer().seal(text, TABLE, draft.id, COLUMN)
    same = json.dumps([sorted(contents.typed.items()), sorted(file.hash for file in contents.files)])
    draft.contents_index = sealer().blind_index(
        hashlib.sha256(same.encode()).hexdigest(), "application_draft"
    )


def _all_folders() -> Path:
    return Path(current_app.config["INSTANCE"]) / "drafts"


def _folder(draft_id: str) -> Path:
    return _all_folders() / draft_id


def _files(draft_id: str) -> FileStore:
    return FileStore(_folder(draft_id))


def _remove_files(draft_id: str) -> None:
    if (folder := _folder(draft_id)).is_dir():
        shutil.rmtree(folder)
