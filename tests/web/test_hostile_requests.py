"""Whatever a stranger writes into an address, a query, a form or a JSON body: a refusal in words, never a failure."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from flask import g

from app import timekeeping
from tests.support.browsing import Browser
from tests.support.county import PASSWORD
from tests.support.office import APPLICATION, MORNING, Office

pytestmark = pytest.mark.database
APP = Path(__file__).parents[2] / "app"
WORDS = ("%00", "LF-2026-0001%00", "%00%0aforged", "%ED%A0%80", "%FF", "9" * 30)
IDS = ("0", "2147483648", "9223372036854775808", "9" * 4400)
VALUES = ("\0", "a\0\nforged", "2147483648", "9" * 30, "-1", "x")
HOSTILE_JSON = {
    "nul": '"a\\u0000b"',
    "half a character": '"\\ud800"',
    "a number too large": "1" + "0" * 30,
    "a number too large to read": "1" + "0" * 5000,
    "not a number": "NaN",
    "infinite": "1e999",
    "nested": "[" * 5000 + "]" * 5000,
    "nested a little": "[" * 200 + "]" * 200,
}
ROLES = ("", "clerk", "reviewer", "officehead", "supervisor", "admin", "auditor")


def names_that_are_read() -> list[str]:
    """Every name that a view asks the query or the form for."""
    pattern = re.compile(r"""(?:args|form|values|typed)\.get(?:list)?\(\s*"(\w+)\"""")
    found = {name for file in APP.rglob("*.py") for name in pattern.findall(file.read_text("utf-8"))}
    assert {"page", "q", "organ", "answer"} <= found
    return sorted(found)


@dataclass
class Visitor:
    """A browser, and as what its person signed in. Nobody asks everything, others what their session is read for."""

    browser: Browser
    role: str

    def asks(self, rule):
        return not self.role or knows_who_asks(rule)


@pytest.fixture
def number(app, monkeypatch):
    """Failures are answered as in production; there is one case to ask for."""
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    return Office().apply()


@pytest.fixture(params=ROLES, ids=lambda role: role or "anonymous")
def visitor(request, app, number):
    browser = Browser(app.test_client())
    return Visitor(browser.sign_in(request.param) if request.param else browser, request.param)


def knows_who_asks(rule):
    """Programs show a token and files are anybody's: there the browser's session is not read (tested below)."""
    return not rule.rule.startswith("/api/") and rule.endpoint != "static"


def addresses(app, method, words, id_, asked=lambda rule: True):
    """Every address of this method with these in its variable parts, of the rules that are asked for."""
    for rule in filter(asked, app.url_map.iter_rules()):
        if method in rule.methods and rule.endpoint != "health.ready":  # 503 is what it has to say
            filled = re.sub(r"<(?:int|row_id)(?:\([^)]*\))?:\w+>", id_, rule.rule)
            yield re.sub(r"<[^>]+>", words, filled)


def failures(visitor, method, paths, **options):
    found = []
    for path in paths:
        with visitor.browser._at_the_moment():
            answer = visitor.browser.client.open(path, method=method, **options)
        if answer.status_code >= 500:
            found.append((method, path[:120], answer.status_code))
        answer.close()
    return found


def test_no_address_makes_a_failure(app, visitor, number):
    paths = {
        (method, path)
        for method in ("GET", "POST")
        for words, id_ in [*((words, "1") for words in WORDS), *((number, id_) for id_ in IDS)]
        for path in addresses(app, method, words, id_, visitor.asks)
    }
    failed = [f for m in ("GET", "POST") for f in failures(visitor, m, sorted(p for n, p in paths if n == m))]
    assert failed == []


def test_no_query_makes_a_failure(app, visitor, number):
    for value in VALUES:
        query = dict.fromkeys(names_that_are_read(), value)
        paths = sorted(set(addresses(app, "GET", number, "1", visitor.asks)))
        failed = failures(visitor, "GET", paths, query_string=query)
        assert failed == [], value


def test_no_form_makes_a_failure(app, visitor, number):
    paths = {path for path in addresses(app, "POST", number, "1", visitor.asks) if "signout" not in path}
    for value in VALUES:
        form = dict.fromkeys(names_that_are_read(), value)
        assert failures(visitor, "POST", sorted(paths), data=form) == [], value


def test_whoever_is_signed_in_is_unknown_where_only_nobody_asks(app, number):
    browser = Browser(app.test_client()).sign_in("clerk")
    paths = sorted(set(addresses(app, "GET", number, "1", lambda rule: not knows_who_asks(rule))))
    assert len(paths) > 20
    with browser._at_the_moment(), browser.client as client:
        client.get("/desk").close()
        assert g.person.login == "clerk"
        for path in paths:
            client.get(path).close()
            assert g.person is None, path


@pytest.fixture
def call(app, number):
    """A program with the token of a clerk, or of nobody."""
    client, tokens = app.test_client(), {}

    def of(path, body, login="", method="POST"):
        headers = {"Idempotency-Key": str(uuid4()), "X-Query-Code": "K7QM3RTXZZZZ"}
        with timekeeping.moved_to(MORNING):
            if login and login not in tokens:
                got = client.post("/api/v1/tokens", json={"login": login, "password": PASSWORD})
                tokens[login] = got.json["token"]
            if login:
                headers["Authorization"] = f"Bearer {tokens[login]}"
            return client.open(
                path, method=method, data=body, headers=headers, content_type="application/json"
            )

    return of


def bodies(value):
    """One hostile value in every place where a call could read it."""
    fields = ("login", "password", "to", "reason", "organ", "answer", "description", "events", "working_days")
    for field in fields:
        others = {name: word for name, word in APPLICATION.items() if name != field}
        yield "{" + f'"{field}": {value}, ' + json.dumps(others)[1:]
    yield value
    yield '{"events": [{"type": ' + value + "}]}"


@pytest.mark.parametrize("kind", HOSTILE_JSON)
def test_no_json_makes_a_failure(app, call, number, kind):
    paths = sorted(p for p in set(addresses(app, "POST", number, "1")) if p.startswith("/api/"))
    failed = []
    for path in paths:
        for body in bodies(HOSTILE_JSON[kind]):
            answer = call(path, body, "" if "/public/" in path or "/tokens" in path else "clerk")
            assert answer.mimetype == "application/json"
            if not 400 <= answer.status_code < 500:
                failed.append((path, body[:80], answer.status_code))
    assert failed == []


@pytest.mark.parametrize(("value", "sentence"), [
    ('"a\\u0000b"', "内容中有无法打印的字符 U+0000，请删去"), ('"\\ud800"', "内容中有无法打印的字符 U+D800，请删去"),
    ("[" * 40 + "]" * 40, "请求内容的层次过多"), ("1e999", "数值超出范围"),
    ("1" + "0" * 30, "数值超出范围；号码应写作文字，放在引号内"),
    ("13800138000", "数值超出范围；号码应写作文字，放在引号内"),
])  # fmt: skip
def test_json_that_nothing_can_keep_is_refused_beside_its_field(call, value, sentence):
    answer = call("/api/v1/tokens", f'{{"login": {value}, "password": "x"}}')
    assert (answer.status_code, answer.json["fields"]) == (422, {"login": sentence})


def test_a_name_in_json_is_looked_at_too(call):
    answer = call("/api/v1/tokens", '{"login": {"\\ud800": 1}}')
    assert answer.status_code == 422
    assert "U+D800" in answer.text


@pytest.mark.parametrize(
    "path", ["/progress/%00", "/api/v1/public/requests/%00", "/progress/2147483648", "/verify/A%00",
             "/api/v1/public/requests/LF-2026-0001/letters/2147483648", "/static/css/%00.css"],
)  # fmt: skip
def test_an_address_that_names_nothing_is_not_found_or_asks_for_the_code(app, number, path):
    answer = app.test_client().get(path)
    assert answer.status_code == (302 if path == "/progress/2147483648" else 404)


def test_a_form_or_a_query_with_nul_is_refused_in_words(app, number):
    client = app.test_client()
    for answer in (
        client.post("/progress", data={"number": "LF\0", "code": "x"}),
        client.get("/signin?next=%00"),
    ):
        assert answer.status_code == 422
        assert "无法打印的字符 U+0000" in answer.text


def test_a_query_that_is_no_text_is_refused_in_words(app, number):
    answer = app.test_client().get("/signin", environ_overrides={"QUERY_STRING": "next=\xff"})
    assert answer.status_code == 422
    assert "查询内容有误" in answer.text
