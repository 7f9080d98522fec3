"""The digital signatures in a PDF: intact or not, over the whole file or not, whose, and when.

What is told is what the file says of itself. Whether a certificate deserves trust is not judged: the register of
issued letters (`app.letters.reading.verify`) says what is genuine. Importing pyHanko takes half a second: read this
module where it is used.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pyhanko.pdf_utils.generic import DictionaryObject, IndirectObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

FORMATS = ("/adbe.pkcs7.detached", "/ETSI.CAdES.detached")
DIGESTS = ("sha1", "sha224", "sha256", "sha384", "sha512")


class Integrity(StrEnum):
    """Of the bytes that a signature signs. Unchecked: a way of signing that is not known here, such as SM2."""

    INTACT = "intact"
    BROKEN = "broken"
    UNCHECKED = "unchecked"


@dataclass(frozen=True)
class Signature:
    """One signature: its state, the common name in the certificate, and the time that the signer states."""

    integrity: Integrity
    covers_file: bool = False
    holder: str = ""
    signed_at: datetime | None = None


def read_signatures(pdf: bytes) -> tuple[Signature, ...]:
    """Every signature of the file, in the order of its fields; none when it has no signature."""
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        fields = list(enumerate_sig_fields(reader, filled_status=True))
    except Exception:  # pyHanko raises many kinds over a damaged file: what it cannot read is not intact
        return (Signature(Integrity.BROKEN),)
    return tuple(_read(pdf, reader, name, field) for name, _value, field in fields)


def are_sound(signatures: Sequence[Signature]) -> bool:
    """None is broken, and where there are any, one of them covers the whole file."""
    if any(each.integrity is Integrity.BROKEN for each in signatures):
        return False
    return not signatures or any(each.covers_file for each in signatures)


def _read(pdf: bytes, reader: PdfFileReader, name: str, field: IndirectObject) -> Signature:
    try:
        filled = field.get_object()
        value = filled["/V"]
        covers_file = _covers(pdf, value)
        if value.get("/SubFilter") not in FORMATS:
            return Signature(Integrity.UNCHECKED, covers_file)
        signature = EmbeddedPdfSignature(reader, filled, name)
        holder = _common_name(signature)
        integrity = _integrity(signature) if _is_known(signature) else Integrity.UNCHECKED
        return Signature(integrity, covers_file, holder, signature.self_reported_timestamp)
    except Exception:  # as above
        return Signature(Integrity.BROKEN)


def _covers(pdf: bytes, value: DictionaryObject) -> bool:
    """The signed range is the whole file but for the signature itself, from its `<` to its `>`."""
    start, first, second, length = value["/ByteRange"]
    gap = pdf[first:second]
    if start != 0 or second + length != len(pdf) or (gap[:1], gap[-1:]) != (b"<", b">"):
        return False
    return bytes.fromhex(gap[1:-1].decode("ascii")) == value["/Contents"].original_bytes


def _is_known(signature: EmbeddedPdfSignature) -> bool:
    try:
        _ = signature.signer_info["signature_algorithm"].signature_algo
    except ValueError:  # an algorithm without a name in the library
        return False
    return signature.md_algorithm in DIGESTS


def _integrity(signature: EmbeddedPdfSignature) -> Integrity:
    parts = validate_sig_integrity(
        signature.signer_info, signature.signer_cert, "data", signature.compute_digest()
    )
    return Integrity.INTACT if all(parts) else Integrity.BROKEN


def _common_name(signature: EmbeddedPdfSignature) -> str:
    name = signature.signer_cert.subject.native.get("common_name", "")
    return name if isinstance(name, str) else "、".join(name)
