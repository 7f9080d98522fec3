"""The filled county balances: every case has what a real one has, no key is used twice, nothing points nowhere."""

import os

import pytest
import sqlalchemy as sa

from app import timekeeping
from app.board.forecast import means
from app.casework.models import Alert, AuditEntry, Case, CaseRun, ClockEvent, Opinion, WorkItem
from app.casework.models.work import WorkItemStatus
from app.database import db
from app.processes.disclosure.models import Applicant, DisclosureRequest
from tests.bench.filling import ELSEWHERE_EVERY, NUMBER, SHARES, Volume, fill, open_parts
from tests.bench.hands import HANDS, STEPS_OF_A_HAND
from tests.bench.multiplying import STRIDE, is_key
from tests.bench.patterns import tables_of_cases
from tests.bench.workplace import workplace
from tests.support.browsing import Browser
from tests.support.county import County
from tests.support.office import Office

pytestmark = pytest.mark.database
VOLUME = Volume(archived=42, open=16)


@pytest.fixture(scope="module")
def filled():
    """A county of its own, filled once; how many rows were written, by table."""
    with workplace(os.environ.get("TEST_DATABASE_URL")) as work, work.app.app_context():
        yield work, fill(VOLUME, "reviewer")


@pytest.fixture
def written(filled):
    """What was written, inside the county's application."""
    work, rows = filled
    with work.app.app_context():
        yield rows
        db.session.remove()


@pytest.fixture
def client(filled):
    return filled[0].app.test_client()


def count(model, *conditions):
    return db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*conditions))


def test_parts_of_the_open_cases_follow_each_other():
    parts = open_parts(Volume(archived=100, open=80))
    assert [name for name, _, _ in parts] == list(SHARES)
    assert [last - first + 1 for _, first, last in parts] == [10, 20, 10, 30, 10]
    assert parts[0][1] == 101
    assert [first for _, first, _ in parts[1:]] == [last + 1 for _, _, last in parts[:-1]]


def test_the_filled_county_balances(written):
    """Counted against the patterns: each of a lot has as many rows as its pattern."""
    is_filled = Case.number.startswith(NUMBER)
    assert count(Case, is_filled) == written["office_case"] == VOLUME.archived + VOLUME.open
    for model in (Applicant, DisclosureRequest, CaseRun):
        assert written[model.__tablename__] == written["office_case"]
        assert count(model) == count(Case)
    archived = count(Case, is_filled, Case.state == "archived")
    assert archived == VOLUME.archived
    assert count(Alert, Alert.case_id > STRIDE) == written["deadline_alert"] >= VOLUME.archived
    for model in (AuditEntry, ClockEvent, Opinion, WorkItem):
        assert written[model.__tablename__] >= 2 * VOLUME.archived


def test_nothing_points_nowhere(written):
    """Foreign keys were not looked up while filling."""
    for table in tables_of_cases():
        for column in table.columns:
            for key in column.foreign_keys:
                there = sa.select(key.column).where(key.column == column)
                lost = sa.select(sa.func.count()).where(column.is_not(None), ~there.correlate(table).exists())
                assert db.session.scalar(lost.select_from(table)) == 0, f"{table.name}.{column.name}"


def test_days_and_boxes_are_as_in_years_of_work(written):
    today, county = timekeeping.today(), County.load()
    is_filled = Case.number.startswith(NUMBER)
    first, last = db.session.execute(
        sa.select(sa.func.min(Case.received_on), sa.func.max(Case.received_on)).where(is_filled)
    ).one()
    assert (today - first).days > 6 * 365
    assert last <= today
    elsewhere = count(Case, is_filled, Case.organ_id == county.units["YM"].id)
    assert elsewhere == VOLUME.archived // ELSEWHERE_EVERY
    is_open, of_filled = WorkItem.status == WorkItemStatus.OPEN, WorkItem.case_id > STRIDE
    reader = county.people["reviewer"].id
    assert count(WorkItem, is_open, of_filled, WorkItem.assignee_id == reader) >= 2
    assert count(WorkItem, is_open, of_filled, WorkItem.assignee_id.is_(None)) >= 4


def test_every_kind_of_case_opens_and_a_new_one_finds_its_keys(written, client):
    office = Office(now=timekeeping.now())
    office.apply()
    office.assigned()
    browser = Browser(client, office.now).sign_in("reviewer")
    numbers = [VOLUME.archived - 2, *(first for _, first, _ in open_parts(VOLUME))]
    for number in (office.number, *(f"{NUMBER}{n:09d}" for n in numbers)):
        assert browser.get(f"/desk/cases/{number}").status == 200, number


def test_keys_are_those_that_must_differ():
    tables = {table.name: table for table in tables_of_cases()}
    assert is_key(tables["work_item"].c.id)
    assert is_key(tables["opinion"].c.work_item_id)
    assert is_key(tables["issued_letter"].c.verification_code)
    assert not is_key(tables["work_item"].c.unit_id)
    assert not is_key(tables["office_case"].c.title)


def test_hundreds_of_hands_have_means(written):
    organs = db.session.scalars(sa.select(Case.organ_id).distinct()).all()
    found = means(organs, timekeeping.now())
    assert len(found.of_hands) >= HANDS * STEPS_OF_A_HAND
    assert found.of_organs
