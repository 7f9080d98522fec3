"""Reads every part of a docx, xlsx or ofd through, counting what really comes out, and looks for what is active."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from app.quarantine import limits
from app.quarantine.inside.office_fields import FieldCodes

PIECE = 64 * 1024
# Names of parts are compared in lower case: to office programs, case makes no difference (ECMA-376, part 2).
KINDS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "ofd": "ofd.xml"}
TYPES = "[content_types].xml"
ACTIVE_PARTS = ("vbaproject", "activex/", "embeddings/", "macrosheets/", "customui/", "scripts/")
PARTS_WITH_FIELDS = ("word/", "xl/externallinks/")
HARMLESS_OUTSIDE = "/hyperlink"  # followed by a person's click only


class _Refused(Exception):
    """The problem, as its code and what belongs to it."""

    def __init__(self, problem: str, **more: Any):
        self.found = {"problem": problem, **more}
        super().__init__(problem)


def read(data: bytes) -> dict[str, Any]:
    """`{"kind": "docx" | "xlsx" | "ofd" | None, "active": bool}` or the problem."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [entry.filename.lower() for entry in package.infolist()]
            _check_names(names, package)
            kind = next((kind for kind, part in KINDS.items() if part in names), None)
            if kind is None:
                return {"kind": None, "active": False}
            reading = _Reading(len(data), strict={KINDS[kind], TYPES})
            for entry in package.infolist():
                reading.read_through(package, entry)
    except _Refused as refused:
        return refused.found
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, expat.ExpatError):
        return {"problem": "damaged"}
    except (NotImplementedError, RuntimeError, ValueError, EOFError, OSError):
        return {"problem": "unusual"}
    has_active_parts = any(mark in name for name in names for mark in ACTIVE_PARTS)
    return {"kind": kind, "active": reading.is_active or has_active_parts}


def _check_names(names: list[str], package: zipfile.ZipFile) -> None:
    if len(names) > limits.PACKAGE_PARTS:
        raise _Refused("too_many_parts", parts=len(names))
    if len(set(names)) != len(names):
        raise _Refused("same_names")
    if any(name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") for name in names):
        raise _Refused("paths")
    if any(entry.flag_bits & 1 for entry in package.infolist()):
        raise _Refused("package_password")


class _Reading:
    """One way through all parts: how much may still come out, and whether anything active was named."""

    def __init__(self, size: int, strict: set[str]):
        self.left = min(limits.PACKAGE_BYTES, max(limits.PACKAGE_ALWAYS, size * limits.PACKAGE_RATIO))
        self.strict = strict
        self.is_outside = False
        self.parts_with_fields: list[FieldCodes] = []

    @property
    def is_active(self) -> bool:
        return self.is_outside or any(part.is_active for part in self.parts_with_fields)

    def read_through(self, package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
        parser, promised = self._parser_for(entry.filename.lower()), entry.file_size
        for piece in _pieces(package, entry):
            self.left -= len(piece)
            promised -= len(piece)
            if self.left < 0:
                raise _Refused("bomb")
            if parser is not None:
                parser.Parse(piece)
        if parser is not None:
            parser.Parse(b"", True)
        if promised != 0:
            raise _Refused("false_size")

    def _parser_for(self, name: str) -> Any:
        """XML that programs act upon is parsed strictly: without document types, and so without entities."""
        is_relations = name.endswith(".rels")
        has_fields = name.startswith(PARTS_WITH_FIELDS) and name.endswith(".xml")
        if name not in self.strict and not is_relations and not has_fields:
            return None
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _refuse_document_type
        if is_relations:
            parser.StartElementHandler = self._look_outside
        elif name == TYPES:
            parser.StartElementHandler = _refuse_macros
        elif has_fields:
            self.parts_with_fields.append(FieldCodes(parser))
        return parser

    def _look_outside(self, _name: str, attributes: dict[str, str]) -> None:
        """A template, picture or object that is fetched from elsewhere as soon as the file is opened."""
        outside = attributes.get("TargetMode", "").lower() == "external"
        if outside and not attributes.get("Type", "").lower().endswith(HARMLESS_OUTSIDE):
            self.is_outside = True


def _refuse_macros(_name: str, attributes: dict[str, str]) -> None:
    """docm, xlsm and their templates say so of themselves; under another ending no office program opens them."""
    if "macroenabled" in attributes.get("ContentType", "").lower():
        raise _Refused("macros")


def _refuse_document_type(*_about: object) -> None:
    raise _Refused("document_type")


def _pieces(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with package.open(entry) as part:
        while piece := part.read(PIECE):
            yield piece
