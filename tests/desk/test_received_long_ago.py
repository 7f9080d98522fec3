"""Entered long after the day of receipt: asked once more, for the limit has run since then (第三十一条、第三十三条)."""

import pytest
from sqlalchemy import select

from app.casework.models import AuditEntry, Case
from app.database import db
from app.law.errors import InvalidInput
from tests.api.caller import Caller
from tests.journeys.test_correction_applications import PROOF, registered
from tests.support.office import PAPER, Office

pytestmark = pytest.mark.database
OLD, OVER = "2026-02-12", "收到之日为2026年1月5日，距今已过 36 个工作日，法定期限已于2026年2月2日届满"
LATER = "距今已过 8 个工作日，法定期限将于2026年3月18日届满"


def number_of_cases() -> int:
    return len(db.session.scalars(select(Case.id)).all())


def said_of(number: str) -> str:
    case_id = select(Case.id).where(Case.number == number).scalar_subquery()
    return " ".join(db.session.scalars(select(AuditEntry.summary).where(AuditEntry.case_id == case_id)))


@pytest.mark.parametrize(("arrived_on", "words"), [("2026-01-05", OVER), (OLD, LATER)])
def test_the_page_comes_back_with_the_question_and_what_was_typed(browser, arrived_on, words):
    clerk = browser("clerk")
    assert "receipt_checked" not in clerk.get("/desk/disclosure/register").text
    data = {**PAPER, "organ": "LF", "arrived_on": arrived_on, "form_key": "a"}
    asked = clerk.post("/desk/disclosure/register", data)
    assert asked.status_code == 422
    assert words in asked.text
    assert 'name="receipt_checked"' in asked.text
    assert PAPER["description"] in asked.text
    assert number_of_cases() == 0
    done = clerk.post("/desk/disclosure/register", {**data, "receipt_checked": "1"})
    assert done.status_code == 302
    assert f"收到之日{arrived_on}已核对" in said_of(done.location.rsplit("/", 1)[1])


def test_programs_are_asked_the_same(client, office):
    caller = Caller(client, now=office.now)
    refused = caller.register(arrived_on=OLD)
    assert (refused.status_code, set(refused.json["fields"])) == (422, {"receipt_checked"})
    assert LATER in refused.json["fields"]["receipt_checked"]
    assert caller.register(arrived_on=OLD, receipt_checked=True).status_code == 201


def test_an_application_for_correction_is_asked_about_too(app):
    with pytest.raises(InvalidInput) as refused:
        registered(PROOF, arrived_on=OLD)
    assert set(refused.value.fields) == {"receipt_checked"}
    assert registered(PROOF, arrived_on=OLD, receipt_checked=True).case.received_on.isoformat() == OLD


def test_a_letter_that_was_signed_for_long_ago_is_asked_about_by_that_day(app):
    signed = {"channel": "registered_mail", "tracking_number": "1234567890123", "arrived_on": OLD}
    with pytest.raises(InvalidInput) as refused:
        Office().register(**signed, signed_on=OLD)
    assert set(refused.value.fields) == {"receipt_checked"}
    Office().register(**signed, signed_on="2026-02-27")


def test_a_day_that_is_confirmed_afterwards_is_asked_about_when_it_is_typed(app):
    """Nothing runs before the applicant was reached; the day may still be a slip of the pen."""
    office = Office()
    office.register(channel="ordinary_mail", arrived_on="2026-01-05")
    known = {"title": office.case.title, "confirmation_note": "与申请人通话确认"}
    with pytest.raises(InvalidInput) as refused:
        office.do("clerk", "T_register", **known, confirmed_on="2026-01-05")
    assert refused.value.fields["receipt_checked"].startswith(OVER)
    office.do("clerk", "T_register", **known, confirmed_on="2026-01-05", receipt_checked=True)
    assert office.case.received_on.isoformat() == "2026-01-05"


def test_what_came_within_five_working_days_is_registered_as_it_is(app):
    office = Office()
    office.register(arrived_on="2026-02-24")
    assert office.case.received_on.isoformat() == "2026-02-24"
