from dataclasses import replace
from datetime import time, timedelta

import pytest

from app import timekeeping
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import perform
from app.casework.backup.taking import record_backup, record_restore
from app.casework.models import JobHeartbeat
from app.database import db, is_sqlite
from app.scheduler import runner
from app.scheduler.clock import fault_of_clock
from app.scheduler.jobs import JOBS, Job, Line
from tests.casework.office_cases import at
from tests.support.browsing import Browser

pytestmark = pytest.mark.database


@pytest.fixture
def ran(monkeypatch):
    """Replace the jobs by two that note when they ran, with a broken one between them."""
    calls = []

    def note(name):
        def run(now):
            calls.append((name, now))
            return f"{name} 完成"

        return run

    def broken(_now):
        raise RuntimeError("姓名 530102199001011234")

    jobs = [Job("first", "一", note("first")), Job("broken", "坏", broken), Job("last", "三", note("last"))]
    monkeypatch.setattr(runner, "JOBS", {job.name: job for job in jobs})
    return calls


def beat(name):
    db.session.rollback()
    return db.session.get(JobHeartbeat, name)


def test_every_job_gets_the_office_time(app, ran):
    with timekeeping.moved_to(at(2026, 3, 2)):
        runner.tick(app)
    assert ran == [("first", at(2026, 3, 2)), ("last", at(2026, 3, 2))]


def test_a_clock_that_was_ahead_or_runs_back_stops_the_jobs_until_it_is_confirmed(app, ran, caplog):
    noon = at(2026, 12, 7)
    told = {
        "right": noon, "400 days ahead": noon + timedelta(days=400), "right again": noon + timedelta(minutes=1),
        "a year back": noon - timedelta(days=365),
    }  # fmt: skip
    turns = {}
    for words, moment in told.items():
        ran.clear()
        with timekeeping.moved_to(moment):
            runner.tick(app)
        turns[words] = len(ran)
    assert turns == {"right": 2, "400 days ahead": 0, "right again": 2, "a year back": 0}
    assert "时钟超前" in caplog.text
    assert "时钟倒退" in caplog.text
    with timekeeping.moved_to(told["a year back"]):
        confirmed = app.test_cli_runner().invoke(args=["jobs", "confirm-clock"])
        assert confirmed.exit_code == 0, confirmed.output
        runner.tick(app)
    assert len(ran) == 2
    assert beat("first").succeeded_at == told["a year back"]


def test_what_happens_under_a_clock_that_ran_ahead_does_not_start_the_jobs(app, ran):
    noon = at(2026, 12, 7)
    ahead = noon + timedelta(days=400)
    with timekeeping.moved_to(noon):
        runner.tick(app)
    ran.clear()
    with timekeeping.moved_to(ahead):
        guessed = app.test_client().post("/api/v1/tokens", json={"login": "nobody", "password": "x"})
        assert guessed.status_code == 401
        perform(record_backup, actor=SYSTEM, now=ahead, name="mingbai.tar", words="数据")
        runner.tick(app)
    assert ran == []
    with timekeeping.moved_to(noon + timedelta(minutes=1)):
        assert fault_of_clock(timekeeping.now(), None).startswith(
            "系统时间 2026-12-07"
        )  # the backup's own mark
        assert app.test_cli_runner().invoke(args=["jobs", "confirm-clock"]).exit_code == 0
        runner.tick(app)
    assert [name for name, _now in ran] == ["first", "last"]


def test_an_office_that_worked_while_its_scheduler_stood_still_and_one_that_was_restored_are_no_leap(
    app, ran
):
    noon = at(2026, 3, 2)
    with timekeeping.moved_to(noon):
        runner.tick(app)
    for days in (20, 40, 60):
        with timekeeping.moved_to(noon + timedelta(days=days)):
            Browser(app.test_client(), timekeeping.now()).sign_in("clerk")
    with timekeeping.moved_to(noon + timedelta(days=80)):
        assert fault_of_clock(timekeeping.now(), None) == ""
    with timekeeping.moved_to(noon + timedelta(days=400)):
        assert "晚了 340 天" in fault_of_clock(timekeeping.now(), None)
        perform(record_restore, actor=SYSTEM, now=timekeeping.now(), name="mingbai.tar", sequence=1, ended="")
        assert fault_of_clock(timekeeping.now(), None) == ""


def test_a_job_that_fails_is_logged_without_its_data_and_stops_no_other(app, ran, caplog):
    runner.tick(app)
    assert [name for name, _ in ran] == ["first", "last"]
    assert "job broken failed: RuntimeError at test_runner.py" in caplog.text
    assert "530102" not in caplog.text


def test_success_leaves_a_heartbeat_with_its_length_and_failure_its_kind_alone(app, ran):
    with timekeeping.moved_to(at(2026, 3, 2)):
        runner.tick(app)
    with timekeeping.moved_to(at(2026, 3, 3)):
        runner.tick(app)
    assert beat("first").succeeded_at == at(2026, 3, 3)
    assert beat("first").detail == "first 完成"
    assert 0 <= beat("first").seconds < 60
    failed = beat("broken")
    assert (failed.succeeded_at, failed.failed_at, failed.error) == (None, at(2026, 3, 3), "RuntimeError")


@pytest.mark.parametrize(
    ("now", "last", "next_at"),
    [
        (at(2026, 3, 2, 6), None, at(2026, 3, 2, 7)), (at(2026, 3, 2, 9), None, at(2026, 3, 2, 9)),
        (at(2026, 3, 2, 9), at(2026, 3, 2, 8), at(2026, 3, 3, 7)),
        (at(2026, 3, 2, 6), at(2026, 3, 1, 8), at(2026, 3, 2, 7)),
    ],
)  # fmt: skip
def test_a_daily_job_has_its_next_turn(now, last, next_at):
    assert runner.next_turn(Job("daily", "日", str, daily_at=time(7, 0)), now, last) == next_at


def test_a_wish_to_stop_is_heard_between_two_jobs(app, ran):
    runner.tick(app, must_stop=lambda: bool(ran))
    assert [name for name, _ in ran] == ["first"]


def test_the_lines_of_jobs_do_not_mix(app, ran):
    runner.JOBS["post"] = replace(runner.JOBS["first"], name="post", line=Line.MAIL)
    runner.tick(app, Line.MAIL)
    runner.tick(app)
    assert [name for name, _ in ran] == ["first", "first", "last"]
    assert beat("post").detail == "first 完成"


def test_a_daily_job_runs_once_a_day_from_its_time_on(app, ran):
    daily = replace(runner.JOBS["first"], daily_at=time(7, 30))
    moments = [at(2026, 3, 2, 7), at(2026, 3, 2, 8), at(2026, 3, 2, 23), at(2026, 3, 3, 7), at(2026, 3, 4, 9)]
    for moment in moments:
        with timekeeping.moved_to(moment):
            runner.run_if_due(app, daily)
    assert [now for _, now in ran] == [at(2026, 3, 2, 8), at(2026, 3, 4, 9)]


def test_a_daily_job_that_failed_is_tried_again_on_the_same_day(app, ran):
    daily = replace(runner.JOBS["broken"], daily_at=time(7, 30))
    with timekeeping.moved_to(at(2026, 3, 2, 8)):
        assert runner.run_if_due(app, daily) is False
        assert runner.is_due(daily, at(2026, 3, 2, 9))


def test_all_jobs_of_the_office_run_on_an_empty_desk_and_say_so_in_chinese(app):
    with timekeeping.moved_to(at(2026, 3, 2, 9)):
        for line in Line:
            runner.tick(app, line)
    assert {name for name in JOBS if beat(name) is not None} == set(JOBS)
    assert not [name for name in JOBS if beat(name).detail.isascii()]
    assert list(JOBS)[-3:] == ["outbox", "mails", "messages"], "what the others add goes out in the same tick"
    assert [name for name, job in JOBS.items() if job.line is Line.MAIL] == ["mails"]
    assert [name for name, job in JOBS.items() if job.line is Line.MESSAGE] == ["messages"]


def test_jobs_may_run_twice(app):
    for _ in range(2):
        for job in JOBS.values():
            assert runner.run(job, at(2026, 11, 2))


def test_the_database_counts_its_indexes_anew_every_day(app):
    assert "查询统计" in runner.run(JOBS["statistics"], at(2026, 3, 2))
    if is_sqlite():
        with db.engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_stat1").scalar() > 0
