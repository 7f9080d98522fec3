"""A year that is long enough begins with what it takes to come to everything, and a miss is a finding."""

from datetime import date, datetime, timedelta

import pytest

from app.casework.models import Case
from app.cli.demo import _say_whole
from app.database import db
from app.demo.living import Office as Life
from app.demo.plan import Plan
from app.demo.reaching import LEAST_DAYS, cover_of, missed, spread
from app.demo.simulation import begin_early, usable_days
from app.law.calendar import load_builtin_calendar
from app.law.outcomes import BY_ITEMS
from app.processes.disclosure.decisions import ON_HANDLING, ON_SCREENING
from app.processes.disclosure.stories.asides import ASIDES
from app.processes.disclosure.stories.lots import Lots
from app.processes.disclosure.stories.organs_at_work import OrganAtWork
from app.processes.response.stories.lots import BRANCHES
from app.processes.response.stories.lots import Lots as Concerns
from app.timekeeping import OFFICE_TIME
from tests.support.office import Office

FIRST = date(2026, 1, 5)
CALENDAR = load_builtin_calendar()


def requests():
    return Lots("1", [OrganAtWork("YM", False), OrganAtWork("LF", True)])


def test_requests_cover_every_outcome_that_is_chosen_and_every_branch():
    told = requests().cover()
    assert {one.outcome for one in told} == {*ON_HANDLING, *ON_SCREENING, *BY_ITEMS}
    assert {one.outcome for one in told if one.at_screening} == set(ON_SCREENING) - {"repeated"}
    assert {one.aside for one in told} == {"", *ASIDES}
    assert {one.clarification for one in told} == {"", "answered", "silent", "late"}
    assert {one.fee for one in told} == {"", "paid", "silent"}
    assert {one.organ for one in told} == {"LF"}
    assert len({one.key for one in told}) == len(told)


def test_who_asks_for_the_same_again_has_asked_at_the_very_first():
    told = requests().cover()
    assert (told[0].outcome, told[-1].outcome) == ("granted", "repeated")
    assert (told[0].applicant, told[0].topic) == (told[-1].applicant, told[-1].topic)
    assert told[0].applicant not in {one.applicant for one in told[1:-1]}


def test_concerns_cover_every_branch_at_one_organ():
    told = Concerns("1", ["LF", "YM"]).cover()
    assert len(told) == len(BRANCHES)
    assert {one.judgement for one in told} == {"answer", "watch", "pass_on", "none"}
    assert {one.organ for one in told} == {"LF"}


def test_few_requests_or_few_days_are_not_held_to_everything():
    lots, enough = [requests()], len(requests().cover())
    assert cover_of(lots, LEAST_DAYS, enough - 1) == []
    assert cover_of(lots, LEAST_DAYS - 1, enough) == []
    assert [len(one) for one in cover_of(lots, LEAST_DAYS, enough)] == [enough]


def test_the_cover_begins_in_its_order_in_the_first_third_on_working_days():
    usable = usable_days(FIRST, 365, CALENDAR)
    arrivals = {day: [] for day in usable}
    begin_early(arrivals, [requests().cover()], usable, CALENDAR)
    begun = [day for day in usable for _ in arrivals[day]]
    assert len(begun) == len(requests().cover())
    assert all(CALENDAR.is_working_day(day) for day in begun)
    assert begun[-1] < FIRST + timedelta(days=round(0.8 * 365 / 3) + 10)
    days = [day for day, _story in spread(requests().cover(), usable)]
    assert days == sorted(days)


@pytest.mark.database
def test_what_was_missed_is_named_with_its_process_and_is_a_finding_of_a_whole_year(office_life, capsys):
    lines = missed(office_life.outside.case_ids)
    assert [line.partition("：")[0] for line in lines] == [
        "没有出现的处理结果（依申请公开）",
        "没有出现的办理程序（依申请公开）",
    ]
    assert "予以公开" in lines[0]
    assert "转主动公开" in lines[1]
    _say_whole(office_life)
    office_life.covers_all = True
    with pytest.raises(SystemExit) as ended:
        _say_whole(office_life)
    assert ended.value.code == 1
    assert lines[0] in capsys.readouterr().out


@pytest.fixture
def office_life(app):
    """One request that waits, as a simulation that came no further."""
    Office().apply()
    life = Life(FIRST, Plan(CALENDAR))
    life.outside.case_ids = [db.session.query(Case).one().id]
    return life


@pytest.mark.database
def test_without_a_first_day_the_year_ends_yesterday(app):
    done = app.test_cli_runner().invoke(args=["simulate", "--days", "2", "--requests", "1", "--no-letters"])
    assert done.exit_code == 0, done.output
    opened = db.session.query(Case).one().opened_at.date()
    assert timedelta(1) <= datetime.now(OFFICE_TIME).date() - opened <= timedelta(3)
