"""A page of a list as programs get it: its rows under their name, and where the list goes on."""

from collections.abc import Callable
from typing import Any

from app.casework.work.paging import Page


def page_told(name: str, page: Page, row: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    """For `kinds.paged`."""
    rows = [row(one) for one in page.rows]
    return {name: rows, "page": page.number, "pages": page.pages, "total": page.total}


def keyed_told(name: str, page: Page, row: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    """For `kinds.keyed`."""
    return {**page_told(name, page, row), "has_more": page.has_more, "older": page.older or None}
