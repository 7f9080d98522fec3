"""责令在期限内答复, while the case still runs: it is obeyed in that case, by its own reply; no second one is opened."""

from datetime import date

import pytest

from app.casework.acts.errors import CannotHappenNow
from app.casework.models import AuditEntry, Case
from app.casework.terms import clocks
from app.database import db
from app.processes.disclosure import redo
from tests.journeys.test_correction_applications import PROOF, issued, registered, verified
from tests.journeys.test_proceedings import ORDERED, begin, clock_of, correct, rule
from tests.journeys.test_the_old_reply_stands_until_then import posted
from tests.support.browsing import Browser
from tests.support.office import GRANTED, SEARCH, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]

SILENT = {"ruling": "reply_ordered"}


def silent() -> Office:
    """Due on 30 March 2026, not answered; on 14 April comes the order to answer within fifteen working days."""
    office = Office()
    office.apply()
    office.assigned().later(days=45)
    begin(office)
    rule(office, **SILENT)
    return office


def anew(office: Office, number: int = 2) -> dict:
    return office.run(redo.open_redo, office.person("clerk"), case_id=office.case.id, number=number)


def answered(office: Office) -> Office:
    """In the time of the order: nobody is asked again why it is late."""
    office.do("handler", "T_handle", **SEARCH, outcome="granted")
    office.attach()
    office.do("handler", "T_draft", **GRANTED)
    office.all_signed().do("reviewer", "T_issue", checked=True)
    return office


def test_the_case_itself_has_the_limit_of_the_order_and_no_other_is_opened():
    office = silent()
    assert (office.case.due_kind, office.case.due_on) == ("redo", date(2026, 5, 8))
    with pytest.raises(CannotHappenNow, match="请在本件中答复"):
        anew(office)
    assert db.session.query(Case).count() == 1
    said = db.session.query(AuditEntry.summary).filter_by(tag="proceeding.ruled").one()[0]
    assert "本件尚未答复" in said


def test_its_reply_obeys_the_order_late_as_it_was_and_the_file_is_closed():
    office = answered(silent())
    assert (clock_of(office, "redo").state, clock_of(office, "reply").state) == ("met", "missed")
    assert office.case.reply_state == "missed"
    office.do("clerk", "T_archive", retention_years="10")
    assert (office.case.state, office.case.due_on) == ("archived", None)
    with pytest.raises(CannotHappenNow, match="已经答复"):
        anew(office)


def test_a_corrected_order_moves_the_limit_and_one_that_never_was_takes_it_away():
    office = silent()
    correct(office, 2, **{**ORDERED, **SILENT, "got_on": "2026-04-15", "redo_days": 10})
    assert office.case.due_on == date(2026, 4, 29)
    assert [one.due_on for one in clocks.clocks_of(office.case).of_kind("redo")] == [date(2026, 4, 29)]
    correct(office, 3, **{**ORDERED, "ruling": "found_unlawful", "redo_days": None, "redo_unit": ""})
    assert (office.case.due_kind, office.case.due_on) == ("reply", date(2026, 3, 30))


def test_corrected_after_the_reply_it_stays_obeyed():
    office = answered(silent())
    correct(office, 2, **{**ORDERED, **SILENT, "redo_days": 20})
    assert (clock_of(office, "redo").due_on, clock_of(office, "redo").state) == (date(2026, 5, 14), "met")
    with pytest.raises(CannotHappenNow, match="已经答复"):
        anew(office, 3)


def test_the_page_offers_no_new_case_and_says_where_it_is_answered(client):
    office = silent()
    page = Browser(client).sign_in("clerk").get(f"/desk/disclosure/{office.number}/proceedings")
    assert "请在本件中答复" in page.words
    assert "开立重新答复件" not in page.words


def test_posted_in_time_of_the_order_it_is_closed_without_a_word_about_the_first_limit():
    office = Office()
    office.register(reply_way="post", address="禄丰市金山镇示例路9号")
    office.assigned().later(days=45)
    begin(office)
    rule(office, **SILENT)
    answered(office)
    posted(office)
    office.do("clerk", "T_archive", retention_years="10", note="邮件已签收")
    assert office.case.state == "archived"
    assert (clock_of(office, "redo").state, clock_of(office, "reply").state) == ("met", "missed")


def test_an_application_for_correction_is_the_same():
    office = registered(PROOF)
    office.later(days=45)
    begin(office)
    rule(office, **SILENT)
    assert (office.case.due_kind, office.case.due_on) == ("redo", date(2026, 5, 8))
    issued(verified(office))
    posted(office)
    assert (clock_of(office, "redo").state, clock_of(office, "correction").state) == ("met", "missed")
    office.do("clerk", "T_archive", retention_years="10", note="邮件已签收")
    assert office.case.state == "archived"
