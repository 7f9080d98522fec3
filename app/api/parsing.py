"""Reading JSON and multipart bodies: malformed ones are answered in Chinese, like every other refusal."""

from collections.abc import Container, Mapping
from contextlib import nullcontext
from typing import Any

from flask import request
from marshmallow import Schema
from werkzeug.datastructures import FileStorage

from app.casework.acts.errors import FileRefused
from app.casework.papers.materials import with_reading
from app.casework.papers.uploads import CheckedUpload, check_upload, turn
from app.law.errors import InvalidInput
from app.quarantine.turns import Turn
from app.web.typed import file_fields, is_read, read_typed

MULTIPART = "multipart/form-data"
FILES = "files"
MOST_FILES = 10
UPLOAD_LIMIT = 5 * 1024 * 1024
BODY_LIMIT = 30 * 1024 * 1024


def json_body() -> dict[str, Any]:
    """The JSON object of the request. Raises InvalidInput for anything else."""
    body = request.get_json(silent=True)
    if not request.is_json and request.content_length:  # as curl sends it, unless told otherwise
        raise InvalidInput("请求头 Content-Type 应为 application/json", code="bad_json")
    if not isinstance(body, dict):
        raise InvalidInput("请求内容应为 JSON 对象", code="bad_json")
    return body


def text_in(body: Mapping[str, Any], name: str) -> str:
    """A text of the body; "" where it is left out or null. Raises InvalidInput beside the field for anything else."""
    found = body.get(name)
    if found is not None and not isinstance(found, str):
        raise InvalidInput(fields={name: "应为文字"})
    return found or ""


def form_or_json() -> tuple[dict[str, Any], list[CheckedUpload]]:
    """The fields and checked files (parts named `files`) of a multipart call, or the JSON object of an ordinary one."""
    request.max_content_length = BODY_LIMIT
    if request.mimetype == MULTIPART:
        return request.form.to_dict(), uploads({FILES})[FILES]
    return json_body(), []


def form_values(schema: Schema) -> dict[str, Any]:
    """What is sent for the form of a task: JSON, or multipart when it has files (parts of the fields' names)."""
    request.max_content_length = BODY_LIMIT
    if request.mimetype != MULTIPART:
        return json_body()
    names = set(file_fields(schema))
    files = uploads(names, read={name for name in names if is_read(schema, name)})
    return {**read_typed(schema, request.form), **{name: found for name, found in files.items() if found}}


def uploads(names: set[str], read: Container[str] = ()) -> dict[str, list[CheckedUpload]]:
    """The files of the call by the name of their part, checked by content in one turn; those of `read` are texts.

    Raises InvalidInput for a part of another name, FileRefused, TooManyAtOnce.
    """
    chosen = [(name, file) for name, file in request.files.items(multi=True) if file.filename]
    if strange := {name: f"没有名为 {name} 的文件项" for name, _file in chosen if name not in names}:
        raise InvalidInput(fields=strange)
    if len(chosen) > MOST_FILES:
        raise InvalidInput(fields={chosen[0][0]: f"一次最多上传 {MOST_FILES} 个文件"})
    found: dict[str, list[CheckedUpload]] = {name: [] for name in names}
    with turn() if chosen else nullcontext() as mine:
        for name, file in chosen:
            found[name].append(_checked(name, file, mine, name in read))
    return found


def _checked(name: str, file: FileStorage, mine: Turn | None, is_text: bool) -> CheckedUpload:
    try:
        upload = check_upload(file.filename or "", file.read(), limit=UPLOAD_LIMIT, mine=mine)
        return with_reading(upload, mine) if is_text and mine is not None else upload
    except FileRefused as refused:
        raise type(refused)(refused.message, fields={name: refused.message}) from refused
