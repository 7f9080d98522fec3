"""Reading JSON and multipart bodies: malformed ones are answered in Chinese, like every other refusal."""

from typing import Any

from flask import request

from app.casework.papers.uploads import CheckedUpload, check_upload, turn
from app.law.errors import InvalidInput

MOST_FILES = 10
UPLOAD_LIMIT = 5 * 1024 * 1024
BODY_LIMIT = 30 * 1024 * 1024


def json_body() -> dict[str, Any]:
    """The JSON object of the request. Raises InvalidInput for anything else."""
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise InvalidInput("请求内容应为 JSON 对象", code="bad_json")
    return body


def form_or_json() -> tuple[dict[str, Any], list[CheckedUpload]]:
    """The fields and checked files of a multipart call, or the JSON object of an ordinary one."""
    request.max_content_length = BODY_LIMIT
    if request.mimetype == "multipart/form-data":
        return request.form.to_dict(), uploads()
    return json_body(), []


def uploads() -> list[CheckedUpload]:
    """All files of the call, checked by content in one turn. Raises FileRefused, TooManyAtOnce."""
    files = [file for file in request.files.getlist("files") if file.filename]
    if len(files) > MOST_FILES:
        raise InvalidInput(fields={"files": f"一次最多上传 {MOST_FILES} 个文件"})
    if not files:
        return []
    with turn() as mine:
        return [
            check_upload(file.filename or "", file.read(), limit=UPLOAD_LIMIT, mine=mine) for file in files
        ]


def page_number() -> int:
    """?page=, at least 1; nonsense is page 1."""
    text = request.args.get("page", "1")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 1
