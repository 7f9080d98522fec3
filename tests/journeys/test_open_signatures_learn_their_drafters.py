"""A release reaches cases on their way: open signatures know their drafters afterwards, and there is a way back."""

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from app.casework.models import WorkItem
from app.database import db
from app.office.errors import OwnDraft
from app.office.people import appoint
from app.office.vocabulary import Role
from app.processes.disclosure.registration import request_of
from tests.support.county import LONG_AGO
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]


def of_the_inbox() -> set[str]:
    db.session.remove()
    return {str(index["name"]) for index in inspect(db.engine).get_indexes(WorkItem.__tablename__)}


def test_a_case_that_waits_for_its_signature_goes_on_after_the_release(county):
    for login in ("handler", "handler2"):
        appoint(county.people[login], county.units["LF-ZRZY"], Role.UNIT_HEAD, LONG_AGO)
    db.session.commit()
    office = Office()
    office.apply()
    office.drafted()
    drafter, before = county.people["handler"].id, of_the_inbox()

    downgrade(revision="0011")
    assert "drafter_ids" not in {c["name"] for c in inspect(db.engine).get_columns(WorkItem.__tablename__)}
    upgrade(revision="heads")

    assert of_the_inbox() == before
    assert request_of(office.case).drafter_ids == [drafter]
    assert office.item("T_sign_unit_head").drafter_ids == [drafter]
    with pytest.raises(OwnDraft):
        office.do("handler", "T_sign_unit_head", decision="approve")
    office.do("handler2", "T_sign_unit_head", decision="approve")
