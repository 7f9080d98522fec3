"""Filling in a form that nobody has explained: from its JSON Schema alone, as a program on the API would."""

import random
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

WORDS = "演示填写"


def filled(
    schema: Mapping[str, Any],
    known: Mapping[str, Any],
    luck: random.Random,
    today: date,
    also: Iterable[str] = (),
) -> dict[str, Any]:
    """Values for everything required, and for the optional fields `also`; what is `known` stays as it is."""
    properties: Mapping[str, Mapping[str, Any]] = schema["properties"]
    values = {name: value for name, value in known.items() if name in properties}
    for name in (*schema.get("required", ()), *also):
        if name in properties and values.get(name) in (None, "", False):
            values[name] = value_for(properties[name], luck, today)
    return values


def value_for(field: Mapping[str, Any], luck: random.Random, today: date) -> Any:
    """A value that this property allows."""
    if field.get("enum"):
        return luck.choice([value for value in field["enum"] if value])
    kind = field.get("type", "string")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "array":
        return _items_for(field, luck, today)
    if kind == "integer":
        return int(field.get("minimum", 1)) or 1
    if kind == "boolean":
        return True
    if field.get("format") == "date-time":
        return f"{today.isoformat()}T09:00:00+08:00"
    return today.isoformat() if field.get("format") == "date" else WORDS[: field.get("maxLength", len(WORDS))]


def _items_for(field: Mapping[str, Any], luck: random.Random, today: date) -> list[Any]:
    """As few answers, or rows, as are asked for, and at least one."""
    item, least = field["items"], max(1, field.get("minItems", 0))
    if item.get("enum"):
        return list(item["enum"])[:least]
    if item.get("type") == "object":
        return [filled(item, {}, luck, today) for _ in range(least)]
    return []
