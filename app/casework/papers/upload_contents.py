"""What an uploaded file really is, and whether it can be taken. It is opened in the quarantine, never here."""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from app.casework.papers.upload_kinds import PACKAGE, FileKind, kind_by_header
from app.quarantine.limits import CALL_PIXELS, PIXELS
from app.quarantine.turns import Look, Turn

_PICTURES = {FileKind.JPG: "JPEG", FileKind.PNG: "PNG"}
_DAMAGED = {FileKind.PDF: "是损坏的 PDF，无法打开", FileKind.JPG: "是损坏的图片，无法打开",
            FileKind.PNG: "是损坏的图片，无法打开"}  # fmt: skip
_PROBLEMS = {
    "too_many_pixels": f"有 {{width}}×{{height}} 像素，超过 {PIXELS // 10_000} 万像素，请缩小后上传",
    "call_pixels": f"没有接收：一次上传的图片合计不能超过 {CALL_PIXELS // 10_000} 万像素，请缩小或者分次上传",
    "call_time": "没有接收：这次上传的文件打开太慢，请分次上传",
    "too_much": "解开后过大或者过于复杂，无法接收，请另存或者拆分后上传",
    "too_long": "的文字过长，请拆分后上传",
    "bomb": "解开后过大，疑为压缩炸弹",
    "password": "设有打开密码，请取消密码后上传",
    "package_password": "设有打开密码，请取消密码后上传",
    "no_pages": "里面没有页面",
    "damaged": "已损坏，无法打开",
    "unusual": "用了无法读取的压缩或加密方式",
    "too_many_parts": "里面有 {parts} 个部分，过多",
    "same_names": "里面有重名的部分，内容可疑",
    "paths": "里面有指向文件之外的路径，内容可疑",
    "false_size": "内部大小与实际不符，内容可疑",
    "macros": "是启用宏的 Word 或者 Excel 文件（docm、xlsm），请另存为不含宏的 docx、xlsx 或者 PDF 后上传",
    "document_type": "里面有外部定义（DTD），内容可疑",
}
_TOO_LARGE = frozenset({"too_many_pixels", "call_pixels"})


class Unfit(Exception):
    """Why a content cannot be taken; `found` continues the sentence "“name” …"."""

    def __init__(self, found: str, *, is_too_large: bool = False):
        self.found, self.is_too_large = found, is_too_large
        super().__init__(found)


def inspect(data: bytes, turn: Turn) -> tuple[FileKind | None, bool]:
    """The kind of the content (None: no allowed kind) and whether it is active: macros, scripts, embedded files,
    parts fetched from elsewhere. Raises Unfit."""
    kind = kind_by_header(data)
    if kind is not None and zipfile.is_zipfile(BytesIO(data)):
        # A picture or PDF that archive programs open too is two files, and one of them nobody has checked.
        raise Unfit("同时又是压缩包，内容可疑")
    if kind in _PICTURES:
        _fit(turn.look_at_picture(data, _PICTURES[kind]), kind)
        return kind, False
    if kind is not None:
        return kind, bool(_fit(turn.look(Look.PDF, data), kind)["active"])
    if not data.startswith(PACKAGE):
        return None, False
    found = _fit(turn.look(Look.PACKAGE, data), None)
    return FileKind(found["kind"]) if found["kind"] else None, bool(found["active"])


def _fit(found: Mapping[str, Any], kind: FileKind | None) -> Mapping[str, Any]:
    """What was found, if it is no problem."""
    problem = found.get("problem")
    if problem is None:
        return found
    words = _PROBLEMS.get(problem) or _DAMAGED.get(kind, "已损坏，无法打开")  # type: ignore[arg-type]
    raise Unfit(words.format_map(found), is_too_large=problem in _TOO_LARGE)


def why_unreadable(problem: str) -> str:
    """The sentence for a problem of reading a text."""
    return _PROBLEMS.get(problem, "的文字无法读取，请另存后上传")


def pages_of(data: bytes, turn: Turn) -> int | None:
    """How many pages an accepted file has; None where they cannot be counted without laying it out."""
    kind = kind_by_header(data)
    if kind is FileKind.PDF:
        return turn.look(Look.PDF, data).get("pages")
    return 1 if kind in _PICTURES else None
