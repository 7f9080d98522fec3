"""A clock that is set while the machine runs: the jobs stop at once, by however much, and nothing false is raised."""

from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta

import pytest

from app import timekeeping
from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import perform
from app.casework.acts.errors import CannotHappenNow
from app.casework.models import Alert
from app.database import db, is_sqlite
from app.scheduler import runner
from app.scheduler.clock import confirm_clock, fault_of_clock
from app.scheduler.jobs import JOBS, Job
from app.timekeeping import Boot, moved_to
from tests.casework.office_cases import at
from tests.support.browsing import Browser
from tests.support.office import Office

pytestmark = pytest.mark.database
NOON = at(2026, 3, 2)
STARTED = Boot("a5c1", NOON - timedelta(days=3))
TOKEN = "0f5c9a7be4d2418896b1c3d7"
FAR = timedelta(days=20)


def set_by(length, *, after=timedelta()):
    """The present after the clock was set by so much, some time later."""
    return moved_to(NOON + after + length, replace(STARTED, at=STARTED.at + length))


def alerts():
    db.session.rollback()
    return db.session.query(Alert).count()


def test_a_leap_of_twenty_days_raises_no_alert_and_the_jobs_go_on_when_it_is_over(app, caplog):
    Office().apply()
    with set_by(timedelta()):
        runner.tick(app)
    before = alerts()
    with set_by(FAR):
        runner.tick(app)
        assert alerts() == before
    assert "在机器运行中被调快了 20 天" in caplog.text
    with set_by(timedelta(), after=timedelta(minutes=1)):
        assert fault_of_clock(timekeeping.now(), timekeeping.boot()) == ""
        runner.tick(app)
        db.session.rollback()
        assert runner.last_success(JOBS["alerts"]) == timekeeping.now()
    with moved_to(NOON + FAR):  # the same days, without a leap: the test would see alerts
        runner.tick(app)
    assert alerts() > before


@pytest.fixture
def ran(monkeypatch):
    """One job that notes its turns."""
    calls = []
    jobs = [Job("first", "一", lambda now: calls.append(now) or "完成")]
    monkeypatch.setattr(runner, "JOBS", {job.name: job for job in jobs})
    return calls


def test_it_is_told_wherever_one_looks_until_a_person_confirms(app, ran, monkeypatch):
    monkeypatch.setitem(app.config, "METRICS_TOKEN", TOKEN)
    with set_by(timedelta()):
        runner.tick(app)
        assert told(app) == (True, "mingbai_clock_faulty 0.0", False)
    for length in (FAR, timedelta(minutes=6), -timedelta(minutes=6)):
        with set_by(length):
            runner.tick(app)
            assert told(app) == (False, "mingbai_clock_faulty 1.0", True)
    assert len(ran) == 1
    with set_by(FAR):
        assert app.test_cli_runner().invoke(args=["jobs", "confirm-clock"]).exit_code == 0
        runner.tick(app)
        assert told(app) == (True, "mingbai_clock_faulty 0.0", False)
    assert len(ran) == 2


def told(app):
    """On /readyz, in /metrics, on the administrator's page."""
    client = app.test_client()
    figures = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text
    Browser(client, timekeeping.now()).sign_in("admin")
    shown = client.get("/admin/status").text
    faulty = next(line for line in figures.splitlines() if line.startswith("mingbai_clock_faulty "))
    return client.get("/readyz").json["checks"]["clock"], faulty, "在机器运行中被调" in shown


def test_a_small_correction_a_long_sleep_and_another_start_of_the_machine_stop_nothing(app, ran):
    with set_by(timedelta()):
        runner.tick(app)
    with set_by(timedelta(minutes=4)):
        runner.tick(app)
    with set_by(timedelta(), after=FAR):  # asleep: the moment of the start has not moved
        runner.tick(app)
    with moved_to(NOON + FAR + timedelta(hours=2), Boot("b7e2", NOON + FAR + timedelta(hours=1))):
        runner.tick(app)
    assert len(ran) == 4
    with moved_to(NOON + FAR + timedelta(hours=9), Boot("b7e2", NOON + FAR + timedelta(hours=8))):
        runner.tick(app)  # set by seven hours after the other start
    assert len(ran) == 4


def test_the_small_corrections_of_many_days_do_not_add_up_and_those_of_one_day_do(app, ran):
    for day in range(4):
        with set_by(timedelta(minutes=4 * day), after=timedelta(days=day)):
            runner.tick(app)
    assert len(ran) == 4
    with set_by(timedelta(minutes=16), after=timedelta(days=3, hours=1)):
        runner.tick(app)
    assert len(ran) == 5
    with set_by(timedelta(minutes=20), after=timedelta(days=3, hours=2)):
        runner.tick(app)
    assert len(ran) == 5


def test_a_clock_that_is_set_between_two_jobs_stops_the_second(app, monkeypatch):
    with set_by(timedelta()), ExitStack() as leap:

        def first(_now):
            leap.enter_context(set_by(FAR))
            return "完成"

        jobs = [
            Job("first", "一", first),
            Job("second", "二", lambda _now: pytest.fail("under a wrong clock")),
        ]
        monkeypatch.setattr(runner, "JOBS", {job.name: job for job in jobs})
        runner.tick(app)
        assert timekeeping.now() == NOON + FAR


def test_a_clock_apart_from_that_of_the_database_server_is_wrong(app):
    if is_sqlite():
        pytest.skip("SQLite has no clock of its own")
    here, boot = timekeeping.now(), timekeeping.boot()
    assert fault_of_clock(here, boot) == ""
    assert "比数据库服务器的时间快了 20 天" in fault_of_clock(here + FAR, boot)
    assert "比数据库服务器的时间慢了 6 小时" in fault_of_clock(here - timedelta(hours=6), boot)
    with pytest.raises(CannotHappenNow) as refused:  # no word of this machine sets the other one right
        perform(confirm_clock, actor=SYSTEM, now=here + FAR, boot=boot)
    assert "请校正两台机器的时钟" in refused.value.message


def test_the_start_of_this_machine_is_one_moment(app):
    first, again = timekeeping.boot(), timekeeping.boot()
    assert first.id == again.id != ""
    assert abs(again.at - first.at) < timedelta(seconds=1)
    assert first.at < timekeeping.now()
