"""What a start refuses: keys lost or others, a database older or newer than the program. And modes of files."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from flask_migrate import downgrade
from sqlalchemy import select, text, update

from app import create_app, schema
from app.casework.acts.installation import refuse_unfit, settle_keys
from app.casework.models import AuditEntry, Installation
from app.database import db
from app.office.secrets import FILE, SecretsRefused
from app.start import check_before_serving
from app.upgrading import is_upgrading, upgrading
from tests.support.crashes import in_child
from tests.support.office import MORNING, Office
from tests.support.settings import settings_for

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.database


@pytest.fixture
def of_another(app, prepared, tmp_path):
    """The application on the same database, with an instance folder of its own."""
    shutil.copy(prepared.instance / FILE, tmp_path / FILE)

    made = []

    def make():
        made.append(create_app(settings_for(tmp_path, prepared.url)))
        return made[-1]

    yield make
    for application in made:
        with application.app_context():
            db.session.remove()
            db.engine.dispose()


def change_keys(folder, **changes):
    file = folder / FILE
    file.write_text(json.dumps({**json.loads(file.read_text()), **changes}))


def refusal_of(application):
    with application.app_context(), pytest.raises((SecretsRefused, schema.SchemaRefused)) as refused:
        refuse_unfit(MORNING)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def invoke(application, *arguments):
    """A command inside this process."""
    with application.app_context():
        return application.test_cli_runner().invoke(args=arguments)


def flask(prepared, folder, *arguments, program="wsgi", **settings):
    """A real command, as an operator runs it."""
    environment = {
        **os.environ, "MINGBAI_INSTANCE": str(folder), "DATABASE_URL": prepared.url, "MINGBAI_TESTING": "1",
        "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}", **settings,
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", program, *arguments],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


HOUSE_OF_A_GUEST = """
from dataclasses import replace
from app import start
from tests.guest.visitor_pass import visitor_pass
app = start.application(guests=[replace(visitor_pass, prefix="v1")])
"""


def test_a_wrong_setting_stops_the_start_in_one_line(prepared, tmp_path):
    shutil.copy(prepared.instance / FILE, tmp_path / FILE)
    for setting in ("MINGBAI_PROXIES", "SMTP_URL"):
        answer = flask(prepared, tmp_path, "routes", **{setting: "x"})
        assert answer.returncode == 1
        assert len(answer.stderr.strip().splitlines()) == 1, answer.stderr
        assert answer.stderr.startswith(f"明白没有启动。{setting}")


def test_a_wrong_card_stops_the_start_in_one_line(prepared, tmp_path):
    shutil.copy(prepared.instance / FILE, tmp_path / FILE)
    (tmp_path / "house.py").write_text(HOUSE_OF_A_GUEST, "utf-8")
    answer = flask(prepared, tmp_path, "diagrams", "check", program="house")
    assert answer.returncode == 1
    assert answer.stderr == (
        "明白没有启动。业务“visitor_pass”的 prefix：“v1”不能作编号前缀：只用一至四个大写字母\n"
    )


def test_a_web_process_has_read_nothing_that_it_does_not_need_yet(app, prepared):
    asks = (
        "import wsgi, gc, sys;"
        "print(gc.isenabled(), gc.get_freeze_count() > 100_000, {'weasyprint', 'rjieba', 'pypinyin'} & {*sys.modules})"
    )
    environment = {
        **os.environ, "MINGBAI_INSTANCE": str(prepared.instance), "DATABASE_URL": prepared.url, "MINGBAI_TESTING": "1",
    }  # fmt: skip
    said = subprocess.run(
        [sys.executable, "-c", asks], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "True True set()"


def test_lost_keys_over_a_full_database_stop_the_start_and_nothing_is_made(app, prepared, tmp_path):
    Office().apply()
    for command in (("audit", "verify"), ("setup", "--no-demo"), ("scheduler",)):
        answer = flask(prepared, tmp_path, *command)
        assert answer.returncode == 1
        assert answer.stdout == ""
        assert len(answer.stderr.strip().splitlines()) == 1, answer.stderr
        assert "从备份恢复原来的 secrets.json" in answer.stderr
        assert not (tmp_path / FILE).exists()


def test_lost_keys_are_noticed_in_a_database_of_before_the_check_values(app, prepared, tmp_path):
    downgrade(revision="0007")
    with pytest.raises(SecretsRefused, match="数据库中已有数据"):
        create_app(settings_for(tmp_path, prepared.url))
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize("name", ["data_key", "index_key", "audit_key"])
def test_another_key_stops_the_start_by_name(of_another, tmp_path, name):
    change_keys(tmp_path, **{name: os.urandom(32).hex()})
    sentence = refusal_of(of_another())
    assert f"（{name}" in sentence
    assert "从备份恢复与它配套的 secrets.json" in sentence


def test_every_command_that_works_on_data_is_refused_under_other_keys(of_another, tmp_path):
    change_keys(tmp_path, audit_key=os.urandom(32).hex())
    application = of_another()
    for command in (
        "audit verify", "tokens list", "jobs list", "jobs run alerts", "calendars list", "diagrams deploy",
        "setup --no-demo", "scheduler", "simulate --from 2026-01-05",
    ):  # fmt: skip
        answer = invoke(application, *command.split())
        assert answer.exit_code == 1, command
        assert "与数据库不相符" in answer.stderr, command
        assert len(answer.stderr.strip().splitlines()) == 1, command
    assert invoke(application, "diagrams", "check").exit_code == 0


def test_a_new_cookie_key_is_no_other_installation(of_another, tmp_path):
    change_keys(tmp_path, secret_key=os.urandom(32).hex())
    with of_another().app_context():
        refuse_unfit(MORNING)
        assert "secret_key" not in db.session.get(Installation, 1).key_checks


def test_a_new_data_key_is_taken_up_beside_the_former_one(of_another, tmp_path):
    former = json.loads((tmp_path / FILE).read_text())["data_key"]
    change_keys(tmp_path, data_key=os.urandom(32).hex(), data_key_id="2", former_data_keys={"1": former})
    with of_another().app_context():
        refuse_unfit(MORNING)
        assert set(db.session.get(Installation, 1).key_checks) >= {"data_key:1", "data_key:2"}
        db.session.rollback()
    change_keys(tmp_path, former_data_keys={})
    assert "data_key:1" in refusal_of(of_another())


def forget_check_values():
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.execute(Installation.__table__.delete())


def test_a_database_without_check_values_gets_them_and_the_chain_says_so(app):
    Office().apply()
    forget_check_values()
    settle_keys(MORNING)
    settle_keys(MORNING)
    assert db.session.get(Installation, 1).recorded_at == MORNING
    written = select(AuditEntry.sequence).where(AuditEntry.tag == "installation.keys_recorded")
    assert len(db.session.scalars(written).all()) == 2  # once when this database was prepared, once now


def test_a_database_without_check_values_is_not_taken_over_by_the_keys_of_another(of_another, tmp_path):
    forget_check_values()
    change_keys(tmp_path, audit_key=os.urandom(32).hex())
    assert "末条操作日志核对不上" in refusal_of(of_another())
    assert db.session.get(Installation, 1) is None


def test_of_processes_that_start_at_once_one_writes_and_the_others_agree(app):
    forget_check_values()
    gate, failures = threading.Barrier(4), []

    def start_one():
        with app.app_context():
            gate.wait()
            try:
                settle_keys(MORNING)
            except Exception as error:
                failures.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=start_one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    written = select(AuditEntry.sequence).where(AuditEntry.tag == "installation.keys_recorded")
    assert len(db.session.scalars(written).all()) == 2


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
    statements = []
    db.session.rollback()
    schema.refuse_other_schema()
    from sqlalchemy import event

    def note(_connection, _cursor, statement, *_more):
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        schema.refuse_other_schema()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
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


def test_a_changed_check_value_counts_as_another_key(app):
    db.session.execute(update(Installation).values(key_checks={"audit_key": "00"}))
    db.session.commit()
    assert "audit_key" in refusal_of(app)
