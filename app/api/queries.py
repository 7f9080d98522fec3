"""What may stand behind the ? of a call: what its description says, held to in one place for all calls.

A filter that was mistyped and left out in silence would answer with every case.
"""

from typing import Any

from flask import current_app, request

from app.api.described import JSON, QUERY_CODE, Told
from app.api.kinds import Schema
from app.law.errors import InvalidInput

MOST_DIGITS = 6


def check_query() -> None:
    """Raises InvalidInput beside each parameter that the call does not have, or whose value it does not describe."""
    told = _told_of(current_app.view_functions.get(request.endpoint or ""))
    if told is None or told.access == QUERY_CODE or told.media != JSON:
        return  # a code in an address is answered in words of its own; readers of feeds add what they like
    known = {one["name"]: one["schema"] for one in told.query}
    faults = {
        name: fault for name, text in request.args.items() if (fault := _fault_of(known.get(name), text))
    }
    if faults:
        raise InvalidInput(fields=faults)


def _told_of(view: Any) -> Told | None:
    found: Told | None = getattr(view, "_apidoc", {}).get("told")
    return found


def _fault_of(schema: Schema | None, text: str) -> str:
    if schema is None:
        return "没有这个参数"
    if not text:
        return ""
    if "enum" in schema:
        return "" if text in schema["enum"] else f"应为 {'、'.join(schema['enum'])} 之一"
    if schema.get("type") != "integer":
        return ""
    is_number = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    least, most = schema.get("minimum", 0), schema.get("maximum")
    if is_number and least <= int(text) <= (most or int(text)):
        return ""
    return f"应为 {least} 至 {most} 之间的整数" if most else f"应为不小于 {least} 的整数"
