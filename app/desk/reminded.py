"""Reminders at the desk: how each clock stands today, beside the inbox and on the case, until it is read (已阅)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.commands import perform
from app.casework.contract.terms import Stage
from app.casework.models import Case
from app.casework.models.orders import ORDER
from app.casework.terms import clocks
from app.casework.terms.alert_stages import stage_words
from app.casework.terms.clock_view import lamp_of_clock
from app.casework.terms.ladder import CHASE, LEVEL_WORDS, PAUSE, Level
from app.casework.work import reminders
from app.casework.work.reading import readable_case
from app.casework.work.reminder_list import kinds_told, list_reminders
from app.casework.work.reminders import Shown
from app.desk.blueprint import bp
from app.law.clock import KIND_TITLES, ClockKind
from app.law.errors import CalendarMissing
from app.law.office_time import office_day
from app.office.permissions import Permission
from app.office.standing import Standing
from app.web.access import current_standing, requires, signed_in
from app.web.acting import acting, attempt, sending_key
from app.web.filters import near_limit
from app.web.page_number import page_number
from app.web.row_links import links_to, queries_to

LISTED = "listed"
"""In the address of 已阅: the page of the list to which it leads back."""


def reminder_rows(standing: Standing, case: Case) -> list[dict[str, Any]]:
    """What the person has not read of this case."""
    return _rows(reminders.alerts_of(standing, case).shown)


def unread_reminders(standing: Standing) -> dict[str, Any]:
    """What the person has not read of all cases: the first rows, and how many there are in words; empty for few."""
    found = reminders.alerts_of(standing)
    said = f"{found.number}" if found.number < reminders.MANY else f"{reminders.MANY - 1}+"
    is_cut = found.number > len(found.shown)
    return {
        "reminders": _rows(found.shown),
        "reminded": f"{len(found.shown)} / 共 {said} 条" if is_cut else "",
    }


def _rows(shown: Sequence[Shown], back: str = "") -> list[dict[str, Any]]:
    """`back`: what the address of 已阅 says behind its question mark, for whoever reads the list."""
    if not shown:
        return []
    href, action = links_to("desk.show_case", "number"), links_to("desk.read_alerts", "number")
    now = timekeeping.now()
    return [
        {**_row(one, now), "href": href(one.number), "action": action(one.number) + back} for one in shown
    ]


def _row(alert: Shown, now: datetime) -> dict[str, Any]:
    level, words = _order(alert.due_on, office_day(now)) if alert.kind == ORDER else _clock(alert, now)
    tones = {"overdue": "overdue", "paused": "paused"}
    return {
        "number": alert.number, "title": alert.title, "words": words, "tone": tones.get(level, "due_soon"),
        "due_on": near_limit(alert.due_on, alert.due_at, alert.due_unit, office_day(now)),
        "level": LEVEL_WORDS[Level(alert.level)],
    }  # fmt: skip


def _clock(alert: Any, now: datetime) -> tuple[str, str]:
    """Level, and the clock with how it stands now: the stage of which was told may be days ago. What is no step towards
    its end (somebody is chased, a period is over, a pause lasts) keeps the words of its stage."""
    title, told = KIND_TITLES[ClockKind(alert.kind)], stage_words(alert.stage, alert.due_unit)
    try:
        lamp = lamp_of_clock(alert, now, clocks.calendar())
    except CalendarMissing:
        return "due_soon", f"{title}：{told}"
    is_beside = alert.stage == Stage.LAPSED or alert.stage.startswith(CHASE)
    if is_beside or (lamp.level == "paused" and alert.stage.startswith(PAUSE)):
        return ("overdue" if alert.stage == Stage.LAPSED else lamp.level), f"{title}：{told}"
    return lamp.level, f"{title}：{lamp.words}"


def _order(answer_by: date, today: date) -> tuple[str, str]:
    left = (answer_by - today).days
    if left < 0:
        return "overdue", f"督办单回复期限：逾期 {-left} 天"
    return "due_soon", "督办单回复期限：" + (f"剩 {left} 天" if left else "今日到期")


@bp.get("/reminders")
@requires(Permission.SIGN_IN_DESK)
def show_reminders() -> str:
    """全部提醒: of all cases or of one kind, the oldest due day first."""
    standing = current_standing()
    kinds = kinds_told(standing)
    kind = request.args.get("kind", "") if request.args.get("kind") in kinds else ""
    page = list_reminders(standing, page_number(), kinds[kind] if kind else sum(kinds.values()), kind)
    shown = {LISTED: page.number, **({"kind": kind} if kind else {})}
    rows = _rows(page.rows, f"?{urlencode(shown)}")
    return render_template("desk/reminders.html", page=page, rows=rows, kind=kind, tabs=_tabs(kinds, kind))


def _tabs(kinds: dict[str, int], kind: str) -> list[dict[str, Any]]:
    words = {"": "全部"} | {one: _title(one) for one in kinds}
    address = queries_to("desk.show_reminders")
    return [
        {"words": said, "href": address({"kind": one} if one else {}), "current": one == kind,
         "count": kinds[one] if one else sum(kinds.values())}
        for one, said in words.items()
    ]  # fmt: skip


def _title(kind: str) -> str:
    return "督办单回复期限" if kind == ORDER else KIND_TITLES[ClockKind(kind)]


def _back() -> ResponseReturnValue:
    """To the list from which 已阅 was pressed, as it was turned and narrowed, else to the inbox."""
    if LISTED in request.args:
        kind = request.args.get("kind") or None
        return redirect(url_for("desk.show_reminders", page=page_number(LISTED), kind=kind))
    return redirect(url_for("desk.show_inbox", _anchor="reminders"))


@bp.post("/cases/<number>/alerts")
@signed_in
def read_alerts(number: str) -> ResponseReturnValue:
    """已阅 of one case."""
    case = readable_case(number, current_standing())
    errors = attempt(reminders.read_alerts, case)
    flash(next(iter(errors.values()), f"已阅期限提醒，编号 {number}"), "warning" if errors else "success")
    return _back()


@bp.post("/alerts")
@signed_in
def read_all_alerts() -> ResponseReturnValue:
    """全部已阅; where the desk shows but the first, how many they are is said before."""
    standing = current_standing()
    if "confirmed" not in request.form and reminders.alerts_of(standing).number > reminders.SHOWN:
        cases, notices = reminders.all_unread(standing)
        return render_template("desk/read_all.html", cases=cases, notices=notices, shown=reminders.SHOWN)
    done = perform(reminders.read_all_alerts, actor=acting(), now=timekeeping.now(), key=sending_key())
    flash(f"已阅全部期限提醒 {done['read']} 条", "success")
    return redirect(url_for("desk.show_inbox"))
