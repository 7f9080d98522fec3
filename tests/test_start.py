"""What a start refuses: keys that are lost or others. And modes of files."""

import json
import os
import shutil
import subprocess
import sys
import threading

import pytest
from flask_migrate import downgrade
from sqlalchemy import select, update

from app import create_app
from app.casework.acts.installation import refuse_unfit, settle_keys
from app.casework.acts.keys import sealer
from app.casework.models import AuditEntry, Installation
from app.database import db
from app.office.secrets import FILE, SecretsRefused
from tests.support.office import MORNING, Office
from tests.support.settings import settings_for
from tests.support.starts import ROOT, flask, invoke, refusal_of

pytestmark = pytest.mark.database


def change_keys(folder, **changes):
    file = folder / FILE
    file.write_text(json.dumps({**json.loads(file.read_text()), **changes}))


HOUSE_OF_A_GUEST = """
from dataclasses import replace
from app import start
from tests.guest.visitor_pass import visitor_pass
app = start.application(guests=[replace(visitor_pass, prefix="v1")])
"""


def test_a_wrong_setting_stops_the_start_in_one_line(prepared, tmp_path):
    shutil.copy(prepared.instance / FILE, tmp_path / FILE)
    settings = ("MINGBAI_PROXIES", "SMTP_URL", "MINGBAI_HTTPS", "MINGBAI_SECOND_FACTOR_FROM", "DATABASE_URL")
    for setting in settings:
        answer = flask(prepared, tmp_path, "routes", **{setting: "x"})
        assert answer.returncode == 1
        assert len(answer.stderr.strip().splitlines()) == 1, answer.stderr
        assert answer.stderr.startswith(f"明白没有启动。{setting}")


def test_a_data_folder_that_cannot_be_one_stops_the_start_in_one_line(prepared, tmp_path):
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "below", "/proc/mingbai"):
        answer = flask(prepared, folder, "routes")
        assert answer.returncode == 1
        assert len(answer.stderr.strip().splitlines()) == 1, answer.stderr
        assert answer.stderr.startswith(f"明白没有启动。MINGBAI_INSTANCE: {folder}")


def test_a_wrong_card_stops_the_start_in_one_line(prepared, tmp_path):
    shutil.copy(prepared.instance / FILE, tmp_path / FILE)
    (tmp_path / "house.py").write_text(HOUSE_OF_A_GUEST, "utf-8")
    answer = flask(prepared, tmp_path, "diagrams", "check", program="house")
    assert answer.returncode == 1
    assert answer.stderr == (
        "明白没有启动。业务“visitor_pass”的 prefix：“v1”不能作编号前缀：只用一至四个大写字母\n"
    )


def test_a_web_process_has_read_nothing_that_it_does_not_need_yet(app, prepared):
    needless = {"weasyprint", "fontTools", "pikepdf", "PIL", "openpyxl", "rjieba", "pypinyin"}
    asks = (
        "import wsgi, gc, sys;"
        f"print(gc.isenabled(), gc.get_freeze_count() > 100_000, {needless} & {{*sys.modules}})"
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


def test_the_command_of_rotation_makes_a_new_data_key_and_old_seals_still_open(of_another, tmp_path):
    before = of_another()
    with before.app_context():
        refuse_unfit(MORNING)
        old = sealer().seal("13900000000", "t", 1, "c")
    assert invoke(before, "keys", "rotate").exit_code == 2
    answer = invoke(before, "keys", "rotate", "--yes")
    assert answer.exit_code == 0, answer.output
    with of_another().app_context():
        refuse_unfit(MORNING)
        assert sealer().open(old, "t", 1, "c") == "13900000000"
        assert sealer().seal("x", "t", 1, "c").split("|")[1] == "2"
    change_keys(tmp_path, former_data_keys={})
    assert "data_key:1：已加密的个人信息打不开" in refusal_of(of_another())


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


def test_a_changed_check_value_counts_as_another_key(app):
    db.session.execute(update(Installation).values(key_checks={"audit_key": "00"}))
    db.session.commit()
    assert "audit_key" in refusal_of(app)
