"""The page between a form and the letters that it would number: each letter as it would go out, then 确认制发."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.letters.confirming import Shown, mark_of, would_issue
from app.casework.models import WorkItem
from app.casework.run.workflow import diagrams_of
from app.casework.work import work_items
from app.desk.sent import with_notes
from app.engine.behind import operations_behind
from app.letters import preview_html
from app.web.acting import acting
from app.web.typed import OURS

CONFIRMED = "letters_seen"


def confirmed() -> str | None:
    """The mark of the letters that the page showed; None when nobody was asked."""
    return request.form.get(CONFIRMED) or None


def asks_first(item: WorkItem, typed: dict[str, Any]) -> ResponseReturnValue | None:
    """The page, when completing this task would number a letter that has not been shown. Raises what the act raises."""
    if confirmed() is not None or not _may_number(item, typed):
        return None
    shown = would_issue(
        work_items.complete,
        actor=acting(),
        now=timekeeping.now(),
        case_id=item.case_id,
        item_id=item.id,
        data=typed,
    )
    return _page(item, typed, shown) if shown else None


def _may_number(item: WorkItem, typed: dict[str, Any]) -> bool:
    """Whether the drawing has anything done by the system right behind this task, on the way that is typed."""
    if item.is_signature:
        return False
    run = item.run
    return run is not None and bool(operations_behind(diagrams_of(run.diagram_hash), item.node, typed))


def _page(item: WorkItem, typed: dict[str, Any], shown: list[Shown]) -> str:
    ours = OURS | {CONFIRMED}
    sent = [(name, value) for name, value in request.form.items(multi=True) if name not in ours]
    letters = [(one.kind.title, one.recipient, preview_html(one.kind, one.facts)) for one in shown]
    return render_template(
        "desk/confirm_letters.html", item=item, case=item.case, letters=letters, sent=[*sent, *_notes(typed)],
        mark=mark_of(shown), mark_name=CONFIRMED, action=url_for("desk.complete", item_id=item.id),
    )  # fmt: skip


def _notes(typed: dict[str, Any]) -> list[tuple[str, str]]:
    """Files that were chosen wait; the page carries the notes of them."""
    waiting = {name: notes for name, notes in with_notes(typed).items() if notes is not typed[name]}
    return [(f"kept.{name}", note) for name, notes in waiting.items() for note, _filename in notes]
