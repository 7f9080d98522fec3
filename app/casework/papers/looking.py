"""The bytes of stored files are looked at in the background, a few at a time, so that what is lost, damaged or
unreadable is known while a backup still has it, and not when somebody needs it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, or_, select, update

from app.casework.acts.commands import transaction
from app.casework.models import Case, Document, StoredFile
from app.casework.models.documents import FileFault
from app.casework.store.files import FileDamaged, FileFaulty, FileMissing, FileUnreadable, file_store
from app.database import db
from app.timekeeping import SKEW

AGAIN_AFTER = timedelta(days=30)
AGAIN_WHEN_FAULTY = timedelta(hours=1)  # it may have come back from a backup
MOST_FILES, MOST_BYTES = 50, 64 * 1024**2  # of one turn
MOST_NAMED = 20
WORDS = {FileFault.MISSING: "缺失", FileFault.DAMAGED: "损坏", FileFault.UNREADABLE: "无法读取"}
FAULTS: dict[type[FileFaulty], FileFault] = {
    FileMissing: FileFault.MISSING, FileDamaged: FileFault.DAMAGED, FileUnreadable: FileFault.UNREADABLE,
}  # fmt: skip
FILE = StoredFile.__table__.c


@dataclass(frozen=True)
class LookedAt:
    """How many files this turn has compared, and how many were not as they were kept."""

    files: int
    faulty: int


def look_at_some(now: datetime) -> LookedAt:
    """Those that were not looked at for longest; each about once a month. Nothing is open while they are read."""
    found = {name: _fault_of(name) for name in _next(now)}
    if found:
        rows = [{"of": name, "at": now, "what": fault} for name, fault in found.items()]
        known = update(StoredFile.__table__).where(FILE.hash == bindparam("of"))
        with transaction():
            db.session.execute(known.values(checked_at=bindparam("at"), fault=bindparam("what")), rows)
    return LookedAt(len(found), sum(map(bool, found.values())))


def _next(now: datetime) -> list[str]:
    due = or_(
        FILE.checked_at.is_(None),
        FILE.checked_at < now - AGAIN_AFTER,
        FILE.checked_at > now + SKEW,
        (FILE.fault != "") & (FILE.checked_at < now - AGAIN_WHEN_FAULTY),
    )
    waiting = select(FILE.hash, FILE.size).where(due).order_by(FILE.checked_at.is_not(None), FILE.checked_at)
    names, room = list[str](), MOST_BYTES
    for name, size in db.session.execute(waiting.limit(MOST_FILES)).all():
        room -= size
        if names and room < 0:
            break
        names.append(name)
    db.session.rollback()
    return names


def _fault_of(name: str) -> str:
    try:
        file_store().get(name)
    except FileFaulty as faulty:
        return FAULTS[type(faulty)]
    return ""


def faulty_files() -> int:
    """How many stored files are known to be missing, damaged or unreadable."""
    return db.session.scalar(select(func.count()).where(FILE.fault != "")) or 0


def faulty_by_case() -> list[str]:
    """The first of them, by the case and the paper, for the administrator."""
    of_case = select(Case.number, Document.title, FILE.fault, FILE.hash).select_from(StoredFile.__table__)
    of_case = of_case.outerjoin(Document, Document.file_hash == FILE.hash).outerjoin(Case)
    rows = db.session.execute(of_case.where(FILE.fault != "").order_by(FILE.hash).limit(MOST_NAMED))
    return [
        f"{row.number} {row.title}（{WORDS[FileFault(row.fault)]}）" if row.number
        else f"{row.hash[:12]}（{WORDS[FileFault(row.fault)]}）"
        for row in rows
    ]  # fmt: skip
