"""The sweeper of files without a row: what a crash between writing and commit has left in the file store."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import select, union

from app.casework.acts.commands import transaction
from app.casework.models import IssuedLetter, OrganSeal, StoredFile
from app.casework.store.files import file_store
from app.casework.store.keeping import keep_writers_out
from app.database import db
from app.office.models import OrgUnit

CLAIMS = (StoredFile.hash, OrganSeal.file_hash, OrgUnit.seal_hash, IssuedLetter.seal_hash)
"""Every column that names a file of the store by itself; papers name it through `stored_file`."""
AT_ONCE = 200  # files looked at under one lock


@dataclass
class Swept:
    """How many files went, and their bytes."""

    files: int = 0
    size: int = 0


def sweep_unclaimed(older_than: datetime) -> Swept:
    """Remove the files that no row names and that were last kept before this instant."""
    swept, names = Swept(), file_store().names_kept_before(older_than)
    while batch := list(islice(names, AT_ONCE)):
        if unclaimed := _without_row(batch):
            _remove(unclaimed, older_than, swept)
    return swept


def _remove(names: list[str], older_than: datetime, swept: Swept) -> None:
    """Look once more, with no writer about: the same bytes may just have been kept again."""
    with transaction():
        keep_writers_out()
        for name in _without_row(names):
            if size := file_store().remove_kept_before(name, older_than):
                swept.files += 1
                swept.size += size


def _without_row(names: list[str]) -> list[str]:
    claims = (select(column.label("name")).where(column.in_(names)) for column in CLAIMS)
    claimed = set(db.session.scalars(union(*claims)))
    return [name for name in names if name not in claimed]
