"""What was answered: the figures by month are kept by the database, and the lists are what a plain scan finds."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from app.board.closed import MARK, Answered
from app.casework.models import Case, CaseClock, CaseSearch, ClosedInMonth
from app.casework.work.keyed import Place, keyed
from app.database import db
from app.law.clock import ClockState
from tests.board.test_parts import NOW
from tests.casework.office_cases import add_case, add_clock
from tests.support.browsing import Browser
from tests.support.office import Office
from tests.support.statements import counted as counted_statements

pytestmark = pytest.mark.database
FIRST = date(2026, 1, 20)
ENDS = st.sampled_from(["met", "missed", None])
DAYS = st.one_of(st.none(), st.integers(0, 60).map(lambda days: FIRST + timedelta(days=days)))
CASES = st.lists(
    st.tuples(st.sampled_from(["LF", "YM"]), st.sampled_from(["disclosure", "response"]), ENDS, DAYS),
    max_size=12,
)


@pytest.fixture
def county_cases(county):
    """A function that replaces all cases by these."""

    def replace(rows):
        db.session.execute(delete(CaseSearch))
        db.session.execute(delete(Case))
        for number, (organ, process, end, day) in enumerate(rows):
            add_case(county, f"N-{number}", organ=organ, process=process, reply_state=end, closed_on=day)
        db.session.flush()
        db.session.expire_all()

    return replace


def figures():
    rows = db.session.scalars(select(ClosedInMonth).where(ClosedInMonth.number != 0))
    return {(one.organ_id, one.process, one.month, one.reply_state): one.number for one in rows}


def counted():
    cases = db.session.scalars(select(Case).where(Case.closed_on.is_not(None), Case.reply_state.is_not(None)))
    return Counter((one.organ_id, one.process, f"{one.closed_on:%Y-%m}", one.reply_state) for one in cases)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(CASES, DAYS, ENDS)
def test_the_database_counts_whatever_is_written(county_cases, rows, day, end):
    county_cases(rows)
    assert figures() == counted()
    db.session.execute(
        update(Case).where(Case.process == "disclosure").values(closed_on=day, reply_state=end)
    )
    assert figures() == counted()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(CASES, st.booleans(), st.sampled_from([("met",), ("missed",), ("met", "missed")]), st.booleans())
def test_a_list_is_what_a_plain_scan_finds(county_cases, county, rows, both, states, closed_only):
    county_cases(rows)
    organs = {county.units[code].id for code in (("LF", "YM") if both else ("LF",))}
    wanted = Answered(
        organs, ["disclosure", "response"], list(map(ClockState, states)), closed_only=closed_only
    )
    cases = db.session.scalars(select(Case).where(Case.organ_id.in_(organs), Case.reply_state.in_(states)))
    scanned = [one for one in cases if one.closed_on or not closed_only]
    scanned.sort(key=lambda one: (one.closed_on or date.max, one.id), reverse=True)
    assert wanted.total() == len(scanned)
    assert walked(wanted, 3) == [one.id for one in scanned]


def walked(wanted, size):
    """All ids by going forth in pages of this size, having gone back the same way."""
    found = [keyed(wanted.keys, Place(), MARK, list, size=size)]
    while found[-1].older:
        found.append(keyed(wanted.keys, Place(len(found) + 1, found[-1].older), MARK, list, size=size))
    for place in range(len(found) - 1, 0, -1):
        back = keyed(wanted.keys, Place(place, newer=found[place].newer), MARK, list, size=size)
        assert list(back.rows) == list(found[place - 1].rows)
    return [key[1] for page in found for key in page.rows]


def test_a_month_has_its_own_list(county_cases, county):
    county_cases(
        [("LF", "disclosure", "met", date(2026, 1, 31)), ("LF", "disclosure", "met", date(2026, 2, 1))]
    )
    wanted = Answered(
        [county.units["LF"].id], ["disclosure"], [ClockState.MET], date(2026, 2, 1), date(2026, 3, 1)
    )
    assert (wanted.total(), len(wanted.keys(9))) == (1, 1)


def test_how_the_reply_ended_is_told_with_the_case_and_counted_when_it_closes(app):
    office = Office()
    office.apply()
    office.assigned()
    assert (office.case.reply_state, figures()) == (None, {})
    office = Office()
    office.apply()
    office.issued()
    assert office.case.reply_state == "met"
    assert list(figures().values()) == [1]


def test_a_list_of_what_was_answered_says_by_when_it_had_to_be(client, app):
    office = Office()
    office.apply()
    office.issued()
    due_on = next(one.due_on for one in db.session.scalars(select(CaseClock)) if one.kind == "reply")
    supervisor = Browser(client, office.now).sign_in("supervisor")
    with counted_statements() as sent:
        page = supervisor.get("/board/list?list=answered")
    cell = page.tree.xpath("//td[@class='c-due']")[0]
    assert cell.text_content().split()[0] == f"{due_on:%m-%d}"
    assert "无期限" not in page.words
    assert sum(one.startswith("SELECT case_clock.case_id") for one in sent) == 1


def test_a_missed_limit_is_shown_beside_how_late_the_answer_was(client, county):
    case = add_case(county, "LATE", state="archived", reply_state="missed", closed_on=date(2026, 3, 3))
    add_clock(case, date(2026, 2, 27), state="missed")
    add_clock(case, date(2026, 3, 2), state="met", kind="consultation", key="2")
    add_case(county, "UNKNOWN", state="archived", reply_state="missed", closed_on=date(2026, 3, 2))
    db.session.commit()
    page = Browser(client, NOW).sign_in("supervisor").get("/board/list?list=late_done")
    cells = [cell.text_content().split() for cell in page.tree.xpath("//td[@class='c-due']")]
    assert cells == [["02-27", "周五"], ["—"]]
    assert page.tree.xpath("//th[@scope='col'][3]")[0].text_content() == "标题 / 机关"
