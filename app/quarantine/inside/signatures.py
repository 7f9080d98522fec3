"""Reads the digital signatures of a PDF: intact or not, over the whole file or not, whose, and when."""

import io
from typing import Any

from pyhanko.pdf_utils.generic import DictionaryObject, IndirectObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

FORMATS = ("/adbe.pkcs7.detached", "/ETSI.CAdES.detached")
DIGESTS = ("sha1", "sha224", "sha256", "sha384", "sha512")
BROKEN: dict[str, Any] = {"integrity": "broken", "covers_file": False, "holder": "", "signed_at": None}


def read(data: bytes) -> dict[str, Any]:
    """`{"signatures": [...]}` in the order of their fields; the time as ISO text. What cannot be read is broken."""
    reader = PdfFileReader(io.BytesIO(data), strict=False)
    fields = list(enumerate_sig_fields(reader, filled_status=True))
    return {"signatures": [BROKEN | _read(data, reader, name, field) for name, _value, field in fields]}


def _read(pdf: bytes, reader: PdfFileReader, name: str, field: IndirectObject) -> dict[str, Any]:
    try:
        filled = field.get_object()
        value = filled["/V"]
        covers_file = _covers(pdf, value)
        if value.get("/SubFilter") not in FORMATS:
            return {"integrity": "unchecked", "covers_file": covers_file}
        signature = EmbeddedPdfSignature(reader, filled, name)
        holder = _common_name(signature)
        integrity = _integrity(signature) if _is_known(signature) else "unchecked"
        signed_at = signature.self_reported_timestamp
    except Exception:  # pyHanko raises many kinds over a damaged file: what it cannot read is not intact
        return BROKEN
    return {
        "integrity": integrity, "covers_file": covers_file, "holder": holder,
        "signed_at": signed_at.isoformat() if signed_at else None,
    }  # fmt: skip


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


def _integrity(signature: EmbeddedPdfSignature) -> str:
    parts = validate_sig_integrity(
        signature.signer_info, signature.signer_cert, "data", signature.compute_digest()
    )
    return "intact" if all(parts) else "broken"


def _common_name(signature: EmbeddedPdfSignature) -> str:
    name = signature.signer_cert.subject.native.get("common_name", "")
    return name if isinstance(name, str) else "、".join(name)
