"""Whether the office can serve is told to everybody; the figures of /metrics are for the monitor alone."""

import os
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from app import timekeeping
from app.casework.models import Installation, JobHeartbeat
from app.database import db, is_sqlite
from app.scheduler.jobs import JOBS
from tests.support import databases
from tests.support.office import MORNING

pytestmark = pytest.mark.database
CHECKS = ("files", "database", "schema", "restore", "clock", "jobs", "backup", "stored_files", "outbox")
TOKEN = "0f5c9a7be4d2418896b1c3d7"


def ask(client, token: str = "", peer: str = "127.0.0.1", **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if token:
        named["Authorization"] = f"Bearer {token}"
    return client.get("/metrics", headers=named, environ_overrides={"REMOTE_ADDR": peer})


@pytest.mark.parametrize("token", ["", TOKEN, "x"])
def test_without_a_token_in_the_settings_it_is_closed_also_on_loopback(client, token):
    assert ask(client, token).status_code == 404


def test_the_monitor_brings_its_token_from_wherever_it_calls(client, monkeypatch):
    monkeypatch.setitem(client.application.config, "METRICS_TOKEN", TOKEN)
    for peer in ("127.0.0.1", "198.51.100.1"):
        answer = ask(client, TOKEN, peer)
        assert answer.status_code == 200
        assert "mingbai_overdue_cases" in answer.text


@pytest.mark.parametrize("token", ["", "x", TOKEN[:-1], TOKEN + "0", "日志"])
def test_another_token_and_a_forged_address_open_nothing(client, monkeypatch, token):
    monkeypatch.setitem(client.application.config, "METRICS_TOKEN", TOKEN)
    assert ask(client, token.encode().decode("latin-1"), X_Forwarded_For="127.0.0.1").status_code == 404


def beat(at, *names):
    with db.engine.begin() as connection:
        for name in names:
            connection.execute(JobHeartbeat.__table__.insert().values(name=name, succeeded_at=at, detail=""))


def test_every_job_of_a_tick_must_have_run_of_late_and_none_in_the_future(client):
    with timekeeping.moved_to(MORNING):
        beat(MORNING, *JOBS)
        assert client.get("/readyz").json["checks"] == dict.fromkeys(CHECKS, True)
    with timekeeping.moved_to(MORNING + timedelta(minutes=6)):
        assert unready(client) == ["jobs"]
    with timekeeping.moved_to(MORNING - timedelta(days=400)):
        assert unready(client) == ["clock", "jobs"]


def unready(client):
    answer = client.get("/readyz")
    assert answer.status_code == 503
    return sorted(name for name, is_good in answer.json["checks"].items() if not is_good)


def test_each_job_that_is_dead_is_told_whichever_it_is(client):
    """Those of every tick within minutes, the daily ones within a day and two hours."""
    beat(MORNING, *JOBS)
    for job in JOBS.values():
        quiet = timedelta(hours=26, minutes=1) if job.daily_at else timedelta(minutes=6)
        set_beats(MORNING + quiet)
        with timekeeping.moved_to(MORNING + quiet):
            assert client.get("/readyz").json["checks"]["jobs"] is True, job.name
            set_beats(MORNING, job.name)
            assert client.get("/readyz").json["checks"]["jobs"] is False, job.name


def set_beats(at, *names):
    db.session.rollback()
    table = JobHeartbeat.__table__
    with db.engine.begin() as connection:
        connection.execute(table.update().where(table.c.name.in_(names or JOBS)).values(succeeded_at=at))


def installed(at):
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.execute(Installation.__table__.delete())
        connection.execute(Installation.__table__.insert().values(id=1, key_checks={}, recorded_at=at))


def told_of_backup(client):
    """The check of /readyz, and the age in /metrics."""
    answer, start = ask(client, TOKEN).text, 'mingbai_job_age_seconds{job="backup"} '
    ages = [float(line.removeprefix(start)) for line in answer.splitlines() if line.startswith(start)]
    return client.get("/readyz").json["checks"]["backup"], ages


def test_a_backup_that_is_not_made_is_told_once_it_has_a_folder(client, monkeypatch):
    config, day = client.application.config, 24 * 60 * 60
    monkeypatch.setitem(config, "METRICS_TOKEN", TOKEN)
    monkeypatch.setitem(config, "BACKUP_FOLDER", "")
    installed(MORNING - timedelta(days=2))
    with timekeeping.moved_to(MORNING):
        assert told_of_backup(client) == (True, []), "who makes backups in another way"
        monkeypatch.setitem(config, "BACKUP_FOLDER", "/backups")
        assert told_of_backup(client) == (False, [2 * day]), "never made"
        installed(MORNING - timedelta(days=1))
        assert told_of_backup(client) == (True, [day]), "the first night is not over"
        db.session.rollback()
        beat(MORNING - timedelta(hours=25), "backup")
        assert told_of_backup(client) == (True, [25 * 60 * 60])
    with timekeeping.moved_to(MORNING + timedelta(hours=2)):
        assert told_of_backup(client) == (False, [27 * 60 * 60])


def test_a_file_store_that_cannot_be_written_is_told(client, monkeypatch, tmp_path):
    monkeypatch.setitem(client.application.config, "FILES_FOLDER", tmp_path / "gone" / "files")
    assert "files" in unready(client)


def test_a_database_that_does_not_answer_is_told_in_the_form_of_the_caller(app, monkeypatch):
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    client = app.test_client()
    with unreachable(app):
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json["checks"]["database"]) == (503, False)
        assert client.post("/signin", data={"login": "clerk", "password": "x"}).status_code == 503
        call = client.get("/api/v1/organs")
    assert (call.status_code, call.json["code"]) == (503, "unavailable")
    assert "暂时不能使用" in call.json["message"]
    assert call.headers["Retry-After"] == "60"
    assert client.get("/api/v1/organs").status_code == 200  # by itself


@contextmanager
def unreachable(app):
    """The database is away for a while: its file moved, its connections refused."""
    db.session.remove()
    db.engine.dispose()
    if is_sqlite():
        place = Path(db.engine.url.database)
        away = place.with_name("away")
        place.rename(away)
        place.mkdir()
        yield
        place.rmdir()
        away.rename(place)
        return
    name, server = db.engine.url.database, os.environ["TEST_DATABASE_URL"]
    databases.allow_connections(server, name, False)
    yield
    databases.allow_connections(server, name, True)
