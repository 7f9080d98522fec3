"""The frame of desk, board and admin pages: menu by permission, own figures, the bell."""

from typing import Any

from flask import current_app, g, request

from app import timekeeping
from app.casework.contract import rows as contract
from app.casework.contract.platform import platform
from app.casework.incoming import lists as incoming
from app.casework.models import Urging
from app.casework.terms import clocks
from app.casework.work import inbox, reminders
from app.casework.work.inbox import Counters
from app.casework.work.urgings import unread_of
from app.law.incoming_post import register_by
from app.office.permissions import ANYWHERE, Permission, allows
from app.office.standing import Standing
from app.office.vocabulary import SIGNING_ROLES
from app.web.access import current_standing, is_public
from app.web.assets import page_url
from app.web.row_links import page_at, queries_to

Link = dict[str, Any]
ADMIN_START = "admin.show_index"
BELOW = ("board.list_reports",)
"""Entries whose pages lie below those of another entry."""
BOARD_AND_ADMIN = (
    ("督办看板", "board.show", "speedometer2", Permission.READ_BOARD),
    ("年度报告", "board.list_reports", "file-earmark-text", Permission.READ_REPORT),
    ("机构、人员与设置", ADMIN_START, "people", Permission.ADMINISTER_OFFICE),
    ("接口授权与登录", "admin.list_access", "key", Permission.MANAGE_TOKENS),
    ("操作日志", "admin.list_audit", "shield-check", Permission.READ_AUDIT),
)


def for_pages() -> dict[str, Any]:
    """Context of the layout; nothing for the public and before sign-in."""
    if g.get("person") is None or is_public():
        return {}
    standing = current_standing()
    if not may(Permission.SIGN_IN_DESK, standing):
        return {"menu": _groups(("系统管理", _beyond(standing))), "home_url": page_url("/signin")}
    return {"menu": menu(standing), "bell": bell(standing), "has_desk": True}


def may(permission: Permission, standing: Standing) -> bool:
    """Whether the person may do this somewhere."""
    return allows(permission, standing, ANYWHERE, standing.on)


def menu(standing: Standing) -> list[dict[str, Any]]:
    """The groups of the side menu."""
    return _groups(
        ("我的工作台", _own_links(standing)),
        *(
            (process.title, _process_links(process.desk.menu, standing))
            for process in platform().processes.values()
        ),
        ("督办与管理", _beyond(standing)),
    )


def _groups(*groups: tuple[str, list[Link]]) -> list[dict[str, Any]]:
    return [{"title": title, "links": links} for title, links in groups if links]


def _own_links(standing: Standing) -> list[Link]:
    """The person's own lists: boxes of the inbox, and what only some posts have."""
    waiting, *others = _boxes(counters(standing))
    if standing.has_role(*SIGNING_ROLES):
        others.insert(0, _page("待我审签", "desk.list_signing", "pen", "desk.show_signing"))
    others.append(_copies(standing))
    others.append(_page("办件台账", "desk.list_register", "table"))
    if may(Permission.RECORD_DELIVERY, standing):
        is_here = "letter" in str(request.endpoint)
        others.append(_link("文书送达", page_at("desk.list_letters"), "envelope", current=is_here))
    if may(Permission.LOG_MAIL, standing):
        others.append(_mail_room(standing))
    if may(Permission.IMPORT_LEDGER, standing):
        others.append(
            _page("导入历史台账", "desk.show_ledger", "file-earmark-excel", "desk.take_over_ledger")
        )
    if may(Permission.ANSWER_CONSULTATION, standing):
        number = counters(standing).asked
        is_here = request.endpoint in ("desk.list_asked", "desk.answer_asked")
        others.append(
            _link(
                "来函征求意见",
                page_at("desk.list_asked"),
                "envelope-paper",
                number or None,
                number > 0,
                is_here,
            )
        )
    others.append(_page("常用语", "desk.edit_phrases", "card-list"))
    if may(Permission.EXPORT_CASE, standing):
        others.append(_archive(standing))
    return [waiting, *others]


def _archive(standing: Standing) -> Link:
    """档案, with how many ended early and wait for 归档."""
    here = ("desk.list_filed_cases", "desk.list_unfiled_cases", "desk.show_case_file")
    number = counters(standing).unfiled if may(Permission.ARCHIVE_ENDED_CASE, standing) else 0
    endpoint = "desk.list_unfiled_cases" if number else "desk.list_filed_cases"
    return _link("档案", page_at(endpoint), "archive", number or None, current=request.endpoint in here)


def _copies(standing: Standing) -> Link:
    """抄送我的, with how many are unread."""
    is_here, unread = request.endpoint == "desk.list_copies", counters(standing).copies
    return _link("抄送我的", page_at("desk.list_copies"), "send", unread or None, current=is_here)


def _mail_room(standing: Standing) -> Link:
    """收发室, with how many wait; hot while one of them has lain too long."""
    number, oldest = incoming.how_many_wait(standing)
    is_late = oldest is not None and standing.on > register_by(oldest, clocks.calendar())
    is_here = request.endpoint in (
        "desk.show_mail_room",
        "desk.log_post",
        "desk.ask_set_aside",
        "desk.set_aside",
    )
    return _link("收发室", page_at("desk.show_mail_room"), "mailbox", number or None, is_late, is_here)


def _boxes(figures: Counters) -> list[Link]:
    """待办任务, 待认领, 已办任务."""
    box = request.args.get("box", "mine") if request.endpoint == "desk.show_inbox" else ""
    href = queries_to("desk.show_inbox")
    return [
        _link("待办任务", href({}), "inbox", figures.mine, figures.is_late, box == "mine"),
        _link("待认领", href({"box": "pool"}), "hand-index", figures.pool, False, box == "pool"),
        _link("已办任务", href({"box": "done"}), "check2-square", current=box == "done"),
    ]


def _page(label: str, endpoint: str, icon: str, *below: str) -> Link:
    """A link to a page, which is the present one there and on the pages below it."""
    return _link(label, page_at(endpoint), icon, current=request.endpoint in (endpoint, *below))


def _link(
    label: str, href: str, icon: str, count: int | None = None, hot: bool = False, current: bool = False
) -> Link:
    return {"label": label, "href": href, "icon": icon, "count": count, "hot": hot, "current": current}


def _process_links(entries: tuple[contract.Link, ...], standing: Standing) -> list[Link]:
    """A process's own pages."""
    return [
        _link(entry.title, page_at(entry.endpoint), entry.icon, current=request.endpoint == entry.endpoint)
        for entry in entries
        if entry.permission is None or may(entry.permission, standing)
    ]


def _beyond(standing: Standing) -> list[Link]:
    """Board and administration, as far as this application has them: faces may be left out."""
    views = current_app.view_functions
    return [
        _link(label, page_at(endpoint), icon, current=_is_within(endpoint))
        for label, endpoint, icon, needed in BOARD_AND_ADMIN
        if endpoint in views and may(needed, standing)
    ]


def _is_within(endpoint: str) -> bool:
    """Whether the present page is this one or lies below it; the start of the administration has its own pages."""
    path, here = page_at(endpoint), request.path
    if any(
        _lies_below(here, other) for other in BELOW if other != endpoint and page_at(other).startswith(path)
    ):
        return False
    return here == path or (endpoint != ADMIN_START and here.startswith(f"{path}/"))


def _lies_below(here: str, endpoint: str) -> bool:
    """Whether the page is that of an entry of its own which lies below another one."""
    return endpoint in current_app.view_functions and here.startswith(page_at(endpoint))


def counters(standing: Standing) -> Counters:
    """The figures of the person, counted once per request."""
    if "desk_counters" not in g:
        g.desk_counters = inbox.count(standing, timekeeping.now())
    figures: Counters = g.desk_counters
    return figures


def bell(standing: Standing) -> dict[str, Any]:
    """Unread reminders, what the person is urged about and has not taken note of, and unread 抄送."""
    figures = counters(standing)
    number = reminders.cases_to_remember(standing) + figures.urged + figures.copies
    said = str(number) if number < reminders.MANY else f"{reminders.MANY - 1}+"
    return {"href": f"{page_at('desk.show_inbox')}#reminders", "number": said if number else ""}


def urged_of(standing: Standing) -> list[Urging]:
    """What the person is urged about, where that is anything. Read once per request, for the inbox and the case."""
    if "desk_urgings" not in g:
        g.desk_urgings = unread_of(standing) if counters(standing).urged else []
    found: list[Urging] = g.desk_urgings
    return found
