"""A database that takes connections and says nothing is told as one that is away, in seconds, and stops no probe."""

import shutil
import socket
import time

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app import create_app
from app.database import db, engine_options, is_sqlite
from app.office.secrets import FILE
from app.postgresql import PATIENCE, POOL_SECONDS
from app.start import check_before_serving
from app.web.outage import AWAY, BUSY, words_of_outage
from tests.support.settings import settings_for

ADDRESS = "postgresql+psycopg://m:x@127.0.0.1:{}/m{}"
SLACK = 15  # seconds of a busy machine, beside those that are waited


@pytest.fixture
def silent():
    """A listener on loopback: the kernel takes every connection, and nobody ever answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        yield listener.getsockname()[1]


@pytest.fixture
def cut_off(silent, prepared, tmp_path):
    """An office whose database has fallen silent."""

    def make(more=""):
        shutil.copy(prepared.instance / FILE, tmp_path / FILE)
        shown = {"PROPAGATE_EXCEPTIONS": False}  # as in production
        return create_app(settings_for(tmp_path, ADDRESS.format(silent, more)) | shown)

    return make


def asked(application, path):
    began = time.monotonic()
    return application.test_client().get(path), time.monotonic() - began


def test_a_page_says_that_the_database_is_away_within_seconds(cut_off):
    answer, seconds = asked(cut_off(), "/progress/LF-2026-0001")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert AWAY in answer.text
    assert seconds < PATIENCE["connect_timeout"] + SLACK


def test_the_server_starts_without_it_and_tells_probes_what_is_the_matter(cut_off):
    application = cut_off("?connect_timeout=2")
    check_before_serving(application)
    ready, seconds = asked(application, "/readyz")
    assert (ready.status_code, ready.json["checks"]["database"]) == (503, False)
    assert seconds < 2 + SLACK
    live, seconds = asked(application, "/healthz")
    assert live.status_code == 200
    assert seconds < 2
    assert asked(application, "/")[0].status_code == 503


def test_what_the_address_says_stands_in_place_of_ours():
    ours = engine_options(ADDRESS.format(5432, ""))
    assert PATIENCE.items() <= ours["connect_args"].items()
    assert ours["pool_timeout"] == POOL_SECONDS
    told = engine_options(ADDRESS.format(5432, "?connect_timeout=9&tcp_user_timeout=0"))["connect_args"]
    assert told.keys() & {"connect_timeout", "tcp_user_timeout"} == set()
    assert told["keepalives_count"] == PATIENCE["keepalives_count"]


def test_no_connection_of_our_own_that_is_free_is_told_as_that():
    assert words_of_outage(PoolTimeout()) == AWAY


def limits(application):
    names = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
    with application.app_context():
        found = [db.session.scalar(sa.text(f"SHOW {name}")) for name in names]
        db.session.remove()
        db.engine.dispose()
    return found


@pytest.mark.database
def test_pages_wait_for_a_lock_and_a_statement_in_seconds_and_commands_as_long_as_it_takes(app, tmp_path):
    if is_sqlite():
        pytest.skip("SQLite: the turn to write and busy_timeout")
    url = sa.make_url(app.config["SQLALCHEMY_DATABASE_URI"]).render_as_string(hide_password=False)
    shutil.copy(app.config["INSTANCE"] / FILE, tmp_path / FILE)
    more = "&" if "?" in url else "?"
    serving = create_app(settings_for(tmp_path, f"{url}{more}options=-c%20lock_timeout%3D50"))
    assert limits(serving) == ["50ms", "0", "0"]
    check_before_serving(serving)
    assert limits(serving) == ["50ms", "30s", "3min"]
    with serving.app_context():
        lock = sa.text("SELECT pg_advisory_xact_lock(71)")
        with db.engine.connect() as one, db.engine.connect() as other:
            one.execute(lock)
            with pytest.raises(OperationalError) as late:
                other.execute(lock)
        assert words_of_outage(late.value) == BUSY
        db.engine.dispose()
