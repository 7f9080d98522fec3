"""What a program sends as a body: said so that it can be put right."""

import re

import pytest

from app.api.described import KEY_PARAMETER
from tests.api.caller import Caller
from tests.support.office import APPLICATION

pytestmark = pytest.mark.database
AS_JSON = "请求头 Content-Type 应为 application/json"


@pytest.mark.parametrize("media", ["application/x-www-form-urlencoded", "text/plain", ""])
def test_json_that_is_sent_as_something_else_is_told_which_header_is_wrong(client, media):
    """As `curl --data` sends it."""
    answer = Caller(client).call(
        "POST", "/tokens", data='{"login": "a", "password": "b"}', content_type=media
    )
    assert (answer.status_code, answer.json["code"], answer.json["message"]) == (422, "bad_json", AS_JSON)


@pytest.mark.parametrize("body", ["", "{", "[]", "null"])
def test_what_is_no_object_is_told_as_that(client, body):
    answer = Caller(client).call("POST", "/tokens", data=body, content_type="application/json")
    assert (answer.status_code, answer.json["message"]) == (422, "请求内容应为 JSON 对象")


def test_a_call_without_any_body_is_asked_for_one(client):
    assert Caller(client).call("POST", "/tokens").json["message"] == "请求内容应为 JSON 对象"


@pytest.mark.parametrize(
    ("key", "status"), [("a b", 201), ("a", 201), ("~" * 100, 201), ("~" * 101, 422), (" ", 422)]
)
def test_a_key_that_the_description_allows_is_taken_and_no_other(client, county, key, status):
    described = KEY_PARAMETER["schema"]
    is_described = bool(re.search(described["pattern"], key)) and len(key) <= described["maxLength"]
    assert Caller(client).call("POST", "/public/requests", key=key, json=APPLICATION).status_code == status
    assert is_described == (status == 201)
