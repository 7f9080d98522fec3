"""A backup and a restore that die by kill -9: no file that looks like a backup, and never half an office."""

import os
import signal
from datetime import timedelta

import pytest
from flask_migrate import upgrade
from sqlalchemy import event, select
from sqlalchemy.engine import Engine

from app import timekeeping
from app.casework.acts.installation import is_in_use
from app.casework.backup.restoring import restore
from app.casework.backup.taking import take
from app.casework.models import Case
from app.database import db, is_sqlite
from tests.support.crashes import FINISHED, die_at_statement, in_child
from tests.support.passphrase import PASSPHRASE
from tests.support.starts import invoke, refusal_of

pytestmark = pytest.mark.database
STATEMENTS = (1, 40, 90)  # at the beginning, among the tables, near the end


def backup_into(folder, app, name="mingbai-20260301-020000.tar"):
    return take(folder / name, app.config["INSTANCE"], timekeeping.now(), PASSPHRASE)


def test_a_backup_that_is_killed_is_no_file_and_its_remnants_go_with_the_next_day(worked, tmp_path):
    db.session.rollback()
    for number in STATEMENTS:
        assert in_child(lambda: backup_into(tmp_path, worked), die_at=number) == -signal.SIGKILL
        assert list(tmp_path.glob("mingbai-*.tar")) == []
    beside = worked.config["INSTANCE"]
    left = [*tmp_path.glob(".mingbai-*"), *beside.glob(".backup-*")]
    assert len(left) > 1 or not is_sqlite()
    long_ago = (timekeeping.now() - timedelta(days=2)).timestamp()
    for path in left:
        os.utime(path, (long_ago, long_ago))
    assert backup_into(tmp_path, worked, "mingbai-20260302-020000.tar").faulty == []
    assert [*tmp_path.glob(".mingbai-*"), *beside.glob(".backup-*")] == []


def die_before_a_commit():
    @event.listens_for(Engine, "commit")
    def _die(_connection):
        os.kill(os.getpid(), signal.SIGKILL)


def die_among_migrations():
    die_at_statement(STATEMENTS[-1])
    upgrade(revision="heads")


def looks_like_no_good_office(application):
    """Nothing starts on it, nothing is set up in it, and it says why and what to do."""
    assert "恢复没有完成" in refusal_of(application)
    answer = invoke(application, "setup", "--no-demo")
    assert (answer.exit_code, len(answer.stderr.strip().splitlines())) == (1, 1)
    assert "请重新运行 flask restore" in answer.stderr
    ready = application.test_client().get("/readyz")
    assert (ready.status_code, ready.json["checks"]["restore"]) == (503, False)
    db.session.remove()
    assert not is_in_use()


def test_a_restore_that_is_killed_leaves_no_office_and_the_next_one_is_whole(worked, empty, tmp_path):
    numbers = db.session.scalars(select(Case.number)).all()
    file = backup_into(tmp_path, worked).file
    application, folder = empty("target", on_the_server=not is_sqlite())

    def killed(prepare):
        """The tables are made; then the process dies where it is told to."""

        def make_tables():
            upgrade(revision="heads")
            prepare()

        return in_child(lambda: restore(file, folder, timekeeping.now(), make_tables, PASSPHRASE))

    with application.app_context():
        assert (
            in_child(lambda: restore(file, folder, timekeeping.now(), die_among_migrations, PASSPHRASE))
            == -signal.SIGKILL
        )
        assert "恢复没有完成" in refusal_of(application)
        for prepare in (*(lambda n=n: die_at_statement(n) for n in STATEMENTS), die_before_a_commit):
            assert killed(prepare) == -signal.SIGKILL
            assert not is_in_use()
            looks_like_no_good_office(application)
            db.session.remove()
            db.engine.dispose()
        assert killed(lambda: None) == FINISHED
        assert db.session.scalars(select(Case.number)).all() == numbers
        assert application.test_client().get("/readyz").json["checks"]["restore"] is True
        db.session.remove()
