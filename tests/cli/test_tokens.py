"""`flask tokens`: made on the machine for a program, shown once, ended by its beginning."""

from pathlib import Path

import pytest

from app import timekeeping
from app.cli.tokens import tokens
from tests.support.office import MORNING

pytestmark = pytest.mark.database


@pytest.fixture
def run(app, time_machine, monkeypatch):
    monkeypatch.setattr(
        timekeeping, "BOOT_ID", Path("/nowhere")
    )  # or the clock would be taken for one that went back
    time_machine.move_to(MORNING)
    return lambda *words: app.test_cli_runner().invoke(tokens, list(words))


def status(app, token):
    return app.test_client().get("/api/v1/tasks", headers={"Authorization": f"Bearer {token}"}).status_code


def test_a_token_is_shown_once_works_and_ends(app, run):
    made = run("create", "clerk", "--label", "台账同步")
    assert made.exit_code == 0, made.output
    token = made.output.strip()
    assert status(app, token) == 200
    listed = run("list").output
    assert "clerk\t台账同步\t有效至" in listed
    assert token not in listed
    beginning = listed.partition("…")[0]
    assert (run("revoke", beginning).output.strip(), status(app, token)) == ("已撤销", 401)
    assert "已撤销" in run("list").output


def test_whom_it_does_not_know_it_says(run):
    assert "没有账号 nobody" in run("create", "nobody").output
    assert "没有以 mb_nothing 开头的令牌" in run("revoke", "mb_nothing").output
