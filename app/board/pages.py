"""Pages: the board, its print version, and the lists behind its figures."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import urlencode

from flask import abort, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.board import came_from, figures, reach
from app.board.blueprint import bp
from app.board.filter_words import filter_words
from app.board.lists import cases, every_case
from app.board.rows import rows_of
from app.board.wanted import (
    CALM,
    LATE_DONE,
    NOBODY,
    UPCOMING,
    Wanted,
    is_closed,
    own_lists,
    process_asked_for,
    processes,
    titles,
)
from app.casework.ledger.lists import CaseSheet
from app.casework.models import Case
from app.casework.terms.reckoning import unfinished
from app.casework.work import supervision
from app.casework.work.stranded import NAMED, stranded
from app.casework.work.supervision import OrganFigures
from app.law.office_time import office_day
from app.office.permissions import ANYWHERE, Permission, allows
from app.web.access import current_standing, requires
from app.web.page_number import place_asked_for
from app.web.row_links import queries_to
from app.web.spreadsheets import handed_out

SERIES = (("正常", "running"), ("临期", "due_soon"), ("逾期未办", "overdue"), ("暂停计时", "paused"))
TABS = (UPCOMING, "overdue", LATE_DONE, "paused", "open")


@bp.get("")
@requires(Permission.READ_BOARD)
def show() -> str:
    """Figures, total and by organ; load per person; months."""
    found = _board()
    return render_template("board/board.html", **found, shown=figures.foremost(found["load"]))


@bp.get("/print")
@requires(Permission.READ_BOARD)
def show_print() -> str:
    """The same on paper."""
    found, back = _board(), url_for("board.show", **_narrowed())
    return render_template(
        "board/print.html", printed_by=g.person.name, back=back, **found, shown=found["load"]
    )


@bp.get("/list")
@requires(Permission.READ_BOARD)
def show_list() -> str:
    """The cases that a figure counts."""
    now, wanted, organs = timekeeping.now(), Wanted.from_address(request.args), reach.organs()
    at = place_asked_for()
    page, seen_at = cases(reach.organ_ids(), wanted, now, at), came_from.here(wanted, at)
    closed, link = is_closed(wanted.name), partial(list_url, Wanted(process=wanted.process))
    rows = rows_of(page.rows, now, reach.may_urge(), reach.may_intervene(), urlencode(seen_at))
    return render_template(
        "board/list.html", wanted=wanted, page=page, rows=rows, seen_at=seen_at,
        tabs=_tabs(wanted), organs=organs, today=now.date(),
        filter_words=filter_words(wanted, organs, choices_of_process()),
        title=titles(wanted.process)[wanted.name], address=partial(page_address, wanted), list_url=link,
        may_urge=reach.may_urge() and not closed, is_closed=closed, processes=choices_of_process(),
        narrowed=_narrowed(), may_export=may_export(), export_url=url_for("board.export_list", **wanted.address()),
    )  # fmt: skip


@bp.post("/list/export")
@requires(Permission.READ_BOARD)
def export_list() -> ResponseReturnValue:
    """The same cases whole, as a spreadsheet; the filters stand in the address."""
    if not may_export():
        abort(403)
    wanted, sheet = Wanted.from_address(request.args), CaseSheet()
    title, now = titles(wanted.process)[wanted.name], timekeeping.now()
    data = sheet.of_cases(title, every_case(reach.organ_ids(), wanted, now))
    return handed_out(data, sheet.rows, title, filter_words(wanted, reach.organs(), choices_of_process()))


def may_export() -> bool:
    """Whether the person may take lists out."""
    standing = current_standing()
    return allows(Permission.EXPORT_LIST, standing, ANYWHERE, standing.on)


def list_url(wanted: Wanted | None = None, **changes: str) -> str:
    """The address of a list."""
    return _lists()((wanted or Wanted()).address(**changes))


def page_address(wanted: Wanted, number: int, **beside: Any) -> str:
    """The address of a page of a list."""
    return _lists()({**wanted.address(), "page": number, **beside})


def _lists() -> Callable[[Mapping[str, Any]], str]:
    """Addresses of lists, of which a page has a hundred."""
    if "board_lists" not in g:
        g.board_lists = queries_to("board.show_list")
    found: Callable[[Mapping[str, Any]], str] = g.board_lists
    return found


def _narrowed() -> dict[str, Any]:
    """The process that the board is narrowed to, for addresses."""
    key = process_asked_for(request.args)
    return {"process": key} if key else {}


def choices_of_process() -> list[tuple[str, str]]:
    """The processes to choose from; none in a house of one."""
    every = [(process.key, process.title) for process in processes()]
    return every if len(every) > 1 else []


def _board() -> dict[str, Any]:
    now, organ_ids, key = timekeeping.now(), reach.organ_ids(), process_asked_for(request.args)
    counted = supervision.open_cases(organ_ids, now, key)
    found, link = supervision.summary(counted, office_day(now)), partial(list_url, Wanted(process=key))
    return {
        "now": now, "today": now.date(), "total": found.total, "series": SERIES, "nobody": NOBODY,
        "organ_rows": [_organ_row(one, link) for one in found.organs], "list_url": link,
        "load": figures.load(counted), "months": figures.months(organ_ids, now, key),
        "own_parts": figures.own_parts(organ_ids, now, key), "process": key, "processes": choices_of_process(),
        "narrowed": _narrowed(), "reckoning": unfinished(),
        "named": NAMED, "stranded": stranded(Case.organ_id.in_(organ_ids) & supervision.of_process(key), now.date()),
    }  # fmt: skip


def _organ_row(one: OrganFigures, link: Callable[..., str]) -> dict[str, Any]:
    """A row of bars; every figure leads to its list."""
    near = one.today + one.soon
    calm = one.open - one.overdue - near - one.paused
    links = [link(name=name, organ=one.code) for name in (CALM, UPCOMING, "overdue", "paused")]
    return {
        "label": one.name, "href": link(organ=one.code), "values": [calm, near, one.overdue, one.paused],
        "links": links,
    }  # fmt: skip


def _tabs(wanted: Wanted) -> list[dict[str, Any]]:
    """The lists side by side, with the same filter."""
    names, words = [*TABS, *own_lists(wanted.process)], titles(wanted.process)
    return [
        {"words": words[name], "href": list_url(wanted, name=name), "current": name == wanted.name}
        for name in (names if wanted.name in names else (*names, wanted.name))
    ]
