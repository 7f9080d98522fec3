"""How much may be sent to pages of the portal: to its own and to those that processes bring."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, request

from app.quarantine.limits import LETTER_BYTES
from app.web.well_formed import MULTIPART

MEGABYTE = 1024 * 1024
LARGEST_FILE = 5 * MEGABYTE
MOST_FILES = 5
LARGEST_UPLOAD = 12 * LARGEST_FILE  # some files that are too large still get their sentence beside the field
LARGEST_CHECK = LETTER_BYTES + MEGABYTE  # a file to compare, and the form around it
LARGEST_TEXT = 128 * 1024
"""A form without files; the longest application takes some 27 KB as browsers send it."""
LARGEST_FIELD = 256 * 1024  # one field of a form with files; files are read in pieces of 64 KB, so not less
MOST_PARTS = 40


def limit_sending(bp: Blueprint, upload_routes: Mapping[str, int]) -> None:
    """Put these limits on a public blueprint. `upload_routes`: endpoint → bytes, where files are asked for."""

    @bp.url_value_preprocessor
    def limit_what_is_sent(endpoint: str | None, _values: dict[str, Any] | None) -> None:
        """Runs before the form is first read (by the CSRF check)."""
        if request.method != "POST":
            return
        with_files = upload_routes.get(endpoint or "") if request.mimetype == MULTIPART else None
        request.max_content_length = with_files or LARGEST_TEXT
        request.max_form_memory_size, request.max_form_parts = LARGEST_FIELD, MOST_PARTS
