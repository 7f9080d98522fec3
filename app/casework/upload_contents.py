"""Reads an uploaded file the way its kind demands, and counts what really comes out of it.

Each `inspect_…` answers whether the file has active content (macros, scripts, embedded files); it may raise
Unfit.
"""

import json
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.parsers import expat

from PIL import Image

from app.casework.upload_kinds import FACTS, PACKAGE, FileKind, kind_by_header

PROBE = Path(__file__).with_name("pdf_probe.py")
PROBE_SECONDS = 20
PIECE = 64 * 1024
MOST_ENTRIES = 5_000
LEAST_OUTPUT = 16 * 1024**2
MOST_OUTPUT = 300 * 1024**2
HIGHEST_RATIO = 100
MOST_PIXELS = 50_000_000
_ACTIVE_PARTS = ("vbaproject", "activex/", "embeddings/", "macrosheets/", "customui/", "scripts/")
_PDF_PROBLEMS = {
    "password": "设有打开密码，请取消密码后上传",
    "no_pages": "里面没有页面",
    "too_much": "解开后过大",
}


class Unfit(Exception):
    """Why a content cannot be taken; `found` continues the sentence "“name” …"."""

    def __init__(self, found: str):
        self.found = found
        super().__init__(found)


def inspect(data: bytes) -> tuple[FileKind | None, bool]:
    """The kind of the content (None: no allowed kind) and whether it is active. Raises Unfit."""
    kind = kind_by_header(data)
    if kind is FileKind.PDF:
        _refuse_second_nature(data)
        return kind, inspect_pdf(data)
    if kind in (FileKind.JPG, FileKind.PNG):
        _refuse_second_nature(data)
        return kind, inspect_picture(data, "JPEG" if kind is FileKind.JPG else "PNG")
    return inspect_package(data) if data.startswith(PACKAGE) else (None, False)


def _refuse_second_nature(data: bytes) -> None:
    """A picture or PDF that archive programs open too is two files, and one of them nobody has checked."""
    if zipfile.is_zipfile(BytesIO(data)):
        raise Unfit("同时又是压缩包，内容可疑")


def inspect_pdf(data: bytes) -> bool:
    """Run the probe, a program of its own with hard limits on memory and time."""
    try:
        command = [sys.executable, "-I", str(PROBE)]
        probe = subprocess.run(command, input=data, capture_output=True, timeout=PROBE_SECONDS, check=False)
        found = json.loads(probe.stdout or b"{}") if probe.returncode == 0 else {"problem": "too_much"}
    except subprocess.TimeoutExpired:
        found = {"problem": "too_much"}
    if "active" not in found:
        raise Unfit(_PDF_PROBLEMS.get(found.get("problem", ""), "是损坏的 PDF，无法打开"))
    return bool(found["active"])


def inspect_picture(data: bytes, picture_format: str) -> bool:
    """Decode the picture once, at a bounded size."""
    try:
        with Image.open(BytesIO(data), formats=[picture_format]) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise Unfit(f"有 {width}×{height} 像素，超过 {MOST_PIXELS // 10_000} 万像素，请缩小后上传")
            picture.draft("RGB", (max(1, width // 8), max(1, height // 8)))
            picture.load()
    except Unfit:
        raise
    except Exception as error:  # Pillow raises many kinds: whatever it is, the picture cannot be shown
        raise Unfit("是损坏的图片，无法打开") from error
    return False


def inspect_package(data: bytes) -> tuple[FileKind | None, bool]:
    """Read every part of a docx, xlsx or ofd through, counting what really comes out."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = [entry.filename for entry in package.infolist()]
            _check_names(names, package)
            kind = next((k for k, facts in FACTS.items() if facts.part and facts.part in names), None)
            if kind is None:
                return None, False
            active = _read_through(package, len(data), xml={FACTS[kind].part, "[Content_Types].xml"})
    except Unfit:
        raise
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, expat.ExpatError) as error:
        raise Unfit("已损坏，无法打开") from error
    except (NotImplementedError, RuntimeError, ValueError, EOFError, OSError) as error:
        raise Unfit("用了无法读取的压缩或加密方式") from error
    return kind, active or any(mark in name.lower() for name in names for mark in _ACTIVE_PARTS)


def _check_names(names: list[str], package: zipfile.ZipFile) -> None:
    if len(names) > MOST_ENTRIES:
        raise Unfit(f"里面有 {len(names)} 个部分，过多")
    if len(set(names)) != len(names):
        raise Unfit("里面有重名的部分，内容可疑")
    if any(name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") for name in names):
        raise Unfit("里面有指向文件之外的路径，内容可疑")
    if any(entry.flag_bits & 1 for entry in package.infolist()):
        raise Unfit("设有打开密码，请取消密码后上传")


def _read_through(package: zipfile.ZipFile, size: int, xml: set[str]) -> bool:
    """Whether the types named inside announce macros."""
    budget = _Budget(min(MOST_OUTPUT, max(LEAST_OUTPUT, size * HIGHEST_RATIO)))
    active = False
    for entry in package.infolist():
        parser, left = _strict_parser() if entry.filename in xml else None, entry.file_size
        for piece in _pieces(package, entry):
            budget.spend(len(piece))
            left -= len(piece)
            if parser is not None:
                parser.Parse(piece)
                active = active or b"macroenabled" in piece.lower()
        if parser is not None:
            parser.Parse(b"", True)
        if left != 0:
            raise Unfit("内部大小与实际不符，内容可疑")
    return active


def _pieces(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with package.open(entry) as part:
        while piece := part.read(PIECE):
            yield piece


class _Budget:
    """How much may still come out of a package."""

    def __init__(self, size: int):
        self.left = size

    def spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise Unfit("解开后过大，疑为压缩炸弹")


def _strict_parser() -> expat.XMLParserType:
    """An XML parser that refuses document types, and with them all entities."""

    def refuse(*_about: object) -> None:
        raise Unfit("里面有外部定义（DTD），内容可疑")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    return parser
