"""The ladder of reminders: steps by day and hour, who hears, quiet hours; on real rows what the sweep makes of it."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from app.casework.administration.alert_plans import kinds_with_a_ladder
from app.casework.models import Alert, AlertNotice, AlertPlan, CaseClock, OutboxMessage
from app.casework.terms.alert_stages import stages_passed
from app.casework.terms.alert_steps import first_step, steps_of
from app.casework.terms.ladder import DEFAULT, Ladder, Level
from app.casework.terms.ladders import ladder_for, ladder_of, write
from app.casework.terms.sweep import raise_alerts
from app.database import db
from app.office.models import Person
from tests.casework.office_cases import (
    CALENDAR,
    PLAIN,
    add_case,
    add_clock,
    add_item,
    at,
    fall_due,
    fall_due_at,
)
from tests.support.statements import counted

DUE = date(2026, 3, 30)  # a Monday
STEPS = {
    date(2026, 3, 16): "before_10", date(2026, 3, 23): "before_5", date(2026, 3, 25): "due_soon",
    date(2026, 3, 27): "before_1", DUE: "due_today", date(2026, 3, 31): "overdue", date(2026, 4, 1): "after_2",
    date(2026, 4, 2): "after_3", date(2026, 4, 3): "after_4", date(2026, 4, 7): "after_5",
}  # fmt: skip
"""清明节放假: 4 to 6 April 2026."""


def law_clock(span=20) -> CaseClock:
    clock = CaseClock(kind="reply", key="1", state="running", started_on=date(2026, 3, 2), span=span)
    fall_due(clock, DUE)
    return clock


class TestSteps:
    def test_every_working_day_ahead_and_after_has_its_true_day(self):
        steps = dict(steps_of(law_clock(), PLAIN, DEFAULT, CALENDAR))
        found = {at.date(): step for step, at in steps.items()}
        assert {day: found[day] for day in STEPS if day in found} == {
            day: step for day, step in STEPS.items() if step.startswith(("before", "after"))
        }
        assert len(steps) == 3 + 19

    def test_no_step_lies_before_a_short_limit_began(self):
        assert first_step(law_clock(span=5), PLAIN, DEFAULT, CALENDAR).date() == date(2026, 3, 27)
        assert first_step(law_clock(span=11), PLAIN, DEFAULT, CALENDAR).date() == date(2026, 3, 16)
        assert first_step(law_clock(span=1), PLAIN, DEFAULT, CALENDAR) is None

    def test_hours_count_day_and_night(self):
        clock = CaseClock(
            kind="first_statement", key="1", state="running", started_on=date(2026, 3, 7), span=24
        )
        fall_due_at(clock, at(2026, 3, 7, 9), 24)
        reached = [
            stages_passed(clock, at(2026, 3, 7, 9) + timedelta(hours=h), PLAIN, CALENDAR)
            for h in (11, 12, 18, 23)
        ]
        assert [stages[-1:] for stages in reached] == [[], ["before_12"], ["due_soon"], ["before_1"]]
        assert stages_passed(clock, at(2026, 3, 9, 10), PLAIN, CALENDAR)[-1] == "after_2"

    def test_a_pause_that_lasts_is_told_while_it_lasts(self):
        clock = law_clock()
        clock.state, clock.paused_from, clock.paused_until = "paused", at(2026, 3, 3, 0), at(2026, 3, 28, 0)
        pauses = [
            (step, when.date()) for step, when in steps_of(clock, PLAIN, DEFAULT, CALENDAR) if "pause" in step
        ]
        assert pauses == [("pause_15", date(2026, 3, 24))]


class TestLevels:
    @pytest.mark.parametrize(("stage", "highest"), [
        ("before_10", Level.CLERK), ("due_soon", Level.CLERK), ("before_1", Level.HEAD), ("due_today", Level.LEADER),
        ("overdue", Level.SUPERVISOR), ("after_7", Level.SUPERVISOR), ("chase_10", Level.CLERK),
        ("lapsed", Level.CLERK), ("pause_15", Level.HEAD),
    ])  # fmt: skip
    def test_it_rises_from_the_clerk_to_the_supervisor(self, stage, highest):
        assert DEFAULT.levels(stage)[-1] == highest

    def test_an_organ_may_let_its_supervisor_hear_later(self):
        assert Ladder(supervisor_from=-3).levels("after_2")[-1] is Level.LEADER
        assert Ladder(supervisor_from=-3).levels("after_3")[-1] is Level.SUPERVISOR


@pytest.mark.parametrize(("quiet", "now", "until"), [
    ((time(22), time(7, 30)), at(2026, 3, 2, 23), (3, 7, 30)), ((time(22), time(7, 30)), at(2026, 3, 3, 6), (3, 7, 30)),
    ((time(22), time(7, 30)), at(2026, 3, 2, 22), (3, 7, 30)), ((time(22), time(7, 30)), at(2026, 3, 2, 8), None),
    ((time(12), time(14)), at(2026, 3, 2, 13), (2, 14, 0)), ((time(12), time(14)), at(2026, 3, 2, 14), None),
    (None, at(2026, 3, 2, 23), None),
])  # fmt: skip
def test_what_falls_into_quiet_hours_waits_for_their_end(quiet, now, until):
    found = Ladder(quiet=quiet).quiet_until(now)
    assert (found and (found.day, found.hour, found.minute)) == until


@pytest.mark.database
class TestOnRows:
    @pytest.fixture
    def case(self, county):
        case = add_case(county, handling_unit_id=county.units["LF-ZRZY"].id)
        add_clock(case, DUE, span=20)
        add_item(case, county.people["handler"], due_on=DUE)
        db.session.commit()
        return case

    def notices(self):
        query = select(Alert.stage, AlertNotice.level, Person.login).join(AlertNotice.alert).join(
            Person, Person.id == AlertNotice.person_id
        )  # fmt: skip
        return [tuple(row) for row in db.session.execute(query.order_by(AlertNotice.id))]

    def test_day_by_day_each_step_is_raised_once_on_its_day(self, case):
        found, day = {}, date(2026, 3, 3)
        while day <= date(2026, 4, 7):
            for hour in (1, 9):
                if raise_alerts(at(day.year, day.month, day.day, hour)):
                    found[day] = db.session.scalars(select(Alert.stage).order_by(Alert.id.desc())).first()
            day += timedelta(days=1)
        assert found == STEPS

    def test_after_a_standstill_everything_is_there_once_and_the_last_is_told(self, case):
        assert raise_alerts(at(2026, 4, 2)) == 8
        assert raise_alerts(at(2026, 4, 2, 12)) == 0
        assert set(db.session.scalars(select(Alert.stage))) == {
            step for day, step in STEPS.items() if day <= date(2026, 4, 2)
        }
        assert self.notices() == [
            ("after_3", "clerk", "handler"), ("after_3", "head", "unithead"), ("after_3", "leader", "leader"),
            ("after_3", "supervisor", "supervisor"),
        ]  # fmt: skip
        assert "已过 3 天" in db.session.scalars(select(OutboxMessage)).first().payload["text"]

    def test_between_two_steps_nobody_looks(self, case):
        looks, day = [], date(2026, 3, 3)
        while day <= date(2026, 3, 31):
            raise_alerts(at(day.year, day.month, day.day))
            looks.append(db.session.scalars(select(CaseClock.look_at)).one().date())
            day += timedelta(days=1)
        assert [day for day in dict.fromkeys(looks) if day >= date(2026, 3, 17)] == [
            *(day for day in STEPS if date(2026, 3, 17) <= day <= date(2026, 3, 31)), date(2026, 4, 1)
        ]  # fmt: skip

    def test_a_portion_of_several_ladders_is_one_statement(self, case, county):
        own = AlertPlan(organ_id=county.units["YM"].id, kind="")
        write(own, Ladder(ahead_days=(7, 2)))
        db.session.add(own)
        other = add_case(county, "YM-2026-0001", organ="YM")
        add_clock(other, DUE, span=20)
        db.session.commit()
        with counted() as statements:
            assert raise_alerts(at(2026, 3, 27)) == 7
        assert len([sql for sql in statements if "INSERT INTO deadline_alert" in sql]) == 1
        query = select(Alert.stage).where(Alert.case_id == other.id)
        assert set(db.session.scalars(query)) == {"before_7", "before_2", "due_soon"}

    def test_more_ladders_than_one_statement_takes(self, case, county):
        """Each kind of limit may be told for another while: SQLite puts at most 500 parts together."""
        for number, kind in enumerate(kinds_with_a_ladder()):
            own = AlertPlan(organ_id=county.units["LF"].id, kind=kind)
            write(own, Ladder(after=60 - number))
            db.session.add(own)
            add_clock(case, date(2026, 1, 12), kind=kind, key=kind, span=20)
        db.session.commit()
        raise_alerts(at(2026, 3, 27))
        told = db.session.scalars(select(Alert.kind).where(Alert.stage == "after_40")).all()
        assert len(told) == len(set(told))
        assert {"correction", "redo", "reply"} <= set(told)
        assert raise_alerts(at(2026, 3, 27, 12)) == 0

    def test_the_steps_end_and_then_nobody_looks(self, case):
        raise_alerts(at(2026, 6, 1))
        assert db.session.scalar(select(Alert.stage).order_by(Alert.id.desc())) is not None
        assert db.session.scalars(select(CaseClock.look_at)).one() is None
        assert {"after_2", "after_20"} <= set(db.session.scalars(select(Alert.stage)))

    def test_an_organs_own_ladder_holds_for_its_kind_and_for_those_below(self, case, county):
        own = AlertPlan(organ_id=county.units["CX"].id, kind="reply")
        write(own, Ladder(ahead_days=(7,), supervisor_from=-9, after=1, quiet=None))
        db.session.add(own)
        db.session.commit()
        assert ladder_for(case.organ_id, "reply") == ladder_of(own)
        assert ladder_for(case.organ_id, "correction") == DEFAULT
        raise_alerts(at(2026, 4, 3))
        assert set(db.session.scalars(select(Alert.stage))) == {
            "before_7",
            "due_soon",
            "due_today",
            "overdue",
        }
        assert self.notices()[-1] == ("overdue", "leader", "leader")

    def test_mails_of_the_night_go_out_in_the_morning_but_for_limits_in_hours(self, case, county):
        raise_alerts(at(2026, 3, 31, 0))
        assert set(db.session.scalars(select(OutboxMessage.not_before))) == {
            at(2026, 3, 31, 7) + timedelta(minutes=30)
        }
