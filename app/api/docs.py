"""/api/docs: the calls of the API, drawn from its OpenAPI document alone; no script from anywhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import Blueprint, current_app, render_template

from app.api.schema_rows import Row, rows_of
from app.web.access import public

bp = Blueprint("api_docs", __name__)
METHODS = ("get", "post", "put", "patch", "delete")
WHERE = {"query": "查询", "path": "地址", "header": "请求头"}


@dataclass(frozen=True)
class Content:
    """A body or an answer: its status (none for a body), words, media type and members."""

    status: str
    words: str
    media: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Call:
    """One operation of the document."""

    id: str
    group: str
    method: str
    path: str
    summary: str
    description: str
    opened_by: tuple[str, ...]
    parameters: tuple[tuple[str, bool, str, Row], ...]
    bodies: tuple[Content, ...]
    answers: tuple[Content, ...]


@bp.get("/api/docs")
@public
def show() -> str:
    """All calls with parameters, bodies and answers, and the shapes that they share."""
    spec = current_app.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec.to_dict()
    shapes = {name: tuple(rows_of(one)) for name, one in spec["components"]["schemas"].items()}
    groups = [(name, list(calls)) for name, calls in groupby(calls_of(spec), lambda call: call.group)]
    schemes = spec["components"]["securitySchemes"]
    return render_template(
        "api/docs.html",
        title=spec["info"]["title"],
        groups=groups,
        shapes=shapes,
        schemes=schemes,
        where=WHERE,
    )


def calls_of(spec: Mapping[str, Any]) -> list[Call]:
    """Every operation, group by group."""
    words = {tag["name"]: tag.get("description") or tag["name"] for tag in spec.get("tags", ())}
    found = [
        _call(words, path, method, operations[method], operations.get("parameters", []))
        for path, operations in spec["paths"].items()
        for method in METHODS
        if method in operations
    ]
    order = list(words.values())
    return sorted(found, key=lambda call: order.index(call.group) if call.group in order else len(order))


def _call(
    words: Mapping[str, str], path: str, method: str, told: Mapping[str, Any], common: list[Any]
) -> Call:
    tag = next(iter(told.get("tags", ())), "")
    parameters = [*common, *told.get("parameters", ())]
    bodies = told.get("requestBody", {}).get("content", {})
    return Call(
        told["operationId"], words.get(tag, tag), method.upper(), path, told.get("summary", ""),
        told.get("description", ""), tuple(name for one in told.get("security", ()) for name in one),
        tuple(_parameter(one) for one in parameters),
        tuple(_content("", "", media, one) for media, one in bodies.items()),
        tuple(one for status, answer in told["responses"].items() for one in _answer(status, answer)),
    )  # fmt: skip


def _parameter(one: Mapping[str, Any]) -> tuple[str, bool, str, Row]:
    row = next(rows_of(one.get("schema", {}), one["name"]))
    return one["in"], bool(one.get("required")), one.get("description", ""), row


def _answer(status: str, answer: Mapping[str, Any]) -> Iterator[Content]:
    words = answer.get("description", "")
    contents = answer.get("content", {})
    if not contents:
        yield Content(status, words, "", ())
    for media, one in contents.items():
        yield _content(status, words, media, one)


def _content(status: str, words: str, media: str, one: Mapping[str, Any]) -> Content:
    return Content(status, words, media, tuple(rows_of(one.get("schema", {}))))
