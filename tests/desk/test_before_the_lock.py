"""Whoever mistypes, or opens what is not theirs, holds up nobody: they are refused without asking for the lock."""

import pytest

from app.database import is_sqlite
from tests.api.caller import Caller
from tests.support.statements import counted

pytestmark = pytest.mark.database
MISTYPED = {"screening": "no such thing"}


def asks_for_a_lock(sent: list[str]) -> bool:
    wanted = "BEGIN IMMEDIATE" if is_sqlite() else "FOR UPDATE"
    return any(wanted in one for one in sent)


@pytest.fixture
def screening(office):
    """The id of a task that waits for the reviewer."""
    office.apply()
    office.registered()
    return office.item("T_screening").id


class TestAtTheDesk:
    def test_a_mistake_in_the_form(self, office, browser, screening):
        reviewer = browser("reviewer")
        with counted() as sent:
            answer = reviewer.post(f"/desk/tasks/{screening}/complete", {**MISTYPED, "form_key": "one"})
        assert answer.status_code == 422
        assert 'href="#f-screening' in answer.text
        assert not asks_for_a_lock(sent)

    def test_a_task_of_somebody_else(self, office, browser, screening):
        clerk = browser("clerk")
        with counted() as sent:
            answer = clerk.post(
                f"/desk/tasks/{screening}/complete", {"screening": "accept", "form_key": "one"}
            )
        assert answer.status_code == 403
        assert not asks_for_a_lock(sent)

    def test_what_is_right_is_done_under_it(self, office, browser, screening):
        reviewer = browser("reviewer")
        with counted() as sent:
            reviewer.post(f"/desk/tasks/{screening}/complete", {"screening": "accept", "form_key": "one"})
        assert asks_for_a_lock(sent)
        assert office.open_nodes() == {"T_assign"}

    def test_a_task_that_is_done_goes_on_to_the_act_which_says_by_whom(self, office, browser, screening):
        reviewer = browser("reviewer")
        office.do("reviewer", "T_screening", screening="accept")
        answer = reviewer.post(f"/desk/tasks/{screening}/complete", {**MISTYPED, "form_key": "late"})
        assert answer.status_code == 409
        assert "审核丙在" in answer.text


class TestByProgram:
    @pytest.mark.parametrize(
        ("login", "body", "status"),
        [("reviewer", MISTYPED, 422), ("clerk", {"screening": "accept"}, 403)],
        ids=["a mistake", "a stranger"],
    )
    def test_it_is_refused_without_a_lock(self, office, client, screening, login, body, status):
        caller = Caller(client, office.now)
        assert caller.call("GET", "/tasks", login).status_code == 200  # the use of the token is noted
        with counted() as sent:
            answer = caller.call("POST", f"/tasks/{screening}/complete", login, json=body)
        assert answer.status_code == status, answer.json
        assert not asks_for_a_lock(sent)
        assert office.open_nodes() == {"T_screening"}

    def test_a_repeated_sending_has_its_first_answer(self, office, client, screening):
        caller = Caller(client, office.now)
        first, second = (
            caller.call(
                "POST", f"/tasks/{screening}/complete", "reviewer", key="same", json={"screening": "accept"}
            )
            for _ in range(2)
        )
        assert first.status_code == second.status_code == 200
        assert first.json == second.json
