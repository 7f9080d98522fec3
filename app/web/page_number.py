"""Which page of a long list an address asks for; pages and programs ask alike."""

from flask import request

MOST_DIGITS = 6


def page_number() -> int:
    """?page=; 1 when it is missing or no number. What is beyond the list is put right where the list is cut."""
    text = request.args.get("page", "1")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else 1
