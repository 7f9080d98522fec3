import pytest

from app import create_app
from app.casework.acts.commands import transaction
from app.casework.models import JobHeartbeat
from app.cli.jobs import jobs
from app.database import db
from app.scheduler.jobs import JOBS, Job
from tests.casework.office_cases import at
from tests.support.settings import settings_for

pytestmark = pytest.mark.database


def run(app, *arguments):
    return app.test_cli_runner().invoke(jobs, list(arguments))


def test_the_list_names_every_job_with_its_last_success(app):
    with transaction():
        db.session.add(JobHeartbeat(name="alerts", succeeded_at=at(2026, 3, 2), detail=""))
    lines = run(app, "list").output.splitlines()
    assert [line.split("\t")[0] for line in lines] == list(JOBS)
    assert "alerts\t期限预警\t每次轮询\t2026-03-02 09:00:00" in lines
    assert sum("从未运行" in line for line in lines) == len(JOBS) - 1


def test_one_job_runs_now_whatever_its_time_of_day(app):
    result = run(app, "run", "calendar")
    assert result.exit_code == 0
    assert "提醒导入放假安排" in result.output
    db.session.rollback()
    assert db.session.get(JobHeartbeat, "calendar") is not None


def test_an_unknown_job_is_wrong_usage_in_one_line(app):
    result = run(app, "run", "nonsense")
    assert result.exit_code == 2
    assert result.output.count("\n") == 1
    assert "没有名为 nonsense 的任务" in result.output


def test_a_failing_job_is_a_finding_in_one_line_without_its_data(app, monkeypatch):
    def broken(_now):
        raise RuntimeError("530102199001011234")

    monkeypatch.setitem(JOBS, "broken", Job("broken", "坏", broken))
    result = run(app, "run", "broken")
    assert result.exit_code == 1
    assert result.output.count("\n") == 1
    assert "RuntimeError" in result.output
    assert "530102" not in result.output


def test_a_database_that_is_not_prepared_is_a_finding_in_one_line(tmp_path):
    app = create_app(settings_for(tmp_path, f"sqlite:///{tmp_path / 'empty.db'}"))
    answer = app.test_cli_runner().invoke(args=["jobs", "list"])
    assert answer.exit_code == 1
    assert "flask setup" in answer.output
    assert len(answer.output.splitlines()) == 1
