"""The letter as it would read with what is typed, while it is typed: nothing is sent, nothing is kept."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.casework.acts.errors import NotFound
from app.casework.contract.platform import platform
from app.casework.work.reading import readable_item
from app.desk.blueprint import bp
from app.desk.case_page import case_page, letter_of, letter_words
from app.desk.sent import sent_values, with_notes
from app.desk.task_view import task_view
from app.web.access import current_standing, signed_in


@bp.post("/tasks/<uuid:item_id>/preview")
@signed_in
def preview_draft(item_id: UUID) -> ResponseReturnValue:
    """更新预览: the whole page again by the button; preview and checks alone while somebody types (htmx)."""
    item = readable_item(item_id, current_standing())
    if not item.is_open:
        return redirect(url_for("desk.show_case", number=item.case.number))
    typed, problems = sent_values(item)
    view = task_view(item, current_standing(), with_notes(typed), problems)
    if not view.is_open_to_me or view.form.preview is None:
        raise NotFound()
    if "HX-Request" not in request.headers:
        return case_page(item.case, view)
    words = letter_words(item.case, platform().process(item.case.process))
    return render_template(
        "desk/_live.html", view=view, letter=letter_of(item.case, view), letter_words=words
    )
