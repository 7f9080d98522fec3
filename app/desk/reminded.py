"""Reminders at the desk: each with its reason, beside the inbox and on the case, until it is read (已阅)."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.commands import perform
from app.casework.models import Case
from app.casework.models.orders import ORDER
from app.casework.terms.alert_stages import stage_words
from app.casework.terms.ladder import LEVEL_WORDS, Level, rank
from app.casework.work import reminders
from app.casework.work.reading import readable_case
from app.desk.blueprint import bp
from app.office.standing import Standing
from app.web.access import current_standing, signed_in
from app.web.acting import acting, attempt, sending_key
from app.web.filters import near_limit
from app.web.row_links import links_to


def reminder_rows(standing: Standing, case: Case | None = None) -> list[dict[str, Any]]:
    """What the person has not read, of all cases or of this one."""
    found = reminders.alerts_of(standing, case)
    if not found:
        return []
    href, action = links_to("desk.show_case", "number"), links_to("desk.read_alerts", "number")
    return [{**_row(alert), "href": href(alert[-2]), "action": action(alert[-2])} for alert in found]


def _row(alert: reminders.Shown) -> dict[str, Any]:
    kind, stage, unit, level, due_on, due_at, number, title = alert
    tone = "overdue" if rank(stage) >= 0 else "paused" if stage.startswith("pause") else "due_soon"
    words = f"{'督办单回复' if kind == ORDER else ''}{stage_words(stage, unit)}"
    return {
        "number": number, "title": title, "words": words, "tone": tone,
        "due_on": near_limit(due_on, due_at, unit, timekeeping.today()),
        "level": LEVEL_WORDS[Level(level)],
    }  # fmt: skip


@bp.post("/cases/<number>/alerts")
@signed_in
def read_alerts(number: str) -> ResponseReturnValue:
    """已阅 of one case."""
    case = readable_case(number, current_standing())
    errors = attempt(reminders.read_alerts, case)
    flash(next(iter(errors.values()), f"已阅期限提醒，编号 {number}"), "warning" if errors else "success")
    return redirect(url_for("desk.show_inbox", _anchor="reminders"))


@bp.post("/alerts")
@signed_in
def read_all_alerts() -> ResponseReturnValue:
    """全部已阅."""
    perform(reminders.read_all_alerts, actor=acting(), now=timekeeping.now(), key=sending_key())
    flash("已阅全部期限提醒", "success")
    return redirect(url_for("desk.show_inbox"))
