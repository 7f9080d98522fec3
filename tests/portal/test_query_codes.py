"""Query codes: hashed before the act begins, so that nobody waits for it under a lock."""

import argon2
import pytest

from app.casework.acts import commands
from app.processes.disclosure import query_codes
from app.processes.disclosure.registration import request_of
from tests.support.browsing import Browser
from tests.support.office import APPLICATION, PAPER, Office

pytestmark = pytest.mark.database


def in_full_width(text):
    """As a Chinese keyboard types it."""
    return "".join(chr(ord(sign) + 0xFEE0) for sign in text)


@pytest.fixture
def hashing(monkeypatch):
    """Whether a command was under way at each hashing."""
    found, really = [], argon2.PasswordHasher.hash

    def noted(self, password, **options):
        found.append(commands._inside.get())
        return really(self, password, **options)

    monkeypatch.setattr(argon2.PasswordHasher, "hash", noted)
    return found


def test_no_way_of_opening_a_case_hashes_inside_the_act(app, applicant, hashing):
    applicant.applies()
    key = {"Idempotency-Key": "once"}
    assert app.test_client().post("/api/v1/public/requests", json=APPLICATION, headers=key).status_code == 201
    clerk = Browser(app.test_client()).sign_in("clerk")
    del hashing[2:]  # signing in renews the hash of the password
    assert clerk.post("/desk/disclosure/register", **PAPER, organ="LF", form_key="a").status == 302
    assert hashing == [False] * 3


def test_the_stored_hash_fits_the_code_and_not_another(app):
    office = Office()
    office.apply()
    assert query_codes.matches(request_of(office.case), office.code.lower())
    assert not query_codes.matches(request_of(office.case), query_codes.new_code())


def test_outside_tests_a_code_is_hashed_at_its_full_cost(app, monkeypatch):
    monkeypatch.delitem(app.config, "QUERY_CODE_COST")
    assert query_codes.hashed("7K2M-9QXD-4RTV").hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_code_does_not_stand_in_what_is_printed_of_it(app):
    assert "7K2M" not in repr(query_codes.hashed("7K2M-9QXD-4RTV"))


@pytest.mark.parametrize("typed", [str.lower, lambda text: f" {text[:4]} {text[4:]}", in_full_width])
def test_number_and_code_are_taken_as_people_type_them(applicant, typed):
    number, code = applicant.applies()
    assert applicant.looks_up(typed(number), typed(code)).location == f"/progress/{number}"
