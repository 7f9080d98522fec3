"""Kinds of files that may be uploaded, told apart by their content, never by their name."""

from dataclasses import dataclass
from enum import StrEnum


class FileKind(StrEnum):
    """The allow list: what a reading room and an archive can open in thirty years."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    OFD = "ofd"
    JPG = "jpg"
    PNG = "png"


ALL_KINDS = frozenset(FileKind)


@dataclass(frozen=True)
class KindFacts:
    """How a kind is called and served."""

    title: str
    media_type: str
    extensions: tuple[str, ...]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_WORD, _EXCEL = f"{_OFFICE}.wordprocessingml.document", f"{_OFFICE}.spreadsheetml.sheet"
FACTS: dict[FileKind, KindFacts] = {
    FileKind.PDF: KindFacts("PDF", "application/pdf", ("pdf",)),
    FileKind.DOCX: KindFacts("Word 文档", _WORD, ("docx",)),
    FileKind.XLSX: KindFacts("Excel 表格", _EXCEL, ("xlsx",)),
    FileKind.OFD: KindFacts("OFD 版式文件", "application/ofd", ("ofd",)),
    FileKind.JPG: KindFacts("JPEG 图片", "image/jpeg", ("jpg", "jpeg")),
    FileKind.PNG: KindFacts("PNG 图片", "image/png", ("png",)),
}
_VIDEOS = (
    b"\x1aE\xdf\xa3",
    b"FLV\x01",
    b"\x00\x00\x01\xba",
    b"0&\xb2u\x8ef\xcf\x11",
)  # mkv webm, flv, mpg, wmv
_PICTURES_IN_BOXES = (b"heic", b"heix", b"mif1", b"avif", b"crx ")
PACKAGE = b"PK\x03\x04"
_HEADERS: tuple[tuple[bytes, FileKind], ...] = (
    (b"%PDF-", FileKind.PDF),
    (b"\xff\xd8\xff", FileKind.JPG),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
)
TIFF = "TIFF 图片（传真常用），请另存为 PDF、jpg 或 png"
_COMPOUND = b"\xd0\xcf\x11\xe0"
_IN_COMPOUND: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "设有打开密码的 Word 或 Excel 文件，请取消密码后上传"),
    ("__properties_version1.0", "Outlook 邮件（msg），请把邮件另存为 PDF，附件分别上传"),
)
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
_STRANGERS: tuple[tuple[bytes, str], ...] = (
    (_COMPOUND, "旧版 Word 或 Excel 文件（doc、xls），请另存为 docx、xlsx 或 PDF"),
    (b"MZ", "Windows 程序"),
    (b"\x7fELF", "程序文件"),
    (b"Rar!", "RAR 压缩包，请解压后分别上传"),
    (b"7z\xbc\xaf", "7z 压缩包，请解压后分别上传"),
    (b"PK", "压缩包，请解压后分别上传"),
    (b"GIF8", "GIF 图片，请另存为 jpg 或 png"),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"BM", "BMP 图片，请另存为 jpg 或 png"),
    (b"RIFF", "WebP 图片或音视频，请另存为 jpg 或 png"),
    (b"{\\rtf", "RTF 文档，请另存为 docx 或 PDF"),
)


def kind_by_header(data: bytes) -> FileKind | None:
    """The kind that the first bytes promise; packages (docx, xlsx, ofd) are not told apart here."""
    return next((kind for header, kind in _HEADERS if data.startswith(header)), None)


def describe_stranger(data: bytes) -> str:
    """What a file of no allowed kind seems to be, in Chinese."""
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return "HEIC 图片，请在手机上改存为 jpg"
    if data.lstrip()[:1] == b"<":
        return "网页或 XML 文件"
    if data.startswith(_COMPOUND):
        inside = (words for name, words in _IN_COMPOUND if name.encode("utf-16-le") in data)
        return next(inside, dict(_STRANGERS)[_COMPOUND])
    if data.startswith(PACKAGE) and _OPEN_DOCUMENT in data[:200]:
        return "OpenDocument 文件（odt、ods 等），请另存为 docx、xlsx 或 PDF"
    return next((words for header, words in _STRANGERS if data.startswith(header)), "无法识别的文件")


def is_video(data: bytes) -> bool:
    """Whether the first bytes are those of a film: what is shown is not kept, its link is."""
    if data[4:8] == b"ftyp":
        return not data[8:].startswith(_PICTURES_IN_BOXES)
    return data.startswith(_VIDEOS) or (data.startswith(b"RIFF") and data[8:12] == b"AVI ")


def titles(kinds: frozenset[FileKind]) -> str:
    """The allowed kinds, for a sentence: pdf、docx、…"""
    return "、".join(kind.value for kind in FileKind if kind in kinds)
