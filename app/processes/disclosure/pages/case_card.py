"""What the disclosure process adds to the desk's case page: the reply as it stands, further acts, similar requests."""

from datetime import date
from typing import Any

from flask import url_for

from app.casework import clocks
from app.casework.forms import Values
from app.casework.models import Case
from app.casework.process import Draft
from app.law.clock import ClockKind
from app.office.permissions import Permission, allows
from app.office.standing import Standing
from app.processes.disclosure.draft_check import facts_as_typed
from app.processes.disclosure.letters import preview_facts, reply_text
from app.processes.disclosure.queries import latest_extension
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.similar import similar_requests
from app.processes.disclosure.withdrawal import may_be_withdrawn


def draft_of(case: Case, on: date, typed: Values | None = None) -> Draft | None:
    """Kind and facts of the reply as it stands, or with what is typed; None before an outcome is chosen."""
    request = request_of(case)
    if not request.outcome or request.outcome == "withdrawn":
        return None
    kind = reply_text(request, on)
    return kind, preview_facts(case, on) if typed is None else facts_as_typed(case, kind, on, typed)[0]


def signed_text(case: Case) -> str | None:
    """The hash that signatures must be bound to."""
    return request_of(case).draft_hash


def panel_of(case: Case, on: date) -> dict[str, Any]:
    """Similar earlier requests: a hint, never a decision."""
    return {"similar": similar_requests(case, on)}


def acts_of(case: Case, standing: Standing) -> list[dict[str, str]]:
    """What may be done beside the task: links with words."""
    offered = [
        (
            "申请延期",
            "disclosure.ask_extension",
            "calendar-event",
            Permission.REQUEST_EXTENSION,
            _may_be_extended,
        ),
        ("添加材料", "disclosure.add_papers", "paperclip", Permission.RECORD_DELIVERY, _is_open),
        (
            "登记撤回",
            "disclosure.ask_withdrawal",
            "x-circle",
            Permission.RECORD_WITHDRAWAL,
            _may_be_withdrawn_today,
        ),
    ]
    return [
        {"words": words, "href": url_for(endpoint, number=case.number), "icon": icon}
        for words, endpoint, icon, needed, is_time in offered
        if allows(needed, standing, case, standing.on) and is_time(case, standing.on)
    ]


def _is_open(case: Case, today: date) -> bool:
    return case.is_open


def _may_be_withdrawn_today(case: Case, today: date) -> bool:
    return may_be_withdrawn(case)


def _may_be_extended(case: Case, today: date) -> bool:
    """Once, up to the due day, and not while an extension is being decided."""
    asked, clock = latest_extension(case), clocks.clocks_of(case).running(ClockKind.REPLY)
    is_pending = asked is not None and not asked.decision
    return (
        case.is_open
        and not is_pending
        and clock is not None
        and not clock.extension_days
        and today <= clock.due_on
    )
