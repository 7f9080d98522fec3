"""Which page of a long list an address asks for; pages and programs ask alike."""

from flask import request

from app.casework.work.keyed import Place

MOST_DIGITS = 6
LONGEST_MARK = 100


def page_number(name: str = "page") -> int:
    """?page=, or what a second list of the same page is turned by; 1 when it is missing or no number. What is beyond
    the list is put right where the list is cut."""
    text = request.args.get(name, "1")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else 1


def place_asked_for() -> Place:
    """?page=, with ?older= or ?newer= for the rows next to one that was seen; a mark that is none is left out there."""
    older, newer = (request.args.get(name, "")[:LONGEST_MARK] for name in ("older", "newer"))
    return Place(page_number(), older, newer)
