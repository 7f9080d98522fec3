"""Addresses of rows: those of one page differ in one part, so the address is built once, not per row."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from flask import url_for

UNQUOTED = "!$'()*,/:;?@"  # in what stands behind the question mark, as `url_for` has it
GAP = "~"  # never quoted in a path, and in no id or number of a case


def links_to(endpoint: str, part: str) -> Callable[[object], str]:
    """The address of a row by its id or number: `links_to("desk.show_case", "number")("LF-2026-0001")`."""
    head, tail = url_for(endpoint, **{part: GAP}).split(GAP)  # type: ignore[arg-type]
    return lambda value: f"{head}{quote(str(value), safe='')}{tail}"


def queries_to(endpoint: str) -> Callable[[Mapping[str, Any]], str]:
    """The address of a page with these parameters: `queries_to("desk.show_inbox")({"box": "pool"})`."""
    path = url_for(endpoint)
    return lambda values: f"{path}?{urlencode(values, safe=UNQUOTED)}" if values else path
