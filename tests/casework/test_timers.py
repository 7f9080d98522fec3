import threading
from datetime import date

import pytest
from sqlalchemy import select

from app.casework.acts.actor import SYSTEM
from app.casework.acts.commands import perform
from app.casework.contract.platform import platform
from app.casework.models import AuditEntry, CaseTimer, WorkItem
from app.casework.run import timers
from app.casework.run.timers import TimerNotDue, fire_due_timers, fire_timer
from app.database import db
from tests.casework.office_cases import add_clock, add_timer, at, fall_due
from tests.casework.patience import deploy, open_waiting_case, patience

pytestmark = pytest.mark.database
DUE = date(2026, 3, 6)


@pytest.fixture
def waiting(county, monkeypatch):
    """A case whose clarification period ends on 6 March; its clock."""
    monkeypatch.setitem(platform().processes, "patience", patience)
    deploy()
    return open_waiting_case(county, DUE)


def open_items():
    db.session.rollback()
    return list(db.session.scalars(select(WorkItem.title).where(WorkItem.status == "open")))


def test_a_timer_does_not_fire_on_its_due_day(waiting):
    assert fire_due_timers(at(2026, 3, 6, hour=23)) == 0
    assert open_items() == ["等待补正"]


def test_a_timer_fires_on_the_day_after_and_once(waiting):
    assert fire_due_timers(at(2026, 3, 7, hour=0)) == 1
    assert open_items() == ["确认逾期未补正"]
    assert fire_due_timers(at(2026, 3, 7, hour=1)) == 0
    assert db.session.scalars(select(CaseTimer)).one().fired_at == at(2026, 3, 7, hour=0)


def test_a_timer_that_was_missed_fires_late(waiting):
    assert fire_due_timers(at(2026, 4, 20)) == 1
    assert open_items() == ["确认逾期未补正"]


def test_a_moved_due_day_holds_the_timer_back(waiting):
    fall_due(waiting, date(2026, 3, 31))
    db.session.commit()
    assert fire_due_timers(at(2026, 3, 20)) == 0
    assert fire_due_timers(at(2026, 4, 1)) == 1


def test_the_newest_clock_of_the_name_counts(waiting):
    add_clock(waiting.case, date(2026, 5, 6), kind="clarification", key="2", started_on=date(2026, 4, 1))
    db.session.commit()
    assert fire_due_timers(at(2026, 4, 20)) == 0


@pytest.mark.parametrize("state", ["met", "void"])
def test_a_period_that_ended_otherwise_fires_nothing(waiting, state):
    waiting.state = state
    db.session.commit()
    assert fire_due_timers(at(2026, 4, 20)) == 0


def test_a_provisional_day_is_marked_for_the_clerk_who_confirms(waiting):
    waiting.is_provisional = True
    db.session.commit()
    fire_due_timers(at(2026, 3, 7))
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.tag == "timer.fired")).one()
    assert "暂定" in entry.summary
    assert entry.detail["provisional"] is True


def test_under_the_lock_it_is_looked_at_again(waiting):
    task_id = db.session.scalars(select(CaseTimer.task_id)).one()
    with pytest.raises(TimerNotDue):
        perform(fire_timer, actor=SYSTEM, now=at(2026, 3, 6), case_id=waiting.case_id, task_id=task_id)
    assert open_items() == ["等待补正"]


def test_a_case_that_cannot_move_does_not_hold_up_the_others(waiting, county, caplog):
    add_timer(waiting.case, task_id="00000000-0000-0000-0000-000000000000")
    db.session.commit()
    assert fire_due_timers(at(2026, 3, 7)) == 1
    assert open_items() == ["确认逾期未补正"]
    assert f"the timer of case {waiting.case_id} could not be fired" in caplog.text


def test_two_sweeps_at_once_fire_every_timer_once(app, waiting, county):
    for number in range(2, 8):
        open_waiting_case(county, DUE, f"LF-2026-{number:04}")
    start, fired = threading.Barrier(2), []

    def sweep():
        with app.app_context():
            start.wait()
            fired.append(timers.fire_due_timers(at(2026, 3, 7)))
            db.session.remove()

    sweeps = [threading.Thread(target=sweep) for _ in range(2)]
    for each in sweeps:
        each.start()
    for each in sweeps:
        each.join()
    assert sum(fired) == 7
    assert open_items() == ["确认逾期未补正"] * 7
