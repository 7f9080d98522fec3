"""After a load of the demo that died: setup refuses, `flask demo clear` empties, setup begins anew."""

from pathlib import Path

import pytest

from app import create_app
from tests.support.settings import settings_for


@pytest.fixture
def runner(tmp_path):
    return create_app(settings_for(tmp_path, f"sqlite:///{tmp_path / 'half.db'}")).test_cli_runner()


def begin_and_die(instance: Path) -> None:
    (instance / "demo-unfinished").touch()


def test_setup_refuses_a_county_that_is_not_finished_and_says_what_to_do(runner, tmp_path):
    begin_and_die(tmp_path)
    refused = runner.invoke(args=["setup"])
    assert refused.exit_code == 1
    assert "flask demo clear" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


def test_what_was_left_is_removed_and_setup_begins_anew(runner, tmp_path):
    assert runner.invoke(args=["setup", "--no-demo"]).exit_code == 0
    begin_and_die(tmp_path)

    cleared = runner.invoke(args=["demo", "clear"])

    assert cleared.exit_code == 0, cleared.output
    assert not (tmp_path / "files").exists()
    assert runner.invoke(args=["setup", "--no-demo"]).exit_code == 0


def test_without_the_mark_nothing_is_cleared(runner, tmp_path):
    assert runner.invoke(args=["setup", "--no-demo"]).exit_code == 0
    assert runner.invoke(args=["demo", "clear"]).exit_code == 1
    assert (tmp_path / "files").exists()
