import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.casework.models import JobHeartbeat
from app.database import db

ROOT = Path(__file__).parents[2]


def until_said(process, words):
    """Read what the process says up to these words."""
    while process.stdout.readline() != f"{words}\n":
        assert process.poll() is None


@contextmanager
def running(app, *arguments):
    db.session.remove()
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.scheduler.scheduler_process", url, *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    with process:
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture(params=[1, 3], ids=["first tick", "later tick"])
def scheduler(app, request):
    """A scheduler process that is in the middle of a job."""
    with running(app, str(request.param)) as process:
        until_said(process, "at work")
        yield process


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_scheduler_after_the_job_at_work(scheduler, number):
    scheduler.send_signal(number)
    until_said(scheduler, "scheduler ends after the jobs at work")
    said, _ = scheduler.communicate("go on\n", timeout=20)
    assert said.split("\n") == ["done", "scheduler stopped", ""]
    assert scheduler.returncode == 0
    assert db.session.get(JobHeartbeat, "work").detail == "完成"


def test_mails_that_do_not_get_on_hold_up_nothing_else(app):
    with running(app, "1", "mail") as process:
        until_said(process, "at work")
        assert [process.stdout.readline() for _ in range(3)] == ["office\n"] * 3
        assert db.session.get(JobHeartbeat, "work") is None


@pytest.mark.parametrize("scheduler", [1], indirect=True)
def test_a_killed_scheduler_leaves_no_heartbeat(scheduler):
    scheduler.kill()
    scheduler.wait(timeout=20)
    assert db.session.get(JobHeartbeat, "work") is None
