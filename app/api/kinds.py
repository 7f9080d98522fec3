"""The few kinds of values that the API's answers are made of, as JSON Schema (of OpenAPI 3.1) with Chinese titles."""

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]
ANYTHING: Schema = {}


def _told(title: str, null: bool, kind: str, **more: Any) -> Schema:
    return {"type": [kind, "null"] if null else kind, **({"title": title} if title else {}), **more}


def text(title: str, *, null: bool = False, **more: Any) -> Schema:
    return _told(title, null, "string", **more)


def day(title: str, *, null: bool = False) -> Schema:
    return text(title, null=null, format="date")


def moment(title: str, *, null: bool = False) -> Schema:
    return text(title, null=null, format="date-time")


def whole(title: str, *, null: bool = False) -> Schema:
    return _told(title, null, "integer")


def flag(title: str, *, null: bool = False) -> Schema:
    return _told(title, null, "boolean")


def one_of(title: str, words: Mapping[Any, str], *, null: bool = False) -> Schema:
    """One of these values, each with its Chinese title."""
    options: list[Schema] = [{"const": str(value), "title": label} for value, label in words.items()]
    values: list[str | None] = [str(value) for value in words]
    if null:
        options, values = [*options, {"type": "null", "title": "无"}], [*values, None]
    return _told(title, null, "string", enum=values, oneOf=options)


def rows(title: str, item: Schema) -> Schema:
    return _told(title, False, "array", items=item)


def thing(title: str = "", /, **members: Schema) -> Schema:
    """An object with exactly these members."""
    return _told(
        title, False, "object", properties=members, required=list(members), additionalProperties=False
    )


def optional(whole_thing: Schema, *names: str) -> Schema:
    """The same object, of which these members may be left out."""
    return {**whole_thing, "required": [name for name in whole_thing["required"] if name not in names]}


def nullable(ref_or_thing: Schema) -> Schema:
    return {"oneOf": [ref_or_thing, {"type": "null"}]}


def ref(name: str) -> Schema:
    """A shape of `app.api.answers.SHAPES`."""
    return {"$ref": f"#/components/schemas/{name}"}


def paged(name: str, title: str, row: Schema) -> Schema:
    """A page of a list."""
    counts = {"page": whole("第几页"), "pages": whole("共几页"), "total": whole("共几条")}
    return thing(**{name: rows(title, row)}, **counts)


def keyed(name: str, title: str, row: Schema) -> Schema:
    """A page of a list that grows for years (`casework.work.keyed`)."""
    beyond = {
        "has_more": flag("total 以外还有更多：只数到这里，其余用 older 逐页读取"),
        "older": text("下一页的标记，放入 older 参数；没有下一页时为 null", null=True),
    }
    return with_more(paged(name, title, row), **beyond)


def with_more(base: Schema, **more: Schema) -> Schema:
    """The same object with more members."""
    members = {**base["properties"], **more}
    return {**base, "properties": members, "required": list(members)}
