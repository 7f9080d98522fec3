"""Addresses of rows: those of one page differ in one part of their path, so the address is built once, not per row."""

from collections.abc import Callable
from urllib.parse import quote

from flask import url_for

GAP = "~"  # never quoted in a path, and in no id or number of a case


def links_to(endpoint: str, part: str) -> Callable[[object], str]:
    """The address of a row by its id or number: `links_to("desk.show_case", "number")("LF-2026-0001")`."""
    head, tail = url_for(endpoint, **{part: GAP}).split(GAP)  # type: ignore[arg-type]
    return lambda value: f"{head}{quote(str(value), safe='')}{tail}"
