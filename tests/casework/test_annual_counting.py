"""The tables of the annual report: they balance, equal a recount by plain SQL, each number opens what it counts."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import text

from app.casework.annual import counting
from app.casework.models import ParameterChange
from app.database import db
from app.law.annual_report.cells import completed
from app.law.annual_report.checking import verdicts
from app.law.annual_report.form import APPLICANTS, CELLS, ENDS, RESULTS, cell_name
from app.law.annual_report.said import Said
from app.law.items import report_row
from app.law.parameters import Parameters
from app.law.proceedings import RULINGS, Proceeding
from app.timekeeping import OFFICE_TIME
from tests.support.year_of_cases import YEAR, add_proceeding, add_request, fill

pytestmark = pytest.mark.database
SPAN = counting.year_span(YEAR)
PARAMETERS = Parameters.load()


@pytest.fixture
def year(county):
    fill(county.units["LF"], "甲", 90)
    fill(county.units["YM"], "乙", 20, seed=3)
    return county


def ids(county, code):
    return counting.organ_ids_of(county.units[code].id, SPAN.last)


def test_a_year_balances_and_equals_a_recount_by_plain_sql(year):
    cells = completed(counting.counted(ids(year, "LF"), SPAN))
    checked = verdicts(Said("禄丰市人民政府", YEAR, cells))
    assert [checked[code] for code in ("E1", "E2", "E3", "E5")] == [True] * 4
    naive = recounted(year.units["LF"].id) | rulings_recounted(year.units["LF"].id)
    assert {name: cells[name] for name in naive} == naive
    assert sum(naive[cell_name("table4", block, end)] > 0 for block in Proceeding for end in ENDS) >= 4
    assert sum(naive[cell_name("table3", row, kind)] > 0 for row in RESULTS for kind in APPLICANTS) > 15


def test_several_rows_count_where_the_county_says(year):
    """`mixed_items_row`: what rests in several rows is 其他处理的其他."""
    db.session.add(
        ParameterChange(
            key="mixed_items_row", value="other_misc", source="本地填报口径", valid_from=SPAN.first,
            changed_at=datetime(YEAR, 1, 1, tzinfo=OFFICE_TIME), changed_by="管理",
        )
    )  # fmt: skip
    db.session.commit()
    naive = recounted(year.units["LF"].id, PARAMETERS.with_overrides({"mixed_items_row": "other_misc"}))
    assert naive != recounted(year.units["LF"].id)
    cells = completed(counting.counted(ids(year, "LF"), SPAN))
    assert {name: cells[name] for name in naive} == naive


def recounted(organ_id: int, parameters: Parameters = PARAMETERS) -> dict[str, Decimal]:
    """Case by case, from rows read with plain SQL."""
    found = dict.fromkeys(
        (name for name in CELLS if name.startswith("table3") and "total" not in name), Decimal(0)
    )
    rows = db.session.execute(text(
        "SELECT c.id, c.received_on, c.closed_on, r.outcome, a.kind FROM office_case c"
        " JOIN disclosure_request r ON r.case_id = c.id JOIN applicant a ON a.id = r.applicant_id"
        " WHERE c.organ_id = :organ AND r.matter = 'application'"
    ), {"organ": organ_id}).all()  # fmt: skip
    for id_, *days, outcome, kind in rows:
        received, closed = (date.fromisoformat(str(day)) if day else date.max for day in days)
        items = [one for (one,) in db.session.execute(
            text("SELECT outcome FROM judgement WHERE case_id = :id AND asked <> ''"), {"id": id_}
        )]  # fmt: skip
        lines = []
        if received.year == YEAR:
            lines.append("new")
        if received.year < YEAR and closed.year >= YEAR:
            lines.append("carried_in")
        if received.year <= YEAR and closed.year == YEAR:
            lines.append(report_row(outcome, items, parameters) or "other_misc")
        if received.year <= YEAR and closed.year > YEAR:
            lines.append("carried_out")
        for line in lines:
            found[cell_name("table3", line, kind or "other_org")] += 1
    return found


def rulings_recounted(organ_id: int) -> dict[str, Decimal]:
    """Table four, entry by entry, those that stand alone."""
    found = {cell_name("table4", block, end): Decimal(0) for block in Proceeding for end in ENDS}
    rows = db.session.execute(text(
        "SELECT p.kind, p.ruling, p.applied_on, p.ruled_on FROM proceeding_record p"
        " JOIN office_case c ON c.id = p.case_id WHERE c.organ_id = :organ"
        " AND p.id NOT IN (SELECT corrects_id FROM proceeding_record WHERE corrects_id IS NOT NULL)"
    ), {"organ": organ_id})  # fmt: skip
    for kind, ruling, *days in rows:
        applied, ruled = (date.fromisoformat(str(day)) if day else date.max for day in days)
        if ruled.year == YEAR:
            found[cell_name("table4", kind, RULINGS[ruling].cell)] += 1
        elif applied.year <= YEAR < ruled.year:
            found[cell_name("table4", kind, "pending")] += 1
    return found


@pytest.mark.parametrize(("part", "least"), [("", 60), ("q2", 30)])
def test_every_number_opens_as_many_as_it_says(year, part, least):
    organs, span = ids(year, "LF"), counting.span_of(YEAR, part)
    cells = completed(counting.counted(organs, span))
    opened = {name: counting.things_behind(name, organs, span, 1) for name in cells}
    assert sum(page.total > 0 for page in opened.values()) > least
    assert {name: page.total for name, page in opened.items()} == {name: cells[name] for name in opened}
    assert all(len(page.rows) == min(page.total, 50) for page in opened.values())
    assert {case.organ_name for page in opened.values() for case in page.rows} == {"禄丰市人民政府"}


def test_a_ruling_counts_in_its_year_and_was_pending_before(county):
    lf = county.units["LF"]
    case = add_request(lf, date(2024, 1, 8), date(2024, 2, 8), "granted", number="丙-1")
    add_proceeding(case, 1, "reconsideration", date(2024, 11, 1), "revoked", date(2025, 1, 20))
    mistaken = add_proceeding(case, 2, "litigation_direct", date(2025, 5, 1), "maintained", date(2025, 6, 1))
    add_proceeding(case, 3, "litigation_direct", date(2025, 5, 1), corrects=mistaken)
    found = {year: counting.counted(ids(county, "LF"), counting.year_span(year)) for year in (2024, 2025)}
    assert found[2024]["table4.reconsideration.pending"] == 1
    assert found[2025]["table4.reconsideration.corrected"] == 1
    assert found[2025]["table4.reconsideration.pending"] == 0
    assert found[2025]["table4.litigation_direct.pending"] == 1
    assert found[2025]["table4.litigation_direct.upheld"] == 0


def test_what_was_never_received_counts_nowhere(county):
    add_request(county.units["LF"], None, date(2025, 3, 3), "withdrawn", number="丁-1")
    assert set(counting.counted(ids(county, "LF"), SPAN).values()) == {Decimal(0)}
