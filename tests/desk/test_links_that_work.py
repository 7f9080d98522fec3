"""Only links that work: what the office's pages show to each role is followed, and none is refused or unknown."""

import re
from html import unescape

import pytest

pytestmark = pytest.mark.database

LOGINS = ("clerk", "reviewer", "handler", "unithead", "supervisor", "admin")
MOST_PAGES = 60


def links_on(page: str) -> list[str]:
    """The addresses of this house that a page shows, without what is downloaded or leaves the session."""
    found = [unescape(one).split("#")[0] for one in re.findall(r'<a\s[^>]*?href="(/[^"]*)"', page)]
    return [one for one in dict.fromkeys(found) if one and not one.startswith(("/static", "/signout"))]


def followed(person, start: list[str]) -> dict[str, int]:
    """Every link of the pages from here, two steps far, with its answer."""
    answers: dict[str, int] = {}
    waiting = list(start)
    while waiting and len(answers) < MOST_PAGES:
        address = waiting.pop(0)
        if address in answers:
            continue
        answer = person.get(address)
        answers[address] = answer.status_code
        if answer.status_code == 200 and answer.mimetype == "text/html":
            waiting += links_on(answer.text)
    return answers


@pytest.fixture
def case_in_hand(office):
    """One case with a task that waits, one that is issued."""
    office.apply()
    office.issued()
    office.apply()
    office.assigned()
    return office.number


@pytest.mark.parametrize("login", LOGINS)
def test_no_link_of_the_menu_or_the_case_is_refused(case_in_hand, browser, login):
    person = browser(login)
    home = person.get("/signin").location
    answers = followed(person, [home])
    refused = {address: code for address, code in answers.items() if code in (403, 404)}
    assert refused == {}
    assert len(answers) > 3
