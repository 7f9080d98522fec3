"""The blueprint, and the size of what its upload routes take."""

from typing import Any

from flask import Blueprint, current_app, request

bp = Blueprint("disclosure", __name__, url_prefix="/desk/disclosure", template_folder="../templates")
UPLOAD_ROUTES = frozenset(
    f"disclosure.{view}"
    for view in (
        "register",
        "add_reply_files",
        "record_search",
        "correct_search",
        "record_proceeding",
        "register_correction",
        "propose",
        "settle_proceeding",
    )
)


@bp.url_value_preprocessor
def widen_for_uploads(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Runs before the form is first read (by the CSRF check); other routes keep the small limit."""
    if request.method == "POST" and endpoint in UPLOAD_ROUTES:
        request.max_content_length = current_app.config["UPLOAD_LIMIT"]


from app.processes.disclosure.desk import (  # noqa: E402, F401  # register on bp
    case_acts,
    comparing,
    converting,
    correcting,
    correction_register,
    evaluating,
    excess,
    judging,
    passing_on,
    payments,
    proceedings,
    register,
    registered,
    reply_files,
    searching,
)
