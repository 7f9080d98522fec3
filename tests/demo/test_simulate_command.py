"""`flask simulate`: what it refuses, and that it ends with its table."""

from datetime import date

import pytest
from sqlalchemy import func, select

from app.casework.models import Case
from app.casework.models.work import WorkItemStatus
from app.database import db, is_sqlite
from app.demo.simulation import NobodyAtWork, simulate
from app.demo.summary import stuck_cases
from tests.support.office import Office

pytestmark = pytest.mark.database


def run(app, *arguments: str, processes: int = 1):
    return app.test_cli_runner().invoke(args=["simulate", "--processes", str(processes), *arguments])


def count_cases() -> int:
    return db.session.scalar(select(func.count()).select_from(Case)) or 0


@pytest.mark.parametrize(
    ("first", "because"),
    [
        ("2028-01-04", "缺少2028年"),
        ("2018-12-20", "缺少2018年"),
        ("2026-13-01", "不是日期"),
        ("明天", "不是日期"),
    ],
)
def test_days_that_nobody_can_count_are_refused_in_one_line(app, first, because):
    refused = run(app, "--from", first, "--days", "10", "--requests", "2")
    assert refused.exit_code == 2
    assert because in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1
    assert count_cases() == 0


def test_days_at_whose_end_clocks_would_reach_an_unknown_year_are_refused(app):
    assert run(app, "--from", "2027-12-01", "--days", "20", "--requests", "1").exit_code == 2


@pytest.mark.parametrize("processes", [1, 2])
def test_a_provisional_year_is_lived_and_told_in_a_table(app, processes):
    days = ("--from", "2027-03-01", "--days", "12", "--requests", "3", "--no-letters")
    done = run(app, *days, processes=processes)
    assert done.exit_code == 0, done.output
    assert "处理结果" in done.stdout
    assert "合计" in done.stdout
    assert "没有出现的处理结果" in done.stdout  # three requests cannot come to all
    assert "审计链核对无误" in done.stdout
    assert "停滞的办件 0 件" in done.stdout
    assert "由调度进程生成" in done.stdout
    assert count_cases() == 3


def test_a_case_that_waits_for_nobody_and_no_day_is_stuck(app):
    office = Office()
    office.apply()
    assert stuck_cases([office.case.id]) == []
    for item in office.open_items():
        item.status = WorkItemStatus.CANCELLED
    db.session.commit()
    assert stuck_cases([office.case.id]) == [office.number]


def test_an_office_at_real_work_is_not_filled_with_inventions_unasked(app):
    assert run(app, "--from", "2026-03-02", "--days", "1", "--requests", "1", "--no-letters").exit_code == 0
    refused = run(app, "--from", "2026-03-03", "--days", "1", "--requests", "1", "--no-letters")
    assert (refused.exit_code, count_cases()) == (2, 1)
    assert "--yes" in refused.stderr


def test_only_where_nobody_works_it_does_not_wait_for_the_disk(app):
    if not is_sqlite():
        pytest.skip("a setting of SQLite")
    db.session.rollback()
    connection, asked = db.engine.raw_connection(), []
    connection.driver_connection.set_trace_callback(asked.append)
    connection.close()
    one_day = ("--days", "1", "--requests", "1")
    for day, times in (("2026-03-02", 1), ("2026-03-03", 1)):
        assert run(app, "--from", day, *one_day, "--yes").exit_code == 0
        assert len([sql for sql in asked if sql == "PRAGMA synchronous=OFF"]) == times
    assert "PRAGMA synchronous=FULL" in asked


def test_without_people_nothing_can_be_simulated(app, county):
    county.people["officehead"].is_active = False
    db.session.commit()
    with pytest.raises(NobodyAtWork):
        simulate(date(2026, 3, 2), 5, 1, seed=1, letters=False)


def test_the_same_seed_lives_the_same_life(prepared):
    from tests.support import databases

    lives = []
    by_number = select(Case).order_by(Case.number)  # the database tells rows in any order
    for _ in range(2):
        with databases.fresh(prepared) as application, application.app_context():
            simulate(date(2026, 3, 2), 15, 5, seed=9, letters=False)
            lives.append(
                [(c.number, c.state, c.outcome, c.due_on, c.title) for c in db.session.scalars(by_number)]
            )
    assert lives[0] == lives[1]
    assert len(lives[0]) == 5
