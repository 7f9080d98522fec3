"""Programs that mistype a filter are told so; nobody gets every case for an answer."""

import pytest

from tests.api.caller import Caller
from tests.api.description import description_of

pytestmark = pytest.mark.database


@pytest.fixture
def caller(client, county):
    caller = Caller(client)
    caller.apply()
    return caller


@pytest.mark.parametrize(("query", "name", "words"), [
    ("sate=open", "sate", "没有这个参数"),
    ("state=opn", "state", "应为 open、closed、withdrawn、archived 之一"),
    ("page=two", "page", "应为不小于 1 的整数"), ("page=0", "page", "应为不小于 1 的整数"),
    ("page=-1", "page", "应为不小于 1 的整数"), ("page=1.5", "page", "应为不小于 1 的整数"),
    ("list=disclosure.nowhere", "list", "没有这个清单"), ("list=nowhere", "list", "没有这个清单"),
])  # fmt: skip
def test_what_the_list_of_cases_does_not_know_is_refused_beside_it(caller, query, name, words):
    answer = caller.call("GET", f"/cases?{query}", login="clerk")
    assert (answer.status_code, answer.json["fields"]) == (422, {name: words})


@pytest.mark.parametrize(
    "query", ["", "state=open&page=1&q=", "state=&list=&page=", "state=open&due_before=2099-01-01"]
)
def test_what_is_described_is_answered(caller, query):
    answer = caller.call("GET", f"/cases?{query}", login="clerk")
    assert [one["number"] for one in answer.json["cases"]] == [caller.number]


def test_every_call_that_is_read_refuses_a_parameter_that_it_does_not_have(app, caller):
    asked = [
        one
        for one in description_of(app).operations
        if one.method == "get" and "{" not in one.path and "/feed." not in one.path
    ]
    answers = {one.path: caller.call("GET", f"{one.path.removeprefix('/api/v1')}?strange=1", login="clerk")
               for one in asked}  # fmt: skip
    assert len(asked) > 10
    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(answers, 422)
    assert all(answer.json["fields"] == {"strange": "没有这个参数"} for answer in answers.values())
