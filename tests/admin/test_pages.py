"""Every page of administration: open to the right one of the three administrators, closed to everybody else."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.casework.models import DiagramVersion, Installation, OutboxMessage
from app.casework.models.outbox import OutboxState
from app.database import db
from app.office.models import Appointment, OrgUnit
from app.office.people import find_person
from app.office.vocabulary import Role
from tests.support.browsing import Browser
from tests.support.office import MORNING, Office

pytestmark = pytest.mark.database

OFFICE_PAGES = ("/admin/units", "/admin/people", "/admin/people/new", "/admin/people?q=受理", "/admin/letters",
                "/admin/letters/reply_granted", "/admin/letters/reply_granted/variants")  # fmt: skip
LETTER_UNIT_PAGE = "/admin/letters/reply_granted/variants/of"
UNIT_PAGES = ("", "/edit", "/new", "/rename", "/close", "/seal")
PERSON_PAGES = ("", "/edit", "/appoint", "/absence", "/active", "/password")
SYSTEM_PAGES = (
    "/admin/holidays", "/admin/holidays/2026", "/admin/holidays/2027", "/admin/holidays/import",
    "/admin/holidays/import?form=toml", "/admin/parameters", "/admin/parameters/reply_working_days",
    "/admin/parameters/remedy_class_by_article", "/admin/parameters/fee_page_tiers", "/admin/diagrams",
    "/admin/diagrams/disclosure", "/admin/outbox",
    "/admin/outbox?state=sent", "/admin/outbox?state=failed", "/admin/status",
)  # fmt: skip


@pytest.fixture
def pages(app):
    """The address of every page, also of single units, people and messages."""
    Office().apply()
    unit, person = db.session.scalar(select(OrgUnit.id).where(OrgUnit.code == "LF")), find_person("clerk").id
    version = db.session.scalar(select(DiagramVersion.hash).where(DiagramVersion.process == "disclosure"))
    held = db.session.scalar(select(Appointment.id).where(Appointment.person_id == person))
    message = OutboxMessage(
        key="x", kind="mail", payload={"party_of": 1, "subject": "主题"}, not_before=MORNING,
        created_at=MORNING, state=OutboxState.DEAD, last_error="对方拒收",
    )  # fmt: skip
    db.session.add(message)
    db.session.commit()
    return {
        "office": [
            *OFFICE_PAGES, *(f"/admin/units/{unit}{one}" for one in UNIT_PAGES),
            *(f"/admin/people/{person}{one}" for one in PERSON_PAGES),
            f"/admin/appointments/{held}/end", f"{LETTER_UNIT_PAGE}/{unit}",
        ],
        "system": [*SYSTEM_PAGES, f"/admin/diagrams/disclosure/{version}", f"/admin/outbox/{message.id}"],
        "audit": ["/admin/audit", "/admin/audit?case=LF-2026-0001&person=x&tag=case&first=2026-01-01&last=2026-12-31"],
        "security": ["/admin/tokens"],
        "second": ["/admin/proposals"],
    }  # fmt: skip


def answers(browser, addresses):
    return {address: browser.get(address).status for address in addresses}


def test_the_administrator_sees_office_and_system_but_neither_log_nor_tokens(client, pages):
    admin = Browser(client).sign_in("admin")
    assert set(answers(admin, ["/admin", *pages["office"], *pages["system"], *pages["second"]]).values()) == {
        200
    }
    assert set(answers(admin, pages["audit"] + pages["security"]).values()) == {403}


def test_the_auditor_sees_the_log_alone(client, pages):
    auditor = Browser(client).sign_in("auditor")
    assert set(answers(auditor, ["/admin", *pages["audit"]]).values()) == {200}
    refused = answers(auditor, pages["office"] + pages["system"] + pages["security"] + pages["second"])
    assert set(refused.values()) <= {403, 404}


def test_the_security_administrator_sees_tokens_and_what_needs_a_second_person_alone(client, pages, security):
    guard = Browser(client).sign_in("security")
    assert set(answers(guard, ["/admin", *pages["security"], *pages["second"]]).values()) == {200}
    assert set(answers(guard, pages["system"] + pages["audit"]).values()) == {403}


@pytest.mark.parametrize("login", ["clerk", "supervisor"])
def test_clerks_and_supervisors_see_nothing_of_it(client, pages, login):
    other = Browser(client).sign_in(login)
    everything = [address for some in pages.values() for address in some]
    assert set(answers(other, ["/admin", *everything]).values()) <= {403, 404}


def test_without_signing_in_everything_leads_to_the_sign_in_page(client, app):
    assert client.get("/admin").headers["Location"].startswith("/signin?next=%2Fadmin")


def test_an_administrator_of_a_county_reaches_only_what_is_below(client, pages, county):
    person = find_person("clerk2")
    for held in person.appointments:
        held.role = Role.ADMINISTRATOR
    db.session.commit()
    ids = {code: unit.id for code, unit in county.units.items()}
    foreign = find_person("foreign").id
    local = Browser(client).sign_in("clerk2")
    assert answers(local, [f"/admin/units/{ids['LF']}", f"/admin/units/{ids['LF-ZRZY']}"]) == {
        f"/admin/units/{ids['LF']}": 200, f"/admin/units/{ids['LF-ZRZY']}": 200,
    }  # fmt: skip
    hidden = [f"/admin/units/{ids['CX']}", f"/admin/units/{ids['YM']}/edit", f"/admin/people/{foreign}",
              f"/admin/people/{foreign}/password"]  # fmt: skip
    assert set(answers(local, hidden).values()) == {404}
    assert set(answers(local, pages["system"]).values()) == {403}


def test_addresses_that_mean_nothing_are_not_found(client, app):
    admin = Browser(client).sign_in("admin")
    unknown = (
        "units/999", "people/999", "holidays/1999", "parameters/x", "diagrams/x", "diagrams/disclosure/x", "letters/x",
        "letters/x/variants", "letters/reply_granted/variants/999", "letters/reply_granted/variants/of/999",
        "outbox/999", "appointments/99/end", "units/99999999999999999999/edit",
    )  # fmt: skip
    assert set(answers(admin, [f"/admin/{one}" for one in unknown]).values()) == {404}


def test_the_index_names_what_needs_attention(client, pages):
    db.session.scalars(select(Installation)).one().recorded_at = MORNING - timedelta(days=3)
    db.session.commit()
    words = Browser(client).sign_in("admin").get("/admin").words
    for expected in ("1 条消息没有发出", "定时任务没有按时运行", "法规参数尚未全部核对", "信息不完整"):
        assert expected in words
