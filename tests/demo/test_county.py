"""The demo county as a visitor finds it after `flask setup`."""

import json
import stat
from collections import Counter
from datetime import date, datetime

import pytest
from sqlalchemy import func, select

from app import create_app
from app.casework.acts import audit
from app.casework.models import Alert, Case, Delivery, IssuedLetter, OutboxMessage, WorkItem
from app.casework.models.cases import CaseState, ClockState
from app.casework.models.work import WorkItemStatus
from app.casework.store.files import file_store
from app.casework.terms.moments import Phase, of_case
from app.cli.setup import deploy_all
from app.database import db
from app.demo.county import DemoUnfinished, check_is_finished, load_demo, marker_file
from app.law.calendar import load_builtin_calendar
from app.law.office_time import end_of_day, office_day
from app.law.outcomes import gives_information
from app.office.models import OrgUnit, Person
from app.office.passwords import is_password_of
from app.processes.disclosure.models import DisclosureRequest
from app.processes.disclosure.reply_files import documents_bound_in
from app.timekeeping import OFFICE_TIME
from tests.support.databases import bring_up
from tests.support.setting import blank_pages
from tests.support.settings import settings_for

NOW = datetime(2026, 6, 24, 9, 0, tzinfo=OFFICE_TIME)  # a Wednesday
TODAY = NOW.date()


@pytest.fixture(scope="module")
def county_app(tmp_path_factory):
    """The demo county, loaded once; its letters are blank pages."""
    instance = tmp_path_factory.mktemp("demo")
    application = create_app(settings_for(instance, f"sqlite:///{instance / 'demo.db'}"))
    with application.app_context():
        bring_up()
        deploy_all()
        with blank_pages():
            load_demo(NOW)
        yield application
        db.session.remove()
        db.engine.dispose()


def all_cases() -> list[Case]:
    """The requests; what other processes tell has tests of its own."""
    return list(db.session.scalars(select(Case).where(Case.process == "disclosure").order_by(Case.id)))


def accounts(application) -> list[dict]:
    return json.loads((application.config["INSTANCE"] / "demo-accounts.json").read_text())["accounts"]


def test_about_sixty_requests_are_in_all_states(county_app):
    states = Counter(case.state for case in all_cases())
    assert 55 <= sum(states.values()) <= 70
    assert states.keys() == {state.value for state in CaseState}
    assert states[CaseState.ARCHIVED] >= 25


def test_two_are_overdue_several_due_soon_one_today(county_app):
    phases = Counter(of_case(case, end_of_day(TODAY)) for case in all_cases())
    assert phases[Phase.OVERDUE] == 2
    assert phases[Phase.DUE_TODAY] == 1
    assert phases[Phase.DUE_SOON] >= 4
    assert db.session.scalar(select(func.count()).select_from(Alert)) > 8


def test_what_a_reply_says_it_hands_over_is_there_for_the_applicant(county_app):
    given = [found for found in db.session.scalars(select(DisclosureRequest))
             if found.reply_letter_id and gives_information(found.outcome)]  # fmt: skip
    assert len(given) >= 10
    for request in given:
        letter = db.session.get_one(IssuedLetter, request.reply_letter_id)
        assert [row["filename"] for row in letter.facts["enclosures"]] == [
            document.filename for document in documents_bound_in(request)]  # fmt: skip
        assert file_store().exists(letter.facts["enclosures"][0]["sha256"])


def test_tasks_of_every_stage_are_open_some_unclaimed(county_app):
    is_open = WorkItem.status == WorkItemStatus.OPEN
    items = list(
        db.session.scalars(select(WorkItem).join(WorkItem.case).where(is_open, Case.process == "disclosure"))
    )
    assert {item.node for item in items} == {
        "T_register", "T_screening", "T_assign", "T_handle", "T_draft", "T_sign_unit_head", "T_sign_legal",
        "T_sign_office_head", "T_sign_leader", "T_issue", "T_deliver", "T_archive", "T_deliver_notice",
        "T_clarification", "T_confirm_lapse", "T_approve_extension",
    }  # fmt: skip
    assert sum(item.assignee_id is None for item in items) >= 3
    assert ClockState.WAITING in {item.case.clock_state for item in items}


def test_concerns_are_told_to_every_end_and_one_is_overdue(county_app):
    told = list(db.session.scalars(select(Case).where(Case.process == "response")))
    assert {case.outcome for case in told} == {"answer", "pass_on", None}
    assert [of_case(case, end_of_day(TODAY)) for case in told].count(Phase.OVERDUE) == 1
    assert sum(case.state == CaseState.ARCHIVED for case in told) >= 5


def test_nothing_lies_in_the_future_and_the_audit_chain_holds(county_app):
    assert all(case.opened_at < NOW for case in all_cases())
    assert audit.verify() is None


def test_every_letter_was_made_on_its_day_and_none_was_served_before(county_app):
    letters = list(db.session.scalars(select(IssuedLetter)))
    assert len(letters) > 100
    made = {one.document_number: office_day(one.rendered_at) for one in letters}
    assert made == {one.document_number: one.issued_on for one in letters}
    for sent in db.session.scalars(select(Delivery)):
        day = sent.sent_on or sent.delivered_on
        assert day is None or day >= made[sent.letter.document_number]


def test_mails_and_letters_were_brought_out(county_app):
    rows = db.session.execute(
        select(OutboxMessage.kind, OutboxMessage.state, func.count()).group_by(
            OutboxMessage.kind, OutboxMessage.state
        )
    )
    found = {(kind, state): count for kind, state, count in rows}
    assert found.keys() == {("mail", "sent"), ("render_letter", "sent")}
    assert len(list((county_app.config["MAILBOX_FOLDER"]).glob("*.eml"))) > 50


def test_every_organ_has_its_test_seal(county_app):
    organs = [unit for unit in db.session.scalars(select(OrgUnit)) if unit.may_act_in_its_own_name]
    assert all(unit.seal_hash for unit in organs)
    assert len(organs) > 20


def test_accounts_work_at_once_and_are_for_the_owner_only(county_app):
    file = county_app.config["INSTANCE"] / "demo-accounts.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    listed = accounts(county_app)
    assert all(set(one) == {"login", "password", "name", "organ", "roles"} for one in listed)
    assert len({one["password"] for one in listed}) == len(listed)
    for one in listed[::20]:
        person = db.session.scalars(select(Person).where(Person.login == one["login"])).one()
        assert is_password_of(person, one["password"]), one["login"]
        assert person.must_change_password is False


def test_requests_to_look_at_come_with_their_query_codes(county_app):
    file = county_app.config["INSTANCE"] / "demo-requests.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    shown = json.loads(file.read_text())["requests"]
    assert len(shown) >= 10
    assert {one["number"] for one in shown} <= set(db.session.scalars(select(Case.number)))


def test_a_load_that_died_says_how_to_start_anew(county_app):
    check_is_finished()
    marker_file().touch()
    try:
        with pytest.raises(DemoUnfinished, match="flask demo clear"):
            check_is_finished()
    finally:
        marker_file().unlink()


def test_before_an_unknown_year_only_the_county_is_loaded(tmp_path, capsys):
    application = create_app(settings_for(tmp_path, f"sqlite:///{tmp_path / 'late.db'}"))
    with application.app_context():
        bring_up()
        deploy_all()
        load_demo(datetime(2028, 3, 1, 9, 0, tzinfo=OFFICE_TIME), letters=False)
        assert len(all_cases()) == 0
        assert db.session.scalar(select(func.count()).select_from(Person)) > 90
        assert not marker_file().exists()
        db.session.remove()
        db.engine.dispose()
    assert "缺少 2028 年" in capsys.readouterr().out
    assert date(2028, 3, 1).year not in {year.year for year in load_builtin_calendar()}


def test_a_finished_county_is_never_cleared(county_app):
    refused = county_app.test_cli_runner().invoke(args=["demo", "clear"])
    assert refused.exit_code == 1
    assert len(all_cases()) > 50
