"""Reading a backup takes minutes: an office that is founded in them is not overwritten, nor left with a mark."""

from types import SimpleNamespace

import pytest
from flask_migrate import upgrade
from sqlalchemy import select, text

from app import half_restored
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import perform
from app.casework.administration.founding import FirstOrgan, found_office
from app.casework.backup.archive import Reading
from app.casework.backup.errors import NotEmpty
from app.casework.backup.restoring import FILLED_BY_MIGRATIONS, restore
from app.casework.backup.rows import tables
from app.casework.models import AuditEntry
from app.database import db, is_sqlite
from app.office.models import OrgUnit, Person
from app.office.secrets import FILE
from app.office.vocabulary import UnitKind
from tests.support.office import MORNING
from tests.support.passphrase import PASSPHRASE
from tests.support.starts import flask, invoke

pytestmark = pytest.mark.database
FOUNDING = (
    "setup", "--no-demo", "--organ", "AA", "--organ-name", "某某市人民政府", "--administrator", "zhangsan:张三",
    "--security-administrator", "lisi:李四", "--auditor", "wangwu:王五",
)  # fmt: skip


@pytest.fixture
def backup_file(worked, tmp_path, passphrase):
    file = tmp_path / "whole.tar"
    answer = invoke(worked, "backup", str(file), "--passphrase-file", str(passphrase))
    assert answer.exit_code == 0, answer.output
    db.session.rollback()
    return file


def test_an_office_that_another_terminal_founds_while_the_backup_is_read_stays(
    backup_file, empty, passphrase, monkeypatch
):
    target, folder = empty("target", on_the_server=not is_sqlite())
    read = Reading.check

    def read_and_meanwhile(reading, key):
        read(reading, key)
        where = SimpleNamespace(url=target.config["SQLALCHEMY_DATABASE_URI"])
        founded = flask(where, folder, *FOUNDING)
        assert founded.returncode == 0, founded.stderr

    monkeypatch.setattr(Reading, "check", read_and_meanwhile)

    answer = invoke(target, "restore", str(backup_file), "--passphrase-file", str(passphrase))

    assert answer.exit_code == 2, answer.output
    assert "已有数据" in answer.stderr
    with target.app_context():
        assert sorted(db.session.scalars(select(Person.login))) == ["lisi", "wangwu", "zhangsan"]
        assert db.session.scalar(select(AuditEntry.sequence).where(AuditEntry.tag == "unit.opened"))
        db.session.remove()
        assert not half_restored.is_half_restored()


def test_one_that_is_founded_at_the_last_moment_stays_with_its_keys_and_without_a_mark(backup_file, empty):
    target, folder = empty("target", on_the_server=not is_sqlite())
    before = (folder / FILE).read_bytes()

    def made_and_founded():
        upgrade(revision="heads")
        organ = FirstOrgan("AA", "某某市人民政府", UnitKind.COUNTY)
        perform(found_office, actor=SYSTEM, now=MORNING, organ=organ, accounts=[])

    with target.app_context():
        with pytest.raises(NotEmpty):
            restore(backup_file, folder, MORNING, made_and_founded, PASSPHRASE)
        assert db.session.scalars(select(OrgUnit.code)).all() == ["AA"]
        db.session.remove()
        assert not half_restored.is_half_restored()
        assert (folder / FILE).read_bytes() == before
        assert not any(path.is_file() for path in (folder / "files").rglob("*"))


def test_only_what_migrations_fill_gives_way(app, empty):
    target, _folder = empty("fresh", on_the_server=not is_sqlite())
    with target.app_context():
        upgrade(revision="heads")
        with db.engine.connect() as connection:
            filled = {
                table.name
                for table in tables(connection)
                if connection.scalar(text(f'SELECT count(*) FROM "{table.name}"'))
            }
        assert filled == FILLED_BY_MIGRATIONS
