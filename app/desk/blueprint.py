"""The blueprint of the desk, and the frame it lays round every page of the office."""

from typing import Any

from flask import Blueprint, current_app, request

from app.casework.contract.platform import words_of
from app.desk import shell

bp = Blueprint("desk", __name__, url_prefix="/desk")
bp.app_context_processor(shell.for_pages)
bp.app_template_global()(words_of)

WITH_FILES = frozenset(
    {
        "desk.complete",
        "desk.change_rows",
        "desk.preview_draft",
        "desk.save_draft",
        "desk.add_papers",
        "desk.answer_asked",
        "desk.edit_texts",
    }
)


@bp.url_value_preprocessor
def widen_for_files(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Runs before the form is first read (by the CSRF check); other routes keep the small limit."""
    if request.method == "POST" and endpoint in WITH_FILES:
        request.max_content_length = current_app.config["UPLOAD_LIMIT"]
