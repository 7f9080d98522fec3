"""The description of the API as a program reads it: its operations, and whether an answer is what it promises."""

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from weakref import WeakKeyDictionary

import jsonschema_rs
from flask import Flask
from werkzeug.exceptions import HTTPException

_KNOWN: "WeakKeyDictionary[Flask, Description]" = WeakKeyDictionary()


@dataclass(frozen=True)
class Operation:
    """One method at one path."""

    path: str
    method: str
    told: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.method.upper()} {self.path}"


class Description:
    """The document, and what it says of answers."""

    def __init__(self, document: dict[str, Any]):
        self.document = document

    @cached_property
    def operations(self) -> list[Operation]:
        return [
            Operation(path, method, told)
            for path, calls in self.document["paths"].items()
            for method, told in calls.items()
            if method in ("get", "post", "put", "patch", "delete")
        ]

    def by_id(self, operation_id: str) -> Operation:
        return next(one for one in self.operations if one.told["operationId"] == operation_id)

    @cache  # noqa: B019  # lives as long as the application of one test run
    def checker(self, path: str, method: str, status: str) -> Any:
        """Judges answers of an operation with this status; None for answers that are no JSON."""
        answers = self.document["paths"][path][method]["responses"]
        content = (answers.get(status) or answers["default"])["content"]
        schema = content.get("application/json", {}).get("schema")
        if schema is None:
            return None
        whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "allOf": [schema],
                 "components": self.document["components"]}  # fmt: skip
        return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)


def description_of(app: Flask) -> Description:
    if app not in _KNOWN:
        _KNOWN[app] = Description(app.test_client().get("/api/v1/openapi.json").json)
    return _KNOWN[app]


def hold_to_its_word(app: Flask, method: str, path: str, answer: Any) -> None:
    """Fail when an answer is not as described. Addresses that the API does not have are not described."""
    try:
        rule, _ = app.url_map.bind("localhost").match(path.partition("?")[0], method=method, return_rule=True)
    except HTTPException:
        return
    described = description_of(app)
    in_document = _as_in_document(rule.rule)
    told = described.document["paths"][in_document][method.lower()]
    if not 200 <= answer.status_code < 300:
        assert answer.is_json, (method, path, answer.status_code)
    assert str(answer.status_code) in told["responses"] or answer.status_code >= 400, (method, path)
    checker = described.checker(in_document, method.lower(), str(answer.status_code))
    if checker is not None:
        faults = [
            f"{list(fault.instance_path)}: {fault.message}" for fault in checker.iter_errors(answer.json)
        ]
        assert not faults, (method, path, answer.status_code, faults)


def _as_in_document(rule: str) -> str:
    """`/cases/<int:id>` as the document writes it: `/cases/{id}`."""
    return re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule)
