import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.casework.models import JobHeartbeat
from app.database import db

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=[1, 3], ids=["first tick", "later tick"])
def scheduler(app, request):
    """A scheduler process that is in the middle of a job."""
    db.session.remove()
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.scheduler.scheduler_process", url, str(request.param)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    with process:
        assert process.stdout.readline() == "at work\n"
        yield process
        process.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_scheduler_after_the_job_at_work(scheduler, number):
    scheduler.send_signal(number)
    said, _ = scheduler.communicate("go on\n", timeout=20)
    assert said.split("\n") == ["done", "stopped", ""]
    assert scheduler.returncode == 0
    assert db.session.get(JobHeartbeat, "work").detail == "完成"


@pytest.mark.parametrize("scheduler", [1], indirect=True)
def test_a_killed_scheduler_leaves_no_heartbeat(scheduler):
    scheduler.kill()
    scheduler.wait(timeout=20)
    assert db.session.get(JobHeartbeat, "work") is None
