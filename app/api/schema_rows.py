"""A JSON Schema as rows for people: one for each member, nested ones under their path (`tasks[].id`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]
TYPES = {"string": "文本", "integer": "整数", "number": "数", "boolean": "是否", "array": "列表", "object": "对象",
         "null": "空"}  # fmt: skip
FORMATS = {"date": "日期", "date-time": "时刻", "uri": "网址", "binary": "文件", "email": "电子邮箱"}
BOUNDS = {"minLength": "最短 {}", "maxLength": "最长 {}", "minimum": "不小于 {}", "maximum": "不大于 {}",
          "maxItems": "最多 {} 项", "pattern": "格式 {}", "default": "默认 {}"}  # fmt: skip
SHAPE = "#/components/schemas/"


@dataclass(frozen=True)
class Row:
    """A member: its path, what it is, and what it may hold. `shape`: the named shape that tells more."""

    path: str
    title: str
    type: str
    shape: str = ""
    is_required: bool = False
    values: tuple[tuple[str, str], ...] = ()
    bounds: str = ""


def rows_of(schema: Schema, path: str = "", *, is_required: bool = True) -> Iterator[Row]:
    """The schema itself and all that lies in it; what is named elsewhere is only pointed at."""
    inner = _inner(schema)
    if path or inner.get("type") != "object":
        yield _row(schema, inner, path, is_required)
    needed = inner.get("required", ())
    for name, member in inner.get("properties", {}).items():
        yield from rows_of(member, f"{path}.{name}" if path else name, is_required=name in needed)
    items = inner.get("items")
    if isinstance(items, Mapping) and items.get("properties"):
        needed = items.get("required", ())
        for name, member in items["properties"].items():
            yield from rows_of(member, f"{path}[].{name}", is_required=name in needed)


def _inner(schema: Schema) -> Schema:
    """What stands there when something does: the other one of «this or nothing»."""
    others = [one for one in schema.get("oneOf", ()) if one.get("type") != "null" and "const" not in one]
    return others[0] if len(others) == 1 else schema


def _row(schema: Schema, inner: Schema, path: str, is_required: bool) -> Row:
    items = inner.get("items", {})
    ref = inner.get("$ref") or items.get("$ref") or ""
    kind = _type(inner)
    if inner is not schema and "可为空" not in kind:
        kind += "，可为空"
    return Row(
        path, inner.get("title", ""), kind, ref.removeprefix(SHAPE), is_required, tuple(_values(inner)),
        "，".join(words.format(inner[name]) for name, words in BOUNDS.items() if name in inner),
    )  # fmt: skip


def _type(schema: Schema) -> str:
    if "$ref" in schema:
        return "对象"
    kinds = schema.get("type", "任意")
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    words = [FORMATS.get(schema.get("format", ""), TYPES.get(one, one)) for one in kinds if one != "null"]
    return "或".join(words) + ("，可为空" if "null" in kinds else "")


def _values(schema: Schema) -> Iterator[tuple[str, str]]:
    titles = {one["const"]: one.get("title", "") for one in schema.get("oneOf", ()) if "const" in one}
    values = schema.get("enum") or list(titles)
    yield from ((str(value), titles.get(value, "")) for value in values if value is not None)
