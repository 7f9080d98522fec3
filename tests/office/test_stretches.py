"""What was worked out for one day of a stretch is what would be worked out for any other day of it."""

import contextlib
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.law.errors import RuleViolation
from app.office.absences import record_absence
from app.office.holders import _read_holders
from app.office.models import Appointment
from app.office.places import _read_place
from app.office.reorganisation import reorganise
from app.office.standing import _read_posts
from app.office.stretches import _stretch_of
from app.office.vocabulary import Role

pytestmark = pytest.mark.database
FIRST = date(2026, 3, 1)
EVERY_DAY = [FIRST + timedelta(days=number) for number in range(14)]
DAY = st.integers(0, 12).map(lambda number: FIRST + timedelta(days=number))
POSTS = st.lists(
    st.tuples(
        st.integers(0, 2), st.sampled_from((Role.HANDLER, Role.UNIT_HEAD, Role.SUPERVISOR)),
        st.sampled_from(("救助股", "公开办", "民政局")), DAY, st.none() | st.integers(0, 6),
    ),
    max_size=6,
)  # fmt: skip
ABSENCES = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), DAY, st.integers(0, 4)), max_size=3)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(posts=POSTS, absences=ABSENCES, changes=st.lists(DAY, max_size=1))
def test_nothing_changes_within_a_stretch(session, county, posts, absences, changes):
    with session.begin_nested() as thrown_away:
        people = [county.person(f"甲{number}") for number in range(3)]
        session.flush()
        for who, role, where, first, length in posts:
            until = None if length is None else first + timedelta(days=length)
            session.add(Appointment(person_id=people[who].id, unit_id=county[where].id, role=role,
                                    valid_from=first, valid_until=until))  # fmt: skip
        session.flush()
        for who, deputy, first, length in absences:
            with contextlib.suppress(RuleViolation):
                record_absence(people[who], people[deputy], first, first + timedelta(days=length))
        for day in changes:
            reorganise(county["民政局"], day)
        session.flush()
        session.expire_all()
        for day, next_day in pairwise(EVERY_DAY):
            if _stretch_of(day) == _stretch_of(next_day):
                assert _found(county, people, day) == _found(county, people, next_day), day
        thrown_away.rollback()
    for number in range(3):
        county.people.pop(f"甲{number}")


def _found(county, people, on):
    unit = county["救助股"]
    holders = [_read_holders(role, unit.id, on) for role in (Role.HANDLER, Role.UNIT_HEAD, Role.SUPERVISOR)]
    return holders, [set(_read_posts(person, on)) for person in people], _read_place(county["民政局"], on)


def test_a_stretch_ends_where_a_post_or_an_absence_does(session, county):
    person, deputy = (county.person(login, Role.HANDLER, "救助股") for login in ("甲1", "甲2"))
    record_absence(person, deputy, date(2026, 3, 4), date(2026, 3, 5))
    session.flush()
    assert len({_stretch_of(date(2026, 3, day)) for day in (4, 5)}) == 1
    assert len({_stretch_of(date(2026, 3, day)) for day in (3, 4, 6)}) == 3
