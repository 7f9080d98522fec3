"""Reads one JSON attachment of a PDF: what a letter of ours says about itself."""

import io
import json
from typing import Any

import pikepdf

from app.quarantine.inside.pdf import PAST_LIMIT, limit_streams
from app.quarantine.limits import ATTACHMENT_BYTES, LETTER_STREAM_BYTES


def read(data: bytes, name: str) -> dict[str, Any]:
    """`{"attached": value}` or the problem."""
    limit_streams(LETTER_STREAM_BYTES)
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            content = document.attachments[name].get_file().read_bytes()
    except pikepdf.DataDecodingError as error:
        return {"problem": "too_much" if PAST_LIMIT in str(error) else "unreadable"}
    if len(content) > ATTACHMENT_BYTES:
        return {"problem": "too_much"}
    return {"attached": json.loads(content)}
