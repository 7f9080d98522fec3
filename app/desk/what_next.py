"""After a task is completed: what was done, in whose hands the case is now, and the next task of one's own (下一件)."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.casework.acts.errors import NotFound
from app.casework.models import Case, WorkItem
from app.casework.models.cases import STATE_WORDS, CaseState
from app.casework.work.inbox import open_items_of
from app.casework.work.pressing import Pressing, most_pressing
from app.casework.work.reading import item_key, readable_item
from app.database import db
from app.desk import shell
from app.desk.rows import task_page
from app.office.standing import Standing
from app.web.access import current_standing


def leave_behind(number: str) -> ResponseReturnValue:
    """待办任务 instead of the page of a case whose reading ended with one's own act (a unit gave it back), named by
    `done` or `left` in the address. Raises NotFound for anybody else."""
    asked = request.args.get("done") or request.args.get("left", "")
    mine = select(WorkItem.id).join(WorkItem.case).where(
        WorkItem.id == item_key(asked), WorkItem.done_by_id == current_standing().person_id, Case.number == number
    )  # fmt: skip
    if db.session.scalar(mine) is None:
        raise NotFound()
    flash(f"办件 {number} 已经转出，您不再参与办理，不能再查看", "warning")
    return redirect(url_for("desk.show_inbox"))


def done_from_address(offers_next: bool = True, shown: Case | None = None) -> dict[str, Any] | None:
    """What the page tells above itself of the task named by `done` in the address; None unless this person did it.

    `offers_next`: not on a page that itself is the next one. `shown`: the case of the page, which may be read.
    """
    standing, asked = current_standing(), request.args.get("done", "")
    if not asked:
        return None
    try:
        item = _item(asked, standing, shown)
    except NotFound:
        return None
    if item.is_open or item.done_by_id != standing.person_id:
        return None
    outcome = f"：{item.outcome}" if item.outcome else ""
    return {
        "words": f"已办理“{item.title}”{outcome}，编号 {item.case.number}",
        "hands": hands_of(item.case, standing),
        "following": following(standing, item.case_id) if offers_next else None,
        "offers_next": offers_next,
    }


def _item(asked: str, standing: Standing, shown: Case | None) -> WorkItem:
    """Of the case that is shown by its key alone: the page asks for the same row when it looks what may be taken back.
    Raises NotFound."""
    item = db.session.get(WorkItem, item_key(asked)) if shown is not None else None
    if item is not None and shown is not None and item.case_id == shown.id:
        return item
    return readable_item(asked, standing)


def hands_of(case: Case, standing: Standing) -> str:
    """Who has the case now, or how it stands when nobody does."""
    rows = [_hand(item, standing) for item in open_items_of(case)]
    return f"接下来：{'；'.join(rows)}" if rows else f"办件{STATE_WORDS[CaseState(case.state)]}"


def _hand(item: WorkItem, standing: Standing) -> str:
    if item.assignee is None:
        return f"“{item.title}”，{item.unit.short_name or item.unit.name}待认领"
    if item.assignee_id == standing.person_id:
        return f"“{item.title}”，由本人办理"
    return f"“{item.title}”，{item.assignee.name}（{item.unit.short_name or item.unit.name}）"


def following(standing: Standing, case_id: int) -> dict[str, str] | None:
    """The most pressing other task: first of one's own, then of those that may be claimed; not one's own draft."""
    figures = shell.counters(standing)
    for box, total in (("mine", figures.mine), ("pool", figures.pool)):
        item = most_pressing(standing, box, case_id) if total else None
        if item is not None:
            return {"words": f"{item.number} {item.title}", "title": item.case_title, "href": _page_of(item)}
    return None


def _page_of(item: Pressing) -> str:
    """The page on which the item is worked on: a signature has its own."""
    if item.is_signature:
        return url_for("desk.show_signing", item_id=item.id)
    return task_page(item.number, item.id)
