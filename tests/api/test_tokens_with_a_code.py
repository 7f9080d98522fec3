"""A token for login and password: an account with a second factor gives its code as well."""

import pytest
from sqlalchemy import select

from app import timekeeping
from app.casework.models import AuditEntry, CommandRecord
from app.database import db
from app.office import factor_policy
from app.office.models import ApiToken
from app.office.people import find_person
from tests.support.county import PASSWORD
from tests.support.office import MORNING
from tests.support.second_factor import HALF_A_MINUTE, code_at, with_factor, wrong_code

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def morning():
    with timekeeping.moved_to(MORNING):
        yield


@pytest.fixture
def phone(app):
    return with_factor("clerk", MORNING)


def exchange(client, login="clerk", at=MORNING, **more):
    db.session.rollback()
    with timekeeping.moved_to(at):
        return client.post("/api/v1/tokens", json={"login": login, "password": PASSWORD, **more})


def tokens():
    db.session.rollback()
    return db.session.query(ApiToken).count()


def test_the_password_alone_is_not_enough_and_says_what_is_missing(client, phone):
    for more in ({}, {"code": ""}, {"code": None}):
        refused = exchange(client, **more)
        assert (refused.status_code, refused.json["code"]) == (401, "code_needed")
    assert tokens() == 0


def test_with_its_code_there_is_one_token_and_the_code_is_used_up(client, phone):
    code = code_at(phone[0], MORNING)
    assert exchange(client, code=code).status_code == 201
    again = exchange(client, code=code)
    assert (again.status_code, again.json["code"]) == (401, "code_refused")
    later = MORNING + HALF_A_MINUTE
    assert exchange(client, at=later, code=code_at(phone[0], later)).status_code == 201
    assert tokens() == 2


def test_a_recovery_code_does_and_is_on_record(client, phone):
    assert exchange(client, code=phone[1][0]).status_code == 201
    told = [line.tag for line in db.session.scalars(select(AuditEntry).order_by(AuditEntry.sequence))]
    assert told[-2:] == ["person.recovery_code_used", "token.created"]
    kept = str([(one.fingerprint, one.result) for one in db.session.scalars(select(CommandRecord))])
    assert phone[1][0] not in kept


def test_wrong_codes_lock_and_the_right_password_lifts_nothing(client, phone):
    bad = wrong_code(phone[0], MORNING)
    assert [exchange(client, code=bad).status_code for _ in range(6)] == [401] * 5 + [429]
    assert exchange(client, code=code_at(phone[0], MORNING)).status_code == 429
    assert client.post("/signin", data={"login": "clerk", "password": PASSWORD}).status_code == 429


def test_without_a_second_factor_nothing_has_changed(client):
    assert exchange(client).status_code == 201
    assert exchange(client, code="123456").status_code == 201


def test_who_must_have_one_and_has_none_gets_no_token(client, app):
    factor_policy.decide(MORNING.date(), find_person("admin"), MORNING)
    db.session.commit()
    refused = exchange(client, "auditor")
    assert (refused.status_code, refused.json["code"]) == (403, "second_factor_must_be_set")
    assert tokens() == 0


def test_the_description_tells_of_the_code(client):
    told = client.get("/api/v1/openapi.json").json["paths"]["/api/v1/tokens"]["post"]
    body = told["requestBody"]["content"]["application/json"]["schema"]
    assert (sorted(body["properties"]), body["required"]) == (
        ["code", "login", "password"],
        ["login", "password"],
    )
