"""The blueprint of the portal and the size of what its upload routes take."""

from typing import Any

from flask import Blueprint, request

from app.quarantine.limits import LETTER_BYTES

bp = Blueprint("portal", __name__)
MEGABYTE = 1024 * 1024
LARGEST_FILE = 5 * MEGABYTE
MOST_FILES = 5
LARGEST_UPLOAD = 12 * LARGEST_FILE  # some files that are too large still get their sentence beside the field
LARGEST_CHECK = LETTER_BYTES + MEGABYTE  # a file to compare, and the form around it
UPLOAD_ROUTES = {
    "portal.fill_in": LARGEST_UPLOAD,
    "portal.save_draft": LARGEST_UPLOAD,
    "portal.answer": LARGEST_UPLOAD,
    "portal.verify_file": LARGEST_CHECK,
}


@bp.url_value_preprocessor
def widen_for_uploads(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Runs before the form is first read (by the CSRF check); other routes keep the small limit."""
    if request.method == "POST" and endpoint in UPLOAD_ROUTES:
        request.max_content_length = UPLOAD_ROUTES[endpoint]
