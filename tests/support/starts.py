"""Starts of the application under test: on the same database again, by command, and what they refuse."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import schema
from app.casework.acts.installation import refuse_unfit
from app.office.secrets import SecretsRefused
from tests.support.office import MORNING

ROOT = Path(__file__).resolve().parents[2]


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
