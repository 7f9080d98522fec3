"""Pages: the catalogue of letters, and one kind with its sample."""

from flask import abort, render_template

from app.admin.blueprint import bp
from app.casework.contract.platform import platform
from app.casework.terms import clocks
from app.law.remedies import REMEDY_CLASSES
from app.letters import LetterKind, UnknownLetterKind, preview_html
from app.office.permissions import Permission
from app.web.access import requires

RECIPIENTS = {"applicant": "当事人", "third_party": "第三方", "organ": "其他机关", "internal": "内部"}
FORMATS = {
    "letter": "信函格式",
    "redhead": "红头公文",
    "form": "表格",
    "sheet": "红头单",
    "register": "登记簿",
}
TYPES = {"string": "文字", "text": "段落", "date": "日期", "integer": "整数", "amount": "金额", "list": "多项",
         "choice": "选项", "rows": "表格"}  # fmt: skip
BY_OUTCOME = {"by_outcome": "与所转述的决定相同"}


@bp.get("/letters")
@requires(Permission.ADMINISTER_OFFICE)
def list_letters() -> str:
    """Every kind in the order of the official list."""
    return render_template("admin/letters.html", kinds=list(platform().catalogue), recipients=RECIPIENTS,
                           remedies={**REMEDY_CLASSES, **BY_OUTCOME})  # fmt: skip


@bp.get("/letters/<name>")
@requires(Permission.ADMINISTER_OFFICE)
def show_letter(name: str) -> str:
    """When to use it, what it needs, and how it reads with sample facts."""
    kind = kind_or_404(name)
    preview = preview_html(kind, kind.sample_facts(clocks.parameters()))
    return render_template(
        "admin/letter.html", kind=kind, preview=preview, recipients=RECIPIENTS,
        formats=FORMATS, types=TYPES, remedies={**REMEDY_CLASSES, **BY_OUTCOME},
    )  # fmt: skip


def kind_or_404(name: str) -> LetterKind:
    """The kind of this name, or the page that says so."""
    try:
        return platform().catalogue.kind(name)
    except UnknownLetterKind:
        abort(404)
