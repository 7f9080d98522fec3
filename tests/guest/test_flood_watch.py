"""A whole guest with limits in hours is walked by commands, pages and API, with nothing changed in `app/`."""

import pytest
from sqlalchemy import select

from app import create_app
from app.casework.acts.actor import APPLICANT
from app.casework.letters.issuing import letters_of
from app.casework.messages.dispatch import dispatch_due
from app.casework.models import Alert, Case
from app.casework.models.cases import CaseState
from app.casework.terms import moments
from app.casework.terms.moments import Phase
from app.casework.terms.sweep import raise_alerts
from app.database import db
from app.law.errors import RuleViolation
from app.web.limits import MARK
from tests.api.caller import Caller
from tests.guest.flood_watch import flood_watch
from tests.guest.flood_watch.acts import report_flood
from tests.support import databases
from tests.support.browsing import Browser
from tests.support.office import Office
from tests.support.settings import settings_for

TOLD = {"organ": "LF", "place": "星宿江金山段", "reporter": "沿岸居民甲"}


@pytest.fixture
def application(tmp_path):
    application = create_app(
        settings_for(tmp_path, f"sqlite:///{tmp_path / 'guest.db'}"), guests=[flood_watch]
    )
    with application.app_context():
        databases.fill(application)
        yield application
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def office(application):
    return Office()


def reported(office: Office) -> Office:
    office.number = office.run(report_flood, APPLICANT, data=TOLD)["number"]
    return office


def test_it_runs_from_the_report_to_the_archive_by_commands(office):
    reported(office)
    assert office.number == "LFF-2026-0001"
    office.do("clerk", "T_measures", measures="已转移沿岸人员，封闭便桥")
    office.do("leader", "T_approve", decision="approve", opinion="同意")
    dispatch_due(office.now)
    assert office.case.state == CaseState.ARCHIVED
    [letter] = letters_of(office.case)
    assert (letter.kind, letter.document is not None) == ("flood_notice", True)


def test_it_is_due_warned_of_and_overdue_by_the_hour(office):
    reported(office)
    due = office.case.due_at
    assert (office.case.due_unit, due.date() > office.case.opened_at.date()) == ("hour", True)
    assert moments.of_case(office.case, office.now) is Phase.ON_TIME
    assert moments.of_case(office.case, due) is not Phase.OVERDUE
    office.now = due
    raise_alerts(office.later(hours=-6).now)
    assert db.session.scalars(select(Alert.stage)).all() == ["due_soon"]
    office.now = due
    office.later(minutes=1)
    assert moments.of_case(office.case, office.now) is Phase.OVERDUE
    raise_alerts(office.now)
    assert db.session.scalars(select(Alert.stage).order_by(Alert.id)).all() == ["due_soon", "overdue"]


def test_everybody_tells_by_the_portal_and_the_desk_sees_it_in_its_words(application, office):
    visitor = Browser(application.test_client(), office.now)
    assert "反映汛情" in visitor.get("/").text
    visitor.post("/flood/", **TOLD)
    number = db.session.scalar(select(Case.number))
    clerk = Browser(application.test_client(), office.now).sign_in("clerk")
    page = clerk.get(f"/desk/cases/{number}").text
    for words in ("星宿江金山段", "反映人", "汛情", "核实"):
        assert words in page
    assert "登记汛情" in clerk.get("/desk").text
    supervisor = Browser(application.test_client(), office.now).sign_in("supervisor")
    assert "处置中" in supervisor.get("/board").text


def test_the_public_form_is_counted_and_checked(application, office):
    assert getattr(application.view_functions["flood_portal.tell"], MARK) is not None
    with pytest.raises(RuleViolation) as refused:
        office.run(report_flood, APPLICANT, data={**TOLD, "place": ""})
    assert "place" in refused.value.fields


def test_a_program_registers_and_repeats_without_a_second_case(application, office):
    caller = Caller(application.test_client())
    first = caller.call("POST", "/flood/reports", "clerk", key="one-and-the-same-key", json=TOLD)
    again = caller.call("POST", "/flood/reports", "clerk", key="one-and-the-same-key", json=TOLD)
    assert (first.status_code, first.json["number"]) == (201, again.json["number"])
    assert db.session.query(Case).count() == 1
    assert caller.call("POST", "/flood/reports", "foreign", json=TOLD).status_code == 403
