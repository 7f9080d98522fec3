"""首次密码单: everybody of an organ without a password gets one on a sheet, shown once, kept nowhere in clear."""

import logging
import re
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import inspect, select, text

from app.casework.administration import first_sheet
from app.casework.models import AuditEntry
from app.database import db
from app.office.models import Person
from app.office.organs import find_unit
from app.office.passwords import is_password_of
from app.office.people import add_person, appoint, find_person
from app.office.vocabulary import Role
from tests.support.browsing import Browser
from tests.support.county import LONG_AGO

pytestmark = pytest.mark.database
ADDRESS = "/admin/people/first-passwords"
TODAY = date(2026, 3, 2)


def came(login, unit="LF-ZRZY", role=Role.HANDLER):
    """Somebody who was imported: without a password."""
    person = add_person(login=login, name=f"新人{login}")
    appoint(person, find_unit(unit, LONG_AGO), role, LONG_AGO)
    db.session.commit()
    return person


def organ(code="LF-ZRZY"):
    return str(find_unit(code, TODAY).id)


def of(login):
    db.session.rollback()
    return find_person(login)


def passwords(page):
    found = re.findall(
        r"<section class=\"slip\">.*?登录名 <b class=\"num\">(.*?)</b>.*?slip-code\">(.*?)</b>",
        page.text,
        re.S,
    )
    return dict(found)


def test_a_sheet_has_a_password_for_everybody_of_the_organ_that_must_be_changed(admin, county):
    came("n-one"), came("n-two"), came("elsewhere", "LF-JS")
    assert "禄丰市自然资源局（2 人）" in admin.get(ADDRESS).words
    shown = passwords(admin.post(ADDRESS, organ_id=organ()))
    assert set(shown) == {"n-one", "n-two"}
    for login, password in shown.items():
        assert is_password_of(of(login), password)
        assert of(login).must_change_password
    assert of("elsewhere").password_hash is None
    assert is_password_of(of("handler"), "Chengqing-2026-shan"), "nobody loses a password"


def test_who_got_one_changes_it_at_the_first_sign_in(app, admin, county):
    came("n-one")
    password = passwords(admin.post(ADDRESS, organ_id=organ()))["n-one"]
    browser = Browser(app.test_client())
    assert browser.post("/signin", login="n-one", password=password).location == "/signin/password"


def test_it_is_shown_once_and_a_repeated_sending_makes_none(admin, county):
    came("n-one")
    form = {"organ_id": organ(), "form_key": uuid4().hex}
    password = passwords(admin.post(ADDRESS, **form))["n-one"]
    came("n-two")
    again = admin.post(ADDRESS, **form)
    assert again.status == 302
    assert "密码单只显示一次" in admin.get(again.location).words
    assert is_password_of(of("n-one"), password)
    assert of("n-two").password_hash is None


def test_no_table_no_log_and_no_cache_keeps_one(admin, county, caplog):
    came("n-one")
    with caplog.at_level(logging.DEBUG):
        page = admin.post(ADDRESS, organ_id=organ(), form_key=uuid4().hex)
    (password,) = passwords(page).values()
    assert "no-store" in page.headers["Cache-Control"]
    assert password not in caplog.text
    for table in inspect(db.engine).get_table_names():
        for row in db.session.execute(text(f'SELECT * FROM "{table}"')):
            assert password not in str(row), table


def test_each_person_is_on_record_for_the_auditor_of_their_organ(admin, county):
    came("n-one"), came("n-two")
    admin.post(ADDRESS, organ_id=organ())
    lines = db.session.scalars(select(AuditEntry).where(AuditEntry.tag == "person.first_password")).all()
    assert [line.detail["person"] for line in lines] == [of("n-one").id, of("n-two").id]
    assert {line.organ_id for line in lines} == {int(organ())}


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR])
def test_the_three_administrators_are_on_no_sheet(admin, county, role):
    came("guarded", role=role)
    assert "0 人" in admin.get(ADDRESS).words
    assert admin.post(ADDRESS, organ_id=organ()).status == 422
    assert of("guarded").password_hash is None


def test_whoever_has_left_or_works_out_of_reach_is_on_no_sheet(app, county):
    came("gone").is_active = False
    came("foreign2", "YM")
    both = came("both")
    appoint(both, find_unit("YM", LONG_AGO), Role.HANDLER, LONG_AGO)
    came("mine")
    appoint(find_person("handler2"), find_unit("LF", LONG_AGO), Role.ADMINISTRATOR, LONG_AGO)
    db.session.commit()
    words = Browser(app.test_client()).sign_in("handler2").get(ADDRESS).words
    assert "禄丰市自然资源局（1 人）" in words
    assert "元谋县" not in words


def test_a_sheet_has_an_end_and_the_rest_come_on_the_next(admin, county, monkeypatch):
    monkeypatch.setattr(first_sheet, "MOST_ON_A_SHEET", 2)
    for number in range(3):
        came(f"n-{number}")
    assert len(passwords(admin.post(ADDRESS, organ_id=organ()))) == 2
    assert len(passwords(admin.post(ADDRESS, organ_id=organ()))) == 1
    assert not db.session.scalars(select(Person).where(Person.password_hash.is_(None))).all()


def test_others_have_no_such_page(client, county):
    assert Browser(client).sign_in("clerk").get(ADDRESS).status == 403
