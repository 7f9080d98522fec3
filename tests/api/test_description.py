"""The OpenAPI document says everything that a program needs, and is true: all callers hold it to its word."""

from typing import Any
from uuid import uuid4

import pytest
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from app import timekeeping
from app.api import BLUEPRINTS
from app.database import db
from app.web.access import MARK
from tests.api.caller import Caller
from tests.api.description import Description, Operation, description_of, hold_to_its_word
from tests.support.county import PASSWORD
from tests.support.office import MORNING, PAPER

UNKEYED = (
    "tokens_create",
    "clocks_explain_clocks",
    "tasks_show_letters",
)  # they change nothing that a second call would double


@pytest.fixture
def document(app) -> Description:
    return description_of(app)


def schemas_in(told: Any, path: str = ""):
    """Every schema inside a piece of the document, with where it stands."""
    if isinstance(told, dict):
        if "enum" in told:
            yield path, told
        for name, inner in told.items():
            yield from schemas_in(inner, f"{path}/{name}")
    if isinstance(told, list):
        for number, inner in enumerate(told):
            yield from schemas_in(inner, f"{path}/{number}")


def test_the_document_is_valid(document):
    faults = [
        f"{list(one.instance_path)}: {one.message}"
        for one in OPENAPI_31_VALIDATOR.iter_errors(document.document)
    ]
    assert faults == []


def test_every_reference_leads_somewhere(document):
    known = document.document["components"]["schemas"]
    text = str(document.document)
    named = {part.split("'")[0] for part in text.split("#/components/schemas/")[1:]}
    assert named <= set(known)


def test_every_operation_has_a_name_of_its_own(document):
    ids = [one.told["operationId"] for one in document.operations]
    assert len(ids) == len(set(ids)) > 20


def lacks(one: Operation) -> list[str]:
    """What the description of an operation leaves out."""
    told, found = one.told, []
    answers = told.get("responses", {})
    success = [answer for status, answer in answers.items() if status.startswith("2")]
    refusals = [answer for status, answer in answers.items() if not status.startswith("2")]
    if not (told.get("summary") or told.get("description")):
        found.append("summary")
    if len(success) != 1 or not success[0].get("content"):
        found.append("success answer")
    if not {"401", "403", "422", "429", "default"} <= answers.keys():
        found.append("refusals")
    if any(
        answer["content"]["application/json"]["schema"] != {"$ref": "#/components/schemas/Refusal"}
        for answer in refusals
    ):
        found.append("form of refusals")
    if "security" not in told:
        found.append("security")
    if one.method == "post" and not told.get("requestBody", {}).get("content"):
        found.append("body")
    described = {param["name"] for param in told.get("parameters", [])}
    if one.method == "post" and "Idempotency-Key" not in described and told["operationId"] not in UNKEYED:
        found.append("Idempotency-Key")
    return found


def test_every_operation_is_described_whole(document):
    assert {one.name: found for one in document.operations if (found := lacks(one))} == {}


def test_every_parameter_of_an_address_is_described(document):
    for path, calls in document.document["paths"].items():
        told = {one["name"]: one for one in calls.get("parameters", [])}
        for name in [part.strip("{}") for part in path.split("/") if part.startswith("{")]:
            assert told[name]["schema"], (path, name)
            assert told[name]["description"], (path, name)


def test_who_may_call_is_what_the_code_asks(app, document):
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if not rule.endpoint.startswith(tuple(f"{bp.name}." for bp in BLUEPRINTS)):
            continue
        [told] = [one for one in document.operations if one.told["operationId"] ==
                  f"{rule.endpoint.split('.')[0].removeprefix('api_')}_{view.__name__}"]  # fmt: skip
        needs_token = {"token": []} in told.told["security"]
        assert needs_token == (getattr(view, MARK) == "token"), rule


def test_every_enumeration_has_titles(document):
    for where, schema in schemas_in(document.document):
        titles = {one.get("const"): one.get("title") for one in schema.get("oneOf", [])}
        assert set(titles) >= set(schema["enum"]), where
        assert all(titles.values()), where


class Generated:
    """A client made from nothing but the document: one method for each operation, arguments where it says."""

    def __init__(self, client: Any, document: Description):
        self.client, self.document, self.token = client, document, ""

    def __call__(self, operation_id: str, body: Any = None, **arguments: Any) -> Any:
        one = self.document.by_id(operation_id)
        shared = self.document.document["paths"][one.path].get("parameters", [])
        path, query, headers = one.path, {}, {}
        for parameter in [*shared, *one.told.get("parameters", [])]:
            name = parameter["name"]
            value = str(uuid4()) if name == "Idempotency-Key" else arguments.pop(name, None)
            if parameter["in"] == "path":
                path = path.replace(f"{{{name}}}", str(value))
            elif value is not None:
                {"query": query, "header": headers}[parameter["in"]][name] = value
        assert not arguments, f"{operation_id} does not take {arguments}"
        if {"token": []} in one.told["security"]:
            headers["Authorization"] = f"Bearer {self.token}"
        db.session.rollback()
        with timekeeping.moved_to(MORNING), self.client.application.app_context():
            answer = self.client.open(path, method=one.method, query_string=query, headers=headers, json=body)
        assert str(answer.status_code) in one.told["responses"], (operation_id, answer.status_code)
        assert answer.status_code < 300, (operation_id, answer.json)
        return answer.json

    def fill(self, form: dict[str, Any], **known: Any) -> dict[str, Any]:
        """Anything that a form's schema allows, for what it requires."""
        return {name: known.get(name, _anything(form["properties"][name])) for name in form["required"]}


def _anything(schema: dict[str, Any]) -> Any:
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    return {"boolean": True, "integer": schema.get("minimum", 1)}.get(schema["type"], "申请公开补贴明细")


@pytest.mark.database
def test_a_generated_client_registers_claims_and_completes_a_form_it_has_never_seen(client, document):
    program = Generated(client, document)
    program.token = program("tokens_create", {"login": "clerk", "password": PASSWORD})["token"]
    body = document.by_id("disclosure_registration_register").told["requestBody"]["content"][
        "application/json"
    ]["schema"]
    request = {**PAPER, "organ": "LF"}
    assert set(body["required"]) <= request.keys() <= body["properties"].keys()
    number = program("disclosure_registration_register", request)["number"]

    [task] = program("tasks_list_tasks", box="pool")["tasks"]
    assert task["case"] == number
    program("tasks_claim", item_id=task["id"])
    form = program("tasks_show", item_id=task["id"])["form"]
    done = program("tasks_complete", program.fill(form), item_id=task["id"])
    assert done["case"] == number
    assert program("cases_show", number=number)["tasks"][0]["name"] != task["name"]


@pytest.mark.database
def test_clocks_explain_what_their_description_says(client):
    events = [{"type": "received", "on": "2026-03-02", "channel": "in_person", "submitted_on": "2026-03-02"}]
    answer = Caller(client).call("POST", "/clocks/explain", json={"events": events})
    assert answer.json["clocks"][0]["sheet"]["title"]


class Answer:
    """An answer as a test client has it."""

    status_code, is_json = 200, True

    def __init__(self, told: Any):
        self.json = told


@pytest.mark.parametrize("told", [{}, {"item": 5}, {"item": "x", "more": 1}, [], {"code": "x"}])
def test_an_answer_that_is_not_as_described_is_found(app, told):
    with pytest.raises(AssertionError):
        hold_to_its_word(app, "POST", "/api/v1/tasks/x/claim", Answer(told))
