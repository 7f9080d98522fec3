"""Open cases are reckoned in batches: each once, whatever dies in between; closed ones stay as they were judged."""

import threading
from datetime import date

import pytest
from sqlalchemy import select

from app.board.figures import months
from app.casework.acts import once
from app.casework.acts.actor import SYSTEM
from app.casework.acts.audit import verify
from app.casework.acts.commands import perform
from app.casework.models import AuditEntry, Case, CaseClock, Reckoning, ReckoningBatch
from app.casework.terms import clocks, notices, reckoning
from app.casework.terms.clock_view import explanations_of
from app.database import db
from tests.casework.office_cases import add_case, at
from tests.support.office import Office

pytestmark = pytest.mark.database
NOW = at(2026, 3, 4)
# 16 to 20 March off: a week later for what runs over it
NOTICE = """year = 2026
status = "official"
document = "某号"
work = []
off = [2026-03-16, 2026-03-17, 2026-03-18, 2026-03-19, 2026-03-20]
"""


def run_all(now=NOW):
    return reckoning.carry_on(now)


def import_notice():
    return perform(notices.import_notice, actor=SYSTEM, now=NOW, source=NOTICE, is_agreed=True)


def lines(tag):
    return list(
        db.session.scalars(select(AuditEntry).where(AuditEntry.tag == tag).order_by(AuditEntry.sequence))
    )


@pytest.fixture
def open_cases(county, monkeypatch):
    """Seven requests that are due on 30 March, three to a batch."""
    monkeypatch.setattr(reckoning, "BATCH", 3)
    cases = [add_case(county, f"LF-2026-{number:04}") for number in range(1, 8)]
    for case in cases:
        clocks.append_event(case, "received", date(2026, 3, 2), {"channel": "in_person"}, at(2026, 3, 2))
        clocks.recompute(case)
    db.session.commit()
    assert {case.due_on for case in cases} == {date(2026, 3, 30)}
    return cases


def due_days():
    db.session.rollback()
    return list(db.session.scalars(select(Case.due_on).order_by(Case.id)))


def test_the_act_does_one_batch_and_the_rest_follows(open_cases):
    result = import_notice()
    assert (len(result["moved"]), result["left"]) == (3, 4)
    assert due_days() == [date(2026, 4, 6)] * 3 + [date(2026, 3, 30)] * 4
    assert (reckoning.unfinished().done, reckoning.unfinished().reckoning.total) == (3, 7)
    assert run_all() == 4
    assert due_days() == [date(2026, 4, 6)] * 7
    assert reckoning.unfinished() is None
    assert run_all() == 0


def test_every_batch_and_the_whole_leave_a_line(open_cases):
    import_notice()
    run_all()
    assert [line.summary for line in lines("calendar.reckoned")] == [
        "重新推算在办期限 3 件，3 件有变化", "重新推算在办期限 3 件，3 件有变化", "重新推算在办期限 1 件，1 件有变化",
    ]  # fmt: skip
    assert [line.summary for line in lines("calendar.recomputed")] == [
        "重新推算完成（导入 2026 年放假安排）：在办 7 件，7 件的期限有变化"
    ]
    assert verify() is None


class Killed(BaseException):
    """What ends a worker between two statements."""


@pytest.mark.parametrize("at_case", [4, 5, 6, 7])
def test_a_kill_in_a_batch_undoes_that_batch_alone_and_no_case_comes_twice(open_cases, monkeypatch, at_case):
    import_notice()
    recompute, seen = clocks.recompute, []

    def dies(case):
        seen.append(case.id)
        if case.number == f"LF-2026-{at_case:04}":
            raise Killed
        return recompute(case)

    with monkeypatch.context() as broken:
        broken.setattr(clocks, "recompute", dies)
        with pytest.raises(Killed):
            run_all()
    done = 6 if at_case == 7 else 3
    assert due_days() == [date(2026, 4, 6)] * done + [date(2026, 3, 30)] * (7 - done)
    run_all()
    assert due_days() == [date(2026, 4, 6)] * 7
    batches = db.session.scalars(select(ReckoningBatch)).all()
    numbers = [move["number"] for batch in batches for move in batch.moves]
    assert sorted(numbers) == [case.number for case in open_cases]
    assert db.session.scalars(select(Reckoning)).one().moved == 7


def test_a_case_that_cannot_be_computed_keeps_its_day_and_stops_no_other(county, open_cases):
    """Its day of receipt lies in a year of which no notice is on record."""
    broken = add_case(county, "LF-2026-0008")
    clocks.append_event(broken, "received", date(1990, 3, 2), {"channel": "in_person"}, at(2026, 3, 2))
    db.session.commit()
    import_notice()
    run_all()
    assert reckoning.unfinished() is None
    assert due_days() == [date(2026, 4, 6)] * 7 + [None]
    told = {move["number"]: move.get("why") for move in reckoning.moves_of(reckoning.latest(1)[0].reckoning)}
    assert "1990" in told.pop(broken.number)
    assert set(told.values()) == {None}
    assert reckoning.latest(1)[0].reckoning.moved == 7


def test_two_workers_at_once_reckon_each_case_once(app, open_cases):
    import_notice()
    start = threading.Barrier(3)

    def work():
        with app.app_context():
            start.wait()
            run_all()
            db.session.remove()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    run_all()
    assert due_days() == [date(2026, 4, 6)] * 7
    assert sum(db.session.scalars(select(ReckoningBatch.cases))) == 7
    assert len(lines("calendar.recomputed")) == 1


def test_a_newer_notice_takes_the_place_of_one_that_is_under_way(open_cases):
    source = NOTICE.replace(", 2026-03-20", "")
    perform(notices.import_notice, actor=SYSTEM, now=NOW, source=source, is_agreed=True)
    import_notice()
    run_all()
    assert due_days() == [date(2026, 4, 6)] * 7
    assert all(one.is_finished for one in reckoning.latest(5))


def test_what_is_recorded_meanwhile_counts_with_the_new_calendar_and_is_not_reckoned_again(open_cases):
    import_notice()
    last = db.session.scalars(select(Case).order_by(Case.id.desc()).limit(1)).one()
    clocks.recompute(last)
    db.session.commit()
    assert run_all() == 3


class TestClosedCases:
    """A notice that comes after the closing changes nothing of what was judged."""

    @pytest.fixture
    def office(self, app):
        """Answered on the nineteenth working day, in time; delivered, closed and archived."""
        office = Office()
        office.apply()
        office.later(days=25).issued()
        office.do("clerk", "T_archive", retention_years=10)
        assert not office.case.is_open
        return office

    @staticmethod
    def judged(office):
        db.session.rollback()
        once.forget()
        case = office.case
        rows = db.session.scalars(
            select(CaseClock).where(CaseClock.case_id == case.id).order_by(CaseClock.id)
        )
        return {
            "sheet": [sheet.to_mapping() for _, sheet in explanations_of(case)],
            "clocks": [(row.kind, row.state, row.due_on, row.due_at) for row in rows],
            "computed": [(clock.kind, clock.state, clock.due_on) for clock in clocks.clocks_of(case)],
            "months": months({case.organ_id}, at(2026, 4, 20)),
        }

    @staticmethod
    def import_more_days(office):
        """What was off is now a working day, so that the answer would be late."""
        work = "work = []\noff = [2026-01-01]"
        source = f'year = 2026\nstatus = "official"\ndocument = "某号"\n{work}\n'
        perform(notices.import_notice, actor=SYSTEM, now=office.now, source=source, is_agreed=True)
        perform(notices.import_notice, actor=SYSTEM, now=office.now, source=NOTICE, is_agreed=True)
        run_all(office.now)

    def test_board_punctuality_and_sheet_stay(self, office):
        before = self.judged(office)
        self.import_more_days(office)
        assert self.judged(office) == before

    def test_also_when_its_clocks_are_computed_once_more(self, office):
        """An event that comes after the closing, such as the receipt of a letter."""
        before = self.judged(office)
        self.import_more_days(office)
        clocks.recompute(office.case)
        db.session.commit()
        assert self.judged(office) == before

    def test_what_was_known_when_it_closed_counts_although_its_turn_had_not_come(self, app, monkeypatch):
        office = Office()
        office.apply()
        office.later(days=3)
        monkeypatch.setattr(reckoning, "BATCH", 0)
        perform(notices.import_notice, actor=SYSTEM, now=office.now, source=NOTICE, is_agreed=True)
        office.later(days=22).issued()
        newest = clocks.newest_notice()
        assert (office.case.is_open, office.case.calendar_edition) == (False, newest)
