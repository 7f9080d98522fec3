"""Drafts of applications on the portal: on the server, sealed, for a day; files in a folder of their own.

A draft belongs to one browser (a random name in its session cookie). Nothing enters a case before submission.
"""

import hashlib
import json
import shutil
import uuid
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import delete, select

from app.casework.commands import transaction
from app.casework.files import FileStore
from app.casework.keys import sealer
from app.casework.uploads import CheckedUpload
from app.database import db
from app.processes.disclosure.models import ApplicationDraft

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
    """A fresh draft; old ones of everybody go with it."""
    drop_expired(now)
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


def save(draft_id: str, contents: Contents, now: datetime) -> None:
    """Keep what was typed; a change makes a new form key: a repeated sending is told from a new one."""
    with transaction():
        draft = _locked(draft_id)
        if draft is None or draft.submitted_at is not None:
            return
        before = draft.contents_index
        _seal(draft, contents)
        draft.saved_at = now
        if draft.contents_index != before:
            draft.form_key = uuid.uuid4().hex


def keep_file(draft: ApplicationDraft, upload: CheckedUpload) -> KeptFile:
    """Put the bytes of a chosen file into the draft's folder."""
    _files(draft.id).put(upload.data)
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
            draft.number, draft.submitted_at, draft.contents_sealed = number, now, ""
    _remove_files(draft_id)


def submitted_before(draft: ApplicationDraft, now: datetime) -> ApplicationDraft | None:
    """The same contents, sent by the same browser within the last minutes."""
    return db.session.scalars(
        select(ApplicationDraft)
        .where(
            ApplicationDraft.browser == draft.browser, ApplicationDraft.contents_index == draft.contents_index
        )
        .where(ApplicationDraft.submitted_at > now - SAME_AGAIN)
        .order_by(ApplicationDraft.submitted_at.desc())
        .limit(1)
    ).first()


def latest_receipt(browser: str, now: datetime) -> ApplicationDraft | None:
    """What this browser submitted last, as long as its receipt may be shown."""
    return db.session.scalars(
        select(ApplicationDraft)
        .where(ApplicationDraft.browser == browser_hash(browser))
        .where(ApplicationDraft.submitted_at > now - RECEIPT_SHOWN)
        .order_by(ApplicationDraft.submitted_at.desc())
        .limit(1)
    ).first()


def discard(draft_id: str) -> None:
    """Throw a draft away with its files."""
    with transaction():
        db.session.execute(delete(ApplicationDraft).where(ApplicationDraft.id == draft_id))
    _remove_files(draft_id)


def drop_expired(now: datetime) -> int:
    """Drafts older than a day go, with their files. Also for a daily job. How many."""
    old = list(
        db.session.scalars(select(ApplicationDraft.id).where(ApplicationDraft.saved_at <= now - LIFETIME))
    )
    for draft_id in old:
        discard(draft_id)
    return len(old)


def _locked(draft_id: str) -> ApplicationDraft | None:
    return db.session.get(ApplicationDraft, draft_id, with_for_update=True, populate_existing=True)


def _seal(draft: ApplicationDraft, contents: Contents) -> None:
    kept: dict[str, Any] = {
        "typed": contents.typed, "files": [asdict(file) for file in contents.files],
        "was_checked": contents.was_checked,
    }  # fmt: skip
    draft.contents_sealed = sealer().seal(json.dumps(kept, ensure_ascii=False), TABLE, draft.id, COLUMN)
    same = json.dumps([sorted(contents.typed.items()), sorted(file.hash for file in contents.files)])
    draft.contents_index = sealer().blind_index(
        hashlib.sha256(same.encode()).hexdigest(), "application_draft"
    )


def _folder(draft_id: str) -> Path:
    return Path(current_app.config["INSTANCE"]) / "drafts" / draft_id


def _files(draft_id: str) -> FileStore:
    return FileStore(_folder(draft_id))


def _remove_files(draft_id: str) -> None:
    if (folder := _folder(draft_id)).is_dir():
        shutil.rmtree(folder)
