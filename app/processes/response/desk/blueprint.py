"""The blueprint, and the size of what its upload route takes."""

from typing import Any

from flask import Blueprint, current_app, request

bp = Blueprint("concerns", __name__, url_prefix="/desk/concerns", template_folder="../templates")
UPLOAD_ROUTES = frozenset({"concerns.register"})


@bp.url_value_preprocessor
def widen_for_uploads(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Runs before the form is first read (by the CSRF check); other routes keep the small limit."""
    if request.method == "POST" and endpoint in UPLOAD_ROUTES:
        request.max_content_length = current_app.config["UPLOAD_LIMIT"]


from app.processes.response.desk import level, register, withdrawal  # noqa: E402, F401  # register on bp
