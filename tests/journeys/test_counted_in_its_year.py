"""A reply counts in the year in which it was given, though its posting is entered after New Year (年报格式，表三)."""

from datetime import date

import pytest

from app.casework.annual import counting
from app.law.annual_report.form import cell_name
from app.steps.withdrawal import record_withdrawal
from tests.journeys.told import POST, at
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
POSTED, ENTERED = date(2026, 12, 31), date(2027, 1, 4)


def posted_on_the_last_day() -> Office:
    office = Office(now=at(date(2026, 12, 21)))
    office.register()
    office.signed()
    office.now = at(POSTED)
    office.do("reviewer", "T_issue", checked=True)
    office.now = at(ENTERED)
    office.do("clerk", "T_deliver", delivery="delivered", **POST, sent_on=POSTED.isoformat())
    return office


def cell(office: Office, row: str, year: int) -> int:
    organs = counting.organ_ids_of(office.case.organ_id, date(year, 12, 31))
    name = cell_name("table3", row, "natural_person")
    return int(counting.counted(organs, counting.year_span(year)).get(name, 0))


def test_it_counts_where_it_was_given_and_is_carried_nowhere():
    office = posted_on_the_last_day()
    assert (office.case.state, office.case.closed_on) == ("closed", POSTED)
    assert (cell(office, "granted", 2026), cell(office, "carried_out", 2026)) == (1, 0)
    assert (cell(office, "granted", 2027), cell(office, "carried_in", 2027)) == (0, 0)


def test_a_withdrawal_counts_in_the_year_in_which_it_came():
    office = Office(now=at(date(2026, 12, 21)))
    office.register()
    office.accepted()
    office.now = at(ENTERED)
    office.run(record_withdrawal, office.person("clerk"), case_id=office.case.id, reason="书面撤回材料",
               received_on=POSTED.isoformat())  # fmt: skip
    assert (cell(office, "other_misc", 2026), cell(office, "carried_out", 2026)) == (1, 0)


def test_what_is_open_at_new_year_is_carried_on():
    office = Office(now=at(date(2026, 12, 21)))
    office.register()
    office.signed()
    assert (cell(office, "new", 2026), cell(office, "carried_out", 2026)) == (1, 1)
    assert cell(office, "carried_in", 2027) == 1
