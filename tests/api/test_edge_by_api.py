"""What strangers can do to the API without any account: guess, flood, ask who exists."""

import io
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import g

from app import timekeeping
from tests.api.caller import Caller
from tests.support.busy import others_write
from tests.support.county import PASSWORD
from tests.support.office import APPLICATION, MORNING

pytestmark = pytest.mark.database
WRONG = "AAAA-BBBB-CCCC"
STRANGER = {"environ_overrides": {"REMOTE_ADDR": "198.51.100.66"}}


@pytest.fixture
def caller(client):
    return Caller(client)


def guess(caller, times, number="", code=WRONG, **options):
    """Statuses of tries at a query code."""
    path = f"/public/requests/{number or caller.number}"
    return [
        caller.call("GET", path, headers={"X-Query-Code": code}, **options).status_code for _ in range(times)
    ]


def ask_token(caller, login, password=PASSWORD, **options):
    return caller.call("POST", "/tokens", json={"login": login, "password": password}, **options)


class TestQueryCodes:
    def test_twenty_wrong_codes_at_an_address_lock_no_applicant_out(self, caller):
        caller.apply()
        assert {s for n in range(25) for s in guess(caller, 1, f"LF-2026-9{n:03}")} == {404}
        assert caller.public().status_code == 200

    def test_a_stranger_elsewhere_locks_nobody_but_himself_out(self, caller):
        caller.apply()
        assert guess(caller, 6, **STRANGER) == [404] * 5 + [429]
        assert caller.public().status_code == 200

    def test_the_lock_says_until_when(self, caller):
        caller.apply()
        guess(caller, 5)
        answer = caller.public()
        assert (answer.status_code, answer.json["code"]) == (429, "too_many_queries")
        assert "以后再试" in answer.json["message"]
        assert 0 < int(answer.headers["Retry-After"]) <= 900

    def test_of_twenty_guesses_at_once_five_are_answered(self, caller, app):
        caller.apply()
        path, headers = f"/api/v1/public/requests/{caller.number}", {"X-Query-Code": WRONG}

        def guess_once(_number):
            return app.test_client().get(path, headers=headers).status_code

        with ThreadPoolExecutor(20) as together:
            seen = sorted(together.map(guess_once, range(20)))
        assert seen == [404] * 5 + [429] * 15

    def test_a_code_in_the_address_opens_nothing_and_is_no_guess(self, caller):
        caller.apply()
        for code in (caller.code, WRONG, ""):
            answer = caller.call("GET", f"/public/requests/{caller.number}?code={code}")
            assert (answer.status_code, list(answer.json["fields"])) == (422, ["code"])
            assert caller.code not in answer.text
        head = {"X-Query-Code": caller.code}
        assert caller.call("GET", f"/public/requests/{caller.number}?code=", headers=head).status_code == 422
        assert caller.public().status_code == 200

    def test_an_invented_forwarding_header_gives_no_new_tries(self, caller):
        caller.apply()
        path, seen = f"/public/requests/{caller.number}", []
        for n in range(6):
            headers = {"X-Query-Code": WRONG, "X-Forwarded-For": f"203.0.113.{n}"}
            seen.append(caller.call("GET", path, headers=headers).status_code)
        assert seen == [404] * 5 + [429]


def test_where_others_write_for_too_long_programs_are_told_when_to_return(caller):
    with others_write():
        answer = caller.apply()
    assert (answer.status_code, answer.json["code"]) == (503, "too_many_writers")
    assert answer.headers["Retry-After"] == "5"
    assert caller.apply().status_code == 201


class TestPasswords:
    def test_fifty_failures_for_logins_that_do_not_exist_lock_nobody_out(self, caller):
        for n in range(55):
            assert ask_token(caller, f"nobody{n}").status_code == 401
        assert ask_token(caller, "officehead").status_code == 201

    def test_five_failures_of_a_stranger_do_not_lock_the_head_of_the_office_out(self, caller):
        codes = [ask_token(caller, "officehead", "wrong", **STRANGER).status_code for _ in range(6)]
        assert codes == [401] * 5 + [429]
        assert ask_token(caller, "officehead").status_code == 201

    def test_of_twenty_guesses_at_once_five_are_answered(self, app):
        def guess_once(_number):
            return app.test_client().post("/signin", data={"login": "clerk", "password": "wrong"}).status_code

        with ThreadPoolExecutor(20) as together:
            seen = sorted(together.map(guess_once, range(20)))
        assert seen == [401] * 5 + [429] * 15

    def test_the_lock_says_until_when(self, caller):
        for _ in range(5):
            ask_token(caller, "officehead", "wrong")
        answer = ask_token(caller, "officehead")
        assert (answer.status_code, answer.json["code"]) == (429, "sign_in_locked")
        assert 0 < int(answer.headers["Retry-After"]) <= 900


class TestFloods:
    def test_applications_are_limited_together_with_those_of_the_portal(self, caller):
        with timekeeping.moved_to(MORNING):
            send, key = caller.client.post, {"Idempotency-Key": "k"}
            for _ in range(30):
                assert send("/api/v1/public/requests", json={}, headers=key).status_code == 422
                assert send("/apply/check").status_code == 302
            refused = send("/api/v1/public/requests", json={}, headers=key)
            assert (refused.status_code, refused.json["code"]) == (429, "too_many_requests")
            assert (
                refused.json["message"] == "提交次数过多，请于09:15以后再试；急需办理的，请致电公开工作机构"
            )
            assert refused.headers["Retry-After"] == "900"
            page = send("/apply/check")
            assert (page.status_code, page.headers["Retry-After"]) == (429, "900")
            assert "请于09:15以后再试" in page.text
            elsewhere = send("/api/v1/public/requests", json={}, headers=key, **STRANGER)
            assert elsewhere.status_code == 422

    def test_answers_are_limited_by_number_and_only_with_the_right_code(self, caller):
        caller.apply()
        for _ in range(40):
            caller.call("POST", f"/public/requests/{caller.number}/clarification", json={}, **STRANGER)
        assert caller.public("POST", "withdrawal", json={"reason": "已取得"}).status_code == 200


class TestWhoExists:
    @pytest.mark.parametrize("act", ["transfer", "delegate"])
    def test_handing_over_answers_alike_for_known_and_unknown_logins(self, caller, act):
        caller.apply()
        task = caller.tasks()["T_register"]["id"]
        caller.call("POST", f"/tasks/{task}/claim", "clerk")
        for login, status in (("foreign", 404), ("clerk", 422)):
            g.pop("standing", None)  # the test's own context outlives the calls
            answers = [
                caller.call("POST", f"/tasks/{task}/{act}", login, json={"to": to, "reason": "出差"})
                for to in ("unithead", "nobody-there", "")
            ]
            assert {answer.status_code for answer in answers} == {status}
            assert len({answer.text for answer in answers}) == 1
        assert answers[0].json["fields"] == {"to": "请选择本岗位的其他人员"}
        good = caller.call("POST", f"/tasks/{task}/{act}", "clerk", json={"to": "clerk2", "reason": "出差"})
        assert good.status_code == 200


class TestKeysOfTheAnonymous:
    """An Idempotency-Key of somebody else, guessed or overheard, gives a stranger nothing."""

    def test_a_stranger_with_the_same_key_and_words_gets_a_case_of_his_own(self, caller):
        mine = caller.call("POST", "/public/requests", key="k", json=APPLICATION).json
        again = caller.call("POST", "/public/requests", key="k", json=APPLICATION).json
        theirs = caller.call("POST", "/public/requests", key="k", json=APPLICATION, **STRANGER).json
        assert again == mine
        assert theirs["number"] != mine["number"]
        assert theirs["query_code"] != mine["query_code"]

    def test_a_key_that_is_used_elsewhere_is_nobodys_conflict(self, caller):
        caller.call("POST", "/public/requests", key="k", json=APPLICATION)
        other = {**APPLICATION, "description": "另一件事"}
        assert caller.call("POST", "/public/requests", key="k", json=other).status_code == 409
        assert caller.call("POST", "/public/requests", key="k", json=other, **STRANGER).status_code == 201

    def test_what_is_opened_with_a_query_code_has_keys_of_its_own_wherever_it_is_sent_from(self, caller):
        caller.apply()
        first = caller.public("POST", "withdrawal", key="w", json={"reason": "不再需要"})
        moved = caller.public("POST", "withdrawal", key="w", json={"reason": "不再需要"}, **STRANGER)
        assert (first.status_code, moved.status_code) == (200, 200)
        caller.apply(description="另一件事")
        assert (
            caller.public("POST", "withdrawal", key="w", json={"reason": "不再需要"}).json["number"]
            == caller.number
        )


def test_a_reason_that_is_no_text_is_refused_and_null_is_never_the_word_none(caller):
    caller.apply()
    for reason in (5, True, ["x"], {"a": "b"}):
        refused = caller.public("POST", "withdrawal", json={"reason": reason})
        assert (refused.status_code, refused.json["fields"]) == (422, {"reason": "应为文字"})
    assert caller.public("POST", "withdrawal", json={"reason": None}).status_code == 200
    assert "None" not in caller.public().text


@pytest.mark.parametrize("size", [30_000_000, 50_000_000])
def test_a_body_that_comes_in_pieces_is_no_larger_than_one_of_known_length(caller, size):
    body = b'{"description": "' + b"x" * size + b'"}'
    pieces = {"input_stream": io.BytesIO(body), "environ_overrides": {"wsgi.input_terminated": True}}
    for sent in ({"data": body}, pieces):
        headers = {"Content-Type": "application/json"}
        answer = caller.call("POST", "/public/requests", headers=headers, **sent)
        assert (answer.status_code, answer.json["code"]) == (413, "too_large")


def test_a_small_body_that_comes_in_pieces_is_read(caller):
    body = io.BytesIO(json.dumps(APPLICATION).encode())
    answer = caller.call("POST", "/public/requests", headers={"Content-Type": "application/json"}, input_stream=body,
                         environ_overrides={"wsgi.input_terminated": True})  # fmt: skip
    assert answer.status_code == 201
