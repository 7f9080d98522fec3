"""A notice that lets a due day come earlier counts when a second person has agreed, and not before."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from app import timekeeping
from app.casework.acts import once
from app.casework.models import HolidayNotice, HolidayProposal, OutboxMessage
from app.casework.terms import clocks
from app.database import db
from app.office.passwords import set_password
from app.office.people import add_person, appoint
from app.office.vocabulary import Role
from app.timekeeping import OFFICE_TIME
from tests.support.browsing import PASSWORD, Browser
from tests.support.county import LONG_AGO, County
from tests.support.office import Office

pytestmark = pytest.mark.database
DECEMBER = datetime(2026, 12, 16, 9, 0, tzinfo=OFFICE_TIME)
TYPED = {
    "kind": "supplement", "year": "2026", "document": "国办发明电〔2026〕3号",
    "off": "2026年12月19日（星期六）上班。",
}  # fmt: skip


@pytest.fixture
def office(app):
    office = Office(now=DECEMBER)
    office.register()
    second = add_person(login="anquan", name="安全午", email="anquan@example.invalid")
    db.session.flush()
    set_password(second, PASSWORD, timekeeping.now(), must_change=False)
    appoint(second, County.load().units["CX"], Role.SECURITY_ADMINISTRATOR, LONG_AGO)
    db.session.commit()
    return office


def test_the_proposer_cannot_agree_another_can_and_then_the_day_moves(client, office, app):
    before = office.case.due_on
    admin = Browser(client, DECEMBER).sign_in("admin")
    preview = admin.post("/admin/holidays/import", **TYPED)
    assert "须由另一名" in preview.words
    sent = admin.post(
        "/admin/holidays/confirm", source=preview.value("source"), text=preview.value("text"), form_key="k"
    )
    assert sent.status == 302
    proposal = db.session.scalars(select(HolidayProposal)).one()
    assert (proposal.text, db.session.scalars(select(HolidayNotice)).all()) == (TYPED["off"], [])
    page = f"/admin/holidays/proposals/{proposal.id}"
    assert [
        one.payload["path"]
        for one in db.session.scalars(select(OutboxMessage))
        if "放假" in one.payload["subject"]
    ] == [page]
    own = admin.post(page, decision="agree", reason="核对无误", form_key="a")
    assert (own.status, "提出人不能自己同意" in own.words) == (409, True)

    second = Browser(app.test_client(), DECEMBER).sign_in("anquan")
    assert office.number in second.get(page).words
    assert second.post(page, decision="agree", reason="与原文逐日核对", form_key="b").status == 302
    db.session.rollback()
    once.forget()
    assert office.case.due_on < before
    assert date(2026, 12, 19) in clocks.calendar().year(2026).work
    assert second.post(page, decision="agree", reason="再次", form_key="c").status == 409


def test_what_only_moves_later_needs_nobody_else(client, office):
    admin = Browser(client, DECEMBER).sign_in("admin")
    preview = admin.post("/admin/holidays/import", **{**TYPED, "off": "2026年12月18日（星期五）放假。"})
    assert admin.post("/admin/holidays/confirm", source=preview.value("source"), form_key="k").status == 200
    assert db.session.scalars(select(HolidayProposal)).all() == []


def test_who_may_not_agree_does_not_see_it(client, office):
    assert Browser(client, DECEMBER).sign_in("auditor").get("/admin/holidays/proposals/1").status == 403
