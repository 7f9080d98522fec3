"""A start on a database older or newer than the program, or in the middle of its upgrade."""

import os
import shutil
import signal
import subprocess
import sys

import pytest
from sqlalchemy import text

from app import create_app, schema
from app.database import db
from app.office.secrets import FILE
from app.start import check_before_serving
from app.upgrading import is_upgrading, upgrading
from tests.support.crashes import in_child
from tests.support.settings import settings_for
from tests.support.starts import ROOT, invoke, refusal_of
from tests.support.statements import counted

pytestmark = pytest.mark.database


def record_revision(*revisions):
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
        for revision in revisions:
            connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision})


def test_an_older_database_is_refused_with_both_revisions_and_what_to_run(app):
    needed = schema.recorded_revisions()
    record_revision("0001")
    sentence = refusal_of(app)
    assert "0001" in sentence
    assert all(one in sentence for one in needed)
    assert "flask setup" in sentence


def test_a_newer_database_is_refused_also_by_setup(app):
    record_revision("9999")
    assert "程序比数据库旧" in refusal_of(app)
    answer = invoke(app, "setup", "--no-demo")
    assert answer.exit_code == 1
    assert "程序比数据库旧" in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1


def test_the_check_of_the_schema_is_one_statement(app):
    db.session.rollback()
    schema.refuse_other_schema()
    with counted() as statements:
        schema.refuse_other_schema()
    assert [one for one in statements if not one.startswith("BEGIN")] == [
        "SELECT version_num FROM alembic_version"
    ]


def test_an_upgrade_under_a_running_process_makes_it_not_ready(client, app):
    assert client.get("/readyz").json["checks"]["schema"] is True
    record_revision("9999")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json["checks"]["schema"] is False


def web_server(prepared, folder):
    environment = {
        **os.environ, "MINGBAI_INSTANCE": str(folder), "DATABASE_URL": prepared.url, "PORT": "0",
        "WEB_CONCURRENCY": "1", "HOST": "127.0.0.1",
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "--bind", "127.0.0.1:0", "wsgi:app"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_a_web_server_on_a_newer_database_ends_and_says_why(app, prepared):
    record_revision("9999")
    ended = web_server(prepared, prepared.instance)
    assert ended.returncode == 3
    assert ended.stderr.count("程序比数据库旧") == 1
    assert "Traceback" not in ended.stderr


def test_a_database_that_comes_late_is_checked_before_the_first_request(app, prepared, tmp_path):
    shutil.copy(prepared.instance / FILE, tmp_path / FILE)
    nowhere = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"
    late = create_app(settings_for(tmp_path, nowhere))
    check_before_serving(late)
    browser = late.test_client()
    assert browser.get("/healthz").status_code == 200
    assert browser.get("/").status_code == 503


def test_a_web_process_that_starts_during_an_upgrade_says_so_and_opens_after_it(app, of_another, caplog):
    needed = schema.recorded_revisions()
    record_revision("0001")
    renewed = of_another()
    with upgrading():
        check_before_serving(renewed)
        assert "数据库正在升级" in caplog.text
        browser = renewed.test_client()
        assert browser.get("/healthz").status_code == 200
        closed = browser.get("/")
        assert (closed.status_code, "系统正在维护" in closed.text) == (503, True)
        record_revision(*needed)
    assert browser.get("/").status_code == 200


def test_commands_and_a_second_upgrade_are_refused_during_an_upgrade(app):
    record_revision("0001")
    with upgrading():
        assert "数据库正在升级" in refusal_of(app)
        second = invoke(app, "setup", "--no-demo")
    assert second.exit_code == 1
    assert second.stderr.strip() == "数据库正在升级（另一个 flask setup 正在运行）：请等它完成"
    assert "flask setup 升级数据库" in refusal_of(app), "it ended half-way: what to do is said again"


def test_an_upgrade_that_is_killed_leaves_no_mark(app):
    with upgrading():
        assert is_upgrading()
    killed = in_child(
        lambda: os.kill(os.getpid(), signal.SIGKILL) if upgrading().__enter__() is None else None
    )
    assert killed == -signal.SIGKILL
    assert not is_upgrading()
