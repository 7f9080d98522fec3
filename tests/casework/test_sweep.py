import threading
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text

from app.casework.messages.mail import MAIL
from app.casework.models import Alert, CaseClock, OutboxMessage
from app.casework.terms import sweep
from app.casework.terms.sweep import raise_alerts
from app.database import db, is_sqlite
from app.office.models import Person
from app.office.people import record_absence
from app.office.vocabulary import Role
from tests.casework.office_cases import add_case, add_clock, add_item, at, fall_due
from tests.support.statements import counted

pytestmark = pytest.mark.database
DUE = date(2026, 3, 6)  # a Friday


@pytest.fixture
def case(county):
    case = add_case(county)
    add_clock(case, DUE)
    add_item(case, county.people["reviewer"], due_on=DUE)
    db.session.commit()
    return case


def stages():
    return sorted(db.session.scalars(select(Alert.stage)))


def mails():
    """(stage, login) of every mail in the outbox."""
    found = []
    for message in db.session.scalars(select(OutboxMessage).where(OutboxMessage.kind == MAIL)):
        stage = message.key.split(":")[-2]
        found.append((stage, db.session.get_one(Person, message.payload["person_id"]).login))
    return sorted(found)


def test_each_stage_is_raised_on_its_day_and_once(case):
    new = {}
    for day in range(1, 15):
        if raised := raise_alerts(at(2026, 3, day)) + raise_alerts(at(2026, 3, day, hour=15)):
            new[day] = raised
    assert new == {3: 1, 6: 1, 7: 1, 10: 1, 11: 1, 12: 1, 13: 1}, "each working day after the due day as well"
    steps = ["after_2", "after_3", "after_4", "after_5"]
    assert stages() == [*steps, "due_soon", "due_today", "overdue"]
    assert {stage for stage, login in mails() if login == "reviewer"} == set(stages())
    assert [stage for stage, login in mails() if login == "leader"] == [*steps, "due_today", "overdue"]
    assert [stage for stage, login in mails() if login == "supervisor"] == [*steps, "overdue"]


@pytest.mark.parametrize(
    ("days_off", "steps"), [(1, []), (3, []), (30, [f"after_{number}" for number in range(2, 21)])]
)
def test_after_days_off_every_alert_is_there_once_and_late_ones_say_so(case, days_off, steps):
    raise_alerts(at(2026, 3, 2))
    back = at(2026, 3, 6) + timedelta(days=days_off)
    assert raise_alerts(back) == 3 + len(steps)
    assert raise_alerts(back) == 0
    alerts = db.session.scalars(select(Alert)).all()
    assert {alert.stage for alert in alerts} == {"due_soon", "due_today", "overdue", *steps}
    assert {alert.raised_on for alert in alerts} == {back.date()}
    last = steps[-1] if steps else "overdue"
    assert {stage for stage, _ in mails()} == {last}, "what was overtaken is recorded, not mailed"


def test_two_sweeps_at_once_raise_every_alert_once(app, county):
    for number in range(12):
        case = add_case(county, f"LF-2026-{number:04}")
        add_clock(case, DUE)
        add_item(case, county.people["reviewer"])
    db.session.commit()
    start, raised = threading.Barrier(3), []

    def sweep():
        with app.app_context():
            start.wait()
            raised.append(raise_alerts(at(2026, 3, 9)))
            db.session.remove()

    sweeps = [threading.Thread(target=sweep) for _ in range(3)]
    for each in sweeps:
        each.start()
    for each in sweeps:
        each.join()
    raised.append(raise_alerts(at(2026, 3, 9)))  # what was skipped because another sweep held the case
    assert sum(raised) == 36
    assert len(stages()) == 36
    assert len(mails()) == 48


def test_a_moved_due_day_is_reminded_of_anew(case):
    raise_alerts(at(2026, 3, 3))
    clock = db.session.scalars(select(CaseClock)).one()
    fall_due(clock, date(2026, 4, 3))
    db.session.commit()
    assert raise_alerts(at(2026, 3, 6)) == 0
    assert raise_alerts(at(2026, 4, 3)) == 2
    days = db.session.execute(select(Alert.due_on, Alert.stage).order_by(Alert.id)).tuples().all()
    assert days == [(DUE, "due_soon"), (date(2026, 4, 3), "due_soon"), (date(2026, 4, 3), "due_today")]


def test_closed_cases_are_left_in_peace(county):
    for state in ("closed", "withdrawn", "archived"):
        add_clock(add_case(county, f"LF-2026-{state}", state=state), DUE)
    db.session.commit()
    assert raise_alerts(at(2026, 4, 1)) == 0


def test_an_item_of_the_pool_reminds_all_who_could_take_it(county):
    case = add_case(county)
    add_clock(case, DUE)
    add_item(case, role=Role.INTAKE_CLERK)
    db.session.commit()
    raise_alerts(at(2026, 3, 6))
    above = [("due_today", "leader"), ("due_today", "officehead")]
    assert mails() == [("due_today", "clerk"), ("due_today", "clerk2"), *above]


def test_the_deputy_of_an_absent_assignee_is_reminded_too(case, county):
    away, deputy = county.people["reviewer"], county.people["officehead"]
    record_absence(away, deputy, date(2026, 3, 1), date(2026, 3, 31), "休假")
    db.session.commit()
    raise_alerts(at(2026, 3, 6))
    assert mails() == [("due_today", "leader"), ("due_today", "officehead"), ("due_today", "reviewer")]


def test_an_organ_without_supervisors_is_watched_from_above(county):
    case = add_case(county, "YM-2026-0001", organ="YM")
    add_clock(case, DUE)
    add_item(case, county.people["foreignreviewer"])
    db.session.commit()
    raise_alerts(at(2026, 3, 9))
    assert mails() == [("overdue", "foreignreviewer"), ("overdue", "prefsupervisor")]


def test_a_reminder_names_number_and_day_but_nobody(case):
    raise_alerts(at(2026, 3, 9))
    payload = db.session.scalars(select(OutboxMessage)).first().payload
    assert "LF-2026-0001" in payload["subject"]
    assert "2026年03月06日" in payload["text"]
    assert "申请人某" not in payload["text"] + payload["subject"]
    assert "征地批复" not in payload["text"] + payload["subject"]


def test_a_provisional_day_is_called_so(county):
    add_item(case := add_case(county), county.people["reviewer"])
    add_clock(case, DUE, is_provisional=True)
    db.session.commit()
    raise_alerts(at(2026, 3, 6))
    assert "暂定" in db.session.scalars(select(OutboxMessage)).first().payload["text"]


def test_a_sweep_with_nothing_to_do_writes_nothing(case, county):
    raise_alerts(at(2026, 3, 9))
    with counted() as statements:
        assert raise_alerts(at(2026, 3, 9)) == 0
    assert statements
    assert not [sql for sql in statements if sql.startswith(("INSERT", "UPDATE", "BEGIN IMMEDIATE"))]
    assert len(statements) <= 5


def test_a_warning_that_waits_for_a_form_is_asked_for_once_an_hour(county):
    case = add_case(county)
    add_clock(case, DUE, kind="clarification_notice")
    db.session.commit()
    assert raise_alerts(at(2026, 3, 6)) == 0
    with counted() as statements:
        assert raise_alerts(at(2026, 3, 6)) == 0
    assert len(statements) <= 4, "one question whether anything is due, one whether anybody is to be told"
    add_item(case, county.people["reviewer"]).form = "screening"
    db.session.commit()
    assert raise_alerts(at(2026, 3, 6, hour=10)) == 2
    assert stages() == ["due_soon", "due_today"]


def test_a_tick_reads_the_beginnings_of_two_indexes(case):
    """Most ticks find nothing: they must not read every clock to know that."""
    if not is_sqlite():
        pytest.skip("the plan of SQLite")
    asked = (
        sweep._first().params(now=at(2026, 3, 2)).compile(db.engine, compile_kwargs={"literal_binds": True})
    )
    read = [row.detail for row in db.session.execute(text(f"EXPLAIN QUERY PLAN {asked}"))]
    for table in ("case_clock", "supervision_order"):
        (found,) = (one for one in read if table in one)
        assert found.startswith("SEARCH")
        assert f"INDEX ix_{table}_look_at" in found
