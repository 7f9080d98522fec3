"""Whatever is done to the tree: it never loops, and every unit has its organ."""

import contextlib
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.law.errors import RuleViolation
from app.office.models import OrgUnit
from app.office.organs import ancestors, descendants, organ_of
from app.office.reorganisation import close_unit, merge_into, move_unit, open_unit, reorganise
from app.office.vocabulary import UnitKind

pytestmark = pytest.mark.database
DAYS = st.integers(0, 11).map(lambda month: date(2026, month + 1, 1))
WHICH = st.integers(0, 30)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("open"), st.sampled_from(UnitKind), WHICH, DAYS),
        st.tuples(st.just("move"), WHICH, WHICH, DAYS),
        st.tuples(st.just("close"), WHICH, WHICH, DAYS),
        st.tuples(st.just("reorganise"), WHICH, WHICH, DAYS),
        st.tuples(st.just("merge"), WHICH, WHICH, DAYS),
    ),
    max_size=25,
)


def do(session, act, first, second, on):
    units = list(session.query(OrgUnit).order_by(OrgUnit.id))

    def pick(number):
        return units[number % len(units)]

    if act == "open":
        open_unit(code=f"N{len(units)}", name="新", kind=first, parent=pick(second), valid_from=on)
    elif act == "move":
        move_unit(pick(first), pick(second), on)
    elif act == "close":
        close_unit(pick(first), on)
    elif act == "reorganise":
        reorganise(pick(first), on)
    else:
        merge_into([pick(first)], pick(second), on)


def a_small_tree():
    day = date(2026, 1, 1)
    top = open_unit(code="P", name="州", kind=UnitKind.PREFECTURE, valid_from=day)
    county = open_unit(code="C", name="县", kind=UnitKind.COUNTY, parent=top, valid_from=day)
    department = open_unit(code="D", name="局", kind=UnitKind.DEPARTMENT, parent=county, valid_from=day)
    open_unit(code="S", name="股", kind=UnitKind.SECTION, parent=department, valid_from=day)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
@example(
    acts=[("reorganise", 0, 0, date(2026, 2, 1)), ("move", 7, 3, date(2026, 1, 1))]
)  # under its own old form
def test_the_tree_never_loops_and_every_unit_has_an_organ(session, acts):
    session.rollback()
    a_small_tree()
    for act in acts:
        with contextlib.suppress(RuleViolation), session.begin_nested():
            do(session, *act)
    units = list(session.query(OrgUnit))
    for unit in units:
        assert organ_of(unit).may_act_in_its_own_name
        for on in (date(2026, 1, 1), date(2026, 6, 15), date(2027, 1, 1)):
            assert unit not in ancestors(unit, on)
            assert unit not in descendants(unit, on)
    for on in (date(2026, 1, 1), date(2026, 6, 15), date(2027, 1, 1)):
        valid = [unit for unit in units if unit.is_valid_on(on)]
        assert len({unit.code for unit in valid}) == len(valid), "a code names one unit a day"
