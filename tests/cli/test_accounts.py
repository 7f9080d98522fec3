"""A lost password where nobody is left who could agree: on the machine itself, on record."""

import pytest
from sqlalchemy import select

from app.casework.models import AuditEntry
from app.cli.accounts import accounts
from app.database import db
from app.office.factors import is_set
from app.office.passwords import is_password_of
from app.office.people import find_person
from tests.support.county import PASSWORD
from tests.support.second_factor import with_factor

pytestmark = pytest.mark.database


def test_a_new_password_for_an_administrator_is_shown_once_and_noted(app):
    answer = app.test_cli_runner().invoke(accounts, ["reset-password", "auditor"])
    assert answer.exit_code == 0, answer.output
    login, password = answer.output.strip().split("\t")
    auditor = find_person("auditor")
    assert (login, auditor.must_change_password) == ("auditor", True)
    assert is_password_of(auditor, password)
    assert not is_password_of(auditor, PASSWORD)
    line = db.session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()
    assert (line.tag, line.actor_name, password in str(line.detail)) == (
        "person.password_reset",
        "系统",
        False,
    )


def test_an_unknown_login_is_said_in_one_line(app):
    answer = app.test_cli_runner().invoke(accounts, ["reset-password", "nobody"])
    assert (answer.exit_code, answer.output.strip()) == (2, "没有账号 nobody")


def test_a_lost_phone_of_an_administrator_is_reset_on_the_machine_and_noted(app):
    with_factor("auditor")
    answer = app.test_cli_runner().invoke(accounts, ["reset-factor", "auditor"])
    assert answer.exit_code == 0, answer.output
    assert not is_set(find_person("auditor"))
    line = db.session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()
    assert (line.tag, line.actor_name) == ("person.factor_reset", "系统")


@pytest.mark.parametrize(
    ("login", "words"), [("nobody", "没有账号 nobody"), ("auditor", "没有设置双因素登录")]
)
def test_nothing_to_reset_is_said_in_one_line(app, login, words):
    answer = app.test_cli_runner().invoke(accounts, ["reset-factor", login])
    assert answer.exit_code == 2
    assert words in answer.output
    assert len(answer.output.strip().splitlines()) == 1
