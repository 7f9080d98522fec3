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


def behind() -> dict[str, Any]:
    """The same as this address has it; what is overdue where it has none. Raises NotFound for no such list."""
    return here(_wanted(), place_asked_for())


def title_behind() -> str:
    """How that list is called."""
    wanted = _wanted()
    return titles(wanted.process)[wanted.name]


def way_back() -> str:
    """The address of that list."""
    return queries_to("board.show_list")(behind())


def _wanted() -> Wanted:
    return Wanted.from_address({"list": OVERDUE, **request.args})
