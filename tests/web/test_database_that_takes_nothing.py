"""A database that is full, or can only be read: told in words and in the form of the caller, undone, over by itself."""

import os
import resource
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select, text

from app import health
from app.casework.models import Case
from app.database import db, is_sqlite
from app.scheduler import runner
from app.scheduler.jobs import Line
from app.timekeeping import moved_to
from tests.api.caller import Caller
from tests.support import databases
from tests.support.county import PASSWORD
from tests.support.crashes import FINISHED, in_child
from tests.support.office import APPLICATION, MORNING

pytestmark = pytest.mark.database
NO_ROOM = 500  # bytes that a file may have; every file of ours has more
FULL = "磁盘已满，暂时不能保存"
NO_PAGE = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$
"""
GUARDED = ("audit_entry", "job_heartbeat")


def connections_anew():
    db.session.remove()
    db.engine.dispose()


@contextmanager
def full(app):
    """The disk of the database has no room: of this process on SQLite, of the server on PostgreSQL."""
    if is_sqlite():
        resource.setrlimit(resource.RLIMIT_FSIZE, (NO_ROOM, resource.RLIM_INFINITY))
        yield
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        return
    with db.engine.begin() as connection:
        connection.execute(text(NO_PAGE))
        for table in GUARDED:
            connection.execute(
                text(f"CREATE TRIGGER room BEFORE INSERT ON {table} EXECUTE FUNCTION no_room()")
            )
    yield
    connections_anew()
    with db.engine.begin() as connection:
        connection.execute(text("DROP FUNCTION no_room() CASCADE"))


@contextmanager
def only_read(app):
    """Each connection that comes is told that nothing is written."""
    connections_anew()
    if is_sqlite():
        engine = db.engine

        def close(connection, _record):
            connection.execute("PRAGMA query_only = ON")

        event.listen(engine, "connect", close)
        yield
        event.remove(engine, "connect", close)
    else:
        server, name = os.environ["TEST_DATABASE_URL"], db.engine.url.database
        databases.only_read(server, name, True)
        yield
        databases.only_read(server, name, False)
    connections_anew()


def apply(app):
    return Caller(app.test_client()).call("POST", "/public/requests", json=APPLICATION)


def sign_in(app, **headers):
    with moved_to(MORNING):
        typed = {"login": "clerk", "password": PASSWORD}
        return app.test_client().post("/signin", data=typed, headers=headers)


def number_of_cases():
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Case))


@pytest.mark.parametrize("trouble", [full, only_read])
def test_it_is_told_to_programs_pages_and_parts_of_pages_and_ends_by_itself(app, monkeypatch, trouble):
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    def attack():
        before = number_of_cases()
        with trouble(app):
            call, page = apply(app), sign_in(app)
            part = sign_in(app, **{"HX-Request": "true"})
            assert (call.status_code, call.json["code"], call.json["message"]) == (503, "unavailable", FULL)
            assert {answer.status_code for answer in (page, part)} == {503}
            assert "<title>" in page.text
            assert "<title>" not in part.text
            assert all(FULL in answer.text for answer in (page, part))
            assert {answer.headers["Retry-After"] for answer in (call, page, part)} == {"60"}
            assert app.test_client().get("/").status_code == 200, "what only reads goes on"
        assert number_of_cases() == before
        assert apply(app).status_code == 201
        assert sign_in(app).status_code == 302
        assert number_of_cases() == before + 1

    assert in_child(attack) == FINISHED


@pytest.mark.parametrize("trouble", [full, only_read])
def test_the_monitor_hears_that_the_jobs_write_nothing(app, monkeypatch, trouble):
    def checks(**later):
        db.session.rollback()  # the test's context is that of the call as well, and its reading would go on
        with moved_to(MORNING + timedelta(**later)):
            return app.test_client().get("/readyz").json["checks"]

    def tick(**later):
        with moved_to(MORNING + timedelta(**later)):
            for line in Line:
                runner.tick(app, line)

    def attack():
        tick()
        assert checks()["jobs"] is True
        with trouble(app):
            tick(minutes=6)
            assert checks(minutes=6)["jobs"] is False
        tick(minutes=7)
        assert checks(minutes=7)["jobs"] is True

    assert in_child(attack) == FINISHED


def test_the_monitor_hears_of_a_full_disk_and_of_one_with_little_room(app, monkeypatch):
    def attack():
        assert health._files()
        resource.setrlimit(resource.RLIMIT_FSIZE, (NO_ROOM, resource.RLIM_INFINITY))
        answer = app.test_client().get("/readyz")
        assert (answer.status_code, answer.json["checks"]["files"]) == (503, False)

    assert in_child(attack) == FINISHED
    assert app.test_client().get("/readyz").json["checks"]["files"] is True
    monkeypatch.setattr(health, "LEAST_FREE", 2**60)  # as if the disk were so much larger
    assert app.test_client().get("/readyz").json["checks"]["files"] is False
