"""The secret of a second factor lies sealed: in the database, in a backup, and after a rotation of the data keys."""

import pytest

from app import timekeeping
from app.casework.acts.installation import refuse_unfit
from app.casework.backup.rows import lines_of, tables
from app.database import db
from app.office.models import SecondFactor
from app.office.people import find_person
from tests.support.county import PASSWORD
from tests.support.office import MORNING
from tests.support.second_factor import code_at, with_factor
from tests.support.starts import invoke

pytestmark = pytest.mark.database


def key_of(login):
    """Under which data key the secret is sealed."""
    db.session.rollback()
    return db.session.get(SecondFactor, find_person(login).id).secret_sealed.split("|")[1]


def signs_in(application, secret):
    browser = application.test_client()
    browser.post("/signin", data={"login": "clerk", "password": PASSWORD})
    return browser.post("/signin/code", data={"code": code_at(secret, timekeeping.now())}).status_code == 302


def test_a_backup_holds_neither_secret_nor_recovery_codes(app):
    secret, codes = with_factor("clerk")
    with db.engine.connect() as connection:
        rows = [
            bytes(line).decode()
            for table in tables(connection)
            if table.name in ("second_factor", "recovery_code")
            for line in lines_of(connection, table)
        ]
    assert len(rows) == 11
    for hidden in (secret, *codes, *(code.replace("-", "") for code in codes)):
        assert hidden not in str(rows)


def test_after_a_rotation_the_phone_goes_on_and_the_next_secret_takes_the_new_key(of_another):
    before = of_another()
    with before.app_context():
        refuse_unfit(MORNING)
        secret, _codes = with_factor("clerk")
        assert key_of("clerk") == "1"
    assert invoke(before, "keys", "rotate", "--yes").exit_code == 0
    after = of_another()
    with after.app_context():
        assert signs_in(after, secret)
        with_factor("handler")
        assert (key_of("clerk"), key_of("handler")) == ("1", "2")
