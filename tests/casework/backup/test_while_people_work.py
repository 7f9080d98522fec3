"""A backup is of one moment, though others write all the time: what it has fits together, the rest came later."""

import os
from select import select as readable

import pytest
from sqlalchemy import func, select

from app import timekeeping
from app.casework.acts import audit
from app.casework.backup.archive import Reading
from app.casework.backup.restoring import restore
from app.casework.backup.taking import take
from app.casework.models import AuditEntry, Case, ClockEvent, StoredFile, WorkItem
from app.casework.store.files import file_store
from app.database import db, is_sqlite
from tests.support.crashes import FINISHED, start_child, wait_for
from tests.support.databases import bring_up
from tests.support.office import Office
from tests.support.passphrase import PASSPHRASE

pytestmark = pytest.mark.database
WRITERS, BACKUPS = 2, 2


def works_until_told(end):
    """Request after request, until the other end of the pipe is closed."""

    def work():
        office = Office()
        while not readable([end], [], [], 0)[0]:
            office.apply()
        return FINISHED

    return work


def cases():
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Case))


def take_while_others_write(worked, folder):
    """Backups, each with the number of cases just before and just after it."""
    end, told = os.pipe()
    db.session.rollback()
    db.engine.dispose()
    writers = [start_child(lambda: (os.close(told), works_until_told(end)())[1]) for _ in range(WRITERS)]
    taken = []
    for number in range(BACKUPS):
        first = cases()
        while cases() == first:  # they are at it
            pass
        before = cases()
        file = take(folder / f"{number}.tar", worked.config["INSTANCE"], timekeeping.now(), PASSPHRASE).file
        taken.append((file, before, cases()))
    os.close(told)
    assert [wait_for(pid) for pid in writers] == [FINISHED] * WRITERS
    return taken


def fits_together(least, most):
    """No row of an act is there without the others, the chain is whole, every file that a row names is there."""
    numbers = db.session.scalars(select(Case.number).order_by(Case.number)).all()
    assert least <= len(numbers) <= most
    assert numbers == [f"LF-2026-{number:04}" for number in range(1, len(numbers) + 1)]
    for each in (ClockEvent, WorkItem):
        without = select(Case.id).where(Case.id.not_in(select(each.case_id)))
        assert db.session.scalars(without).all() == [], each
    assert audit.verify() is None
    received = select(func.count(AuditEntry.case_id.distinct()))
    assert db.session.scalar(received) == len(numbers)
    for stored in db.session.scalars(select(StoredFile)):
        assert len(file_store().get(stored.hash)) == stored.size


def test_backups_under_writing_are_each_of_one_moment(worked, empty, tmp_path):
    taken = take_while_others_write(worked, tmp_path)
    assert any(after > before for _file, before, after in taken), "somebody wrote meanwhile"
    for file, _before, _after in taken:
        with Reading(file) as reading:
            assert (reading.manifest["missing"], reading.manifest["damaged"]) == ([], [])
    file, before, after = taken[-1]
    other, folder = empty("moment", on_the_server=not is_sqlite())
    with other.app_context():
        restore(file, folder, timekeeping.now(), bring_up, PASSPHRASE)
        fits_together(before, after)
        db.session.remove()
        db.engine.dispose()
