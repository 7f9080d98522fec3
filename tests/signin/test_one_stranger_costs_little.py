"""Comparing a password takes long on purpose; one anonymous client cannot keep the processors busy with it."""

import pytest
from argon2 import PasswordHasher

from app import timekeeping
from app.web.limits import MOST, Sending
from tests.portal.conftest import Applicant
from tests.support.county import PASSWORD
from tests.support.office import MORNING

pytestmark = pytest.mark.database
WRONG = {"login": "clerk", "password": "not the password"}
ELSEWHERE = {"environ_overrides": {"REMOTE_ADDR": "198.51.100.7"}}


@pytest.fixture
def compared(monkeypatch):
    """How many secrets were compared, the true comparison going on beneath."""
    seen: list[str] = []
    true = PasswordHasher.verify

    def verify(hasher, kept, given):
        seen.append(given)
        return true(hasher, kept, given)

    monkeypatch.setattr(PasswordHasher, "verify", verify)
    return seen


def test_a_password_is_not_even_compared_while_its_login_is_locked(client, compared):
    with timekeeping.moved_to(MORNING):
        seen = [client.post("/signin", data=WRONG).status_code for _ in range(12)]
        tokens = [client.post("/api/v1/tokens", json=WRONG).status_code for _ in range(5)]
    assert seen == [401] * 5 + [429] * 7
    assert tokens == [429] * 5
    assert len(compared) == 5


def test_nor_a_query_code(app, compared):
    applicant = Applicant(app.test_client(), MORNING)
    number, code = applicant.applies()
    compared.clear()
    stranger = Applicant(app.test_client(), applicant.now)
    wrong = {"number": number, "code": "AAAA-AAAA-AAAA"}
    seen = [stranger.post("/progress", wrong, **ELSEWHERE).status_code for _ in range(12)]
    assert seen == [404] * 5 + [429] * 7
    assert len(compared) == 5
    assert applicant.looks_up(number, code).status_code == 302


@pytest.mark.parametrize("path", ["/signin", "/api/v1/tokens"])
def test_whatever_logins_a_stranger_thinks_of_there_is_an_end(client, compared, monkeypatch, path):
    monkeypatch.setitem(MOST, Sending.SECRET, 8)
    with timekeeping.moved_to(MORNING):
        tried = [{"login": f"nobody{number}", "password": "guessed"} for number in range(12)]
        given = [{"json": one} if "api" in path else {"data": one} for one in tried]
        seen = [client.post(path, **one).status_code for one in given]
        assert seen == [401] * 8 + [429] * 4
        assert len(compared) == 8
        assert client.post(path, **given[-1], **ELSEWHERE).status_code == 401, "from elsewhere"
    with timekeeping.moved_to(MORNING.replace(minute=30)):
        assert client.post(path, **given[0]).status_code == 401, "a quarter of an hour later"


def test_a_browser_that_is_known_signs_in_whatever_its_neighbours_try(app, monkeypatch):
    monkeypatch.setitem(MOST, Sending.SECRET, 3)
    mine, neighbour, right = app.test_client(), app.test_client(), {"login": "clerk", "password": PASSWORD}
    with timekeeping.moved_to(MORNING):
        assert mine.post("/signin", data=right).status_code == 302
        mine.post("/signout")
        for number in range(5):
            neighbour.post("/signin", data={"login": f"nobody{number}", "password": "guessed"})
        assert neighbour.post("/signin", data=right).status_code == 429
        assert mine.post("/signin", data=right).status_code == 302
