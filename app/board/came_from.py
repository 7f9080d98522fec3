"""The list of the board, with its filter and page, from which an act was begun and to which it leads back."""

from typing import Any

from flask import request

from app.board.wanted import OVERDUE, Wanted, titles
from app.casework.work.keyed import Place
from app.web.page_number import place_asked_for
from app.web.row_links import queries_to


def here(wanted: Wanted, at: Place) -> dict[str, Any]:
    """A page of a list, as parameters of the address of an act."""
    place = {"page": at.number if at.number > 1 else "", "older": at.older, "newer": at.newer}
    return {**wanted.address(), **{name: value for name, value in place.items() if value}}


def way_back(usual: str = OVERDUE) -> str:
    """The address of the list that this address names, of the usual one where it names none. Raises NotFound."""
    return queries_to("board.show_list")(behind(usual))


def behind(usual: str = OVERDUE) -> dict[str, Any]:
    """The same as parameters, which keep it known from one page of an act to the next."""
    return here(_wanted(usual), place_asked_for())


def for_page(usual: str = OVERDUE) -> dict[str, Any]:
    """What the page of an act says of it: its words, its address, and what keeps it known."""
    wanted = _wanted(usual)
    return {
        "list_title": titles(wanted.process)[wanted.name],
        "back": way_back(usual),
        "behind": behind(usual),
    }


def _wanted(usual: str) -> Wanted:
    return Wanted.from_address({"list": usual, **request.args})
