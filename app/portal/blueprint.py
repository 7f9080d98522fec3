"""The blueprint of the portal and the size of what its upload routes take."""

from typing import Any

from flask import Blueprint, request

bp = Blueprint("portal", __name__)
MEGABYTE = 1024 * 1024
LARGEST_FILE = 5 * MEGABYTE
MOST_FILES = 5
LARGEST_UPLOAD = 12 * LARGEST_FILE  # some files that are too large still get their sentence beside the field
UPLOAD_ROUTES = frozenset({"portal.fill_in", "portal.save_draft", "portal.answer", "portal.verify_file"})


@bp.url_value_preprocessor
def widen_for_uploads(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Runs before the form is first read (by the CSRF check); other routes keep the small limit."""
    if request.method == "POST" and endpoint in UPLOAD_ROUTES:
        request.max_content_length = LARGEST_UPLOAD
