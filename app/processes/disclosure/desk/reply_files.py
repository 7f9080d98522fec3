"""答复附件: what is handed over with the reply, added and taken out by who finds the information and drafts."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.commands import UseCase, perform
from app.casework.models import Case
from app.law.errors import RuleViolation
from app.processes.disclosure import reply_file_acts
from app.processes.disclosure.desk.blueprint import bp
from app.processes.disclosure.desk.case_card import enclosures_of
from app.processes.disclosure.own_case import own_case
from app.processes.disclosure.reply_files import files_of
from app.web.access import current_standing, signed_in
from app.web.acting import acting, sending_key, typed_values
from app.web.chosen_files import ACCEPT, chosen_files
from app.web.fields import FieldView
from app.web.form_fields import form_view

Errors = dict[str, str]
Notes = list[tuple[str, str]]
LARGEST_ID = 2**31 - 1


@bp.get("/<number>/files")
@signed_in
def show_reply_files(number: str) -> ResponseReturnValue:
    """The list, and the ways to change it for the drafter."""
    return _page(own_case(number, current_standing()))


@bp.post("/<number>/files")
@signed_in
def add_reply_files(number: str) -> ResponseReturnValue:
    """Files chosen by the drafter."""
    case, chosen = own_case(number, current_standing()), chosen_files()
    if chosen.problem or not chosen.uploads:
        return _page(case, {"files": chosen.problem or "请选择文件"}, notes=chosen.notes), 422
    files = reply_file_acts.counted(chosen.uploads)
    if refused := _refusal(reply_file_acts.add_reply_files, case, files=files):
        return _page(case, _words(refused)), refused.status
    return _done(number, f"已添加 {len(files)} 份答复附件")


@bp.post("/<number>/files/paper")
@signed_in
def add_paper_copy(number: str) -> ResponseReturnValue:
    """A copy on paper, described."""
    case, typed = own_case(number, current_standing()), typed_values()
    if refused := _refusal(reply_file_acts.add_paper_copy, case, data=typed):
        return _page(case, paper_errors=_words(refused), typed=typed), refused.status
    return _done(number, "已登记纸质件")


@bp.post(f"/<number>/files/<int(max={LARGEST_ID}):file_id>/removal")
@signed_in
def remove_reply_file(number: str, file_id: int) -> ResponseReturnValue:
    """Take one out."""
    case = own_case(number, current_standing())
    if refused := _refusal(reply_file_acts.remove_reply_file, case, file_id=file_id):
        return _page(case, _words(refused)), refused.status
    return _done(number, "已移除，不再列入答复书；文件留在案卷内")


@bp.post(f"/<number>/files/<int(max={LARGEST_ID}):file_id>/reason")
@signed_in
def keep_reply_file(number: str, file_id: int) -> ResponseReturnValue:
    """Why a file in which something was found goes out all the same."""
    case, said = own_case(number, current_standing()), typed_values().get(f"reason-{file_id}", "")
    if refused := _refusal(reply_file_acts.keep_reply_file, case, file_id=file_id, data={"reason": said}):
        return _page(case, _words(refused), answered={file_id: said}), refused.status
    return _done(number, "已记录理由，审签人将一并看到")


def _refusal(use: UseCase, case: Case, **arguments: Any) -> RuleViolation | None:
    """One act; what refuses it, if anything does."""
    try:
        perform(use, actor=acting(), now=timekeeping.now(), key=sending_key(), case_id=case.id, **arguments)
    except RuleViolation as refused:
        return refused
    return None


def _words(refused: RuleViolation) -> Errors:
    return dict(refused.fields) or {"": refused.message}


def _done(number: str, words: str) -> ResponseReturnValue:
    flash(words, "success")
    return redirect(url_for(".show_reply_files", number=number))


def _page(case: Case, errors: Errors | None = None, *, notes: Notes | None = None,
          paper_errors: Errors | None = None, typed: dict[str, Any] | None = None,
          answered: dict[int, str] | None = None) -> str:  # fmt: skip
    enclosed = enclosures_of(case, current_standing())
    chooser = FieldView(
        "files", "文件", error=(errors or {}).get("files", ""), required=not notes, type="file", accept=ACCEPT,
        multiple=True, hint="PDF、OFD、DOCX、XLSX、JPG、PNG，合计不超过 30 MB。文件名写入附件说明，请先改成正式名称",
    )  # fmt: skip
    return render_template(
        "disclosure/desk/reply_files.html", case=case, files=files_of(case), chooser=chooser, notes=notes or [],
        errors=errors or {}, note=enclosed.note if enclosed else "", may_change=bool(enclosed and enclosed.edit_href),
        paper=form_view(reply_file_acts.PaperCopySchema(), typed or {}, paper_errors or {}),
        paper_errors=paper_errors or {}, keeping=_keeping(case, errors or {}, answered or {}),
    )  # fmt: skip


def _keeping(case: Case, errors: Errors, answered: dict[int, str]) -> dict[int, FieldView]:
    """The question for each file in which something was found; `answered`: what was just typed for one of them."""
    return {
        one.id: FieldView(
            f"reason-{one.id}", "仍然提供的理由", value=answered.get(one.id, one.kept_why), required=True,
            error=errors.get("reason", "") if one.id in answered else "", type="textarea", maxlength=300, rows=2,
            hint="如：号码为申请人本人的；已征得权利人书面同意；公示内容依法应当公开",
        )
        for one in files_of(case) if one.findings
    }  # fmt: skip
