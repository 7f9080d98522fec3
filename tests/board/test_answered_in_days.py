"""The lists behind the bands of days: as many as the figure, and read from the head of the index of bands."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from app.board.closed import BANDS, Answered
from app.board.days_in_sql import band_of_days
from app.casework.models import Case, CaseSearch
from app.casework.models.closings import BEYOND, DAYS_UP_TO
from app.database import db
from app.law.clock import ClockState
from tests.board.test_closed import walked
from tests.casework.office_cases import add_case
from tests.support.statements import plan_of, with_values

pytestmark = pytest.mark.database
CLOSED = date(2026, 5, 20)
SINCE, BEFORE = date(2025, 6, 1), date(2026, 6, 1)
EDGES = st.sampled_from([-1, 0, *(limit + more for limit in DAYS_UP_TO for more in (0, 1)), 400])


def answered(county, up_to, organs=("LF",)):
    states = [ClockState.MET, ClockState.MISSED]
    ids = [county.units[code].id for code in organs]
    return Answered(ids, ["disclosure", "response"], states, SINCE, BEFORE, up_to=up_to)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["LF", "YM"]),
            st.sampled_from(["disclosure", "response"]),
            st.sampled_from(["met", "missed", None]),
            st.one_of(st.none(), EDGES),
            st.integers(0, 2),
        ),
        max_size=14,
    )
)
def test_each_band_lists_what_a_plain_scan_finds(county, rows):
    db.session.execute(delete(CaseSearch))
    db.session.execute(delete(Case))
    for number, (organ, process, end, days, later) in enumerate(rows):
        closed = CLOSED + timedelta(days=later)
        received = None if days is None else closed - timedelta(days=days)
        add_case(
            county,
            f"N-{number}",
            organ=organ,
            process=process,
            reply_state=end,
            closed_on=closed,
            received_on=received,
        )
    db.session.flush()
    db.session.expire_all()
    for up_to in BANDS:
        scanned = [case for case in db.session.query(Case) if case.reply_state and band_of(case) == up_to]
        scanned.sort(key=lambda one: (one.closed_on, one.id), reverse=True)
        wanted = answered(county, up_to, ("LF", "YM"))
        assert walked(wanted, 3) == [one.id for one in scanned]
        assert wanted.total() == len(scanned)


def band_of(case):
    if case.received_on is None:
        return None
    days = (case.closed_on - case.received_on).days
    return next((limit for limit in DAYS_UP_TO if days <= limit), BEYOND)


@pytest.mark.parametrize("up_to", BANDS)
def test_a_band_is_read_from_the_head_of_its_index(county, up_to):
    """Its last days of years, however few of them lie in the band."""
    with with_values() as sent:
        answered(county, up_to).keys(51)
    [(statement, values)] = [one for one in sent if "CASE WHEN" in one[0]]
    told = plan_of(statement, values)
    assert "ix_office_case_took" in told
    assert "ix_office_case_replied" not in told


def test_the_words_of_the_index_are_those_of_the_list(county):
    """Every number stands in the statement as in revision 0144: a bound one would find no index."""
    asked = band_of_days(Case.received_on, Case.closed_on).compile(dialect=db.engine.dialect)
    assert asked.params == {}
