"""`flask simulate`: a stretch of the office's life, drawn by lot from a seed, on the county that is there."""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from datetime import date, timedelta

from app.casework.contract.platform import platform
from app.casework.contract.scenes import Story
from app.casework.contract.stories import Lots
from app.casework.terms import clocks
from app.demo.days import days_between
from app.demo.disk import without_waiting_for_the_disk
from app.demo.living import Office, typeset
from app.demo.plan import Plan
from app.demo.present import letters_later
from app.demo.progress import shown
from app.demo.reaching import cover_of, spread
from app.demo.together import Crew, Together
from app.law.calendar import WorkCalendar
from app.law.errors import CalendarMissing, RuleViolation

LONGEST_CASE = timedelta(days=150)  # calendar days from arrival to the last day that any clock may reach
QUIET_AT_THE_END = 0.2  # of the days: the last requests are to be finished as well


class NobodyAtWork(RuleViolation):
    code = "nobody_at_work"
    message = "没有岗位齐全的机关，不能模拟；请先载入演示县或者补齐岗位"


def simulate(
    first: date, days: int, requests: int, seed: int, *, letters: bool = True, processes: int = 1,
    waits_for_disk: bool = True,
) -> Office:  # fmt: skip
    """Live these days, in so many processes. Raises CalendarMissing for an unknown year and NobodyAtWork, before
    anything happens, and OneHasDied."""
    calendar, last = clocks.calendar(), first + timedelta(days=days - 1)
    for year in range(first.year, last.year + 1):
        calendar.year(year)
    lots = lots_of_processes(f"{seed}", first)
    if not lots:
        raise NobodyAtWork()
    covers = cover_of([one for one, _ in lots], days, requests)
    arrivals = drawn_arrivals(first, days, requests - sum(map(len, covers)), f"{seed}", lots, calendar)
    begin_early(arrivals, covers, usable_days(first, days, calendar), calendar)
    every_day = days_between(first, last + timedelta(days=1))

    def live(crew: Crew) -> Office:
        office = Office(first, Plan(calendar, is_shared=crew.of > 1), crew)
        mine = shared_out(arrivals, crew)
        disk = nullcontext() if waits_for_disk else without_waiting_for_the_disk()
        with disk, shown(every_day, "模拟（天）", is_quiet=not crew.is_first) as shown_days:
            for day in shown_days:
                office.live(day, mine.get(day, ()))
                if letters:
                    typeset(office.plan.case_ids, office.present.now)
        return office

    with letters_later():
        office, others = Together(processes, live, Office.told).run()
    for lived in others:
        office.hear(lived)
    office.covers_all = bool(covers)
    return office


def shared_out(arrivals: Mapping[date, Sequence[Story]], crew: Crew) -> dict[date, list[Story]]:
    """This process's part of the stories, on their days."""
    in_order = [(day, story) for day in sorted(arrivals) for story in arrivals[day]]
    mine: dict[date, list[Story]] = defaultdict(list)
    for day, story in crew.share(in_order):
        mine[day].append(story)
    return mine


def lots_of_processes(seed: str, first: date) -> list[tuple[Lots, int]]:
    """The lots of each process that somebody can work at on that day, with its weight."""
    every = [process.stories for process in platform().processes.values()]
    drawn = [(stories.lots(seed, first), stories.weight) for stories in every]
    return [(lots, weight) for lots, weight in drawn if lots is not None]


def drawn_arrivals(
    first: date, days: int, requests: int, seed: str, lots: list[tuple[Lots, int]], calendar: WorkCalendar
) -> dict[date, list[Story]]:
    """Which story begins on which day: on the portal on any day, over a clerk on working days."""
    luck, turns = random.Random(f"arrivals/{seed}"), random.Random(f"processes/{seed}")
    usable = usable_days(first, days, calendar)
    working_days = [day for day in usable if calendar.is_working_day(day)] or usable
    drawing, weights = [one for one, _ in lots], [weight for _, weight in lots]
    arrivals: dict[date, list[Story]] = defaultdict(list)
    for number in range(1, requests + 1):
        story = turns.choices(drawing, weights)[0].draw(number)
        arrivals[luck.choice(usable if story.is_online else working_days)].append(story)
    return arrivals


def begin_early(
    arrivals: dict[date, list[Story]],
    covers: Sequence[Sequence[Story]],
    usable: list[date],
    calendar: WorkCalendar,
) -> None:
    """Let the stories that come to everything arrive before all others of their days."""
    working_days = [day for day in usable if calendar.is_working_day(day)] or usable
    for cover in covers:
        for day, story in spread(cover, working_days):
            arrivals[day].insert(0, story)


def usable_days(first: date, days: int, calendar: WorkCalendar) -> list[date]:
    """The days on which requests arrive: not the last ones, and none whose clocks could reach an unknown year."""
    every = [first + timedelta(days=number) for number in range(max(1, round(days * (1 - QUIET_AT_THE_END))))]
    usable = [day for day in every if calendar.has_year((day + LONGEST_CASE).year)]
    if not usable:
        raise CalendarMissing((first + LONGEST_CASE).year)
    return usable
