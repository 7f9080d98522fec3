"""The record names the unit of the post under which an act was done, from the page and from a program alike."""

import pytest

from app.casework.models import AuditEntry
from app.casework.work.timeline import timeline_of
from app.database import db
from app.office.people import appoint
from app.office.vocabulary import Role
from tests.api.caller import Caller
from tests.support.county import LONG_AGO
from tests.support.office import SEARCH, Office

pytestmark = pytest.mark.database


@pytest.fixture
def office(app, county):
    """The handler of a department is a reviewer of the organ's office as well."""
    appoint(county.people["handler"], county.units["LF"], Role.OFFICE_REVIEWER, LONG_AGO)
    db.session.commit()
    office = Office()
    office.apply()
    return office.registered()


def unit_at(office: Office, node: str) -> str:
    [line] = db.session.query(AuditEntry).filter_by(case_id=office.case.id, node=node, tag="item.completed")
    return line.unit_name


def test_each_step_names_the_unit_whose_post_it_waited_for(office, county):
    office.do("handler", "T_screening", screening="accept")
    office.do("handler", "T_assign", unit="LF-ZRZY")
    office.do("handler", "T_handle", **SEARCH, outcome="granted")
    organ, department = county.units["LF"].short_name, county.units["LF-ZRZY"].short_name
    assert [unit_at(office, node) for node in ("T_screening", "T_handle")] == [organ, department]
    by_hand = {entry.act: entry.unit for entry in timeline_of(office.case) if entry.who == "承办丁"}
    assert by_hand["受理审查：受理"] == organ


def test_a_program_leaves_the_unit_as_the_page_does(office, county, client):
    caller = Caller(client, now=office.now, number=office.number)
    caller.do("handler", "T_screening", screening="accept")
    assert unit_at(office, "T_screening") == county.units["LF"].short_name


def test_whoever_acts_from_outside_has_no_unit(office):
    [line] = db.session.query(AuditEntry).filter_by(case_id=office.case.id, actor_kind="applicant")
    assert line.unit_name == ""
