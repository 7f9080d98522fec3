"""Pages: the board, its print version, and the lists behind its figures."""

from typing import Any

from flask import g, render_template, request, url_for

from app import timekeeping
from app.board import figures, reach
from app.board.blueprint import bp
from app.board.lists import CALM, CLOSED_LISTS, LATE_DONE, LISTS, NOBODY, UPCOMING, Wanted, cases, first_day
from app.board.rows import rows_of
from app.casework.work import supervision
from app.casework.work.supervision import OrganFigures
from app.database import db
from app.office.models import OrgUnit, Person
from app.office.permissions import Permission
from app.web.access import requires

SERIES = (("未临近", "running"), ("即将逾期", "due_soon"), ("已超期", "overdue"), ("暂停计时", "paused"))
TABS = (UPCOMING, "overdue", LATE_DONE, "paused", "open")
TAB_WORDS = {**LISTS, "overdue": "逾期未办"}


@bp.get("")
@requires(Permission.READ_BOARD)
def show() -> str:
    """Figures, total and by organ; load per person; months."""
    return render_template("board/board.html", **_board())


@bp.get("/print")
@requires(Permission.READ_BOARD)
def show_print() -> str:
    """The same on paper."""
    return render_template(
        "board/print.html", printed_by=g.person.name, back=url_for("board.show"), **_board()
    )


@bp.get("/list")
@requires(Permission.READ_BOARD)
def show_list() -> str:
    """The cases that a figure counts."""
    now, wanted, organs = timekeeping.now(), Wanted.from_address(request.args), reach.organs()
    page = cases(reach.organ_ids(), wanted, now, request.args.get("page", 1, type=int))
    return render_template(
        "board/list.html", wanted=wanted, page=page, rows=rows_of(list(page.rows), now, reach.may_urge()),
        tabs=_tabs(wanted), filter_words=_filter_words(wanted, organs), organs=organs, lists=TAB_WORDS,
        today=now.date(), address=lambda number: list_url(wanted, page=str(number)), list_url=list_url,
        may_urge=reach.may_urge() and wanted.name not in CLOSED_LISTS, is_closed=wanted.name in CLOSED_LISTS,
    )  # fmt: skip


def list_url(wanted: Wanted | None = None, page: str = "", **changes: str) -> str:
    """The address of a list."""
    parameters = (wanted or Wanted()).address(**changes) | ({"page": page} if page else {})
    return url_for("board.show_list", **parameters)


def _board() -> dict[str, Any]:
    now, organ_ids = timekeeping.now(), reach.organ_ids()
    found = supervision.summary(organ_ids, now)
    return {
        "now": now, "today": now.date(), "total": found.total, "series": SERIES, "nobody": NOBODY,
        "organ_rows": [_organ_row(one) for one in found.organs], "list_url": list_url,
        "load": figures.load(organ_ids, now), "months": figures.months(organ_ids, now),
    }  # fmt: skip


def _organ_row(one: OrganFigures) -> dict[str, Any]:
    """A row of bars; every figure leads to its list."""
    near = one.today + one.soon
    calm = one.open - one.overdue - near - one.paused
    links = [list_url(name=name, organ=one.code) for name in (CALM, UPCOMING, "overdue", "paused")]
    return {
        "label": one.name, "href": list_url(organ=one.code), "values": [calm, near, one.overdue, one.paused],
        "links": links,
    }  # fmt: skip


def _tabs(wanted: Wanted) -> list[dict[str, Any]]:
    """The lists side by side, with the same filter."""
    return [
        {"words": TAB_WORDS[name], "href": list_url(wanted, name=name), "current": name == wanted.name}
        for name in (TABS if wanted.name in TABS else (*TABS, wanted.name))
    ]


def _filter_words(wanted: Wanted, organs: list[OrgUnit]) -> str:
    """What the list is narrowed to, in words."""
    words = [organ.name for organ in organs if organ.code == wanted.organ][:1]
    if wanted.person == NOBODY:
        words.append("尚未认领")
    elif wanted.person:
        person = db.session.get(Person, int(wanted.person))
        words.append(f"经办人：{person.name if person else '未知'}")
    if month := first_day(wanted.month):
        words.append(f"{month.year} 年 {month.month} 月办结")
    return "；".join(words)
