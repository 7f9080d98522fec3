"""编辑稿 of an issued letter and of the draft, for everybody who may read the case."""

from flask import Response
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.commands import perform
from app.casework.contract.platform import platform
from app.casework.letters import editing_copies
from app.casework.letters.editing_copies import EditingCopy
from app.casework.models import Case
from app.casework.work.inbox import open_items_of
from app.casework.work.reading import readable_case
from app.desk.blueprint import bp
from app.desk.case_page import my_task
from app.web.access import current_standing, signed_in
from app.web.acting import acting
from app.web.downloads import attachment


@bp.get("/cases/<number>/letters/<int:letter_id>/editing-copy")
@signed_in
def download_letter_copy(number: str, letter_id: int) -> ResponseReturnValue:
    """The copy of one issued letter. Raises NotFound for a letter of another case."""
    case = readable_case(number, current_standing())
    return _recorded(case, editing_copies.copy_of_letter(case, letter_id))


@bp.get("/cases/<number>/draft/editing-copy")
@signed_in
def download_draft_copy(number: str) -> ResponseReturnValue:
    """The copy of the draft as the page shows it: for the drafter with what was typed and kept."""
    case = readable_case(number, current_standing())
    view = my_task(open_items_of(case))
    typed = view.values if view is not None and view.form.preview is not None else None
    draft = platform().process(case.process).texts.draft(case, timekeeping.today(), typed)
    return _recorded(case, editing_copies.copy_of_draft(case, draft))


def _recorded(case: Case, copy: EditingCopy) -> Response:
    perform(editing_copies.record_editing_copy, actor=acting(), now=timekeeping.now(), case_id=case.id,
            source=copy.source)  # fmt: skip
    return attachment(copy.data, copy.filename, editing_copies.MEDIA_TYPE)
