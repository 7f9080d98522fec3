"""Addresses that are built once: of rows, which differ in one part on one page, and of pages that every menu names."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from flask import current_app, request, url_for

UNQUOTED = "!$'()*,/:;?@"  # in what stands behind the question mark, as `url_for` has it
PAGES = "mingbai.page_addresses"
GAP = "~"  # never quoted in a path, and in no id or number of a case


def links_to(endpoint: str, part: str) -> Callable[[object], str]:
    """The address of a row by its id or number: `links_to("desk.show_case", "number")("LF-2026-0001")`."""
    head, tail = url_for(endpoint, **{part: GAP}).split(GAP)  # type: ignore[arg-type]
    return lambda value: f"{head}{quote(str(value), safe='')}{tail}"


def queries_to(endpoint: str) -> Callable[[Mapping[str, Any]], str]:
    """The address of a page with these parameters: `queries_to("desk.show_inbox")({"box": "pool"})`."""
    path = page_at(endpoint)
    return lambda values: f"{path}?{urlencode(values, safe=UNQUOTED)}" if values else path


def page_at(endpoint: str) -> str:
    """The address of a page that has no parts, put together once in an application: a menu has a dozen of them."""
    known: dict[tuple[str, str], str] = current_app.extensions.setdefault(PAGES, {})
    asked = (request.script_root, endpoint)
    if asked not in known:
        known[asked] = url_for(endpoint)
    return known[asked]
