"""Legal acts in any order by any role: no letter differs from the record, no file is given that was not decided,
nothing crashes, and no open case is left without a task or a timer.

`make plays` and the last stage of `make test` play more than 500 times 40 moves; a run of the suite alone plays a few.
"""

import os
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.database import db
from app.demo.disk import without_waiting_for_the_disk
from tests.journeys.any_order import ACTS, ANYBODY, BEGINNINGS, AnyOrder, two_units_draft
from tests.journeys.held_to_the_record import Watch
from tests.journeys.letters_seen import made_blank
from tests.support import databases

pytestmark = pytest.mark.database
PLAYS, MOVES = int(os.environ.get("PLAYS", 1)), int(os.environ.get("MOVES", 12))  # for each beginning
moves = st.tuples(
    st.sampled_from(ACTS),
    st.sampled_from(("right",) * 14 + ANYBODY),
    st.integers(0, 11),
    st.sampled_from((0, 0, 0, 0, 1, 2, 5)),
)


@pytest.fixture(params=[pytest.param((where, online), id=f"{where}-{'online' if online else 'on paper'}")
                        for where in BEGINNINGS for online in (True, False)])  # fmt: skip
def begun(request, prepared):
    """A request that has come so far, as a database to be copied for each play."""
    where, online = request.param
    with databases.fresh(prepared) as application, application.app_context():
        two_units_draft()
        office = AnyOrder()
        office.begin(where, online=online)
        made_blank(office)
        with databases.kept(prepared) as stage:
            yield stage, partial(AnyOrder, now=office.now, number=office.number, code=office.code)


def test_no_letter_differs_from_the_record_and_no_file_is_given_that_was_not_decided(begun):
    stage, opened = begun

    @settings(max_examples=PLAYS, database=None, suppress_health_check=list(HealthCheck))
    @given(sequence=st.lists(moves, min_size=MOVES, max_size=MOVES))
    def play(sequence):
        databases.back_to(stage)
        with without_waiting_for_the_disk():
            office = opened()
            watch = Watch(office)
            for move in sequence:
                has_passed_time = move[-1] > 0
                if office.move(*move) or has_passed_time:
                    watch.look()
            watch.close()
        assert office.turn == MOVES
        db.session.remove()

    play()
