"""Small things that tests of the desk need of pages and papers."""

import io
import re

import pikepdf


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found.group(1)


def pdf() -> bytes:
    """One empty page."""
    target, paper = io.BytesIO(), pikepdf.new()
    paper.add_blank_page()
    paper.save(target)
    return target.getvalue()
