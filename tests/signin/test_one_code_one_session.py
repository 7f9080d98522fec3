"""Two requests with the same code, each with a connection of its own: one session."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from app import timekeeping
from app.database import db
from app.office.models import RecoveryCode, SignInSession
from tests.support.county import PASSWORD
from tests.support.second_factor import code_at, with_factor

pytestmark = pytest.mark.database
AT_ONCE = 4


@pytest.fixture
def phone(app):
    return with_factor("clerk")


def waiting(app):
    """A browser that has given the password."""
    browser = app.test_client()
    answer = browser.post("/signin", data={"login": "clerk", "password": PASSWORD})
    assert answer.headers["Location"] == "/signin/code"
    return browser


def sent_at_once(browsers, codes):
    gate = Barrier(len(browsers))

    def send(browser, code):
        gate.wait()
        return browser.post("/signin/code", data={"code": code}).status_code

    db.session.rollback()
    with ThreadPoolExecutor(len(browsers)) as together:
        return sorted(together.map(send, browsers, codes))


def sessions():
    db.session.rollback()
    return db.session.query(SignInSession).count()


def test_one_code_in_several_browsers_opens_one(app, phone):
    browsers = [waiting(app) for _ in range(AT_ONCE)]
    code = code_at(phone[0], timekeeping.now())
    assert sent_at_once(browsers, [code] * AT_ONCE) == [302] + [401] * (AT_ONCE - 1)
    assert sessions() == 1


@pytest.mark.parametrize("number", [1, AT_ONCE])
def test_one_sign_in_that_waits_opens_one_whatever_codes_are_sent(app, phone, number):
    """A double click with the same code, and several recovery codes at once."""
    browser = waiting(app)
    with browser.session_transaction() as cookie:
        token = cookie["sign_in_waits"]
    copies = [app.test_client() for _ in range(AT_ONCE)]
    for copy in copies:
        with copy.session_transaction() as cookie:
            cookie["sign_in_waits"] = token
    codes = [phone[1][place % number] for place in range(AT_ONCE)]
    assert sent_at_once(copies, codes) == [302] + [401] * (AT_ONCE - 1)
    assert sessions() == 1
    used = db.session.query(RecoveryCode).filter(RecoveryCode.used_at.is_not(None)).count()
    assert used == 1
