"""The side menu of administration: what the reader may do. 三员分立: each of the three sees only their own part."""

from datetime import date, timedelta
from typing import Any

from flask import g, request, url_for

from app.casework.administration.scope import administers_system
from app.casework.messages import outbox
from app.office.permissions import ANYWHERE, Permission, allows
from app.office.standing import Standing
from app.office.vocabulary import Role
from app.web.access import current_standing
from app.web.assets import page_url

Link = dict[str, Any]
OFFICE = (
    ("admin.list_units", "机构", "building"), ("admin.list_people", "人员", "people"),
    ("admin.list_letters", "文书目录", "file-earmark-text"), ("admin.show_roles", "岗位与权限", "person-badge"),
)  # fmt: skip
SYSTEM = (
    ("admin.list_years", "节假日安排", "calendar3"), ("admin.list_parameters", "法规参数", "sliders"),
    ("admin.list_diagrams", "流程图", "diagram-3"), ("admin.list_messages", "待发消息", "send"),
    ("admin.list_wordings", "消息和指南文字", "pencil-square"),
    ("admin.show_status", "系统状态", "speedometer2"),
)  # fmt: skip
SECOND = (
    ("admin.list_proposals", "双人复核", "person-check"), ("admin.show_factors", "双因素登录", "shield-lock"),
)  # fmt: skip
ROLES = ("admin.show_roles", "岗位与权限", "person-badge")
SECURITY = (("admin.list_access", "接口授权与登录", "key"), ROLES)
AUDIT = (("admin.list_audit", "操作日志", "shield-check"), ROLES)


def for_pages() -> dict[str, Any]:
    """Replaces the menu of the desk; nothing before sign-in."""
    if g.get("person") is None:
        return {}
    return {"menu": menu(current_standing())}


def menu(standing: Standing) -> list[dict[str, Any]]:
    """Groups of links by permission."""
    groups = [
        {"title": "系统管理", "links": [_link("admin.show_index", "概览", "house"), *office_links(standing)]},
        {"title": "系统设置", "links": system_links(standing)},
        {"title": "安全与审计", "links": guard_links(standing)},
        {"title": "其他", "links": _elsewhere(standing)},
    ]
    return [group for group in groups if group["links"]]


def office_links(standing: Standing) -> list[Link]:
    """Units and people, as far as the arm reaches."""
    return [_link(*entry) for entry in OFFICE] if may(Permission.ADMINISTER_OFFICE, standing) else []


def system_links(standing: Standing) -> list[Link]:
    """What holds for every organ."""
    if not administers_system(standing):
        return []
    waiting = {"count": outbox.number_waiting(), "hot": True}
    return [_link(*entry) | (waiting if entry[0] == "admin.list_messages" else {}) for entry in SYSTEM]


def guard_links(standing: Standing) -> list[Link]:
    """What the security administrator and the auditor see."""
    found = [_link(*entry) for entry in SECOND] if may(Permission.AGREE_TO_PROPOSAL, standing) else []
    found += [_link(*entry) for entry in SECURITY] if may(Permission.MANAGE_TOKENS, standing) else []
    return found + ([_link(*entry) for entry in AUDIT] if may(Permission.READ_AUDIT, standing) else [])


def may(permission: Permission, standing: Standing) -> bool:
    """Whether the person may do this somewhere."""
    return allows(permission, standing, ANYWHERE, standing.on)


def _link(endpoint: str, label: str, icon: str) -> Link:
    here, path = url_for(endpoint), request.path.rstrip("/")
    is_current = (
        path == here if endpoint == "admin.show_index" else path == here or path.startswith(f"{here}/")
    )
    return {"label": label, "href": here, "icon": icon, "current": is_current}


def _elsewhere(standing: Standing) -> list[Link]:
    places = (
        ("/desk", "办件工作台", "inbox", Permission.SIGN_IN_DESK),
        ("/board", "督办看板", "graph-up", Permission.READ_BOARD),
    )
    return [
        {"label": label, "href": page_url(path), "icon": icon}
        for path, label, icon, needed in places
        if may(needed, standing)
    ]


def role_title(role: str) -> str:
    """The role in Chinese (template filter)."""
    return Role(role).title_zh


def day_before(day: date) -> date:
    """The last day of what ends before this one (template filter)."""
    return day - timedelta(days=1)
