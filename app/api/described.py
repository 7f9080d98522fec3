"""One way to describe an operation, beside its route: `@described(answer, …)` on a view of an `ApiBlueprint`.

What follows from the house's rules is added by itself: who may call, the key of a sending, the one form of refusals.
The blueprint of a process describes its operations in the same way.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_smorest import Blueprint

from app.api import kinds
from app.api.kinds import Schema
from app.web.access import MARK

JSON, MULTIPART = "application/json", "multipart/form-data"
QUERY_CODE = "query_code"
REFUSED: Mapping[int, str] = {
    401: "缺少访问令牌，或者令牌无效、已过期",
    403: "没有权限，或者密码须先修改",
    404: "没有找到，或者没有查看的权限",
    409: "与规定或者当前环节不符，没有生效",
    413: "内容太大",
    422: "填写的内容需要修改，fields 逐项说明",
    429: "太频繁，请按 Retry-After 等候",
    503: "同时办理的人较多，没有生效，请按 Retry-After 等候后以同一提交编号再试",
}
KEY_PARAMETER: Schema = {
    "name": "Idempotency-Key", "in": "header", "required": True,
    "description": "提交编号，由调用方自定；同一编号重复提交只生效一次，内容不同的拒绝",
    "schema": {"type": "string", "minLength": 1, "maxLength": 100,
               "pattern": "^[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?$"},
}  # fmt: skip
PATHS: Mapping[str, str] = {
    "number": "办件编号",
    "item_id": "任务编号",
    "document_id": "材料编号",
    "letter_id": "文书编号",
    "file_id": "附件编号",
    "post_id": "来件编号",
    "which": "记录序号",
    "way": "退回的去向",
    "publication_id": "公开内容编号",
    "organ": "机关代码",
    "year": "年份",
    "quarter": "季度，1 至 4",
}


@dataclass(frozen=True)
class Told:
    """What an operation says of itself."""

    name: str
    access: str
    answer: Schema | None
    status: int
    media: str
    body: Schema | None
    files: Mapping[str, str]
    query: Sequence[Schema] = ()
    keyed: bool = True
    is_form: bool = False
    takes: frozenset[str] = field(default_factory=frozenset)


def described(
    answer: Schema | None, *, status: int = 200, media: str = JSON, body: Schema | None = None,
    files: Mapping[str, str] | None = None, query: Sequence[Schema] = (), keyed: bool = True,
    opened_by: str = "", form: bool = False,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:  # fmt: skip
    """Describe the view below: its answer, body, query, and the parts that take files (name → title).

    It stands above the mark of who may call. `opened_by=QUERY_CODE`: what the query code of a case opens.
    `keyed`: a POST takes an Idempotency-Key. `form`: the body may come as multipart, its files named by the form.
    """

    def describe(view: Callable[..., Any]) -> Callable[..., Any]:
        told = Told(
            view.__name__, opened_by or getattr(view, MARK), answer, status, media, body, dict(files or {}), query,
            keyed, form or bool(files), frozenset(inspect.signature(view).parameters),
        )  # fmt: skip
        vars(view)["_apidoc"] = {**getattr(view, "_apidoc", {}), "told": told}
        return view

    return describe


def asked(name: str, schema: Schema, words: str) -> Schema:
    """A query parameter that may be left out."""
    return {"name": name, "in": "query", "required": False, "description": words, "schema": schema}


PAGE = asked("page", {"type": "integer", "minimum": 1, "default": 1}, "第几页")
OLDER = asked(
    "older", {"type": "string", "maxLength": 100}, "上一页给出的标记：列出其后的各条，不受翻页期间新增的影响"
)


class ApiBlueprint(Blueprint):
    """A blueprint of the API: its operations are described by `described` and the rules of the house."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._prepare_doc_cbks.append(self._tell)

    def add_url_rule(
        self, rule: str, *args: Any, parameters: list[Any] | None = None, **options: Any
    ) -> None:
        """As of any blueprint; what stands in the address is described in the words of `PATHS`."""
        named = [{"name": name, "in": "path", "required": True, "description": words}
                 for name, words in PATHS.items() if f"<{name}>" in rule or f":{name}>" in rule]  # fmt: skip
        super().add_url_rule(rule, *args, parameters=[*named, *(parameters or [])], **options)

    def _tell(self, doc: Schema, info: Mapping[str, Any], *, method: str, **_others: Any) -> Schema:
        told: Told | None = info.get("told")
        if told is None:
            return doc
        found = {
            "operationId": f"{self.name.removeprefix('api_')}_{told.name}",
            "security": _security(told.access),
            "parameters": [*([KEY_PARAMETER] if method == "post" and told.keyed else []), *told.query],
            "responses": {str(told.status): _success(told), **_refusals(told, method)},
        }
        return {**doc, **found, **({"requestBody": _body(told)} if method == "post" else {})}


def _security(access: str) -> list[Schema]:
    return {"token": [{"token": []}], QUERY_CODE: [{QUERY_CODE: []}]}.get(access, [])


def _success(told: Told) -> Schema:
    answer = told.answer if told.media == JSON else {"type": "string", "contentMediaType": told.media}
    return {"description": "成功", "content": {told.media: {"schema": answer}}}


def _refusals(told: Told, method: str) -> Schema:
    """An unusable token is refused even on public calls; every other status has the same form."""
    away = {*([] if told.takes & PATHS.keys() else [404]), *([] if method == "post" else [409, 413, 503])}
    content = {JSON: {"schema": kinds.ref("Refusal")}}
    found = {str(status): {"description": words, "content": content} for status, words in REFUSED.items()
             if status not in away}  # fmt: skip
    return {**found, "default": {"description": "其他拒绝或者故障", "content": content}}


def _body(told: Told) -> Schema:
    """A call without a body takes an empty object, or nothing."""
    schema = told.body or kinds.thing()
    content: Schema = {JSON: {"schema": schema}}
    if told.is_form:
        parts = {name: kinds.rows(title, {"type": "string", "contentMediaType": "application/octet-stream"})
                 for name, title in told.files.items()}  # fmt: skip
        content[MULTIPART] = {"schema": {**schema, "properties": {**schema.get("properties", {}), **parts}}}
    return {"required": told.body is not None, "content": content}
