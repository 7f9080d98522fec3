"""Both libraries of SQLite: the wheel where it is there, else Python's own; each with the journal safe on it."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib.util import find_spec

import pytest
import sqlalchemy as sa

from app import create_app
from app.casework.acts.commands import transaction
from app.casework.models import JobHeartbeat
from app.database import db, engine_options
from app.sqlite import LIBRARY, WHEEL, choose, configure, journal_mode, wal_is_safe
from tests.support.settings import settings_for

LIBRARIES = sorted({sqlite3, LIBRARY}, key=lambda module: module.__name__)
OPENS = """
import sys
from app.sqlite import LIBRARY, configure
for _ in range(20):
    connection = LIBRARY.connect(sys.argv[1])
    configure(connection)
    assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1,)
    connection.close()
"""


@pytest.mark.parametrize(
    ("version", "is_safe"),
    [((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 45, 0), False), ((3, 50, 6), False),
     ((3, 50, 7), True), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 53, 4), True), ((4, 0, 0), True)],
)  # fmt: skip
def test_wal_only_without_the_defect(version, is_safe, monkeypatch):
    monkeypatch.delenv("MINGBAI_SQLITE_JOURNAL", raising=False)
    assert wal_is_safe(version) is is_safe
    assert journal_mode(version) == ("WAL" if is_safe else "DELETE")


def test_an_administrator_may_ask_for_another_journal(monkeypatch):
    monkeypatch.setenv("MINGBAI_SQLITE_JOURNAL", "TRUNCATE")
    assert journal_mode((3, 53, 4)) == "TRUNCATE"


def test_the_wheel_is_taken_where_it_is_there_and_nobody_asks_otherwise():
    assert choose("system") is sqlite3
    assert choose("").__name__.partition(".")[0] == (WHEEL if find_spec(WHEEL) else "sqlite3")


@pytest.mark.skipif(not find_spec(WHEEL), reason="no wheel for this machine")
def test_the_wheel_brings_a_library_on_which_wal_is_safe():
    assert wal_is_safe(choose("").sqlite_version_info)


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda module: module.__name__)
def test_connections_of_either_library_are_set_up(library, tmp_path):
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'one.db'}", module=library)
    with engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
        }
    engine.dispose()
    expected = {"synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 20_000}
    assert found == {"journal_mode": journal_mode(library.sqlite_version_info).lower(), **expected}


def test_a_database_goes_from_one_library_to_the_other_and_back(tmp_path):
    file = tmp_path / "moving.db"
    for number, library in enumerate((sqlite3, LIBRARY, sqlite3)):
        with closing(library.connect(file)) as connection:
            configure(connection)
            connection.execute("CREATE TABLE IF NOT EXISTS kept (number INTEGER)")
            connection.execute("INSERT INTO kept VALUES (?)", [number])
            assert connection.execute("SELECT count(*) FROM kept").fetchone() == (number + 1,)


def test_many_processes_at_once_change_the_journal_of_an_older_database(tmp_path):
    file = tmp_path / "older.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript("CREATE TABLE kept (number INTEGER); INSERT INTO kept VALUES (1);")
    started = [subprocess.Popen([sys.executable, "-c", OPENS, str(file)]) for _ in range(4)]
    assert [process.wait(timeout=60) for process in started] == [0] * 4


def test_the_office_works_on_the_library_of_the_system(prepared, tmp_path):
    if not prepared.is_sqlite:
        pytest.skip("PostgreSQL")
    shutil.copy(prepared.template, tmp_path / "office.db")
    shutil.copy(prepared.instance / "secrets.json", tmp_path / "secrets.json")
    own = {"SQLALCHEMY_ENGINE_OPTIONS": {"module": sqlite3}}
    app = create_app(settings_for(tmp_path, f"sqlite:///{tmp_path / 'office.db'}") | own)
    with app.app_context():
        with transaction():
            db.session.add(JobHeartbeat(name="own", detail="written"))
        assert db.session.get_one(JobHeartbeat, "own").detail == "written"
        mode = db.session.scalar(sa.text("PRAGMA journal_mode"))
        version = db.session.scalar(sa.text("SELECT sqlite_version()"))
        db.session.remove()
        db.engine.dispose()
    assert (version, mode) == (sqlite3.sqlite_version, journal_mode(sqlite3.sqlite_version_info).lower())


class TestStatementsOfPostgresql:
    def options_for(self, more="", **environment):
        return engine_options(f"postgresql+psycopg://a:b@host/office{more}")["connect_args"]["options"]

    def test_neither_compiler_nor_helpers(self, monkeypatch):
        monkeypatch.delenv("PGOPTIONS", raising=False)
        assert self.options_for() == "-c jit=off -c max_parallel_workers_per_gather=0"

    def test_options_of_the_address_are_kept_and_prevail(self):
        assert self.options_for("?options=-c%20jit%3Don%20-c%20statement_timeout%3D9000").endswith(
            "max_parallel_workers_per_gather=0 -c jit=on -c statement_timeout=9000"
        )

    def test_options_of_the_environment_are_kept(self, monkeypatch):
        monkeypatch.setenv("PGOPTIONS", "-c lock_timeout=5000")
        assert self.options_for().endswith("-c lock_timeout=5000")

    @pytest.mark.database
    def test_the_server_knows(self, app):
        if db.engine.dialect.name == "postgresql":
            names = ("jit", "max_parallel_workers_per_gather")
            assert [db.session.scalar(sa.text(f"SHOW {name}")) for name in names] == ["off", "0"]
        else:
            assert set(engine_options(str(db.engine.url))["connect_args"]) == {"cached_statements"}


def test_a_house_without_the_wheel_starts_on_the_library_of_the_system():
    said = subprocess.run(
        [sys.executable, "-c", "from app.sqlite import LIBRARY; print(LIBRARY.__name__)"],
        env={"MINGBAI_SQLITE": "system"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout.strip() == "sqlite3"
