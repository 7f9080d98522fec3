"""Uploaded diagram files: what may be sent, and what they are checked together with."""

import re
from collections.abc import Iterable

from werkzeug.datastructures import FileStorage

from app.casework.contract.platform import platform
from app.casework.contract.process import Process
from app.casework.models import DiagramVersion
from app.engine.diagrams import DiagramSet
from app.engine.errors import DiagramError
from app.engine.lint import Finding, check_diagrams
from app.law.errors import InvalidInput

NAME = re.compile(r"[\w.-]{1,80}\.(bpmn|dmn)")
LARGEST = 512 * 1024
MOST_FILES = 20


def uploaded_files(uploads: Iterable[FileStorage]) -> dict[str, bytes]:
    """The files by name. Raises InvalidInput beside `files`."""
    files: dict[str, bytes] = {}
    for upload in uploads:
        name = (upload.filename or "").replace("\\", "/").rpartition("/")[2]
        data = upload.read()
        if name or data:
            files[name] = _checked(name, data, files)
    if not files:
        raise _refused("请选择要上传的 .bpmn 或 .dmn 文件")
    return files


def _checked(name: str, data: bytes, before: dict[str, bytes]) -> bytes:
    if not NAME.fullmatch(name):
        raise _refused(f"文件名“{name[:60]}”不能用：须以 .bpmn 或 .dmn 结尾，用字母、数字、汉字、- 和 _")
    if name in before or len(before) >= MOST_FILES:
        raise _refused(f"文件 {name} 重复，或者文件超过 {MOST_FILES} 个")
    if not data or len(data) > LARGEST:
        raise _refused(f"文件 {name} 是空文件或者超过 {LARGEST // 1024} KB")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _refused(f"文件 {name} 不是 UTF-8 编码") from error
    return data


def together(
    process: Process, files: dict[str, bytes], newest: DiagramVersion | None, alone: bool
) -> DiagramSet:
    """The uploaded files over those of the newest version, or alone."""
    kept = {} if alone or newest is None else {name: text.encode() for name, text in newest.files.items()}
    return DiagramSet(process.drawing.main, kept | files)


def findings_of(process: Process, diagrams: DiagramSet) -> list[Finding]:
    """All that is wrong with them, each with file and element."""
    try:
        return check_diagrams(diagrams, platform().vocabulary_of(process))
    except DiagramError as error:
        return [Finding("（整套）", process.drawing.main, error.message)]


def _refused(words: str) -> InvalidInput:
    return InvalidInput(fields={"files": words})
