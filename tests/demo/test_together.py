"""Processes that live the same days beside one another: every case has one who tends it, and the end is the same."""

import logging
from collections import Counter
from datetime import date

import pytest
from sqlalchemy import func, select

from app.casework.acts import audit
from app.casework.acts.errors import TooManyWriters
from app.casework.models import Case
from app.database import db
from app.demo.living import Office
from app.demo.plan import Plan
from app.demo.simulation import shared_out, simulate
from app.demo.summary import stuck_cases
from app.demo.together import Crew, OneHasDied, Together
from app.law.calendar import load_builtin_calendar
from tests.support import databases

FIRST, DAYS, REQUESTS = date(2026, 3, 2), 30, 12


def lived(prepared, processes: int) -> tuple[Office, dict[str, tuple]]:
    """An office after its days, and what became of each story."""
    with databases.fresh(prepared) as application, application.app_context():
        office = simulate(FIRST, DAYS, REQUESTS, 3, letters=False, processes=processes)
        cases = {case.id: case for case in db.session.scalars(select(Case))}
        assert sorted(office.outside.case_ids) == sorted(cases)
        assert audit.verify() is None
        assert stuck_cases(cases) == []
        told = office.plan.told.items()
        return office, {
            story.key: (cases[id_].state, cases[id_].outcome, cases[id_].title) for id_, story in told
        }


@pytest.mark.database
def test_what_becomes_of_a_story_does_not_depend_on_who_tends_it(prepared):
    alone, ends = lived(prepared, 1)
    together, same = lived(prepared, 2)
    assert len(ends) == REQUESTS
    assert same == ends
    assert (together.outside.refused, together.desk.troubles) == (alone.outside.refused, alone.desk.troubles)
    assert together.outside.refused == []
    assert together.sent == alone.sent > 0


@pytest.mark.database
def test_who_has_read_before_sees_what_another_has_written_once_they_have_met(app):
    from tests.support.office import Office as Walked

    def cases() -> int:
        return db.session.scalar(select(func.count()).select_from(Case)) or 0

    def live(crew: Crew) -> tuple[int, int]:
        before = cases()
        crew.meet()
        if not crew.is_first:
            Walked().apply()
        crew.meet()
        return before, cases()

    mine, others = Together(2, live, tuple).run()
    assert mine == (0, 1)
    assert others == [mine]


@pytest.mark.parametrize("of", [1, 2, 3])
def test_every_story_has_one_process(of):
    arrivals = {date(2026, 3, day): [f"{day}/{number}" for number in range(day % 3)] for day in range(2, 20)}
    shares = [shared_out(arrivals, Crew(number, of)) for number in range(of)]
    told = Counter((day, story) for share in shares for day, stories in share.items() for story in stories)
    assert told == Counter((day, story) for day, stories in arrivals.items() for story in stories)
    sizes = [sum(map(len, share.values())) for share in shares]
    assert max(sizes) - min(sizes) <= 1


def test_a_case_of_nobody_is_tended_by_the_first_once_all_have_told_theirs(app):
    from tests.support.office import Office as Walked

    plan = Plan(load_builtin_calendar(), is_shared=True)
    first, second = Walked(), Walked()
    first.apply()
    second.apply()
    assert not plan.tends(first.case.id)  # another process may have begun it just now
    plan.leave_to_others([second.case.id])
    plan.know_cases()
    assert (plan.tends(first.case.id), plan.tends(second.case.id)) == (True, False)


@pytest.mark.parametrize("dying", [0, 1, 2])
def test_who_dies_is_noticed_by_all(app, dying):
    def live(crew: Crew) -> int:
        crew.meet()
        if crew.number == dying:
            raise SystemExit(3)
        crew.meet()
        return crew.number

    with pytest.raises(SystemExit if dying == 0 else OneHasDied):
        Together(3, live, str).run()


def test_what_fails_in_another_process_is_one_line(app, capfd, tmp_path):
    log = logging.FileHandler(tmp_path / "log")
    logging.getLogger("app.demo.together").addHandler(log)

    def live(crew: Crew) -> int:
        crew.meet()
        if crew.number == 1:
            raise TooManyWriters()
        crew.meet()
        return crew.number

    with pytest.raises(OneHasDied) as died:
        Together(3, live, str).run()
    logging.getLogger("app.demo.together").removeHandler(log)
    log.close()
    assert "模拟的一个进程中途停止" in str(died.value)
    [line] = (tmp_path / "log").read_text("utf-8").splitlines()
    assert line.startswith("a process of the simulation ends: TooManyWriters at test_together.py")
    assert "Traceback" not in capfd.readouterr().err


def test_the_first_hears_what_the_others_have_lived(app):
    mine, others = Together(3, lambda crew: crew.meet(crew.number), str).run()
    assert (sorted(mine), sorted(others)) == ([1, 2], ["[]", "[]"])
