"""照抄比对: document and explaining text side by side, what stands in both marked in each."""

from datetime import date

from flask import render_template

from app import timekeeping
from app.casework.acts.errors import NotFound
from app.casework.models import Case
from app.law.copying import marked
from app.processes.interpretation.comparison import comparison
from app.processes.interpretation.desk.blueprint import bp
from app.processes.interpretation.package import own_case, texts_now
from app.processes.interpretation.vocabulary import DOCUMENT, MATERIAL
from app.web.access import current_standing, signed_in


def may_be_compared(case: Case, on: date) -> bool:
    """Both texts are there."""
    return {DOCUMENT, MATERIAL} <= set(texts_now(case))


@bp.get("/<number>/comparison")
@signed_in
def show_comparison(number: str) -> str:
    """Raises NotFound for a case without the two texts."""
    case, today = own_case(number, current_standing()), timekeeping.today()
    if not may_be_compared(case, today):
        raise NotFound()
    found = comparison(case, today)
    texts = [
        ("政策文件", list(marked(found.document, found.material))),
        ("文字解读", list(marked(found.material, found.document))),
    ]
    return render_template("interpretation/desk/comparison.html", case=case, found=found, texts=texts)
