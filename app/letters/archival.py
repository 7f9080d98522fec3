"""The archive copy: PDF/A-3a and PDF/UA-1, tagged, with the frozen facts inside as a dated JSON attachment.

Nothing of the wall clock or of the machine reaches the bytes: same facts, same versions, same PDF.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, timezone
from functools import cache, partial
from importlib.resources import files
from typing import Any

import pydyf
import weasyprint.pdf
from weasyprint import Attachment
from weasyprint.css import ColorProfile

from app.letters.catalogue import LetterKind
from app.letters.errors import RenderingFailed
from app.letters.facts import as_date, frozen_json

OFFICE_TIME = timezone(timedelta(hours=8))
ATTACHMENT_NAME = "letter.json"
COLOURS = "letter"
MOST_PADDING = 4
VARIANT = {"pdf_variant": "pdf/a-3a", "output_intent": COLOURS}


def colour_profiles() -> dict[str, ColorProfile]:
    """WeasyPrint's sRGB profile, anew for each letter: a used one is written differently the second time.

    Left to itself WeasyPrint does the same, but leaves the file open.
    """
    profile = io.BytesIO(_srgb())
    return {COLOURS: ColorProfile(profile, "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))}


@cache
def _srgb() -> bytes:
    return (files(weasyprint.pdf) / "sRGB2014.icc").read_bytes()


def write_archive(document: Any, kind: LetterKind, facts: Mapping[str, Any]) -> bytes:
    """The laid-out letter as PDF bytes, with its frozen facts attached.

    Data that happen to end in a carriage return look one byte short to strict readers. Where that meets the stream of
    small objects or the table of all, which are written last, an empty object more makes both end otherwise.
    """
    data = frozen_json({"kind": kind.kind, "version": kind.version_hash, "facts": facts})
    identifier = hashlib.sha256(data.encode()).hexdigest()[:32].encode()
    day = as_date(facts[kind.dated_by])
    pdf = b""
    for padding in range(MOST_PADDING):
        document.color_profiles = colour_profiles()
        pdf = document.write_pdf(
            pdf_identifier=identifier,
            attachments=[_attachment(data, day)],  # can be read once only
            finisher=partial(_finish, padding),
            **VARIANT,
        )
        if b"\r\nendstream" not in pdf:
            break
    return pdf


def _attachment(data: str, day: date | None) -> Attachment:
    """It bears the letter's own date, at midnight of the office."""
    if day is None:
        raise RenderingFailed("文书没有日期")
    made = datetime.combine(day, time(0), OFFICE_TIME)
    return Attachment(
        string=data,
        name=ATTACHMENT_NAME,
        description="文书要素",
        created=made,
        modified=made,
        relationship="Data",
    )


def _finish(padding: int, document: Any, pdf: Any) -> None:
    """Declare PDF/UA-1 beside PDF/A-3a, and leave no stream that a reader of PDF/A may take amiss."""
    for item in pdf.objects:
        if not isinstance(item, pydyf.Stream):
            continue
        if item.extra.get("Type") in ("/Metadata", b"/Metadata"):
            item.compress = False  # metadata must be found unfiltered
            item.stream = [_with_accessibility(part) for part in item.stream]
        elif item.compress and _compressed_ends_in_return(item):
            item.compress = False
    for _ in range(padding):
        pdf.add_object(pydyf.Dictionary())


def _compressed_ends_in_return(stream: pydyf.Stream) -> bool:
    """Compressed data end with the checksum of the plain data, so that one stream in 256 ends in a return."""
    plain = b"\n".join(pydyf._to_bytes(part) for part in stream.stream)
    return zlib.adler32(plain) & 0xFF == ord("\r")


def _with_accessibility(xmp: bytes) -> bytes:
    head, end, tail = xmp.rpartition(b"</rdf:RDF>")
    if not end:
        raise RenderingFailed("PDF 元数据的结构与预期不符")
    return head + ACCESSIBILITY + end + tail


# PDF/A wants every schema that it does not know itself to be described in the file.
ACCESSIBILITY = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA part</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
