"""A prepared database, as new for each test: a file copy on SQLite; on PostgreSQL what was written is taken back
(`rewinding`), or the template is copied (CREATE DATABASE … TEMPLATE)."""

import itertools
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from app import create_app, timekeeping
from app.branches import revisions
from app.casework.contract.process import Process
from app.database import db
from tests.support.rewinding import Rewinding
from tests.support.setting import worker_at_once
from tests.support.settings import settings_for

MEMORY = Path("/dev/shm")
ROOM_NEEDED = 1024**3  # bytes free before memory is preferred to the disk
_numbers = itertools.count(1)
_brought_up: dict[frozenset[str], bytes] = {}  # revisions at which an empty SQLite file stands → the file
_copy_of: dict[str, str] = {}  # database on the server → the template of which it is a copy


@dataclass(frozen=True)
class Prepared:
    """The application of this worker and the database that tests are copied from."""

    app: Flask
    instance: Path
    template: str
    url: str
    rewinding: Rewinding | None = None
    """On PostgreSQL, of the state in which the database was prepared."""

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    @property
    def file(self) -> Path:
        """Of the database, on SQLite."""
        return Path(self.url.removeprefix("sqlite:///"))


@contextmanager
def instance_folder() -> Iterator[Path]:
    """A folder for an instance, in memory where there is room: a commit waits for no disk, as on PostgreSQL here."""
    is_roomy = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM_NEEDED
    where = MEMORY if is_roomy else None
    with TemporaryDirectory(prefix="mingbai-tests-", dir=where, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def prepare(instance: Path, server_url: str | None, guests: Sequence[Process] = ()) -> Prepared:
    """Make the application and its template database with the small county."""
    if server_url is None:
        url, template = f"sqlite:///{instance / 'test.db'}", str(instance / "template.db")
    else:
        name = f"mingbai_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}_{next(_numbers)}"
        url, template = str(_renamed(server_url, name)), f"{name}_template"
        _admin(server_url, f'CREATE DATABASE "{name}"')
    app = create_app(settings_for(instance, url), guests=guests)
    with app.app_context():
        fill(app)
        db.session.remove()
        db.engine.dispose()
    rewinding = Rewinding(url) if server_url else None
    if rewinding:
        rewinding.keep()
    prepared = Prepared(app, instance, template, url, rewinding)
    _keep_as_template(prepared, server_url)
    return prepared


def fill(app: Flask) -> None:
    """All tables by the migrations, the diagrams and the small county."""
    from app.casework.acts.installation import settle_keys
    from app.cli.setup import deploy_all
    from tests.support.county import build

    bring_up()
    build()
    db.session.commit()
    settle_keys(timekeeping.now())
    deploy_all()


def bring_up() -> None:
    """All migrations; on SQLite each runs once in a process, and another database begins with the file they made."""
    file = Path(str(db.engine.url.database))
    ends = revisions()[1] if db.engine.dialect.name == "sqlite" else None
    known = max((stand for stand in _brought_up if ends and stand <= ends), key=len, default=None)
    if known:
        _let_go()
        file.write_bytes(_brought_up[known])
    if not ends or known != ends:
        upgrade(revision="heads")
    if ends:
        _let_go()
        _brought_up[ends] = file.read_bytes()


def _renamed(server_url: str, name: str) -> str:
    return sa.make_url(server_url).set(database=name).render_as_string(hide_password=False)


def _admin(server_url: str, *statements: str) -> None:
    engine = sa.create_engine(server_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def _keep_as_template(prepared: Prepared, server_url: str | None) -> None:
    if server_url is None:
        shutil.copy(prepared.file, prepared.template)
    else:
        name = sa.make_url(prepared.url).database
        _admin(server_url, f'CREATE DATABASE "{prepared.template}" TEMPLATE "{name}"')


def allow_connections(server_url: str, name: str | None, is_allowed: bool) -> None:
    """Shut a database of the server to everybody, or open it again."""
    _admin(server_url, f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS {str(is_allowed).lower()}')


def only_read(server_url: str, name: str | None, is_closed: bool) -> None:
    """A database of the server takes no writes of connections that come, as on a replica; or takes them again."""
    _admin(
        server_url, f'ALTER DATABASE "{name}" SET default_transaction_read_only = {str(is_closed).lower()}'
    )


@contextmanager
def empty(server_url: str | None) -> Iterator[str | None]:
    """A database on the server with nothing in it, dropped afterwards; None where SQLite makes its own file."""
    if server_url is None:
        yield None
        return
    name = f"mingbai_empty_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}_{next(_numbers)}"
    _admin(server_url, f'CREATE DATABASE "{name}"')
    try:
        yield _renamed(server_url, name)
    finally:
        _admin(server_url, f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def fresh(prepared: Prepared) -> Iterator[Flask]:
    """The application on a database as it was prepared; its letters are set at once."""
    with prepared.app.app_context():
        back_to(prepared)
    with worker_at_once(prepared.app):
        yield prepared.app
    with prepared.app.app_context():
        _let_go()


@contextmanager
def kept(prepared: Prepared) -> Iterator[Prepared]:
    """The database as it stands now, to come back to (`back_to`) while this lasts."""
    stage = replace(prepared, template=f"{prepared.template}_{next(_numbers)}", rewinding=None)
    server_url = None if prepared.is_sqlite else os.environ["TEST_DATABASE_URL"]
    _let_go()
    _keep_as_template(stage, server_url)
    try:
        yield stage
    finally:
        _let_go()
        if server_url is None:
            Path(stage.template).unlink()
        else:
            _admin(server_url, f'DROP DATABASE "{stage.template}" WITH (FORCE)')


def back_to(stage: Prepared) -> None:
    """The database is again as it was kept. Inside an application context."""
    _let_go()
    _restore(stage)


def _let_go() -> None:
    db.session.remove()
    db.engine.dispose()


def _restore(prepared: Prepared) -> None:
    if prepared.is_sqlite:
        path = prepared.file
        for leftover in path.parent.glob(path.name + "-*"):
            leftover.unlink()
        path.unlink(
            missing_ok=True
        )  # a connection that somebody still holds keeps the old file and spoils no new one
        shutil.copy(prepared.template, path)
        return
    server_url = os.environ["TEST_DATABASE_URL"]
    name = str(sa.make_url(prepared.url).database)
    if prepared.rewinding and _copy_of.get(name) == prepared.template and prepared.rewinding.rewind():
        return
    _admin(server_url, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)',
           f'CREATE DATABASE "{name}" TEMPLATE "{prepared.template}"')  # fmt: skip
    _copy_of[name] = prepared.template
    if prepared.rewinding:
        prepared.rewinding.copied()
