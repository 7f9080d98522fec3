"""A process that lives wholly in the tests runs from start to archive, with nothing changed in `app/`."""

import pytest
from sqlalchemy import select

from app import create_app
from app.casework.contract.forms import standard_form
from app.casework.contract.schemas import json_schema
from app.casework.letters.issuing import letters_of
from app.casework.messages.dispatch import dispatch_due
from app.casework.models import Case
from app.casework.models.cases import CaseState
from app.database import db
from app.office.people import find_person
from tests.guest.visitor_pass import open_visit, visitor_pass
from tests.support import databases
from tests.support.office import Office
from tests.support.settings import settings_for


@pytest.fixture
def office(tmp_path):
    """An office of its own, with the guest plugged in."""
    application = create_app(
        settings_for(tmp_path, f"sqlite:///{tmp_path / 'guest.db'}"), guests=[visitor_pass]
    )
    with application.app_context():
        databases.fill(application)
        yield Office()
        db.session.remove()
        db.engine.dispose()


def announce(office: Office) -> None:
    clerk = office.person("clerk")
    organ_id = find_person("clerk").appointments[0].unit_id
    office.number = office.run(open_visit, clerk, organ_id=organ_id, visitor="来访人甲")["number"]


def test_a_visit_runs_from_announcement_to_archive(office):
    announce(office)
    office.do("clerk", "T_fill", reason="商谈档案移交", visit_on="2026-03-03")
    office.do("leader", "T_approve", decision="approve", opinion="同意")
    dispatch_due(office.now)

    assert office.case.state == CaseState.ARCHIVED
    [letter] = letters_of(office.case)
    assert (letter.kind, letter.document is not None) == ("visitor_pass", True)
    assert db.session.scalar(select(Case.number)) == "LFV-2026-0001"


def test_a_refused_visit_gets_no_pass(office):
    announce(office)
    office.do("clerk", "T_fill", reason="推销", visit_on="2026-03-03")
    office.do("leader", "T_approve", decision="default", opinion="与公务无关")
    assert office.case.state == CaseState.ARCHIVED
    assert letters_of(office.case) == []


def test_a_task_without_a_form_gets_the_standard_form_with_the_choices_of_the_diagram(office):
    announce(office)
    office.do("clerk", "T_fill", reason="商谈", visit_on="2026-03-03")
    item = office.item("T_approve")
    schema = json_schema(standard_form(item).schema(item))
    assert [option["title"] for option in schema["properties"]["decision"]["oneOf"]] == ["同意", "不同意"]
    assert schema["required"] == ["decision"]
