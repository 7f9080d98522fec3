"""Register and 已办 on real rows: forth and back each row once, filters by index, agreeing with a plain scan."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.casework.models import Case
from app.casework.publications.words import is_found, searchable
from app.casework.search import asking
from app.casework.work import done, register
from app.casework.work.done import list_done
from app.casework.work.inbox import Filter
from app.casework.work.keyed import Place, keyed
from app.casework.work.paging import PAGE_SIZE
from app.casework.work.register import Register, every_case, list_cases, readable_cases
from app.database import db
from app.office.people import find_person
from app.office.standing import standing_of
from tests.casework.office_cases import OPENED_AT, add_case, add_item

pytestmark = pytest.mark.database
STATES = st.sampled_from(["open", "closed", "withdrawn", "archived"])
PROCESSES = st.sampled_from(["disclosure", "response", "interpretation"])
ROWS = st.lists(
    st.tuples(st.sampled_from(["LF", "YM"]), STATES, PROCESSES, st.sampled_from(["征地补偿", "补贴发放", "征地"])),
    min_size=9, max_size=9,
)  # fmt: skip
FILTERS = st.builds(
    Register,
    process=st.just("") | PROCESSES,
    state=st.just("") | STATES,
    words=st.sampled_from(["", "征地", "补", "无"]),
)


def standing(login):
    return standing_of(find_person(login), OPENED_AT.date())


def walked(keys, mark, size=2):
    """All keys by going forth, having gone back the same way."""
    found = [keyed(keys, Place(), mark, list, size=size)]
    while found[-1].older:
        found.append(keyed(keys, Place(len(found) + 1, found[-1].older), mark, list, size=size))
    for place in range(len(found) - 1, 0, -1):
        back = keyed(keys, Place(place, newer=found[place].newer), mark, list, size=size)
        assert (back.number, list(back.rows)) == (place, list(found[place - 1].rows))
    return [key for page in found for key in page.rows]


@pytest.fixture
def nine(app, county):
    return [add_case(county, f"N-{n}", handling_unit_id=county.units["LF-ZRZY"].id if n % 3 else None)
            for n in range(9)]  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(ROWS, FILTERS, st.sampled_from(["reviewer", "handler", "prefsupervisor"]))
def test_the_register_is_what_a_plain_scan_finds(nine, county, rows, by, login):
    for case, (organ, state, process, title) in zip(nine, rows, strict=True):
        case.organ_id, case.state, case.process = county.units[organ].id, state, process
        case.title = title
    db.session.flush()
    reader = standing(login)
    scanned = [
        case.id
        for case in db.session.scalars(select(Case).where(readable_cases(reader)).order_by(Case.id.desc()))
        if by.process in ("", case.process) and by.state in ("", case.state)
        and is_found(by.words, searchable([case.number, case.title, case.party]))
    ]  # fmt: skip
    assert [row.id for row in list_cases(reader, by, Place()).rows] == scanned
    assert [key[0] for key in walked(register._Readable(reader, by).keys, register.MARK)] == scanned


def test_a_due_day_narrows_to_open_cases_before_it(app, county):
    early = add_case(county, "N-1", due_on=OPENED_AT.date())
    add_case(county, "N-2", due_on=OPENED_AT.date() + timedelta(days=9))
    add_case(county, "N-3")
    by = Register(due_before=OPENED_AT.date() + timedelta(days=1))
    assert [row.id for row in list_cases(standing("reviewer"), by, Place()).rows] == [early.id]
    assert (
        list_cases(standing("reviewer"), Register(state="closed", due_before=by.due_before), Place()).rows
        == []
    )


def test_own_open_items_open_their_cases_in_the_register_of_the_desk(app, county):
    case = add_case(county, organ="YM")
    add_item(case, county.people["reviewer"])
    reader = standing("reviewer")
    assert list_cases(reader, Register(), Place()).rows == []
    assert [row.id for row in list_cases(reader, Register(with_own_items=True), Place()).rows] == [case.id]
    found = list_cases(reader, Register(with_own_items=True, words="征地批复"), Place())
    assert [row.id for row in found.rows] == [case.id]


@pytest.mark.parametrize("words", ["", "征地", "无"])
def test_done_work_is_walked_forth_and_back(app, county, words, monkeypatch):
    case, person = add_case(county), county.people["reviewer"]
    for n in range(7):  # two at one instant
        item = add_item(case, title=f"步骤{n}")
        item.status, item.done_by_id, item.done_at = "done", person.id, OPENED_AT + timedelta(hours=n // 2)
    db.session.flush()
    for rare in (2_000, 0):
        monkeypatch.setattr(done, "RARE", rare)
        by, reader = Filter(words=words), standing("reviewer")
        keys = done._Done(person.id, by, OPENED_AT, done._rare_cases(by)).keys
        found = walked(keys, done.MARK, size=3)
        assert found == sorted(found, reverse=True)
        assert len(found) == (0 if words == "无" else 7)
        page = list_done(reader, by, OPENED_AT, Place())
        assert [row.id for row in page.rows] == [key[1] for key in found]


def test_nonsense_beside_the_page_number_is_left_out(app, county):
    add_case(county)
    for mark in ("x", "1~2", "99999999999", "-1", "", "2026-03-02T09:00:00~x"):
        assert len(list_cases(standing("reviewer"), Register(), Place(1, older=mark)).rows) == 1
        assert len(list_done(standing("reviewer"), Filter(), OPENED_AT, Place(1, newer=mark)).rows) == 0


def test_a_list_that_is_taken_whole_leaves_nothing_out_between_posts_and_what_one_was_asked_about(
    county, monkeypatch
):
    """Among the newest many have the word, the oldest of all is one's own by a copy: what lies between comes too."""
    monkeypatch.setattr(asking, "LOOKED_THROUGH", PAGE_SIZE + 2)
    asked_about = add_item(add_case(county, "YM-2026-0001", organ="YM"))
    asked_about.copy_item, asked_about.unit_id = "1", county.units["LF"].id
    ids = [asked_about.case_id, *(add_case(county, f"LF-2026-{n:04}").id for n in range(PAGE_SIZE + 5))]
    db.session.commit()
    batches = every_case(standing("reviewer"), Register(words="征地"))
    assert [row.id for batch in batches for row in batch] == ids[::-1]


def test_done_work_is_found_by_a_word_however_long_ago_it_was(app, county, monkeypatch):
    """The word is in one of the newest cases as well: that one alone would be half an answer."""
    monkeypatch.setattr(asking, "LOOKED_THROUGH", 3)
    person, cases = county.people["reviewer"], [add_case(county, f"N-{n}") for n in range(5)]
    for case in cases:
        item = add_item(case)
        item.status, item.done_by_id, item.done_at = "done", person.id, OPENED_AT
    db.session.commit()
    found = list_done(standing("reviewer"), Filter(words="征地批复"), OPENED_AT, Place())
    assert {row.case.number for row in found.rows} == {case.number for case in cases}
