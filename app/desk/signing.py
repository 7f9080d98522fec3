"""审签 for leaders, phone first: the list 待我审签, one page a case, and straight on to the next one."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.once import one_reading
from app.casework.contract.platform import platform
from app.casework.models import TextVersion, WorkItem
from app.casework.models.listed import ListedItem
from app.casework.models.work import SIGN_FORM
from app.casework.texts.changes import answered_by_hand, changes_for_hand
from app.casework.texts.opinions import opinions_of
from app.casework.texts.shown import texts_of
from app.casework.work import inbox
from app.casework.work.inbox import Filter
from app.casework.work.reading import readable_item
from app.desk import case_papers, case_view
from app.desk.blueprint import bp
from app.desk.opening import note_opening
from app.desk.rows import case_columns, item_rows
from app.desk.task_view import TaskView, task_view
from app.desk.text_rows import text_url
from app.desk.what_next import done_from_address
from app.office.permissions import Permission
from app.steps.finding import step_of
from app.steps.signoff import SignOff
from app.web.access import current_standing, requires, signed_in
from app.web.filters import short_moment
from app.web.row_links import links_to


def waiting_for_me() -> list[ListedItem]:
    """What waits for the person's signature or decision, in hand or to be taken, nearest due day first.

    Not what the person drafted: that waits for others, and the inbox says so.
    """
    standing, now, by = current_standing(), timekeeping.now(), Filter(forms=platform().forms_of_heads)
    mine = inbox.list_open(standing, "mine", by, now).rows
    pool = inbox.list_open(standing, "pool", by, now).rows
    return [item for item in (*mine, *pool) if standing.person_id not in item.drafter_ids]


@bp.get("/signing")
@requires(Permission.SIGN_IN_DESK)
def list_signing() -> str:
    """待我审签: number, title and button of a row all open the text that is to be signed."""
    now, standing = timekeeping.now(), current_standing()
    href, items = links_to("desk.show_signing", "item_id"), waiting_for_me()
    ways = [
        {
            "href": href(one.id),
            "verb": {"words": "审签" if one.is_signature else "审批", "href": href(one.id)},
        }
        for one in items
    ]
    rows = [row | way for row, way in zip(item_rows(items, now, standing), ways, strict=True)]
    return render_template("desk/signing_list.html", rows=rows, today=now.date(), done=done_from_address())


@bp.get("/signing/<uuid:item_id>")
@signed_in
def show_signing(item_id: UUID) -> ResponseReturnValue:
    """The texts to sign; an item that is done leads to its case, one that is no signature to its task there."""
    item = readable_item(item_id, current_standing())
    if not item.is_open:
        return redirect(url_for("desk.show_case", number=item.case.number))
    if item.form != SIGN_FORM:
        done = request.args.get("done")
        href = url_for("desk.show_case", number=item.case.number, task=item.id, done=done, _anchor="task")
        return redirect(href)
    if note_opening(item):
        item = readable_item(item_id, current_standing())
    with one_reading():
        return signing_page(task_view(item, current_standing()))


@one_reading()
def signing_page(view: TaskView) -> str:
    """The texts whole, the opinions so far, what happens next, two buttons."""
    case, now = view.item.case, timekeeping.now()
    queue = waiting_for_me()
    given = case_view.opinions_of(case, current_standing().person_id)
    enclosed = platform().process(case.process).texts.enclosures(case, current_standing())
    return render_template(
        "desk/signing.html", view=view, case=case, head=case_columns(case, now),
        texts=_texts(view.item, now.date()), signatures=given[::-1], reason=_reason(case),
        enclosed=enclosed, enclosures=case_papers.enclosure_rows(case, enclosed) if enclosed else [],
        done=done_from_address(offers_next=False), **_neighbours(queue, view.item),
    )  # fmt: skip


def _texts(item: WorkItem, today: date) -> list[dict[str, Any]]:
    """What is signed here, each text with its version and what it says."""
    step = step_of(item.case, SignOff)
    shown = texts_of(item.case, today, step.slots_now(item.case) if step is not None else ())
    person_id = current_standing().person_id
    changes = changes_for_hand(item.case, item, person_id, [one.version for one in shown])
    known = {one.id for one in answered_by_hand(item.case, item, person_id).values()}
    return [
        {
            "title": one.title, "version": one.version_words, "by": _author(one.version),
            "at": short_moment(one.version.made_at), "is_unchanged": one.is_unchanged, "markup": one.markup,
            "lines": one.lines, "files": [case_papers.document_row(item.case, file) for file in one.files],
            "words": one.words, "change": changes.get(one.version.slot), "is_known": one.version.id in known,
            "href": text_url(item.case, one.version),
        }
        for one in shown
    ]  # fmt: skip


def _author(version: TextVersion) -> str:
    return version.author.name if version.author else ""


def _reason(case: Any) -> dict[str, str] | None:
    """What the drafter said when sending the letter to be signed."""
    said = [one for one in opinions_of(case) if one.text and not one.texts]
    return {"who": said[-1].person.name, "title": said[-1].title, "text": said[-1].text} if said else None


def _neighbours(queue: list[ListedItem], item: WorkItem) -> dict[str, Any]:
    ids = [one.id for one in queue]
    at = ids.index(item.id) if item.id in ids else -1
    place = (at + 1, len(ids)) if at >= 0 else None
    return {
        "place": place,
        "previous": ids[at - 1] if at > 0 else None,
        "following": ids[at + 1] if 0 <= at < len(ids) - 1 else None,
    }


def after_signing(result: dict[str, Any]) -> ResponseReturnValue:
    """To the next letter, or to the list when nothing waits any more; what was said is told above it."""
    queue, done = waiting_for_me(), result["item"]
    if not queue:
        return redirect(url_for("desk.list_signing", done=done))
    return redirect(url_for("desk.show_signing", item_id=queue[0].id, done=done))
