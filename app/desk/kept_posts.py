"""没有提交的内容: after signing in again, what was being sent when the session had ended."""

import re

from flask import flash, g, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.models import WorkItem
from app.casework.work import kept_posts
from app.database import db
from app.desk.blueprint import bp
from app.web.access import KEPT_NAME, signed_in

TASK = re.compile(r"/desk/tasks/([0-9a-f-]{36})/(?:complete|draft|rows)")


@bp.get("/kept")
@signed_in
def show_kept() -> ResponseReturnValue:
    """What was typed, to be looked at and sent, or kept with the task. Nothing has been done with it."""
    found = kept_posts.kept_for(g.person.id, session.get(KEPT_NAME, ""), timekeeping.now())
    if found is None:
        return redirect(url_for("desk.show_inbox"))
    kept, pairs = found
    task = TASK.fullmatch(kept.path)
    return render_template(
        "desk/kept.html", kept=kept, pairs=pairs, shown=[value for _name, value in pairs if value.strip()],
        draft=url_for("desk.save_draft", item_id=task[1]) if task and is_mine(task[1]) else "",
    )  # fmt: skip


def is_mine(item_id: str) -> bool:
    """Only a task of one's own keeps a draft; one of the pool is sent as it is, or claimed first."""
    item = db.session.get(WorkItem, item_id)
    return item is not None and item.is_open and item.assignee_id == g.person.id


@bp.post("/kept/forget")
@signed_in
def forget_kept() -> ResponseReturnValue:
    """Not wanted any more."""
    kept_posts.forget(g.person.id, session.pop(KEPT_NAME, ""))
    flash("已删除没有提交的内容", "success")
    return redirect(url_for("desk.show_inbox"))
