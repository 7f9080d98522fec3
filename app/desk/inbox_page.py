"""The inbox (待办任务): counters, tabs, filters kept in the address, the list."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.contract.platform import platform
from app.casework.contract.rows import Link
from app.casework.ledger.lists import CaseSheet
from app.casework.work import inbox
from app.casework.work.at_hand import AtHand, at_hand
from app.casework.work.done import every_done, list_done
from app.casework.work.inbox import Filter
from app.casework.work.paging import Page
from app.desk import shell
from app.desk.blueprint import bp
from app.desk.month import month_of
from app.desk.reminded import unread_reminders
from app.desk.rows import done_rows, item_rows
from app.desk.urged import urging_rows
from app.office.permissions import Permission
from app.office.standing import Standing
from app.web.access import current_standing, requires
from app.web.page_number import page_number, place_asked_for
from app.web.row_links import queries_to
from app.web.spreadsheets import handed_out

BOXES = {"mine": "我的", "pool": "待认领", "all": "全部待办", "done": "已办"}
LAMPS = {"overdue": "逾期", "today": "今日到期", "soon": "临期", "paused": "计时暂停"}
FILTERS = ("process", "node", "q", "lamp", "from", "until", "due")
LONGEST_WORDS = 100


@bp.get("")
@requires(Permission.SIGN_IN_DESK)
def show_inbox() -> str:
    """The whole page; htmx asks for the list alone, or every minute for the counters alone."""
    standing, box, by = current_standing(), _box(), filter_from_address()
    figures = _counters(standing, box, by)
    if request.args.get("part") == "counters":
        return render_template("desk/_counters.html", counters=figures, address=_address)
    page = _page(standing, box, by)
    is_whole = "HX-Request" not in request.headers or "HX-History-Restore-Request" in request.headers
    return render_template(
        "desk/inbox.html" if is_whole else "desk/_inbox_list.html", box=box, by=by, page=page, rows=_rows(page, box),
        counters=figures, tabs=_tabs(standing, box), today=timekeeping.today(), address=_address, lamps=LAMPS,
        may_export=shell.may(Permission.EXPORT_LIST, standing), export_address=_export_address,
        swapped=not is_whole, page_address=_page_address, **_choices(standing, box),
        **(_aside(standing) if is_whole else {}),
    )  # fmt: skip


@bp.post("/done/export")
@requires(Permission.EXPORT_LIST)
def export_done() -> ResponseReturnValue:
    """已办 whole, as a spreadsheet; the filters stand in the address."""
    sheet = CaseSheet()
    data = sheet.of_items(
        "已办任务", every_done(current_standing(), filter_from_address(), timekeeping.now())
    )
    return handed_out(data, sheet.rows, "已办任务")


def _box() -> str:
    box = request.args.get("box", "mine")
    return box if box in BOXES else "mine"


def filter_from_address() -> Filter:
    """The filters, as far as they can be understood; nonsense is left out."""
    given = request.args
    lamp = given.get("lamp", "")
    return Filter(
        process=given.get("process", "")[:40], node=given.get("node", "")[:120],
        words=words_from_address(), lamp=lamp if lamp in LAMPS else "",
        received_from=day_from_address("from"), received_until=day_from_address("until"),
        due_on=day_from_address("due"),
    )  # fmt: skip


def words_from_address() -> str:
    """The words that are looked for."""
    return request.args.get("q", "")[:LONGEST_WORDS].strip()


def filters_of(names: Sequence[str]) -> dict[str, Any]:
    """What the address says under these names, for another address."""
    return {name: value for name in names if (value := request.args.get(name))}


def day_from_address(name: str) -> date | None:
    """A day of the address, or None when it is missing or no day."""
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def _page(standing: Standing, box: str, by: Filter) -> Page:
    now = timekeeping.now()
    if box == "done":
        return list_done(standing, by, now, place_asked_for())
    figures = shell.counters(standing)
    totals = {"mine": figures.mine, "pool": figures.pool}
    if by == Filter() and box in totals:
        return inbox.list_whole(standing, box, page_number(), totals[box])
    return inbox.list_open(standing, box, by, now, page_number())


def _rows(page: Page, box: str) -> list[dict[str, Any]]:
    now = timekeeping.now()
    return done_rows(page.rows, now) if box == "done" else item_rows(page.rows, now, current_standing())


def _address(**changes: Any) -> str:
    """This list with some filters changed; empty ones drop out."""
    kept = {**request.args.to_dict(), "page": None, "older": None, "newer": None, "part": None, **changes}
    return queries_to("desk.show_inbox")({name: value for name, value in kept.items() if value})


def _export_address() -> str:
    return url_for("desk.export_done", **filters_of(FILTERS))


def _page_address(page: int, **beside: str) -> str:
    return _address(page=page, **beside)


def _tabs(standing: Standing, box: str) -> list[dict[str, Any]]:
    figures = shell.counters(standing)
    counts = {"mine": figures.mine, "pool": figures.pool, "all": figures.mine + figures.pool}
    href = queries_to("desk.show_inbox")
    return [
        {
            "words": words,
            "href": href({"box": name}),
            "count": counts.get(name),
            "current": name == box,
        }
        for name, words in BOXES.items()
    ]


def _counters(standing: Standing, box: str, by: Filter) -> list[dict[str, Any]]:
    """我的待办, the four lamps of both boxes, 待认领: each a link to the list that it counts."""
    figures, lamps = shell.counters(standing), _at_hand(standing).lamps
    plain = box == "mine" and not by.lamp
    looks = {"overdue": ("red", "exclamation-circle"), "today": ("red", "alarm"), "soon": ("amber", "hourglass-split"),
             "paused": ("violet", "pause-circle")}  # fmt: skip
    found = [_counter("我的待办", figures.mine, {"box": "mine"}, "blue", "inbox", plain)]
    for lamp, words in LAMPS.items():
        tone, icon = looks[lamp]
        is_here = box == "all" and by.lamp == lamp
        found.append(_counter(words, lamps[lamp], {"box": "all", "lamp": lamp}, tone, icon, is_here))
    return [*found, _counter("待认领", figures.pool, {"box": "pool"}, "green", "hand-index", box == "pool")]


def _at_hand(standing: Standing) -> AtHand:
    """How the items of both boxes stand, asked once per request."""
    if "desk_at_hand" not in g:
        g.desk_at_hand = at_hand(standing, timekeeping.now())
    found: AtHand = g.desk_at_hand
    return found


def _counter(
    label: str, value: int, where: dict[str, str], tone: str, icon: str, current: bool
) -> dict[str, Any]:
    href = queries_to("desk.show_inbox")(where)
    return {"label": label, "value": value, "href": href, "tone": tone, "icon": icon, "current": current}


def _choices(standing: Standing, box: str) -> dict[str, Any]:
    """What the filters offer; what is done is not filtered by its step."""
    return {
        "processes": [(process.key, process.title) for process in platform().processes.values()],
        "nodes": [(title, title) for title in (_at_hand(standing).steps if box != "done" else ())],
    }


def _aside(standing: Standing) -> dict[str, Any]:
    """What stands around the list: the month, today's reminders, the button on top."""
    entries = [entry for each in platform().processes.values() for entry in each.desk.menu]
    return {
        "month": month_of(_at_hand(standing).due_days, timekeeping.now()),
        "urgings": urging_rows(standing),
        **unread_reminders(standing),
        "unread": shell.counters(standing).copies,
        "registrations": [entry for entry in entries if entry.begins and _may_open(entry, standing)],
    }


def _may_open(entry: Link, standing: Standing) -> bool:
    return entry.permission is None or shell.may(entry.permission, standing)
