"""文书核验: by the code on a letter, or by comparing a PDF with what is kept. Never shows the content."""

from typing import Any

from flask import redirect, render_template, request, url_for

from app.casework.acts.errors import FileRefused
from app.casework.letters.issuing import letter_by_code
from app.casework.letters.recalls import recall_of, words_of
from app.casework.letters.verification import Checked, check_file
from app.letters import normalise_code
from app.letters.reading import LARGEST
from app.portal.blueprint import bp
from app.portal.uploads import size_of
from app.web.access import public
from app.web.filters import file_size
from app.web.limits import Sending, limited

MISTYPED = "核验码由 12 位字母和数字组成，请核对是否输错"
UNKNOWN = "没有这个核验码对应的文书，请核对核验码；确认无误的，请联系制发机关"


@bp.get("/verify")
@public
def verify() -> str:
    """Ask for a code or a file."""
    return render_template("portal/verify.html", typed="", errors={}, checked=None)


@bp.post("/verify")
@public
def verify_code() -> Any:
    """From what was typed to the address of that code."""
    typed = request.form.get("code", "").strip()[:40]
    code = normalise_code(typed)
    if code is None:
        words = MISTYPED if typed else "请填写核验码"
        return render_template("portal/verify.html", typed=typed, errors={"code": words}, checked=None), 422
    return redirect(url_for(".verified", code=code))


@bp.get("/verify/<code>")
@public
def verified(code: str) -> Any:
    """Organ, title, number, day and hash of the letter with this code."""
    normal = normalise_code(code)
    letter = letter_by_code(normal) if normal else None
    if letter is None:
        errors = {"code": UNKNOWN if normal else MISTYPED}
        return render_template("portal/verify.html", typed=code[:40], errors=errors, checked=None), 404
    found = recall_of(letter.id)
    return render_template("portal/verified.html", letter=letter, recalled=words_of(found) if found else "")


@bp.post("/verify/file")
@public
@limited(Sending.CHECK)
def verify_file() -> Any:
    """Compare a PDF with what is kept, by its SHA-256. The file is not kept."""
    file = request.files.get("pdf")
    if file is None or not file.filename:
        return _refused("请选择要核验的 PDF 文件", 422)
    if size_of(file) > LARGEST:
        return _refused(
            f"文件大小为 {file_size(size_of(file))}，超过 {file_size(LARGEST)}，不是本平台制发的文书", 413
        )
    try:
        checked: Checked = check_file(file.stream.read())
    except FileRefused as refused:
        return _refused(refused.message, refused.status)
    return render_template("portal/verify.html", typed="", errors={}, checked=checked)


def _refused(sentence: str, status: int) -> tuple[str, int]:
    return render_template("portal/verify.html", typed="", errors={"pdf": sentence}, checked=None), status
