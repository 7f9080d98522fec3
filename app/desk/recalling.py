"""撤回文书 on the desk: which letter, and why."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.errors import NotFound
from app.casework.letters import recalls
from app.casework.models import Case, IssuedLetter
from app.casework.work.reading import readable_case
from app.database import db
from app.desk.blueprint import bp
from app.desk.confirming import attempt_shown
from app.office.permissions import Permission, check
from app.web.access import current_standing, requires
from app.web.acting import typed_values
from app.web.form_fields import form_view


@bp.get("/cases/<number>/letters/<int:letter_id>/recall")
@requires(Permission.RECALL_LETTER)
def ask_recall(number: str, letter_id: int) -> str:
    """Why it is taken back."""
    case, letter = _found(number, letter_id)
    recalls.check_may_be_recalled(letter)
    return _page(case, letter, {}, {})


@bp.post("/cases/<number>/letters/<int:letter_id>/recall")
@requires(Permission.RECALL_LETTER)
def recall_letter(number: str, letter_id: int) -> ResponseReturnValue:
    """Take it back; what is issued in its place at once is shown before it is numbered."""
    case, letter = _found(number, letter_id)
    typed = typed_values()
    if "back" in request.args:
        return _page(case, letter, typed, {})
    tried = attempt_shown(recalls.recall_letter, case, "撤回后重新制发", letter_id=letter_id, data=typed)
    if tried.errors:
        return _page(case, letter, typed, tried.errors), 422
    if tried.page is not None:
        return tried.page
    flash(f"已撤回 {letter.document_number}。{_what_follows(letter)}", "success")
    return redirect(url_for("desk.show_case", number=number))


def _what_follows(letter: IssuedLetter) -> str:
    found = recalls.recall_of(letter.id)
    later = found.replaced_by if found is not None else None
    return f"已重新制发 {later.document_number}" if later else "再制发同一种文书时，写明替代这一份"


def _found(number: str, letter_id: int) -> tuple[Case, IssuedLetter]:
    """Case and letter, if this may be done. Raises NotFound or NotAllowed."""
    case = readable_case(number, current_standing())
    check(Permission.RECALL_LETTER, current_standing(), case, timekeeping.today())
    letter = db.session.get(IssuedLetter, letter_id)
    if letter is None or letter.case_id != case.id:
        raise NotFound()
    return case, letter


def _page(case: Case, letter: IssuedLetter, typed: dict[str, Any], errors: dict[str, str]) -> str:
    view = form_view(recalls.RecallSchema(), typed, errors)
    is_made_anew = recalls.made_anew_by(letter) is not None
    return render_template("desk/recall.html", case=case, letter=letter, is_made_anew=is_made_anew,
                           fields=view.parts, errors=errors)  # fmt: skip
