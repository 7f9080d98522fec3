"""The files of an installation: made with the database, readable by their owner alone."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from app import create_app
from app.office.secrets import FILE, SecretsRefused
from tests.support.settings import settings_for

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.database


def invoke(application, *arguments):
    """A command inside this process."""
    with application.app_context():
        return application.test_cli_runner().invoke(args=arguments)


def test_a_first_start_without_its_database_makes_no_keys(tmp_path):
    nowhere = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"
    with pytest.raises(SecretsRefused, match="没有新建密钥"):
        create_app(settings_for(tmp_path, nowhere))
    assert list(tmp_path.iterdir()) == []


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_a_fresh_installation_is_readable_by_its_owner_alone(prepared, tmp_path):
    instance = tmp_path / "instance"
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    made = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "setup", "--no-demo"],
        cwd=ROOT, env={**environment, "MINGBAI_INSTANCE": str(instance)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    assert mode(instance) == mode(instance / "files") == 0o700
    assert mode(instance / "mingbai.db") == mode(instance / FILE) == 0o600


def test_set_up_closes_what_an_earlier_release_left_open(app, prepared, tmp_path):
    for name in ("", "files"):
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name).chmod(0o755)
    url = f"sqlite:///{tmp_path / 'mingbai.db'}"
    (tmp_path / "mingbai.db").touch(0o644)
    application = create_app(settings_for(tmp_path, url))
    answer = invoke(application, "setup", "--no-demo")
    assert answer.exit_code == 0, answer.output
    assert mode(tmp_path) == mode(tmp_path / "files") == 0o700
    assert mode(tmp_path / "mingbai.db") == 0o600
