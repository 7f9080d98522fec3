"""Sending a stored paper: always as an attachment, never sniffed, never run."""

from urllib.parse import quote

from flask import Response

from app.casework.models import Document
from app.casework.papers.documents import read_document

POLICY = "sandbox; default-src 'none'"


def download(document: Document) -> Response:
    """The bytes of a paper, checked against their hash. Raises FileMissing or FileDamaged."""
    return attachment(read_document(document), document.filename, document.file.media_type)


def attachment(data: bytes, filename: str, media_type: str) -> Response:
    """Bytes as a file to be saved, kept by no cache."""
    response = Response(data, mimetype=media_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(filename)}"
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
